import Market

/// One ledger under one example's events.
struct RuleExampleStage {
    var ledger: ObligationLedger
    private var live: [LiveQuote]
    private var sequence: UInt64 = 0

    init(ledger: ObligationLedger) {
        self.ledger = ledger
        live = ledger.directory.contracts.map { _ in .none }
    }

    mutating func play(_ example: RuleExample) {
        if let start = example.given.session.first?.start {
            for contract in ledger.directory.contracts {
                ledger.phaseChanged(contract.index, to: .continuous, at: start)
            }
        }
        for event in example.events { apply(event.action, at: event.time) }
    }

    private mutating func apply(_ action: RuleExample.Action, at time: SessionTime) {
        switch action {
        case .quote(let contract, let quote, let answering):
            change(contract, to: quote, .accepted, answering: answering, at: time)
        case .fill(let contract, let bidLeft, let askLeft):
            var quote = live[contract.int]
            quote.bidRemaining = bidLeft
            quote.askRemaining = askLeft
            change(contract, to: quote, .filled, at: time)
        case .order(let contract, let order):
            sequence += 1
            ledger.orderChanged(contract, order, logSequence: sequence, at: time)
        case .cancel(let contract): change(contract, to: .none, .withdrawn, at: time)
        case .phase(let contract, let phase):
            for index in indices(contract) { ledger.phaseChanged(index, to: phase, at: time) }
        case .market(let contract, let top):
            for index in indices(contract) {
                ledger.marketChanged(index, topWithoutMaker: top, at: time)
            }
        case .underlying(let index): ledger.underlyingMoved(index, at: time)
        case .underlyingQuote(let index, let bid, let ask):
            ledger.underlyingQuoteChanged(index, bid: bid, ask: ask, at: time)
        case .request(let id, let contract): ledger.requestOpened(id, on: contract, at: time)
        case .requestExpired(let id): ledger.requestExpired(id, at: time)
        case .circumstance(let kind, let begins):
            ledger.circumstance(kind, begins: begins, at: time)
        case .interrupt: ledger.streamInterrupted(at: time)
        case .resume: ledger.streamResumed(at: time)
        case .placed, .cancelled, .traded, .position, .messages: activity(action, at: time)
        case .withoutInput: return
        }
    }

    private mutating func activity(_ action: RuleExample.Action, at time: SessionTime) {
        switch action {
        case .placed(let contract, let count, let size):
            for _ in 0..<count { ledger.orderPlaced(contract, quantity: size, at: time) }
        case .cancelled(let contract, let count, let size):
            for _ in 0..<count { ledger.orderCancelled(contract, quantity: size, at: time) }
        case .traded(let contract, let size, let fee):
            ledger.traded(contract, quantity: size, isBuy: true, at: time)
            ledger.charged(contract, fee, at: time)
        case .position(let contract, let long, let short):
            ledger.positionIs(contract, long: long, short: short, at: time)
        case .messages(let count, let until):
            let step = (until - time).nanoseconds / max(1, count - 1)
            for index in 0..<count {
                let at = SessionTime(nanoseconds: time.nanoseconds + index * step)
                ledger.messageSent(.order, at: at)
            }
        default: return
        }
    }

    private func indices(_ contract: ContractIndex?) -> [ContractIndex] {
        contract.map { [$0] } ?? ledger.directory.contracts.map(\.index)
    }

    private mutating func change(
        _ contract: ContractIndex, to quote: LiveQuote, _ trigger: QuoteTrigger,
        answering: QuoteRequestID = .none, at time: SessionTime
    ) {
        sequence += 1
        live[contract.int] = quote
        ledger.quoteChanged(
            contract, to: quote,
            evidence: QuoteEvidence(quote: QuoteID(sequence), logSequence: sequence),
            trigger: trigger, answering: answering, at: time)
    }

    // MARK: Then

    typealias Mismatch = RuleExampleRunner.Mismatch

