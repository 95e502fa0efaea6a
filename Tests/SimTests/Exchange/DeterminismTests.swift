import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("A19"))
struct `Same input, same day` {
    @Test(arguments: [UInt64(1), 2, 3])
    func `the log does not depend on how time is advanced`(seed: UInt64) {
        let whole = day(seed: seed, steps: [])
        let halves = day(seed: seed, steps: [time("11:30"), time("14:57")])
        let seconds = day(
            seed: seed,
            steps: (0..<3_600).map { time("09:20") + .milliseconds(Int64($0) * 777) })
        #expect(whole.events > 100, "seed \(seed)")
        #expect(whole == halves, "seed \(seed)")
        #expect(whole == seconds, "seed \(seed)")
    }

    /// Interruptions, halts, restrictions, faults and their ends, all day.
    private static var busy: ExchangeConfiguration {
        func at(_ text: String, _ action: ExchangeAction) -> ScheduledAction {
            ScheduledAction(at: time(text), action)
        }
        let first = ExchangeAction.Scope.contract(ContractIndex(0))
        return ExchangeConfiguration(
            directory: .twoContracts, circuitBreaker: CircuitBreaker(percentMin: 3),
            account: AccountTerms(checksHoldings: false, longMax: 500),
            cancelDelay: .seconds(7),
            actions: [
                at("09:41", ExchangeAction(.halt, scope: first)),
                at("09:45", ExchangeAction(.resume, scope: first)),
                at("10:05", ExchangeAction(.lateReport, duration: .seconds(400))),
                at("10:09", ExchangeAction(.reorderReport)),
                at("10:11", ExchangeAction(.frozenData, duration: .seconds(100))),
                at("10:30", ExchangeAction(.phaseFlap, duration: .milliseconds(333), count: 9)),
                at("11:00", ExchangeAction(.overfill, count: 2)),
                at("13:20", ExchangeAction(.sessionLoss)),
                at("13:40", ExchangeAction(.unknownFill)),
                at("14:00", ExchangeAction(.closeEarly, duration: .seconds(180))),
            ])
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `a day with everything in it does not depend on it either`(seed: UInt64) {
        let whole = day(Self.busy, seed: seed, steps: [])
        let seconds = day(
            Self.busy, seed: seed,
            steps: (0..<3_600).map { time("09:20") + .milliseconds(Int64($0) * 4_777) })
        #expect(whole.events > 100, "seed \(seed)")
        #expect(whole == seconds, "seed \(seed)")
    }

    @Test
    func `deadlines alone carry the day to its end`() {
        var exchange = ExchangeHarness.open(script: Self.script(seed: 4))
        var last = time("09:30")
        var wakes = 0
        while let deadline = exchange.core.nextDeadline {
            #expect(deadline >= last)
            last = deadline
            wakes += 1
            exchange.advance(deadline)
            #expect(exchange.core.nextDeadline.map { $0 > deadline } ?? true)
        }
        #expect(exchange.core.isDayEnded)
        #expect(wakes > 39_000)
    }

    @Test
    func `times never decrease and sequences have no holes`() {
        var exchange = ExchangeHarness.open(script: Self.script(seed: 5))
        exchange.advance(time("16:00"))
        #expect(exchange.events.map(\.sequence) == Array(1...UInt64(exchange.events.count)))
        #expect(zip(exchange.events, exchange.events.dropFirst()).allSatisfy { $0.time <= $1.time })
        #expect(exchange.core.counters.events == UInt64(exchange.events.count))
    }

    @Test
    func `one lot more in the book is another state`() {
        var a = ExchangeHarness.open()
        var b = ExchangeHarness.open()
        a.quote([quote(1, 100, 110, 10)], at: time("09:31"))
        b.quote([quote(1, 100, 110, 10)], at: time("09:31"))
        #expect(a.core.stateHash == b.core.stateHash)
        a.quote([quote(2, 100, 110, 10)], at: time("09:32"))
        b.quote([quote(2, 100, 110, 11)], at: time("09:32"))
        #expect(a.core.stateHash != b.core.stateHash)
    }

    private struct Day: Equatable {
        var events: Int
        var logHash: UInt64
        var stateHash: UInt64
    }

    /// The maker's instructions come at the same times however the exchange is woken in between.
    private func day(
        _ configuration: ExchangeConfiguration = .init(directory: .twoContracts), seed: UInt64,
        steps: [SessionTime]
    ) -> Day {
        var exchange = ExchangeHarness.open(
            configuration, at: "09:15", script: Self.script(seed: seed))
        let quotes = [(time("09:40"), 1), (time("10:10"), 2), (time("13:30"), 3)]
        let moments = steps.map { ($0, 0) } + quotes + [(time("15:00:05"), 0)]
        for (moment, id) in moments.sorted(by: { $0.0 < $1.0 || ($0.0 == $1.0 && $0.1 < $1.1) }) {
            exchange.advance(moment)
            if id > 0 {
                exchange.quote(
                    [
                        quote(UInt64(id), 1_000 + Int64(id), 1_080),
                        quote(UInt64(id), 990, 1_090, on: 1),
                    ],
                    at: moment)
            }
        }
        var hasher = StateHasher()
        for event in exchange.events {
            withUnsafeTemporaryAllocation(
                byteCount: ExchangeEvents.Entry.blockLength, alignment: 8
            ) { bytes in
                guard let base = bytes.baseAddress else { return }
                event.write(to: base)
                hasher.combine(UnsafeRawBufferPointer(bytes))
            }
        }
        return Day(
            events: exchange.events.count, logHash: hasher.value,
            stateHash: exchange.core.stateHash)
    }

    private static func script(seed: UInt64) -> [(time: SessionTime, actions: [FlowAction])] {
        var random = SplitMix(seed: seed)
        var now = time("09:16")
        return (1...400).map { step in
            now = now + .milliseconds(Int64(random.below(90_000)))
            let contract = Int(random.below(2))
            let action: FlowAction
            switch random.below(10) {
            case 0: action = .cancel(reference: random.below(UInt64(step)))
            case 1: action = .request(ContractIndex(contract), Quantity(contracts: 5))
            case 2:
                action = .underlying(
                    UnderlyingIndex(0), last: Price(ticks: 35_000 + Int64(step)),
                    bid: Price(ticks: 34_999), ask: Price(ticks: 35_001), bidQuantity: 1_000,
                    askQuantity: 1_000)
            default:
                action = customer(
                    UInt64(step), random.below(2) == 0 ? .bid : .ask, Int32(random.below(9)) + 1,
                    at: 980 + Int64(random.below(120)), on: contract,
                    immediate: random.below(4) == 0)
            }
            return (now, [action])
        }
    }
}
