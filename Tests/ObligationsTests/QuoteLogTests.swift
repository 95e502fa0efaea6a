import Market
import Obligations
import TestSupport
import Testing

/// A quote log of random rows, and the three ways to its figures.
@Suite(.rule("SSE-MM-02", "SSE-MM-03"))
struct `A quote log in one pass` {
    private let calendar = SessionCalendar.shanghaiOptions

    private struct World {
        var rows: [QuoteLogRow] = []
        /// Before the row of this position, the contract's record has a hole; -1 = every contract's.
        var holes: [Int: Int] = [:]
    }

    private func world(_ seed: UInt64, contracts: Int) -> World {
        var random = SplitMix(seed)
        var world = World()
        var time: Int64 = 33_000_000_000_000 + random.below(2_000) * 1_000_000_000
        for index in 0..<400 {
            // Often to the second, so that sample instants, ties and edges of spans are met.
            time +=
                random.below(3) == 0
                ? random.below(4) * 30_000_000_000 : random.below(90_000_000_000)
            if random.below(20) == 0 {
                world.holes[index] = Int(random.below(Int64(contracts) + 1)) - 1
            }
            // Bids on both sides of the tables' bound and of each tier.
            let bid = [0, 1, 499, 500, 501, 1_000, 16_383, 16_384, 20_000][Int(random.below(9))]
            let spread = [-1, 0, 1, 49, 50, 51, 250, 251, 1_638, 1_639][Int(random.below(10))]
            let size = [0, 9, 10, 11, 50]
            world.rows.append(
                QuoteLogRow(
                    time: time, contract: Int32(random.below(Int64(contracts))), bid: Int32(bid),
                    bidQuantity: Int32(
                        size[Int(random.below(5))] + (random.below(2) == 0 ? 10 : 0)),
                    ask: Int32(max(0, bid + spread)),
                    askQuantity: Int32(size[Int(random.below(5))] + (random.below(2) == 0 ? 10 : 0))
                ))
        }
        return world
    }

    private func presence() throws -> (pack: RulePack, rule: PresenceRule) {
        let pack = try Stage.pack()
        guard case .presence(let rule)? = pack.rules.first?.kind else { throw NoPresence() }
        return (pack, rule)
    }

    private struct NoPresence: Error {}

    private func pass(
        _ world: World, contracts: Int, days: Int32, blocks: Int, until: Int64?, knownUntil: Int64
    ) throws -> [QuoteLogFigures] {
        let directory = try Stage.directory(contracts: contracts, daysToExpiry: days)
        var pass = QuoteLogPass(
            rule: try presence().rule, contracts: directory.contracts, calendar: calendar,
            outageOver: .seconds(60), until: until.map { SessionTime(nanoseconds: $0) })
        var start = 0
        let cuts = Set(world.holes.keys).union(stride(from: 0, to: world.rows.count, by: blocks))
        for end in cuts.sorted() + [world.rows.count] {
            let stop = world.rows[start..<end].withUnsafeBufferPointer { pass.consume($0) }
            #expect(stop == nil)
            if let hole = world.holes[end], end < world.rows.count {
                pass.interrupted(hole < 0 ? nil : hole, at: end > 0 ? world.rows[end - 1].time : 0)
            }
            start = end
        }
        return pass.figures(knownUntil: SessionTime(nanoseconds: knownUntil))
    }

    private func ledger(_ world: World, contracts: Int, days: Int32, until: Int64) throws
        -> ObligationLedger
    {
        var stage = try Stage(
            pack: presence().pack,
            directory: Stage.directory(contracts: contracts, daysToExpiry: days))
        var ledger = ObligationLedger(
            pack: try presence().pack, directory: stage.directory, calendar: calendar)
        for contract in stage.directory.contracts {
            ledger.phaseChanged(contract.index, to: .continuous, at: SessionTime(nanoseconds: 0))
        }
        stage.ledger = ledger
        for (index, row) in world.rows.enumerated() {
            if let hole = world.holes[index] {
                let time = index > 0 ? world.rows[index - 1].time : 0
                for contract in hole < 0 ? 0..<contracts : hole..<hole + 1 where time < until {
                    ledger.contractInterrupted(
                        ContractIndex(contract), at: SessionTime(nanoseconds: time))
                }
            }
            guard row.time < until else { continue }
            ledger.quoteChanged(
                ContractIndex(Int(row.contract)), to: Self.quote(row), evidence: .none,
                trigger: .accepted, at: SessionTime(nanoseconds: row.time))
        }
        ledger.finish(at: SessionTime(nanoseconds: until))
        return ledger
    }

    private static func quote(_ row: QuoteLogRow) -> LiveQuote {
        LiveQuote(
            bid: Price(ticks: Int64(row.bid)), bidRemaining: Quantity(contracts: row.bidQuantity),
            ask: Price(ticks: Int64(row.ask)), askRemaining: Quantity(contracts: row.askQuantity))
    }

