extension SlowDay {
    enum Class { case met, notMet, exempt }

    /// Nanoseconds and one-second samples of each class; continuous trading in all.
    struct Presence {
        var met: Int64 = 0
        var notMet: Int64 = 0
        var exempt: Int64 = 0
        var samplesMet: Int64 = 0
        var samples: Int64 = 0

        var obliged: Int64 { met + notMet }
    }

    /// Between two instants at which some stream has a row, nothing changes.
    static func presence(of contract: Contract) -> Presence {
        var presence = Presence()
        for span in Rule.spans {
            var cuts: Set<Int64> = [span.lowerBound, span.upperBound]
            for times in [contract.quotes.times, contract.market.times, contract.phases.times] {
                cuts.formUnion(times.filter { span.contains($0) })
            }
            let ordered = cuts.sorted()
            for (from, to) in zip(ordered, ordered.dropFirst()) {
                switch contract.state(at: from) {
                case .met: presence.met += to - from
                case .notMet: presence.notMet += to - from
                case .exempt: presence.exempt += to - from
                }
            }
            for instant in stride(from: span.lowerBound, to: span.upperBound, by: Int(Rule.second))
            {
                let state = contract.state(at: instant)
                if state == .met { presence.samplesMet += 1 }
                if state != .exempt { presence.samples += 1 }
            }
        }
        return presence
    }

    /// By underlying, the contracts with an obligation, and those of them that reach the bar.
    func coverage(of underlying: String, _ presences: [Presence]) -> (met: [String], obliged: Int64)
    {
        let own = zip(contracts, presences).filter { $0.0.underlying == underlying }
        let obliged = own.filter { $0.1.obliged > 0 }
        let met = obliged.filter {
            $0.1.met * Rule.coverageBar.den >= $0.1.obliged * Rule.coverageBar.num
        }
        return (met.map { $0.0.name }, Int64(obliged.count))
    }
}

extension SlowDay.Contract {
    func state(at instant: Int64) -> SlowDay.Class {
        if isExempt(at: instant) { return .exempt }
        guard let quote = quotes.value(at: instant) else { return .notMet }
        return isValid(quote) ? .met : .notMet
    }

    func isExempt(at instant: Int64) -> Bool {
        if let phase = phases.value(at: instant), "VPCBUE".contains(phase) { return true }
        guard let top = market.value(at: instant) else { return false }
        return top.bidQuantity > 0 && top.bid >= limitUp
            || top.askQuantity > 0 && top.ask <= limitDown
    }

    func isValid(_ quote: SlowDay.Top) -> Bool {
        quote.bidQuantity >= SlowDay.Rule.quantityMin
            && quote.askQuantity >= SlowDay.Rule.quantityMin
            && SlowDay.Rule.permits(bid: quote.bid, ask: quote.ask, days: days)
    }
}
