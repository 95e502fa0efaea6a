import Market
import Pricing
import Quoter
import Strategies
import StrategyKit
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.4a"))
struct `Quoter life cycle` {
    @Test func `the first tick brings the first quote`() throws {
        let desk = try QuoterHarness.ready()
        #expect(desk.tick(35_000) == [.quote(0, id: 1, 990, 1_010)])
        #expect(desk.core.newestQuoteID == QuoteID(1))
        #expect(desk.core.newestAcknowledgedQuoteID == .none)
        #expect(desk.accept(0, id: 1, 990, 1_010) == [])
        #expect(desk.core.newestAcknowledgedQuoteID == QuoteID(1))
        #expect(desk.core.status.liveQuotes == 1)
    }

    @Test func `one frame carries the whole chain`() throws {
        let desk = try QuoterHarness.ready(obliged: [10_000_001, 10_000_002])
        #expect(desk.tick(35_000) == [.quote(0, id: 1, 990, 1_010), .quote(1, id: 2, 990, 1_010)])
    }

    @Test func `a newer wish waits for the instruction in flight and follows its answer`() throws {
        let desk = try QuoterHarness.ready()
        desk.tick(35_000)
        #expect(desk.tick(35_010) == [])
        #expect(desk.tick(35_020) == [])
        #expect(desk.accept(0, id: 1, 990, 1_010) == [.quote(0, id: 2, 1_010, 1_030)])
        #expect(desk.core.status.inFlight == 1)
        #expect(desk.accept(0, id: 2, 1_010, 1_030) == [])
        #expect(desk.core.status.inFlight == 0)
    }

    @Test func `a small move is kept, a larger one replaced`() throws {
        let desk = try QuoterHarness.quoting()
        #expect(desk.tick(35_002) == [])
        #expect(desk.tick(35_003) == [.quote(0, id: 2, 993, 1_013)])
    }

