public import Wire

/// A refusal's rule as a sentence, in English and Chinese, and what its value and limit count.
public struct RefusalWords: Equatable, Sendable {
    /// What `value` and `limit` of a refusal are.
    public enum Unit: String, Sendable {
        /// A number, or nothing worth showing.
        case plain
        /// 1/10 000 yuan a share.
        case price
        /// 1/10 000 yuan.
        case money
        case contracts, messages, shares
        /// Nanoseconds since midnight.
        case time
    }

    public let english: String
    public let chinese: String
    public let unit: Unit

    /// Nil for a code that no check refuses with.
    public init?(_ code: RefusalCode) {
        guard let (english, chinese, unit) = Self.rows[code] else { return nil }
        self.english = english
        self.chinese = chinese
        self.unit = unit
    }

    private typealias Row = (String, String, Unit)

    /// Asked by code, never iterated.
    private static let rows: [RefusalCode: Row] = instruction.merging(exposure) { $1 }
        .merging(standing) { $1 }.merging(orders) { $1 }

    private static let instruction: [RefusalCode: Row] = [
        .unknownContract: ("The contract is on today's list.", "合约须在当日合约列表内", .plain),
        .notMarketMakerContract: (
            "The contract is one we make a market in.", "合约须在做市合约范围内", .plain
        ),
        .phaseForbids: ("The trading phase takes this instruction.", "交易时段须允许该类申报", .plain),
        .priceOffTick: (
            "A price is a whole number of ticks.", "申报价格须为最小报价单位的整数倍", .price
        ),
        .priceOutsideLimits: (
            "A price is above zero and within the day's price limits.", "申报价格须大于零且在当日涨跌停价之内",
            .price
        ),
        .crossedQuote: ("The bid is below the ask.", "买价须低于卖价", .price),
        .oneSidedQuote: ("A quote has both sides.", "双边报价须买卖两边齐全", .plain),
        .spreadExceedsMaximum: (
            "Ask less bid is at most the maximum spread.", "买卖价差不得超过最大价差", .price
        ),
        .quantityBelowMinimum: (
            "Each side has at least the agreed minimum quantity.", "每边申报数量不得低于最低报价数量",
            .contracts
        ),
        .quantityAboveMaximum: (
            "A side is at most the exchange's largest order.", "单笔申报数量不得超过上限", .contracts
        ),
        .requestUnknown: ("An answer names an open request.", "回应报价须对应有效的询价", .plain),
        .holdTime: (
            "A response is not withdrawn before its hold time.", "回应报价在保留时间内不得撤销", .time
        ),
        .holdReplacement: (
            "A response is not replaced by a worse quote before its hold time.",
            "回应报价在保留时间内不得被更差的报价替换", .plain
        ),
        .duplicateQuoteID: ("A quote number is used once.", "报价编号不得重复", .plain),
        .staleCommand: (
            "The quoter's session is open and the instruction is fresh.", "报价会话须在线，指令不得过期",
            .plain
        ),
        .malformed: ("The instruction can be read.", "指令内容须完整有效", .plain),
        .overflow: ("The figures can be computed.", "数值须可计算", .plain),
        .priceCollar: (
            "A price is within the collar around risk's own reference.", "申报价格不得偏离风控参考价过大",
            .price
        ),
    ]

