import Ledger
import Market
import Quoter
import StrategyKit
import TestSupport
import Testing
import Wire

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
