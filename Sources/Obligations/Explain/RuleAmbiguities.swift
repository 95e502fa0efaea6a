import Market

/// What the twenty known ambiguities (A1–A20) are decided to be in one rule, defaults included.
struct RuleAmbiguities {
    let rule: ObligationRule
    let isChinese: Bool

    func lines() -> [String] {
        questions.enumerated().map { index, question in
            "- A\(index + 1) \(isChinese ? question.zh : question.en): "
                + (question.value ?? (isChinese ? "不适用" : "does not concern this rule"))
        }
    }

    private typealias Question = (en: String, zh: String, value: String?)

    private var questions: [Question] {
        [
            (
                "a spread of exactly the maximum counts", "价差恰为上限是否有效",
                validity.map { "\($0.spreadInclusive)" }
            ),
            (
                "a size of exactly the minimum counts", "数量恰为下限是否有效",
                validity.map { "\($0.sizeInclusive)" }
            ),
            (
                "grace after a side is filled", "单边成交后的宽限",
                validity.map { RuleSentences.seconds($0.fillGrace.nanoseconds) + " s" }
            ),
            (
                "what is tested after a partial fill", "部分成交后检验的数量",
                validity.map(\.partialFill.rawValue)
            ),
            (
                "sample instants and ties", "采样时点与同时事件",
                sampling
            ),
            ("time or samples", "按时间或按采样", presence.map(\.headline.rawValue)),
            ("exempt time", "豁免时间的处理", exemptions),
            ("which quotes count", "计入的报价", validity.map(\.source.rawValue)),
            (
                "a resting quote answers a request", "已挂报价是否算回应",
                response.map { "\($0.restingQuoteCounts)" }
            ),
            (
                "the clock of a response", "回应计时",
                response.map { _ in "request to exchange acceptance (fixed)" }
            ),
            ("counting of messages", "消息计数", rate),
            ("what a percentage spread is of", "百分比价差的基准", reference),
            ("an own locked quote counts", "自身锁定报价是否有效", validity.map { "\($0.lockedCounts)" }),
            (
                "a market at its price limit is exempt", "涨跌停是否豁免",
                presence.map { "\($0.exemptions.contains { $0.trigger == .marketAtLimit })" }
            ),
            ("a day or contract without any obligation", "无义务的日期或合约", empty),
            ("half of an odd number of days", "奇数天数的一半", rounding),
            ("listed or delisted within the period", "期间内上市或摘牌", "only listed time counts (fixed)"),
            (
                "what comparable size is measured by", "可比数量的基准",
                validity?.comparableSize.map { "\($0.divergenceMax) of the \($0.base.rawValue)" }
            ),
            (
                "an accepted replacement", "替换报价的间隙",
                response.map { "no gap; ends the hold: \($0.replacementEndsHold)" }
                    ?? "no gap (fixed)"
            ),
            ("which clock", "所用时钟", "the exchange's (fixed)"),
        ]
    }

    private var presence: PresenceRule? {
        if case .presence(let presence) = rule.kind { presence } else { nil }
    }

    private var response: ResponseRule? {
        if case .rfqResponse(let response) = rule.kind { response } else { nil }
    }

    private var validity: QuoteValidity? { rule.kind.validity }

    private var sampling: String? {
        presence.map {
            RuleSentences.seconds($0.sampling.period.nanoseconds) + " s + "
                + RuleSentences.seconds($0.sampling.offset.nanoseconds) + " s, "
                + $0.sampling.tieOrder.rawValue
        }
    }

    private var exemptions: String? {
        presence.map { presence in
            presence.exemptions.isEmpty
                ? "none"
                : presence.exemptions.map {
                    "\($0.id) \(RuleSentences.effect($0.effect, isChinese: isChinese))"
                }.joined(separator: ", ")
        }
    }

    private var rate: String? {
        guard case .rateCount(let rate) = rule.kind else { return nil }
        return
            "\(rate.window.rawValue); order \(rate.weights.order), cancel \(rate.weights.cancel), "
            + "quote \(rate.weights.quote), replaced quote +\(rate.weights.replacedQuote), "
            + "quote cancel \(rate.weights.quoteCancel)"
    }

    private var reference: String? {
        validity.map {
            switch $0.spreadReference {
            case .bid: "bid"
            case .mid: "mid"
            case .midFloored(let price): "mid, not below \(price)"
            }
        }
    }

    private var empty: String {
        if case .coverage(let coverage) = rule.kind {
            return "\(coverage.emptyContracts.rawValue), \(rule.period.emptyDay.rawValue)"
        }
        return rule.period.emptyDay.rawValue
    }

    private var rounding: String? {
        guard case .passingDays(_, let rounding) = rule.period.operation else { return nil }
        return rounding.rawValue
    }
}

extension ObligationRule.Kind {
    /// What makes a quote count, in the kinds that ask.
    var validity: QuoteValidity? {
        switch self {
        case .presence(let rule): rule.validity
        case .rfqResponse(let rule): rule.validity
        case .auctionPresence(let rule): rule.validity
        case .triggeredResponse(let rule): rule.validity
        case .staticQuoteCheck(let rule): rule.validity
        case .coverage, .rateCount, .cancelRatio, .orderToTrade, .positionLimit, .score: nil
        }
    }
}