    @Test func `a fill below the minimum is requoted at once, one above is left`() throws {
        let desk = try QuoterHarness.quoting()
        #expect(
            desk.fill(0, .bid, 10, at: 990, leaves: 10)
                == [.fill(0, side: 1, quantity: 10, price: 990)])
        #expect(
            desk.fill(0, .bid, 1, at: 990, leaves: 9) == [
                .fill(0, side: 1, quantity: 1, price: 990), .quote(0, id: 2, 990, 1_010),
            ])
        #expect(desk.core.status.fills == 2)
        #expect(desk.core.status.grossContracts == 11)
        #expect(desk.core.status.deltaShares > 0)
    }

    @Test(arguments: [
        (Int32(0), Int32(0), [PositionEffect.open, .open]),
        (20, 0, [.open, .close]), (0, 20, [.close, .open]), (20, 20, [.close, .close]),
        (19, 19, [.open, .open]),
    ])
    func `legs close what they can close whole and open otherwise`(
        long: Int32, short: Int32, effects: [PositionEffect]
    ) throws {
        let desk = try QuoterHarness.ready()
        desk.snapshot([(0, long, short)])
        #expect(
            desk.tick(35_000) == [
                .quote(
                    0, id: 1, bid: 990, ask: 1_010, sizes: [20, 20], effects: effects,
                    answering: 0)
            ])
    }

    @Test func `a replacement closes only what the resting leg cannot close any more`() throws {
        func quote(_ id: UInt64, _ bid: Int64, _ ask: PositionEffect) -> Said {
            .quote(
                0, id: id, bid: bid, ask: bid + 20, sizes: [20, 20], effects: [.open, ask],
                answering: 0)
        }
        for (long, second) in [(Int32(39), PositionEffect.open), (40, .close)] {
            let desk = try QuoterHarness.ready()
            desk.snapshot([(0, long, 0)])
            #expect(desk.tick(35_000) == [quote(1, 990, .close)])
            desk.accept(0, id: 1, 990, 1_010, askEffect: .close)
            #expect(desk.tick(35_010) == [quote(2, 1_000, second)])
            desk.accept(0, id: 2, 1_000, 1_020, askEffect: second)
            #expect(desk.tick(35_020) == [quote(3, 1_010, .close)])
        }
    }

    @Test func `the closing auction takes the quote off, lunch and the close leave it alone`()
        throws
    {
        for (phase, expected) in [
            (TradingPhase.closingAuction, [Said.withdraw(0, id: 2, .phase)]),
            (.pause, []), (.closed, []),
        ] {
            let desk = try QuoterHarness.quoting()
            #expect(desk.phase(phase) == expected)
        }
    }

    @Test func `a withdrawal that is carried out is followed by a quote when the phase returns`()
        throws
    {
        let desk = try QuoterHarness.quoting()
        desk.phase(.closingAuction)
        #expect(desk.withdrawn(0, id: 2) == [])
        #expect(desk.core.status.liveQuotes == 0)
        #expect(desk.phase(.continuous) == [.quote(0, id: 3, 990, 1_010)])
    }

    @Test func `cancelled legs are placed again`() throws {
        let desk = try QuoterHarness.quoting()
        let said = desk.event(
            ExchangeEvents.Entry(
                kind: .legCancelled, sideCode: 2, contract: ContractIndex(UInt32(0)),
                participant: 1, quantity: Quantity(contracts: 20), quoteID: QuoteID(1)))
        #expect(said == [.quote(0, id: 2, 990, 1_010)])
    }

    @Test(arguments: [(Int64(100), Int32(20)), (10, 9), (10, 51), (0, 20), (-5, 20)])
    func `a wish that breaks the terms is not sent`(halfWidth: Int64, size: Int32) throws {
        var strategy = SpotFollower()
        strategy.halfWidth = halfWidth
        strategy.size = size
        let desk = try QuoterHarness.ready(strategy: strategy)
        #expect(desk.tick(35_000) == [])
        #expect(desk.core.status.wishesRefused == 1)
    }

    @Test func `the bundled strategy quotes inside the permitted spread`() throws {
        let desk = try QuoterHarness.ready(
            strategy: try StrategyCatalog.make("inventory-skew"),
            obliged: [10_000_001, 10_000_002])
        let said = desk.tick(35_000)
        #expect(
            said == [.quote(0, id: 1, 965, 1_035), .quote(1, id: 2, 965, 1_035)])
    }

    @Test func `no-quote reasons and instruction reasons have the same numbers`() {
        let pairs: [(NoQuoteReason, InstructionReason)] = [
            (.strategyChoice, .strategyChoice), (.staleFeed, .staleFeed),
            (.pricingInvalid, .pricingInvalid), (.noReference, .noReference),
            (.notObliged, .notObliged), (.inventory, .inventory), (.phase, .phase),
            (.slackSpent, .slackSpent),
        ]
        #expect(pairs.count == NoQuoteReason.allCases.count)
        for (ours, wire) in pairs { #expect(ours.rawValue == wire.rawValue) }
    }
}

@Suite(.rule("C3.4b", "SSE-MM-06"))
struct `Requests for quote` {
    private func answer(_ id: UInt64, _ bid: Int64, _ ask: Int64, _ request: UInt64) -> Said {
        .quote(
            1, id: id, bid: bid, ask: ask, sizes: [20, 20], effects: [.open, .open],
            answering: request)
    }

    private func answered() throws -> QuoterHarness {
        let desk = try QuoterHarness.quoting()
        #expect(desk.request(1, id: 7) == [answer(2, 990, 1_010, 7)])
        desk.accept(1, id: 2, 990, 1_010)
        return desk
    }

    @Test
    func `a contract not quoted otherwise is answered, held, and withdrawn to the nanosecond`()
        throws
    {
        let desk = try answered()
        for _ in 0..<10 {
            desk.tick(35_000)
            #expect(desk.wait(milliseconds: 2_999) == [])
        }
        #expect(desk.wait(milliseconds: 9).isEmpty)
        #expect(desk.wait(milliseconds: 1) == [.withdraw(1, id: 3, .notObliged)])
    }

