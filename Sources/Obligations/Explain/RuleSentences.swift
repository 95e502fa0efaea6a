import Market

/// One rule in sentences with its numbers.
struct RuleSentences {
    let rule: ObligationRule
    let isChinese: Bool

    func lines() -> [String] {
        var lines = kind()
        if rule.instruments == .all {
            lines.append(say("Concerns every listed contract.", "适用于全部上市合约。"))
        } else {
            lines.append(say("Concerns ", "适用于") + conditions(rule.instruments) + ".")
        }
        if let validity = rule.kind.validity { lines += counts(validity) }
        if let threshold = rule.threshold {
            lines.append(say("The figure must be ", "数值须 ") + "\(threshold).")
        }
        if rule.group.over != .contract {
            lines.append(
                say("Joined over each ", "汇总范围：") + rule.group.over.rawValue
                    + say(" by ", "，方法：") + rule.group.operation.rawValue + ".")
        }
        lines.append(period())
        lines.append(say("Severity: ", "性质：") + rule.severity.rawValue + ".")
        return lines.map { "- " + $0 }
    }

    func say(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

    /// Seconds without trailing zeros.
    static func seconds(_ nanoseconds: Int64) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        guard rest > 0 else { return "\(whole)" }
        var digits = String(String(rest + 1_000_000_000).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    static func effect(_ effect: Exemption.Effect, isChinese: Bool) -> String {
        switch effect {
        case .removeFromDenominator: isChinese ? "移出分母" : "leaves the denominator"
        case .deemFulfilled: isChinese ? "视为履行" : "counts as fulfilled"
        case .relax(let spread, let size):
            isChinese
                ? "价差上限 × \(spread)，数量下限 × \(size)" : "maximum spread × \(spread), size × \(size)"
        }
    }

    private func seconds(_ span: TimeSpan) -> String {
        RuleSentences.seconds(span.nanoseconds) + say(" s", " 秒")
    }

    // MARK: What is measured

    private func kind() -> [String] {
        switch rule.kind {
        case .presence(let presence): self.presence(presence)
        case .coverage(let coverage): self.coverage(coverage)
        case .rfqResponse(let response): self.response(response)
        case .auctionPresence(let auction):
            [
                say("A valid quote must be live at the uncross of ", "集合竞价撮合时须有有效报价：")
                    + auction.auctions.map { "\($0)" }.joined(separator: ", ") + "."
            ]
        case .triggeredResponse(let duty):
            [
                say("When the market's spread is above ", "市场价差超过 ") + table(duty.marketSpreadAbove)
                    + say(" for ", "，持续 ") + seconds(duty.lasting)
                    + say(", a valid quote is due within ", "，须报价于 ") + seconds(duty.reactWithin)
                    + say(" and must stay for ", " 内，并保留 ") + seconds(duty.hold)
                    + say("; applies from ", "；适用自次数 ") + "\(duty.occurrencesMin)"
                    + say(" occurrences on.", "。")
            ]
        case .rateCount(let rate):
            [
                "\(rate.messagesPerWindow) "
                    + say("messages or more in ", "条及以上消息，窗口 ") + seconds(rate.windowLength)
                    + say(", as often as ", "，次数达 ") + "\(rate.occurrencesPerDay)"
                    + say(" in a day", "／日")
                    + (rate.messagesPerDay.map {
                        say(", or in a day ", "，或全日 ") + "\($0)" + say(" or more", " 条及以上")
                    } ?? "") + "."
            ]
        case .cancelRatio(let rule):
            [
                say("More than ", "撤单多于 ") + "\(rule.cancelsAbove)"
                    + say(
                        " cancels on a contract in a day with traded over cancelled below ",
                        "，且成交／撤单低于 ")
                    + "\(rule.ratioBelow)" + say(" cost the trading fee × ", "：交易手续费 × ")
                    + "\(rule.feeRate)" + say(" ÷ ratio, at most ", " ÷ 比率，上限 ") + "\(rule.feeMax)."
            ]
        case .orderToTrade(let rule): orderToTrade(rule)
        case .positionLimit(let rule):
            [
                say("At most ", "上限 ") + "\(rule.contractsMax) " + say("contracts by ", "张，口径：")
                    + rule.measure.rawValue + "."
            ]
        case .staticQuoteCheck:
            [say("Every quote must be valid when it is entered.", "每笔报价申报时须有效。")]
        case .score(let score): self.score(score)
        }
    }

    private func presence(_ rule: PresenceRule) -> [String] {
        var lines = [
            say(
                "The share of continuous trading with a valid two-sided quote; measured by ",
                "连续交易中有效双边报价的占比；计量：") + rule.headline.rawValue
                + say(", samples every ", "，采样间隔 ") + seconds(rule.sampling.period) + "."
        ]
        for part in rule.subPeriods {
            lines.append(
                say("By itself: ", "分段：")
                    + "\(part.id) \(RuleSentences.seconds(part.start.nanoseconds)) – "
                    + "\(RuleSentences.seconds(part.end.nanoseconds)) s")
        }
        for item in rule.exemptions {
            lines.append(
                say("Exempt: ", "豁免：") + "\(item.id) (\(trigger(item.trigger)), "
                    + "\(item.side.rawValue)"
                    + (item.durationMax.map { say(", at most ", "，最长 ") + seconds($0) } ?? "")
                    + ") " + RuleSentences.effect(item.effect, isChinese: isChinese) + ".")
        }
        return lines
    }

    private func trigger(_ trigger: Exemption.Trigger) -> String {
        switch trigger {
        case .phase(let phases): phases.map { "\($0)" }.joined(separator: ", ")
        case .marketAtLimit: say("market at its price limit", "市场涨跌停")
        case .underlyingHalted: say("underlying halted", "标的停牌")
        case .openRestricted: say("opening restricted", "限制开仓")
        case .positionLimit: say("own position limit reached", "自身持仓达限")
        case .declared(let incident): say("declared incident ", "已申报事件 ") + incident
        case .listedToday: say("first day of listing", "上市首日")
        case .daysToExpiryAtMost(let days): say("days to expiry at most ", "距到期天数至多 ") + "\(days)"
        case .adjusted: say("adjusted contract", "调整合约")
        }
    }

    private func coverage(_ rule: CoverageRule) -> [String] {
        var lines = [
            say("The share of contracts whose ", "达标合约占比：规则 ") + rule.presence
                + say(" figure is ", " 的数值 ")
                + "\(Threshold(rule.presenceComparator, rule.presenceMin))."
        ]
        if let allBut = rule.allBut {
            lines.append(say("All but this many are enough: ", "允许未达标合约数：") + "\(allBut).")
        }
        if let least = rule.contractsMin {
            lines.append(say("At least so many contracts: ", "至少达标合约数：") + "\(least).")
        }
        return lines
    }

    private func response(_ rule: ResponseRule) -> [String] {
        var lines = [
            say("A request must be answered by a valid quote within ", "询价须在规定时间内以有效报价回应：")
                + seconds(rule.respondWithin)
                + (rule.respondInclusive ? say(", inclusive", "（含）") : say(", exclusive", "（不含）"))
                + say("; the answer must stay for ", "；须保留 ") + seconds(rule.hold)
                + say(", released by ", "，解除条件：")
                + rule.releaseOn.map(\.rawValue).joined(separator: ", ") + ".",
            say("A request counts in ", "有效询价阶段：")
                + rule.eligiblePhases.map { "\($0)" }.joined(separator: ", ")
                + say(", since the previous one ", "，距上次询价 ") + seconds(rule.intervalMin)
                + say(", to the end of the session ", "，距时段结束 ")
                + seconds(rule.remainingSessionMin) + ".",
            say("The answer must carry the request's number: ", "须带询价编号：")
                + "\(rule.needsRequestID).",
        ]
        if let above = rule.marketSpreadAbove {
            lines.append(
                say("Only where the market's spread is above ", "仅当市场价差大于 ") + table(above)
                    + say("; an empty market admits: ", "；无报价市场是否有效：")
                    + "\(rule.emptyBookAdmits).")
        }
        if rule.requestSizeMin > .zero {
            lines.append(
                say("Least size of a request: ", "询价最小数量：") + "\(rule.requestSizeMin.contracts).")
        }
        return lines
    }

    private func orderToTrade(_ rule: OrderToTradeRule) -> [String] {
        [
            say("Above ", "成交多于 ") + "\(rule.volumeAbove)"
                + say(
                    " lots traded each lot placed costs a fee; the dearer one where ",
                    " 手后按申报手数收费；较高档条件：")
                + "\(rule.unit.rawValue) / traded − 1 > \(rule.ratioBar)."
        ]
            + rule.tiers.map {
                say("above ", "消息多于 ") + "\($0.messagesAbove)" + say(" messages: ", "：")
                    + "\($0.feePerLot) / \($0.feePerLotAboveBar)"
            }
    }

    private func score(_ rule: ScoreRule) -> [String] {
        rule.items.map { item in
            let map =
                switch item.map {
                case .linear: say("figure × 100", "数值 × 100")
                case .steps(let steps):
                    steps.map { "\($0.from): \($0.points)" }.joined(separator: ", ")
                }
            return "\(item.rule): " + say("weight ", "权重 ") + "\(item.weight), \(map)"
        } + [
            say("Grades: ", "等级：")
                + rule.grades.map { "\($0.name) ≥ \($0.scoreMin)" }.joined(separator: ", "),
            say("Must pass: ", "须通过：") + rule.knockouts.joined(separator: ", "),
        ]
    }
}
