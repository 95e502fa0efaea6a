import Market

/// What makes a quote count, which contracts, and how days become a period, in words.
extension RuleSentences {
    func counts(_ validity: QuoteValidity) -> [String] {
        let size =
            validity.amountMin.map { say("an amount of ", "金额 ") + "\($0)" }
            ?? "\(validity.quantityMin.contracts) " + say("contracts", "张")
        var lines = [
            say("A quote counts with ", "有效报价须每边至少 ") + size
                + say(" each side (", "（") + validity.sizeBasis.rawValue + ", "
                + (validity.sizeInclusive ? say("inclusive", "含") : say("exclusive", "不含"))
                + say(") and a spread of at most ", "），价差至多 ") + table(validity.tiers)
                + (validity.spreadInclusive
                    ? say(", inclusive.", "（含）。") : say(", exclusive.", "（不含）。"))
        ]
        if let comparable = validity.comparableSize {
            lines.append(
                say("The sizes differ by at most ", "两边数量相差至多 ")
                    + "\(comparable.divergenceMax) " + say("of the ", "，基准：")
                    + comparable.base.rawValue + ".")
        }
        if let levels = validity.withinPriceLevels {
            lines.append(
                say("Both sides within so many price steps of the best: ", "距最优价档数以内：")
                    + "\(levels).")
        }
        if validity.isInsidePriceLimits {
            lines.append(say("Both prices inside the price limits.", "两边价格在涨跌停之内。"))
        }
        if validity.restMin > .zero {
            lines.append(
                say("It must rest for ", "须至少存续 ")
                    + RuleSentences.seconds(validity.restMin.nanoseconds) + " s.")
        }
        return lines
    }

    func table(_ tiers: [SpreadTier]) -> String {
        tiers.map { tier in
            var conditions: [String] = []
            if tier.bidFrom > .zero {
                conditions.append(say("bid ≥ ", "买价 ≥ ") + "\(tier.bidFrom)")
            }
            if tier.daysFrom > 0 { conditions.append(say("days ≥ ", "天数 ≥ ") + "\(tier.daysFrom)") }
            if tier.when != .all { conditions.append(self.conditions(tier.when)) }
            let limits = tier.limits.map { limit in
                switch limit {
                case .absolute(let price): "\(price)"
                case .fraction(let ratio): "\(ratio)"
                case .underlyingSpread(let ratio):
                    "\(ratio) × " + say("the underlying's spread", "标的价差")
                case .unlimited: say("any", "不限")
                }
            }.joined(separator: say(" and ", " 与 "))
            return conditions.isEmpty ? limits : "\(limits) (\(conditions.joined(separator: ", ")))"
        }.joined(separator: "; ")
    }

    func conditions(_ filter: InstrumentFilter) -> String {
        var parts: [String] = []
        if let types = filter.types { parts.append(types.map { "\($0)" }.joined(separator: "/")) }
        if let ranks = filter.expiryRanks {
            parts.append(
                say("expiry ranks ", "到期序 ") + ranks.map(String.init).joined(separator: ", "))
        }
        if let from = filter.daysFrom { parts.append(say("days ≥ ", "天数 ≥ ") + "\(from)") }
        if let below = filter.daysBelow { parts.append(say("days < ", "天数 < ") + "\(below)") }
        for (name, flag) in [
            (say("adjusted", "调整合约"), filter.adjusted),
            (say("quarterly", "季度合约"), filter.quarterly),
            (say("listed today", "当日上市"), filter.listedToday),
        ] {
            if let flag { parts.append(flag ? name : say("not ", "非") + name) }
        }
        if let levels = filter.levels {
            parts.append(say("level ", "级别 ") + levels.map(String.init).joined(separator: ", "))
        }
        if let strikes = filter.strikes {
            parts.append(
                "\(strikes.outOfTheMoney) " + say("strikes out of and ", "档虚值，")
                    + "\(strikes.inTheMoney) " + say("in the money", "档实值"))
        }
        if let contracts = filter.contracts { parts.append(contracts.joined(separator: ", ")) }
        return parts.joined(separator: ", ")
    }

    func period() -> String {
        let period = rule.period
        let length = period.length.rawValue
        let operation =
            switch period.operation {
            case .each: say("every day must pass", "每日均须通过")
            case .meanOfRatios: say("the mean of the days' figures", "各日数值的平均")
            case .ratioOfSums: say("the days' sums, then the ratio", "先各日求和再求比")
            case .passingDays(let share, let rounding):
                say("days that pass: at least ", "通过天数至少 ") + "\(share), "
                    + say("rounded ", "取整：") + rounding.rawValue
            }
        let sample =
            period.sampleMin > 0
            ? say("; no duty below so many: ", "；样本不足则无义务：") + "\(period.sampleMin)" : ""
        return say("Judged by the ", "评定周期：") + "\(length): \(operation); "
            + say("an empty day: ", "无义务日：") + period.emptyDay.rawValue + sample + "."
    }
}