    @Test(arguments: 0..<60)
    func `the pass and the full evaluator agree to the nanosecond`(seed: Int) throws {
        let contracts = 4
        let days: Int32 = seed % 2 == 0 ? 20 : 80
        var world = world(UInt64(seed), contracts: contracts)
        if seed % 5 == 0 { world.holes = [:] }
        let last = try #require(world.rows.last?.time)
        // Cut in the middle, just behind the last row, or known to the close.
        let isCut = seed % 3 == 0
        let known =
            isCut
            ? 45_000_000_000_000
            : seed % 3 == 1 ? last + 1 : max(last + 1, 53_820_000_000_000)
        let figures = try pass(
            world, contracts: contracts, days: days, blocks: 1 + seed * 7,
            until: isCut ? known : nil, knownUntil: known)
        let ledger = try ledger(world, contracts: contracts, days: days, until: known)
        for contract in 0..<contracts {
            let name = "seed \(seed), contract \(contract)"
            let index = ContractIndex(contract)
            #expect(figures[contract].totals == ledger.totals(of: index), "\(name)")
            let expected = try outages(world, contract, days: days, until: known)
            #expect(figures[contract].outages == expected.count, "\(name)")
            #expect(figures[contract].longestOutageNanoseconds == expected.longest, "\(name)")
            #expect(
                figures[contract].rows == world.rows.count { Int($0.contract) == contract })
        }
    }

    /// The slow reference knows no holes; one contract at a time.
    @Test(arguments: 0..<8)
    func `the pass and the slow reference agree to the nanosecond`(seed: Int) throws {
        let (pack, rule) = try presence()
        guard case .rfqResponse(let response)? = pack.rules.last?.kind else { throw NoPresence() }
        var world = world(UInt64(1_000 + seed), contracts: 1)
        world.holes = [:]
        var slow = SlowLedger(rule: rule, response: response, daysToExpiry: 20)
        slow.events = world.rows.map {
            SlowLedger.Event(
                time: $0.time, change: .quote(Self.quote($0), .accepted, answering: 0))
        }
        let close: Int64 = 53_820_000_000_000
        let inside = world.rows.filter { $0.time < close }
        let known = max(close, (world.rows.last?.time ?? 0) + 1)
        let figures = try pass(
            World(rows: world.rows), contracts: 1, days: 20, blocks: 64, until: nil,
            knownUntil: known)
        #expect(!inside.isEmpty)
        #expect(figures[0].totals.metNanoseconds == slow.times(until: close)["met"] ?? 0)
        #expect(figures[0].totals.sampled().num == slow.samples(until: close)["met"] ?? 0)
    }

    /// Row by row: a stretch without a valid quote ends with the next valid one, a hole, or the end.
    private func outages(_ world: World, _ contract: Int, days: Int32, until known: Int64) throws
        -> (count: Int64, longest: Int64)
    {
        let (pack, rule) = try presence()
        guard case .rfqResponse(let response)? = pack.rules.last?.kind else { throw NoPresence() }
        let slow = SlowLedger(rule: rule, response: response, daysToExpiry: days)
        func session(_ time: Int64) -> Int64 {
            calendar.continuousSpans.reduce(0) { sum, span in
                let end = min(span.end.nanoseconds, known)
                return sum + max(0, min(time, end) - span.start.nanoseconds)
            }
        }
        var lengths: [Int64] = [0]
        var badSince: Int64?
        func close(_ time: Int64) {
            if let since = badSince { lengths.append(session(time) - session(since)) }
            badSince = nil
        }
        for (index, row) in world.rows.enumerated() {
            if let hole = world.holes[index], hole == -1 || hole == contract {
                close(index > 0 ? world.rows[index - 1].time : 0)
            }
            guard Int(row.contract) == contract else { continue }
            if slow.isValid(Self.quote(row), rule.validity) {
                close(row.time)
            } else if badSince == nil {
                badSince = row.time
            }
        }
        close(Int64.max)
        return (Int64(lengths.count { $0 > 60_000_000_000 }), lengths.max() ?? 0)
    }

    @Test
    func `rows out of order or of unknown contracts stop the pass, and only they are not taken`()
        throws
    {
        let rule = try presence().rule
        let contracts = try Stage.directory(contracts: 2).contracts
        func row(_ time: Int64, _ contract: Int32) -> QuoteLogRow {
            QuoteLogRow(
                time: time, contract: contract, bid: 100, bidQuantity: 10, ask: 110, askQuantity: 10
            )
        }
        let cases: [([QuoteLogRow], QuoteLogStop?)] = [
            ([row(1, 0), row(1, 1), row(2, 0)], nil),
            ([row(1, 0), row(2, 1), row(1, 0)], QuoteLogStop(index: 2, reason: .outOfOrder)),
            ([row(1, 0), row(2, 2)], QuoteLogStop(index: 1, reason: .unknownContract)),
            ([row(1, -1)], QuoteLogStop(index: 0, reason: .unknownContract)),
        ]
        for (rows, expected) in cases {
            var pass = QuoteLogPass(rule: rule, contracts: contracts, calendar: calendar)
            #expect(rows.withUnsafeBufferPointer { pass.consume($0) } == expected)
            let taken = pass.figures().reduce(0) { $0 + $1.rows }
            #expect(taken == Int64(expected?.index ?? rows.count))
        }
    }

    @Test func `a row is 32 bytes, and a log without rows has nothing met`() throws {
        #expect(MemoryLayout<QuoteLogRow>.stride == 32)
        let pass = QuoteLogPass(
            rule: try presence().rule, contracts: try Stage.directory(contracts: 1).contracts,
            calendar: calendar)
        let figures = try #require(pass.figures().first)
        #expect(figures.totals.metNanoseconds == 0)
        #expect(figures.totals.unknownNanoseconds == 14_220_000_000_000)
    }

    @Test func `what one row cannot tell is left to the full evaluator`() throws {
        var rule = try presence().rule
        #expect(QuoteLogPass.obstacle(to: rule) == nil)
        rule.validity.restMin = .seconds(1)
        #expect(QuoteLogPass.obstacle(to: rule) != nil)
    }
}

/// SplitMix64.
private struct SplitMix {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
    mutating func below(_ bound: Int64) -> Int64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int64((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