    func mismatches(_ example: RuleExample, until end: SessionTime) -> [Mismatch] {
        let report = ledger.report(causes: CauseTimeline(directory: ledger.directory), at: end)
        let rows = report.rules.filter { $0.rule == example.rule }
        return example.expected.flatMap { wanted -> [Mismatch] in
            // Asked of nobody in particular, it is the figure of all of them where there is one.
            let row =
                rows.first {
                    wanted.isOfAll && $0.underlying == ObligationReport.Row.allUnderlyings
                }
                ?? rows.first {
                    (wanted.contract == nil || $0.contract == wanted.contract)
                        && (wanted.underlying == nil || $0.underlying == wanted.underlying)
                }
            guard let row else {
                return [Mismatch(what: place(wanted), expected: "a figure", found: "none")]
            }
            return mismatches(wanted, row) + outcomes(wanted, of: example.rule, until: end)
        }
    }

    private func mismatches(_ wanted: RuleExample.Expectation, _ row: ObligationReport.Row)
        -> [Mismatch]
    {
        var found: [Mismatch] = []
        func compare(_ name: String, _ expected: String, _ actual: String?, _ same: Bool) {
            guard !same else { return }
            found.append(
                Mismatch(
                    what: place(wanted) + name, expected: expected, found: actual ?? "nothing"))
        }
        for (name, expected, actual) in [
            ("value", wanted.value, row.value), ("sampled", wanted.sampled, row.sampled),
            ("best", wanted.best, row.best),
        ] {
            guard let expected else { continue }
            let same = actual.map { $0.equals(expected) } ?? false
            compare(name, "\(expected)", actual.map { "\($0)" }, same)
        }
        if let expected = wanted.pass {
            let actual = row.pass.map { $0 ? RuleExample.Pass.yes : .no } ?? .none
            compare("pass", expected.rawValue, actual.rawValue, expected == actual)
        }
        if let expected = wanted.contractsMet {
            compare(
                "contractsMet", "\(expected)", row.contractsMet.map { "\($0)" },
                expected == row.contractsMet)
        }
        for expected in wanted.times {
            let actual = row.times?.named(expected.name)
            compare(
                expected.name, "\(expected.count) ns", actual.map { "\($0) ns" },
                expected.count == actual)
        }
        for expected in wanted.counts {
            let actual = row.named(expected.name)
            compare(
                expected.name, "\(expected.count)", actual.map { "\($0)" },
                expected.count == actual)
        }
        return found
    }

    private func outcomes(
        _ wanted: RuleExample.Expectation, of rule: String, until end: SessionTime
    ) -> [Mismatch] {
        guard !wanted.outcomes.isEmpty else { return [] }
        var response = 0
        for candidate in ledger.pack.rules where candidate.unevaluated == nil {
            guard case .rfqResponse = candidate.kind else { continue }
            if candidate.id == rule { break }
            response += 1
        }
        guard response < ledger.responseRules else {
            return [Mismatch(what: "outcomes", expected: "requests", found: "none")]
        }
        let records = ledger.requests(response: response, at: end)
        return wanted.outcomes.compactMap { expected in
            let actual = records.first { $0.id == expected.request }?.outcome
            guard actual != expected.outcome else { return nil }
            return Mismatch(
                what: "request \(expected.request.value)", expected: "\(expected.outcome)",
                found: actual.map { "\($0)" } ?? "no such request")
        }
    }

    private func place(_ wanted: RuleExample.Expectation) -> String {
        (wanted.contract ?? wanted.underlying).map { $0 + " " } ?? ""
    }
}

extension Ratio {
    /// The same fraction; two without a denominator are alike.
    fileprivate func equals(_ other: Ratio) -> Bool {
        guard den > 0, other.den > 0 else { return den == other.den }
        return isAtLeast(other) == true && other.isAtLeast(self) == true
    }
}

extension ObligationReport.Times {
    fileprivate func named(_ name: String) -> Int64? {
        switch name {
        case "session_s": session
        case "met_s": met
        case "notMet_s": notMet
        case "exempt_s": exempt
        case "unknown_s": unknown
        default: nil
        }
    }
}

extension ObligationReport.Row {
    fileprivate func named(_ name: String) -> Int64? {
        switch name {
        case "numerator": value.num
        case "denominator": value.den
        case "requests": requests?.requests
        case "inadmissible": requests?.inadmissible
        case "answered": requests?.answered
        case "late": requests?.late
        case "heldShort": requests?.heldShort
        case "missed": requests?.missed
        case "unknown": requests?.unknown
        case "pending": requests?.pending
        default: counts?[name]
        }
    }
}
