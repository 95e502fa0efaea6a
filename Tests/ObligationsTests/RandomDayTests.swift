import Market
import Obligations
import TestSupport
import Testing

/// SplitMix64: small, seeded, the same everywhere.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &self)]
    }
}

@Suite(.rule("C3.8", "SSE-MM-02", "SSE-MM-06"))
struct `Two implementations agree on random days` {
    /// Days from before the opening to `end`; busy ones are short, the long one spans lunch and close.
    static let days: [(seed: UInt64, end: Int64, events: Int)] =
        (1...24).map { (UInt64($0), s(34_200 + 240), 160) }
        + [(100, s(53_900), 60), (101, s(41_401), 60)]

    @Test(arguments: days)
    func `to the nanosecond, the sample and the request`(
        seed: UInt64, end: Int64, events count: Int
    ) throws {
        var dice = Dice(seed: seed)
        let edits = [
            ("fillGraceMs: 0", "fillGraceMs: \(dice.pick([0, 0, 350, 5_000]))"),
            ("offsetMs: 0", "offsetMs: \(dice.pick([0, 0, 500, 999]))"),
            (
                "eventTieOrder: eventsFirst",
                "eventTieOrder: \(dice.pick(["eventsFirst", "sampleFirst"]))"
            ),
            ("inclusive: true", "inclusive: \(dice.pick([true, true, false]))"),
            ("respondWithinMs: 30000", "respondWithinMs: \(dice.pick([5_000, 30_000]))"),
            ("holdMs: 30000", "holdMs: \(dice.pick([0, 5_000, 30_000]))"),
            (
                "trigger: marketAtLimit, effect: removeFromDenominator",
                "trigger: marketAtLimit, effect: \(dice.pick(["removeFromDenominator", "deemFulfilled"]))"
            ),
        ]
        let pack = try Stage.pack(edits)
        let days = dice.pick([Int32(20), 80])
        let directory = try Stage.directory(contracts: 2, daysToExpiry: days)
        var stage = Stage(pack: pack, directory: directory)
        guard case .presence(let rule) = pack.rules[0].kind,
            case .rfqResponse(let response) = pack.rules[2].kind
        else { return }
        var slow = (0..<2).map { _ in
            SlowLedger(
                rule: rule, response: response, daysToExpiry: days,
                events: [.init(time: s(34_200), change: .phase(.continuous))])
        }
        drive(&stage, &slow, &dice, until: end, count: count)
        compare(stage, slow, until: end, "seed \(seed)")
    }

    private func drive(
        _ stage: inout Stage, _ slow: inout [SlowLedger], _ dice: inout Dice, until end: Int64,
        count: Int
    ) {
        var times = (0..<count).map { _ in
            let instant = Int64.random(in: s(34_200)...(end - 1), using: &dice)
            return dice.pick([instant, instant / s(1) * s(1), instant / ms(500) * ms(500)])
        }
        times = times.map { max($0, s(34_200)) }.sorted()
        var live = [LiveQuote.none, .none]
        var atLimit = [false, false]
        var interrupted = false
        var requests: [[UInt64]] = [[], []]
        var number: UInt64 = 0
        for time in times {
            let contract = dice.pick([0, 1])
            let index = ContractIndex(contract)
            let now = SessionTime(nanoseconds: time)
            number += 1
            switch Int.random(in: 0..<20, using: &dice) {
            case 0..<12:
                let (quote, trigger) = change(of: live[contract], &dice)
                live[contract] = quote
                let answering =
                    trigger == .accepted ? dice.pick(requests[contract].suffix(2) + [0, 0]) : 0
                stage.ledger.quoteChanged(
                    index, to: quote,
                    evidence: QuoteEvidence(quote: QuoteID(number), logSequence: number),
                    trigger: trigger, answering: QuoteRequestID(answering), at: now)
                slow[contract].events.append(
                    .init(time: time, change: .quote(quote, trigger, answering: answering)))
            case 12..<14:
                let phase = dice.pick([
                    TradingPhase.continuous, .continuous, .continuous, .halted,
                    .volatilityInterruption, dice.pick([.closingAuction, .pause, .closed]),
                ])
                stage.ledger.phaseChanged(index, to: phase, at: now)
                slow[contract].events.append(.init(time: time, change: .phase(phase)))
            case 14..<16:
                atLimit[contract].toggle()
                let top = BookTop(
                    bid: Price(ticks: atLimit[contract] ? 4_500 : 4_499),
                    bidQuantity: Quantity(contracts: 1), ask: .zero, askQuantity: .zero)
                stage.ledger.marketChanged(index, topWithoutMaker: top, at: now)
                slow[contract].events.append(.init(time: time, change: .limit(atLimit[contract])))
            case 16..<19:
                requests[contract].append(number)
                stage.ledger.requestOpened(QuoteRequestID(number), on: index, at: now)
                slow[contract].events.append(.init(time: time, change: .request(number)))
            default:
                interrupted.toggle()
                if interrupted {
                    stage.ledger.streamInterrupted(at: now)
                } else {
                    stage.ledger.streamResumed(at: now)
                }
                for each in 0..<2 {
                    slow[each].events.append(.init(time: time, change: .interrupted(interrupted)))
                }
            }
            cause(&stage, &dice, index, now, QuoteID(number))
        }
    }