    private static let exposure: [RefusalCode: Row] = [
        .orderQuantityLimit: (
            "A side is at most the desk's largest order.", "单笔数量不得超过自设上限", .contracts
        ),
        .orderValueLimit: (
            "A side is worth at most the desk's largest value.", "单笔金额不得超过自设上限", .money
        ),
        .selfTrade: (
            "An instruction does not meet our own or our group's orders.", "不得与本账户或同一实控组自成交",
            .price
        ),
        .openingLimit: (
            "Openings of the day stay within their limit.", "当日开仓量不得超过上限", .contracts
        ),
        .deltaLimit: ("Delta at worst stays within its limit.", "最坏情形 Delta 不得超过限额", .shares),
        .gammaLimit: ("Gamma at worst stays within its limit.", "最坏情形 Gamma 不得超过限额", .shares),
        .vegaLimit: ("Vega at worst stays within its limit.", "最坏情形 Vega 不得超过限额", .money),
        .cancelRatio: (
            "Cancels and messages stay in proportion to trades.", "撤单与申报须与成交保持比例", .plain
        ),
        .closeExceedsHolding: (
            "A close is at most what is held.", "平仓数量不得超过持仓", .contracts
        ),
        .positionLimit: (
            "The position in a contract stays within its limit.", "单合约持仓不得超过限额", .contracts
        ),
        .directionLimit: (
            "One direction of an underlying stays within its limit.", "单标的同向持仓不得超过限额",
            .contracts
        ),
        .totalPositionLimit: (
            "All positions together stay within their limit.", "总持仓不得超过限额", .contracts
        ),
        .purchaseLimit: ("A purchase stays within the purchase limit.", "买入金额不得超过限购额度", .money),
        .insufficientFunds: (
            "Premium and margin are covered by free funds.", "权利金与保证金须有足额可用资金", .money
        ),
        .messageRate: (
            "Messages of any second stay within the rate.", "每秒申报笔数不得超过上限", .messages
        ),
        .dailyMessageCount: (
            "Messages of the day stay within their number.", "当日申报笔数不得超过上限", .messages
        ),
        .noLimitSet: ("A limit that was never set refuses.", "未设限额一律拒绝", .plain),
    ]

    private static let standing: [RefusalCode: Row] = [
        .accountNotFiled: ("The account is filed.", "账户须已报备", .plain),
        .killed: ("Nothing quotes after a kill until two release it.", "紧急停止后须两人解除方可报价", .plain),
        .halted: ("Nothing quotes while halted.", "停止期间不得报价", .plain),
        .paused: ("Nothing quotes while paused.", "暂停期间不得报价", .plain),
        .reducingOnly: (
            "Only what reduces the position passes.", "仅允许减少持仓的指令", .contracts
        ),
        .isolated: ("A quoter that is cut off sends nothing.", "被隔离的报价程序不得申报", .plain),
        .protection: (
            "An underlying that protection froze is not quoted.", "触发做市保护的标的暂停报价", .plain
        ),
        .exchangeDown: ("The exchange's session is open.", "交易所会话须在线", .plain),
        .dayEnded: ("The trading day has not ended.", "交易日须尚未结束", .plain),
        .notPermitted: (
            "The account may send this kind of instruction.", "账户须有该类指令的权限", .plain
        ),
        .openingNotPermitted: (
            "Openings are in underlyings on the allow-list.", "开仓标的须在白名单内", .plain
        ),
        .accountRestricted: (
            "The account's switches allow it.", "账户限制开关须允许", .plain
        ),
        .restrictedByExchange: ("The exchange does not restrict us.", "未被交易所限制交易", .plain),
        .clearingReserve: (
            "The clearing reserve was sufficient at the open.", "开盘时结算准备金须不低于最低要求", .money
        ),
    ]

    private static let orders: [RefusalCode: Row] = [
        .repeatedCancel: ("An order is cancelled once.", "同一委托不得重复撤单", .plain),
        .unknownOrder: ("The order is one of ours that rests.", "须为本方在途或挂单委托", .plain),
        .orderKindForbidden: (
            "The order is of a kind this desk sends.", "委托类型须在允许范围内", .plain
        ),
        .tooManyOrders: ("Orders working stay within their number.", "在途与挂单委托数不得超过上限", .plain),
        .hedgeQuantityLimit: (
            "A hedge is whole lots within its largest quantity.", "对冲委托须为整手且不超过单笔上限", .shares
        ),
        .hedgeValueLimit: (
            "A hedge is worth at most its largest value.", "对冲委托金额不得超过单笔上限", .money
        ),
        .hedgePositionLimit: (
            "The hedge's position stays within its limit.", "对冲持仓不得超过限额", .shares
        ),
        .insufficientShares: (
            "Shares sold today were there at the open.", "卖出证券须为日初持有", .shares
        ),
        .heldForReview: ("A blocked order waits for a person.", "异常指令须人工复核", .plain),
        .reviewExpired: ("A held order is released in time.", "待复核委托须及时放行", .plain),
    ]
}
