import Market

/// Cancels and trades of each contract, and the excess fee they bring.
struct CancelFeeDetector: Detector {
    private struct Tally: Sendable {
        var cancels: Int64 = 0
        var cancelled: Int64 = 0
        var traded: Int64 = 0
        var reached: SessionTime?
        var last: FlowEvent?
        var counter: MessageCounter
        var standing = Standing()
    }

    private let terms: CancelFeeTerms
    private let stage: DetectorStage
    private let near: Int64
    private var states: PerSubject<[Tally]>

    init(_ terms: CancelFeeTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        near = Near.floor(of: terms.cancelsAbove, percent: stage.nearPercent)
        let tally = Tally(counter: MessageCounter(.cancels, terms.unit))
        states = PerSubject(Array(repeating: tally, count: stage.directory.contracts.count))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard subject >= 0, stage.contract(event.contract) != nil else { return }
        let index = event.contract.int
        switch event.kind {
        case .traded: states[subject][index].traded += Int64(event.quantity.contracts)
        case .cancelled:
            states[subject][index].cancelled += Int64(event.quantity.contracts)
            defer { look(subject, index, into: &found) }
            guard states[subject][index].counter.counts(event) else { return }
            states[subject][index].cancels += 1
            states[subject][index].last = event
            if states[subject][index].cancels == terms.cancelsAbove + 1 {
                states[subject][index].reached = event.time
            }
        default: return
        }
    }

    private mutating func look(_ subject: Int, _ index: Int, into found: inout Found) {
        if states[subject][index].standing.rises(to: outcome(of: states[subject][index])) {
            found.news.append(Found.News(subject: subject, place: index))
        }
    }

    private func outcome(of tally: Tally) -> Finding.Outcome? {
        guard tally.cancels >= near, tally.last != nil,
            terms.isRatioBelow(cancelled: tally.cancelled, traded: tally.traded)
        else { return nil }
        return tally.cancels > terms.cancelsAbove ? .reached : .nearDay
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let tallies = states.states[subject]
        return (place.map { $0..<$0 + 1 } ?? tallies.indices).compactMap {
            finding(of: tallies[$0], subject: subject, index: $0)
        }
    }

    private func finding(of tally: Tally, subject: Int, index: Int) -> Finding? {
        guard let outcome = outcome(of: tally), let last = tally.last else { return nil }
        var measures = [
            Measure("cancelsInDay", tally.cancels, limit: terms.cancelsAbove),
            Measure(
                "tradedOverCancelledBasisPoints", (tally.traded * 10_000) / tally.cancelled,
                limit: terms.ratioBelow),
        ]
        if outcome == .reached, let fee = fee(of: tally) {
            measures.append(Measure("feeTenThousandths", fee.tenThousandths))
        }
        return Finding(
            outcome, subject: subject, time: tally.reached ?? last.time,
            contract: ContractIndex(index), measures: measures,
            evidence: EvidenceRows(max: stage.rowsMax, [last]))
    }

    private func fees(of tally: Tally) -> Money {
        let (amount, overflow) = terms.feePerContract.tenThousandths.multipliedReportingOverflow(
            by: tally.traded)
        return Money(tenThousandths: overflow ? .max : amount)
    }

    private func fee(of tally: Tally) -> Money? {
        terms.fee(
            cancelled: tally.cancelled, traded: tally.traded, tradingFees: fees(of: tally))
    }

    /// A line for every contract that is near the bar or beyond it.
    func forecasts(_ name: (Int) -> String) -> [FeeForecast] {
        states.states.enumerated().flatMap { subject, tallies in
            tallies.enumerated().compactMap { index, tally in
                guard tally.cancels >= near else { return nil }
                let applies = terms.applies(
                    cancels: tally.cancels, cancelled: tally.cancelled, traded: tally.traded)
                return FeeForecast(
                    subject: name(subject), contract: ContractIndex(index),
                    cancels: tally.cancels, cancelled: tally.cancelled, traded: tally.traded,
                    tradingFees: fees(of: tally), applies: applies,
                    fee: applies ? fee(of: tally) : .zero, isExempt: terms.isExempt)
            }
        }
    }
}