    /// A new state of the quote and what changed it; a fill only takes away.
    private func change(of live: LiveQuote, _ dice: inout Dice) -> (LiveQuote, QuoteTrigger) {
        let bid = dice.pick([Int64(300), 499, 500, 1_000, 2_003])
        let spread = dice.pick([Int64(0), 50, 51, 100, 100, 200, 200, 250, 251, 400])
        let sizes = [Int32(9), 10, 10, 10, 20]
        switch Int.random(in: 0..<6, using: &dice) {
        case 0:
            var filled = live
            if Bool.random(using: &dice) {
                filled.bidRemaining.contracts = max(0, live.bidRemaining.contracts - 4)
            } else {
                filled.askRemaining.contracts = max(0, live.askRemaining.contracts - 11)
            }
            return (filled, .filled)
        case 1:
            return (.none, dice.pick([.withdrawn, .cancelledByExchange, .expired]))
        default:
            return (
                LiveQuote(
                    bid: Price(ticks: bid), bidRemaining: Quantity(contracts: dice.pick(sizes)),
                    ask: Price(ticks: bid + spread),
                    askRemaining: Quantity(contracts: dice.pick(sizes))),
                .accepted
            )
        }
    }

    private func cause(
        _ stage: inout Stage, _ dice: inout Dice, _ contract: ContractIndex, _ now: SessionTime,
        _ quote: QuoteID
    ) {
        switch Int.random(in: 0..<12, using: &dice) {
        case 0: stage.causes.explained(contract, .riskBlock, quote: quote, at: now)
        case 1: stage.causes.began(dice.pick(CauseCondition.allCases), at: now)
        case 2, 3: stage.causes.ended(dice.pick(CauseCondition.allCases), at: now)
        default: break
        }
    }

    private func compare(
        _ stage: Stage, _ slow: [SlowLedger], until end: Int64, _ seed: Comment
    ) {
        let report = stage.ledger.report(causes: stage.causes, at: SessionTime(nanoseconds: end))
        var outcomes: [UInt64: RequestOutcome] = [:]
        for contract in 0..<2 {
            let index = ContractIndex(contract)
            let now = SessionTime(nanoseconds: end)
            let totals = stage.ledger.totals(of: index, at: now)
            let times = slow[contract].times(until: end)
            let samples = slow[contract].samples(until: end)
            #expect(totals.metNanoseconds == times["met", default: 0], seed)
            #expect(totals.notMetNanoseconds == times["notMet", default: 0], seed)
            #expect(totals.unknownNanoseconds == times["unknown", default: 0], seed)
            #expect(
                totals.exemptNanoseconds
                    == times["removed", default: 0] + times["deemed", default: 0], seed)
            #expect(totals.sessionNanoseconds == times.values.reduce(0, +), seed)
            #expect(totals.timeWeighted() == ratio(times), seed)
            #expect(totals.sampled() == ratio(samples), seed)

            let intervals = stage.ledger.intervals(of: index, until: now)
            for state in ObligationClass.allCases {
                let sum = intervals.filter { $0.state == state }
                    .reduce(0) { $0 + $1.length.nanoseconds }
                let expected =
                    switch state {
                    case .met: totals.metNanoseconds
                    case .notMet: totals.notMetNanoseconds
                    case .exempt: totals.exemptNanoseconds
                    case .unknown: totals.unknownNanoseconds
                    }
                #expect(sum == expected, seed)
            }
            #expect(
                report.rules[contract].causes?.values.reduce(0, +) == totals.notMetNanoseconds, seed
            )
            for interval in intervals where interval.state == .met {
                #expect(
                    interval.verdict == .valid || interval.quoteTrigger == .filled, seed)
            }
            let opened = slow[contract].events.compactMap { event -> UInt64? in
                if case .request(let id) = event.change { return id }
                return nil
            }
            for (id, outcome) in zip(opened, slow[contract].outcomes(until: end)) {
                outcomes[id] = outcome
            }
        }
        for request in stage.ledger.requests(at: SessionTime(nanoseconds: end)) {
            #expect(request.outcome == outcomes[request.id.value], "\(seed), request \(request.id)")
        }
    }

    private func ratio(_ amounts: [String: Int64]) -> Ratio {
        let fulfilled = amounts["met", default: 0] + amounts["deemed", default: 0]
        return Ratio(
            fulfilled,
            fulfilled + amounts["notMet", default: 0] + amounts["unknown", default: 0])
    }
}
