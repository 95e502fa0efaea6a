import Ledger
import Market
import Quoter
import StrategyKit
import TestSupport
import Testing
import Wire

@Suite(.rule("Z24c", "I1"))
struct `Quoter under faults` {
    @Test func `a feed that stops takes the quotes off, one that speaks in time does not`() throws {
        let desk = try QuoterHarness.quoting()
        #expect(desk.core.nextDeadline == desk.now + .seconds(5))
        #expect(desk.wait(milliseconds: 4_999) == [])
        desk.tick(35_000)
        #expect(desk.wait(milliseconds: 4_999) == [])
        #expect(desk.wait(milliseconds: 1) == [.withdraw(0, id: 2, .staleFeed)])
        desk.withdrawn(0, id: 2)
        #expect(desk.tick(35_000) == [.quote(0, id: 3, 990, 1_010)])
    }

    @Test func `a feed that repeats one time stamp is stale too`() throws {
        let desk = try QuoterHarness.quoting()
        let frozen = desk.now
        for _ in 0..<4 {
            desk.wait(milliseconds: 1_000)
            #expect(desk.tick(35_000, time: frozen) == [])
        }
        #expect(desk.wait(milliseconds: 1_000) == [.withdraw(0, id: 2, .staleFeed)])
    }

    @Test func `lunch does not make the feed stale`() throws {
        let desk = try QuoterHarness.quoting()
        desk.phase(.pause)
        desk.now = SessionTime(hour: 13, minute: 0)
        desk.phase(.continuous)
        #expect(desk.wait(milliseconds: 4_999) == [])
        #expect(desk.wait(milliseconds: 1) == [.withdraw(0, id: 2, .staleFeed)])
    }

