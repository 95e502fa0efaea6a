/// Why an instant was not met: exactly one for each (`ContractCauses` has the order of precedence).
///
/// The raw names are stable: they are keys in `obligations.json`.
public enum ObligationCause: String, Hashable, Sendable, CaseIterable, Codable, BitwiseCopyable {
    /// The risk role was alive but had lost the exchange.
    case linkDown
    /// The member's session at the exchange was down.
    case riskDown
    /// A kill switch was on.
    case kill
    /// An operator had paused quoting.
    case operatorPause
    /// No quoter was connected to risk.
    case quoterDown
    /// The quote was refused by one of our pre-trade checks.
    case riskBlock
    /// A position, purchase or loss limit was reached.
    case limitReached
    /// The message budget was used up.
    case messageBudget
    /// The exchange rejected the quote.
    case exchangeReject
    /// The strategy did not want to quote.
    case strategyChoice
    /// The reference prices were too old or missing.
    case staleFeed
    /// No usable theoretical value.
    case pricingInvalid
    /// The underlying has no usable price yet.
    case noReference
    /// The strategy left the contract out: coverage is below 100 % by choice.
    case notObliged
    /// The strategy stepped back at a bad moment because the obligation had room for it.
    case slackSpent
    /// The strategy held back because of what it already holds.
    case inventory
    /// Withdrawn for the phase: around auctions and the day's end.
    case phase
    /// The exchange took the quote out on its own.
    case exchangeCancel
    /// A fill left less than the least size and nothing replaced it yet.
    case filledNotReplenished
    /// Only one side was quoted.
    case quoteOneSided
    /// The quote was smaller than the least size.
    case quoteTooSmall
    /// The quote was wider than the maximum spread.
    case quoteTooWide
    /// The quote lay too far from the market's best, or outside the price limits.
    case quoteOffMarket
    /// The quote was gone before it had rested its least time.
    case quoteTooBrief
    /// Before the first quoter, member session or accepted quote of the day.
    case notStarted
    /// Nothing else explains it: the next quote was not there yet.
    case awaitingQuote
}

extension ObligationCause {
    /// The cause in the desk's language.
    public var chineseName: String {
        switch self {
        case .linkDown: "交易所链路中断"
        case .riskDown: "风控会话中断"
        case .kill: "紧急停止"
        case .operatorPause: "人工暂停"
        case .quoterDown: "报价程序离线"
        case .riskBlock: "前端风控拦截"
        case .limitReached: "触及限额"
        case .messageBudget: "报单频率限额用尽"
        case .exchangeReject: "交易所拒单"
        case .strategyChoice: "策略主动撤出"
        case .staleFeed: "行情过期"
        case .pricingInvalid: "定价无效"
        case .noReference: "无标的参考价"
        case .notObliged: "策略放弃该合约"
        case .slackSpent: "动用报价余量"
        case .inventory: "库存约束"
        case .phase: "交易阶段"
        case .exchangeCancel: "交易所撤单"
        case .filledNotReplenished: "成交后未补单"
        case .quoteOneSided: "仅单边报价"
        case .quoteTooSmall: "报价数量不足"
        case .quoteTooWide: "价差超限"
        case .quoteOffMarket: "报价偏离市场"
        case .quoteTooBrief: "报价停留过短"
        case .notStarted: "尚未开始报价"
        case .awaitingQuote: "等待报价"
        }
    }
}