    @Test func `a move inside the hold replaces without the number: one answer a request`()
        throws
    {
        let desk = try answered()
        let moved = desk.tick(35_020)
        #expect(moved.contains(answer(4, 1_010, 1_030, 0)))
        desk.accept(0, id: 3, 1_010, 1_030)
        desk.accept(1, id: 4, 1_010, 1_030)
        desk.event(
            ExchangeEvents.Entry(
                kind: .requestExpired, contract: ContractIndex(UInt32(1)),
                requestID: QuoteRequestID(7)))
        #expect(desk.tick(35_040).contains(answer(6, 1_030, 1_050, 0)))
        // The hold runs from the first acceptance, whatever replaced it.
        desk.accept(0, id: 5, 1_030, 1_050)
        desk.accept(1, id: 6, 1_030, 1_050)
        for _ in 0..<29 {
            #expect(desk.wait(milliseconds: 1_000) == [])
            #expect(desk.tick(35_040) == [])
        }
        #expect(desk.wait(milliseconds: 1_000) == [.withdraw(1, id: 7, .notObliged)])
    }

    @Test func `a quoted contract is quoted anew for the request, even unmoved`() throws {
        let desk = try QuoterHarness.quoting()
        #expect(
            desk.request(0, id: 7) == [
                .quote(
                    0, id: 2, bid: 990, ask: 1_010, sizes: [20, 20], effects: [.open, .open],
                    answering: 7)
            ])
    }

    @Test func `a request behind an instruction in flight is answered after it`() throws {
        let desk = try QuoterHarness.ready()
        desk.tick(35_000)
        #expect(desk.request(0, id: 7) == [])
        #expect(
            desk.accept(0, id: 1, 990, 1_010) == [
                .quote(
                    0, id: 2, bid: 990, ask: 1_010, sizes: [20, 20], effects: [.open, .open],
                    answering: 7)
            ])
    }

    @Test func `a request that cannot be answered in time is let go`() throws {
        let desk = try QuoterHarness.ready()
        #expect(desk.request(1, id: 7) == [])
        #expect(desk.wait(milliseconds: 29_980) == [])
        #expect(
            desk.wait(milliseconds: 1).contains(.gaveUp(7, .noReference, .none, .none)))
        #expect(desk.core.status.requestsUnanswered == 1)
        #expect(desk.tick(35_000) == [.quote(0, id: 1, 990, 1_010)])
    }

    @Test func `a feed that stops during the hold does not take the answer off early`() throws {
        let desk = try answered()
        // What would be refused is not sent: the widest quote of the least size stands in for it.
        #expect(
            desk.wait(milliseconds: 5_000) == [
                .withdraw(0, id: 3, .staleFeed),
                .quote(
                    1, id: 4, bid: 952, ask: 1_047, sizes: [10, 10], effects: [.open, .open],
                    answering: 0),
            ])
        desk.accept(1, id: 4, 952, 1_047, size: 10)
        #expect(desk.wait(milliseconds: 24_999) == [])
        #expect(desk.wait(milliseconds: 1) == [.withdraw(1, id: 5, .staleFeed)])
    }

    @Test func `a general market maker only answers`() throws {
        var terms = QuotingTerms()
        terms.quotesContinuously = false
        let desk = try QuoterHarness.ready(terms: terms)
        #expect(desk.tick(35_000) == [])
        #expect(desk.request(1, id: 7) == [answer(1, 990, 1_010, 7)])
    }

    @Test func `an unknown or repeated request changes nothing`() throws {
        let desk = try answered()
        #expect(desk.request(9, id: 8) == [])
        #expect(desk.request(1, id: 7) == [])
        #expect(desk.core.status.ignoredEntries == 2)
    }
}