    @Test func `a lost session makes everything unknown and a snapshot starts it again`() throws {
        let desk = try QuoterHarness.quoting()
        desk.session(.closed)
        #expect(desk.core.status.liveQuotes == 0)
        #expect(desk.tick(35_010) == [])
        #expect(desk.session(.opened) == [])
        #expect(desk.tick(35_020) == [])
        #expect(
            desk.snapshot(lastQuoteID: 41, live: 1, [(0, 25, 0)]) == [
                .quote(
                    0, id: 42, bid: 1_010, ask: 1_030, sizes: [20, 20], effects: [.open, .close],
                    answering: 0),
                // What may still stand in a contract we do not quote is taken off.
                .withdraw(1, id: 43, .notObliged),
            ])
        #expect(desk.core.status.grossContracts == 25)
    }

    @Test func `a snapshot is the whole truth: what it does not list is flat`() throws {
        let desk = try QuoterHarness.quoting()
        desk.snapshot([(0, 25, 0), (1, 0, 7)])
        #expect(desk.core.status.grossContracts == 32)
        desk.snapshot([(1, 0, 7)])
        #expect(desk.core.status.grossContracts == 7)
        #expect(desk.core.status.profitAndLoss.total == .zero)
        desk.snapshot([(9, 5, 0), (0, -5, 0)])
        #expect(desk.core.status.grossContracts == 0)
        #expect(desk.core.status.ignoredEntries == 2)
    }

    @Test func `an instruction lost with the exchange's session is sent again in the next`() throws
    {
        let desk = try QuoterHarness.quoting()
        desk.tick(35_010)
        #expect(
            desk.event(ExchangeEvents.Entry(kind: .sessionClosed, participant: 1)) == [])
        for side in Side.allCases {
            let said = desk.event(
                ExchangeEvents.Entry(
                    kind: .legCancelled, sideCode: side.rawValue,
                    contract: ContractIndex(UInt32(0)), participant: 1,
                    quantity: Quantity(contracts: 20), quoteID: QuoteID(1)))
            #expect(said == [])
        }
        #expect(
            desk.event(ExchangeEvents.Entry(kind: .sessionOpened, participant: 2)) == [])
        #expect(
            desk.event(ExchangeEvents.Entry(kind: .sessionOpened, participant: 1))
                == [.quote(0, id: 3, 1_000, 1_020)])
    }

    @Test func `nothing is sent before the snapshot, nor asked for that is not needed`() throws {
        let desk = try QuoterHarness(terms: QuotingTerms(obligedCodes: [10_000_001]))
        desk.instruments()
        desk.phase(.continuous)
        #expect(desk.tick(35_000) == [])
        desk.session(.opened)
        #expect(desk.tick(35_001) == [])
        #expect(desk.snapshot() == [.quote(0, id: 1, 991, 1_011)])
    }

    @Test func `a snapshot before the directory is not lost`() throws {
        let desk = try QuoterHarness(terms: QuotingTerms(obligedCodes: [10_000_001]))
        desk.session(.opened)
        desk.snapshot([(0, 20, 0)])
        desk.instruments()
        desk.phase(.continuous)
        #expect(
            desk.tick(35_000) == [
                .quote(
                    0, id: 1, bid: 990, ask: 1_010, sizes: [20, 20], effects: [.open, .close],
                    answering: 0)
            ])
    }

    @Test func `a refusal pauses the contract for its time and no longer`() throws {
        let desk = try QuoterHarness.ready()
        desk.tick(35_000)
        #expect(desk.refuse(0, id: 1, .positionLimit) == [])
        #expect(desk.wait(milliseconds: 999) == [])
        #expect(desk.wait(milliseconds: 1) == [.quote(0, id: 2, 990, 1_010)])
        #expect(desk.core.status.refusals == 1)
        desk.refuse(0, id: 2, .killed)
        desk.tick(35_000)
        #expect(desk.wait(milliseconds: 1_999) == [])
        #expect(
            desk.decision(RiskDecisions.Entry(kind: .released)) == [.quote(0, id: 3, 990, 1_010)])
    }

    @Test func `a rejection leaves the old quote standing and is tried again later`() throws {
        let desk = try QuoterHarness.quoting()
        desk.tick(35_010)
        let said = desk.event(
            ExchangeEvents.Entry(
                kind: .quoteRejected, reasonCode: RejectReason.throttled.rawValue,
                contract: ContractIndex(UInt32(0)), participant: 1, quoteID: QuoteID(2)))
        #expect(said == [])
        #expect(desk.core.status.liveQuotes == 1)
        #expect(desk.wait(milliseconds: 1_000) == [.quote(0, id: 3, 1_000, 1_020)])
    }

    @Test func `a refused closing leg opens instead, once`() throws {
        let desk = try QuoterHarness.ready()
        desk.snapshot([(0, 20, 0)])
        desk.tick(35_000)
        #expect(desk.refuse(0, id: 1, .closeExceedsHolding) == [.quote(0, id: 2, 990, 1_010)])
        #expect(desk.refuse(0, id: 2, .closeExceedsHolding) == [])
    }

    @Test func `a refusal of something else than what is in flight is only counted`() throws {
        let desk = try QuoterHarness.ready()
        desk.tick(35_000)
        #expect(desk.refuse(0, id: 9, .positionLimit) == [])
        #expect(desk.core.status.inFlight == 1)
        #expect(desk.refuse(77, id: 1, .positionLimit) == [])
        #expect(desk.core.status.ignoredEntries == 1)
    }

    @Test func `the budget spreads a chain over time, withdrawals first`() throws {
        var tuning = QuoterTuning()
        tuning.instructionsPerSecondMax = 1
        let desk = try QuoterHarness.ready(
            obliged: [10_000_001, 10_000_002], tuning: tuning)
        #expect(desk.tick(35_000) == [.quote(0, id: 1, 990, 1_010)])
        desk.accept(0, id: 1, 990, 1_010)
        #expect(desk.wait(milliseconds: 999) == [])
        #expect(desk.wait(milliseconds: 1) == [.quote(1, id: 2, 990, 1_010)])
        desk.accept(1, id: 2, 990, 1_010)
        desk.tick(35_010)
        desk.phase(.closingAuction, contracts: [1])
        #expect(desk.wait(milliseconds: 1_000) == [.withdraw(1, id: 3, .phase)])
        #expect(desk.wait(milliseconds: 1_000) == [.quote(0, id: 4, 1_000, 1_020)])
    }

    @Test func `an event seen twice counts once`() throws {
        let desk = try QuoterHarness.quoting()
        let fill = ExchangeEvents.Entry(
            kind: .legFilled, sideCode: 1, contract: ContractIndex(UInt32(0)), participant: 1,
            effectCode: 1, quantity: Quantity(contracts: 5), leaves: Quantity(contracts: 15),
            quoteID: QuoteID(1), price: Price(ticks: 990))
        #expect(desk.event(fill) == [.fill(0, side: 1, quantity: 5, price: 990)])
        #expect(desk.event(fill, again: true) == [])
        #expect(desk.core.status.grossContracts == 5)
        #expect(desk.core.status.ignoredEntries == 1)
        #expect(desk.event(fill) == [.fill(0, side: 1, quantity: 5, price: 990)])
    }

    @Test func `a fill closing more than is held is booked and flagged`() throws {
        let desk = try QuoterHarness.quoting()
        desk.fill(0, .ask, 5, at: 1_010, leaves: 15, effect: .close)
        #expect(desk.core.status.unmatchedFills == 1)
        #expect(desk.core.status.grossContracts == 5)
        #expect(desk.core.status.deltaShares < 0)
        desk.fill(0, .ask, 5, at: 1_010, leaves: 10)
        #expect(desk.core.status.unmatchedFills == 1)
    }

    @Test func `profit and loss adds up at each minute's mark`() throws {
        let desk = try QuoterHarness.quoting()
        desk.fill(0, .bid, 10, at: 990, leaves: 10)
        desk.tick(35_001)
        desk.now = desk.now + .seconds(4)
        desk.tick(34_999)
        desk.now = desk.now + .seconds(55)
        desk.tick(34_998)
        let said = desk.wait(milliseconds: 1_000)
        #expect(said.contains(.mark))
        let status = desk.core.status
        let parts = status.profitAndLoss
        // Ten ticks on ten contracts of 10 000: 100 yuan, but for the fraction of a tick in the value.
        #expect((99_000_000...101_000_000).contains(parts.edge.count))
        #expect(parts.holding.count < 0)
        #expect(parts.fees.count == 10 * 300_000)
        #expect(
            parts.total.count == parts.edge.count + parts.holding.count - parts.fees.count)
        #expect(parts.total.count == status.cash.count + status.markedValue.count)
    }

    @Test func `the same input gives the same state and the same words, in one step or in ten`()
        throws
    {
        func run(steps: Int64) throws -> ([Said], UInt64) {
            let desk = try QuoterHarness.quoting()
            var said = desk.request(1, id: 7)
            said += desk.accept(1, id: 2, 990, 1_010)
            said += desk.fill(0, .ask, 15, at: 1_010, leaves: 5)
            for _ in 0..<steps { said += desk.wait(milliseconds: 100_000 / steps) }
            return (said, desk.core.stateHash)
        }
        let once = try run(steps: 1)
        let often = try run(steps: 1_000)
        #expect(once.0 == often.0)
        #expect(once.1 == often.1)
        #expect(once.0.count == 5)
    }
}

