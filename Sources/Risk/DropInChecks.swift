/// The drop-in checks, in the order in which they are asked. A new one is one line here and one file in `Checks/`.
enum DropInChecks {
    @inline(__always)
    static func visit(_ visitor: inout some CheckVisitor, _ limits: RiskLimits) -> Bool {
        visitor.goesOn(after: OrderQuantityCheck(limits))
            && visitor.goesOn(after: OrderValueCheck(limits))
            && visitor.goesOn(after: PriceCollarCheck(limits))
            && visitor.goesOn(after: SelfTradeCheck(limits))
            && visitor.goesOn(after: OpeningPerContractCheck(limits))
            && visitor.goesOn(after: OpeningPerUnderlyingCheck(limits))
            && visitor.goesOn(after: DeltaLimitCheck(limits))
            && visitor.goesOn(after: GammaLimitCheck(limits))
            && visitor.goesOn(after: VegaLimitCheck(limits))
            && visitor.goesOn(after: CancelRatioCheck(limits))
            && visitor.goesOn(after: OrderToTradeCheck(limits))
    }

    /// The first refusal.
    @inline(__always)
    static func verdict(_ moment: QuoteMoment, _ limits: RiskLimits) -> Verdict {
        var judge = Judge(moment: moment)
        _ = visit(&judge, limits)
        return judge.verdict
    }

    /// All refusals, in the same order; for advice.
    static func refusals(_ moment: QuoteMoment, _ limits: RiskLimits) -> [Verdict] {
        var collector = Collector(moment: moment)
        _ = visit(&collector, limits)
        return collector.refusals
    }

    /// What each says of itself.
    static var abouts: [CheckAbout] {
        var reader = Reader()
        _ = visit(&reader, RiskLimits())
        return reader.abouts
    }

    private struct Judge: CheckVisitor {
        let moment: QuoteMoment
        var verdict = Verdict.pass

        @inline(__always)
        mutating func goesOn<Check: QuoteCheck>(after check: Check) -> Bool {
            let found = check.verdict(Check.Reading(moment))
            // Written only to refuse: what passes leaves nothing behind.
            if case .pass = found { return true }
            verdict = found
            return false
        }
    }

    private struct Collector: CheckVisitor {
        let moment: QuoteMoment
        var refusals: [Verdict] = []

        mutating func goesOn<Check: QuoteCheck>(after check: Check) -> Bool {
            let found = check.verdict(Check.Reading(moment))
            if !found.isPass { refusals.append(found) }
            return true
        }
    }

    private struct Reader: CheckVisitor {
        var abouts: [CheckAbout] = []

        mutating func goesOn<Check: QuoteCheck>(after check: Check) -> Bool {
            abouts.append(Check.about)
            return true
        }
    }
}

/// What is done with each drop-in check.
protocol CheckVisitor {
    /// False ends the round.
    mutating func goesOn<Check: QuoteCheck>(after check: Check) -> Bool
}
