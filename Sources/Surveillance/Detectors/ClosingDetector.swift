import Market

/// Large or many trades of a contract in the day's closing stretch.
struct ClosingDetector: Detector {
    private struct State: Sendable {
        var day: Int64 = 0
        var closing: Int64 = 0
        var trades: Int64 = 0
        var reached: SessionTime?
        var evidence: EvidenceRows
    }

    private let terms: ClosingTerms
    private let stage: DetectorStage
    private var states: PerSubject<[State]>

    init(_ terms: ClosingTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        let state = State(evidence: EvidenceRows(max: stage.rowsMax))
        states = PerSubject(Array(repeating: state, count: stage.directory.contracts.count))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard event.kind == .traded, subject >= 0, stage.contract(event.contract) != nil else {
            return
        }
        let index = event.contract.int
        states[subject][index].day += Int64(event.quantity.contracts)
        guard event.time >= terms.from else { return }
        states[subject][index].closing += Int64(event.quantity.contracts)
        states[subject][index].trades += 1
        states[subject][index].evidence.add(event)
        // In the closing stretch the share only grows: once reached, it stays so.
        if states[subject][index].reached == nil, isReached(states[subject][index]) {
            states[subject][index].reached = event.time
            found.news.append(Found.News(subject: subject, place: index))
        }
    }

    private func isReached(_ state: State) -> Bool {
        guard state.closing >= terms.quantityMin || state.trades >= terms.tradesMin else {
            return false
        }
        return state.closing * 10_000 >= terms.shareMin * state.day
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let contracts = states.states[subject]
        return (place.map { $0..<$0 + 1 } ?? contracts.indices).compactMap { index in
            let state = contracts[index]
            guard let reached = state.reached else { return nil }
            return Finding(
                .reached, subject: subject, time: reached, contract: ContractIndex(index),
                measures: [
                    Measure("closingContracts", state.closing, limit: terms.quantityMin),
                    Measure("closingTrades", state.trades, limit: terms.tradesMin),
                    Measure(
                        "closingShareBasisPoints", state.closing * 10_000 / state.day,
                        limit: terms.shareMin),
                ], evidence: state.evidence)
        }
    }
}
