import Obligations

/// The report's words for what the record calls by name, in both languages.
enum ComplianceWords {
    /// A rule kind as the desk calls it.
    static func kind(_ name: String) -> Bilingual {
        switch name {
        case "presence": Bilingual("continuous quoting", "双边持续报价")
        case "coverage": Bilingual("contract rate", "持续报价合约率")
        case "rfqResponse": Bilingual("response to requests", "双边回应报价")
        case "auctionPresence": Bilingual("call auction", "集合竞价")
        case "triggeredResponse": Bilingual("triggered response", "触发报价")
        case "rateCount": Bilingual("message rate", "报单频率")
        case "cancelRatio": Bilingual("cancel ratio", "撤单比率")
        case "orderToTrade": Bilingual("order to trade", "报单成交比")
        case "positionLimit": Bilingual("position limit", "限仓")
        case "staticQuoteCheck": Bilingual("quote check", "报价校验")
        case "score": Bilingual("score", "评分")
        default: Bilingual(name, "")
        }
    }

    /// A cause by its stable name.
    static func cause(_ name: String) -> Bilingual {
        Bilingual(words(name), ObligationCause(rawValue: name)?.chineseName ?? "")
    }

    /// A class of time.
    static func state(_ state: ObligationClass) -> Bilingual {
        switch state {
        case .met: Bilingual("met", "达标")
        case .notMet: Bilingual("not met", "未达标")
        case .exempt: Bilingual("exempt", "豁免")
        case .unknown: Bilingual("unknown", "未知")
        }
    }

    /// What began a stretch.
    static func trigger(_ trigger: ObligationInterval.Trigger) -> Bilingual {
        switch trigger {
        case .sessionStart: Bilingual("session start", "时段开始")
        case .quote: Bilingual("quote", "报价变化")
        case .phase: Bilingual("phase", "交易阶段")
        case .market: Bilingual("market", "行情变化")
        case .graceEnded: Bilingual("grace ended", "宽限结束")
        case .circumstance: Bilingual("circumstance", "情况变化")
        case .order: Bilingual("own order", "自有委托")
        case .exemptionEnded: Bilingual("exemption ended", "豁免期满")
        case .streamInterrupted: Bilingual("record interrupted", "记录中断")
        case .streamResumed: Bilingual("record resumed", "记录恢复")
        }
    }

    /// What the standing quote was worth to the rule.
    static func quote(_ verdict: QuoteVerdict) -> Bilingual {
        switch verdict {
        case .absent: Bilingual("no quote", "无报价")
        case .oneSided: Bilingual("one-sided", "单边")
        case .tooSmall: Bilingual("too small", "数量不足")
        case .tooWide: Bilingual("too wide", "价差超限")
        case .valid: Bilingual("valid", "有效")
        case .sizesDiffer: Bilingual("sizes differ", "双边数量悬殊")
        case .offMarket: Bilingual("off market", "偏离市场")
        case .tooBrief: Bilingual("too brief", "停留过短")
        }
    }

    /// What became of a request.
    static func outcome(_ outcome: RequestOutcome) -> Bilingual {
        switch outcome {
        case .pending: Bilingual("pending", "未决")
        case .answered: Bilingual("answered", "已回应")
        case .late: Bilingual("late", "超时")
        case .heldShort: Bilingual("held short", "保留不足")
        case .invalidResponse: Bilingual("invalid response", "回应无效")
        case .missed: Bilingual("missed", "未回应")
        case .inadmissiblePhase: Bilingual("not counted: phase", "不计：交易阶段")
        case .inadmissibleInterval: Bilingual("not counted: interval", "不计：间隔不足")
        case .inadmissibleRemaining: Bilingual("not counted: too near the end", "不计：剩余时间不足")
        case .inadmissibleRequester: Bilingual("not counted: own request", "不计：自身询价")
        case .phaseEnded: Bilingual("not counted: phase ended", "不计：阶段结束")
        case .unknown: Bilingual("unknown", "未知")
        case .inadmissibleSpread: Bilingual("not counted: spread", "不计：价差")
        case .inadmissibleSize: Bilingual("not counted: size", "不计：数量")
        }
    }

    /// How far a number may be trusted.
    static func tag(_ tag: Provenance.Tag) -> Bilingual {
        switch tag {
        case .S: Bilingual("the exchange's own text at hand", "手头有交易所原文")
        case .P: Bilingual("exchange page or a mirror of the official text", "交易所网页或官方文本镜像")
        case .C: Bilingual("secondary source", "二手来源")
        case .K: Bilingual("somebody's code: practice, not a rule", "他人代码：仅为实践，非规则")
        case .M: Bilingual("from memory, must be confirmed", "凭记忆，须核实")
        case .X: Bilingual("placeholder for development only", "仅供开发的占位值")
        }
    }

    /// How days become a period.
    static func operation(_ operation: PeriodRule.Operation) -> Bilingual {
        switch operation {
        case .each: Bilingual("every day", "逐日达标")
        case .meanOfRatios: Bilingual("mean of the days' ratios", "日均")
        case .ratioOfSums: Bilingual("ratio of sums", "合计之比")
        case .passingDays(let share, _): Bilingual("days that pass ≥ \(share)", "达标天数 ≥ \(share)")
        }
    }

    /// `limitReached` as `limit reached`.
    static func words(_ name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase { text += " " }
            text += character == "_" ? " " : character.lowercased()
        }
        return text
    }
}