@Suite(.rule("I1"))
struct `Bad market data` {
    private static let start = SessionTime(hour: 9, minute: 30)

    private static func tick(
        underlying: Int = 0, last: Int64 = 35_010, bid: Int64 = 0, ask: Int64 = 0,
        time: SessionTime = start
    ) -> UnderlyingTicks.Entry {
        UnderlyingTicks.Entry(
            underlying: UnderlyingIndex(underlying), time: time, last: Price(ticks: last),
            bid: Price(ticks: bid), ask: Price(ticks: ask))
    }

    // The first row is the accepted twin of all others.
    @Test(
        arguments: [
            (tick(), true),
            (tick(underlying: 1), false),
            (tick(underlying: 65_535), false),
            (tick(last: 0), false),
            (tick(last: -35_010), false),
            (tick(last: .max), false),
            (tick(last: 52_500), false),  // a 50 % jump
            (tick(time: start - .milliseconds(1)), false),  // before the last
            (tick(time: start + .seconds(2)), false),  // from the future
            (tick(time: SessionTime(nanoseconds: .max)), false),
            (tick(time: SessionTime(nanoseconds: .min)), false),
            (tick(bid: 35_009, ask: 35_011), true),
            (tick(bid: 35_011, ask: 35_009), true),  // crossed: the last price serves
            (tick(bid: 35_010, ask: 35_010), true),  // locked: likewise
            (tick(bid: 35_009), true),  // one side
            (tick(last: 0, bid: 35_009), false),
        ] as [(UnderlyingTicks.Entry, Bool)])
    func `a tick that cannot be moves nothing`(entry: UnderlyingTicks.Entry, isAccepted: Bool)
        throws
    {
        let desk = try QuoterHarness.quoting()
        let said = desk.tick(entry)
        #expect(said == (isAccepted ? [.quote(0, id: 2, 1_000, 1_020)] : []))
        #expect(desk.core.status.ignoredEntries == (isAccepted ? 0 : 1))
    }

    private static func top(
        _ contract: UInt32 = 0, _ bid: Int64 = 990, _ bidSize: Int32 = 5, _ ask: Int64 = 1_010,
        _ askSize: Int32 = 5
    ) -> BookTops.Entry {
        BookTops.Entry(
            contract: ContractIndex(contract), bidQuantity: Quantity(contracts: bidSize),
            bid: Price(ticks: bid), ask: Price(ticks: ask),
            askQuantity: Quantity(contracts: askSize), phaseCode: TradingPhase.continuous.rawValue)
    }

    @Test(
        arguments: [
            (top(), UInt64(0)),
            (top(2), 1), (top(.max), 1),
            (top(0, 0), 1), (top(0, -1), 1), (top(0, 990, -5), 1), (top(0, 990, 5, 0), 1),
            (top(0, 990, 5, 1_010, .min), 1),
            (top(0, 0, 0), 0), (top(0, 0, 0, 0, 0), 0),  // an empty side is no mistake
            // Crossed and locked: kept, not used.
            (top(0, 1_010, 5, 990), 0), (top(0, 990, 5, 990), 0),
            (top(0, .max, 5, .max), 0),
        ] as [(BookTops.Entry, UInt64)])
    func `a book that cannot be is ignored, an odd one disturbs nothing`(
        entry: BookTops.Entry, ignored: UInt64
    ) throws {
        let desk = try QuoterHarness.quoting()
        #expect(desk.book(entry) == [])
        #expect(desk.core.status.ignoredEntries == ignored)
        desk.wait(milliseconds: 2_000)
        // Calibration has looked at the book by now.
        #expect(desk.tick(35_010) == [.quote(0, id: 2, 1_000, 1_020)])
        desk.accept(0, id: 2, 1_000, 1_020)
        #expect(desk.core.status.liveQuotes == 1)
    }

    @Test func `unknown phases and contracts are ignored, known ones applied`() throws {
        let desk = try QuoterHarness.quoting()
        #expect(
            desk.phases([
                PhaseChanges.Entry(contract: ContractIndex(UInt32(0)), phaseCode: 99),
                PhaseChanges.Entry(contract: ContractIndex(UInt32(9)), phaseCode: 6),
            ]) == [])
        #expect(desk.core.status.ignoredEntries == 2)
        #expect(desk.phase(.closingAuction) == [.withdraw(0, id: 2, .phase)])
    }

    @Test
    func `a hole in the stream is counted and a snapshot asked for, no more than once a second`()
        throws
    {
        let desk = try QuoterHarness.quoting()
        desk.loseMarketData(frames: 3)
        #expect(desk.tick(35_010).contains(.snapshotRequest))
        desk.loseMarketData(frames: 1)
        #expect(!desk.tick(35_011).contains(.snapshotRequest))
        #expect(desk.core.status.marketDataGaps == 2)
        desk.wait(milliseconds: 1_000)
        desk.loseMarketData(frames: 1)
        #expect(desk.tick(35_012).contains(.snapshotRequest))
    }

    @Test func `a repeated frame is not applied`() throws {
        let desk = try QuoterHarness.quoting()
        var sender = Outbox(instance: 2, capacity: 4_096)
        sender.begin(causation: 0, now: desk.now)
        // Sequence 1 of the stream was the directory.
        sender.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
        sender.append(Bad.tick)
        sender.close()
        let bytes = UnsafeRawBufferPointer(sender.bytes(of: sender.frames[0]))
        #expect(desk.feed(bytes, on: .marketData) == [])
        #expect(desk.core.status.ignoredEntries == 1)
    }

    private enum Bad {
        static let tick = UnderlyingTicks.Entry(
            underlying: UnderlyingIndex(0), time: SessionTime(hour: 9, minute: 30),
            last: Price(ticks: 35_010))
    }

    @Test func `a frame cut short, of another environment or on a wrong channel changes nothing`()
        throws
    {
        let desk = try QuoterHarness.quoting()
        let before = desk.core.stateHash
        var sender = Outbox(instance: 2, environment: 2, capacity: 4_096)
        sender.begin(causation: 0, now: desk.now)
        sender.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
        sender.append(Bad.tick)
        sender.close()
        let foreign = UnsafeRawBufferPointer(sender.bytes(of: sender.frames[0]))
        #expect(desk.feed(foreign, on: .marketData) == [])
        var home = Outbox(instance: 2, epoch: 9, capacity: 4_096)
        home.begin(causation: 0, now: desk.now)
        home.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
        home.append(Bad.tick)
        home.close()
        let whole = UnsafeRawBufferPointer(home.bytes(of: home.frames[0]))
        #expect(
            desk.feed(UnsafeRawBufferPointer(rebasing: whole.dropLast()), on: .marketData) == [])
        #expect(desk.feed(whole, on: .control) == [])
        #expect(desk.core.malformedFrames == 3)
        #expect(desk.core.stateHash == before)
        #expect(desk.feed(whole, on: .marketData).contains(.quote(0, id: 2, 1_000, 1_020)))
    }

    @Test func `an impossible acknowledgement or fill changes nothing, its twin does`() throws {
        let desk = try QuoterHarness.quoting()
        let good = ExchangeEvents.Entry(
            kind: .legFilled, sideCode: 1, contract: ContractIndex(UInt32(0)), participant: 1,
            effectCode: 1, quantity: Quantity(contracts: 5), leaves: Quantity(contracts: 15),
            quoteID: QuoteID(1), price: Price(ticks: 990))
        let spoils: [(inout ExchangeEvents.Entry) -> Void] = [
            { $0.contract = ContractIndex(UInt32(2)) }, { $0.contract = ContractIndex(UInt32.max) },
            { $0.participant = 2 }, { $0.sideCode = 0 }, { $0.effectCode = 9 },
            { $0.quantity = .zero }, { $0.quantity = Quantity(contracts: -5) },
            { $0.leaves = Quantity(contracts: -1) }, { $0.price = .zero },
            { $0.price = Price(ticks: .max) }, { $0.time = SessionTime(nanoseconds: .max) },
            { $0.time = SessionTime(nanoseconds: -1) },
        ]
        for spoil in spoils {
            var entry = good
            spoil(&entry)
            #expect(desk.event(entry) == [])
        }
        #expect(desk.core.status.ignoredEntries == UInt64(spoils.count))
        #expect(desk.core.status.grossContracts == 0)
        #expect(desk.event(good) == [.fill(0, side: 1, quantity: 5, price: 990)])
    }
}
