import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("H18.3", "H27a", "F33"))
struct `Price and size out of the ordinary` {
    @Test(
        arguments: [
            (50, 50, RefusalCode.none), (51, 50, .orderQuantityLimit),
            (50, 51, .orderQuantityLimit), (.max, 1, .orderQuantityLimit),
        ] as [(Int64, Int64, RefusalCode)])
    func `a leg is at most as large as the desk means`(bid: Int64, ask: Int64, code: RefusalCode) {
        let check = OrderQuantityCheck(RiskLimits(quantityPerOrderMax: 50))
        #expect(check.verdict(.init(bid: bid, ask: ask)).code == code)
        #expect(
            OrderQuantityCheck(RiskLimits()).verdict(.init(bid: 1, ask: 1)).code == .noLimitSet)
    }

    @Test(
        arguments: [
            (500_000, 500_000, RefusalCode.none), (500_001, 1, .orderValueLimit),
            (1, 500_001, .orderValueLimit), (nil, 1, .overflow), (1, nil, .overflow),
        ] as [(Int64?, Int64?, RefusalCode)])
    func `either leg is worth at most what the desk means`(
        bid: Int64?, ask: Int64?, code: RefusalCode
    ) {
        let check = OrderValueCheck(RiskLimits(valuePerOrderMax: Money(yuan: 50)))
        #expect(check.verdict(.init(bid: bid, ask: ask)).code == code)
        #expect(OrderValueCheck(RiskLimits()).verdict(.init(bid: 1, ask: 1)).code == .noLimitSet)
    }

    /// Half of a reference of 600 is 300; of 100 it is less than the least width of 100.
    @Test(
        arguments: [
            (900, 910, 600, 0, RefusalCode.none), (901, 910, 600, 0, .priceCollar),
            (290, 300, 600, 0, .none), (290, 299, 600, 0, .priceCollar),
            (200, 201, 100, 0, .none), (201, 202, 100, 0, .priceCollar),
            (1_500, 1_510, 600, 1_000, .none), (1_501, 1_510, 600, 1_000, .priceCollar),
            (300, 310, 1_000, 600, .none), (290, 299, 1_000, 600, .priceCollar),
            (10, 20, 0, 0, .priceCollar), (90, 100, 0, 100, .none),
            (.max, .max, 600, 0, .priceCollar), (.min, .min, 600, 0, .priceCollar),
        ] as [(Int64, Int64, Int64, Int64, RefusalCode)])
    func `a bid far above or an ask far below the references is no price`(
        bid: Int64, ask: Int64, yardstick: Int64, trade: Int64, code: RefusalCode
    ) {
        let check = PriceCollarCheck(RiskLimits(collarBasisPoints: 5_000, collarTicksMin: 100))
        let reading = PriceCollarCheck.Reading(
            bid: bid, ask: ask, yardstick: yardstick, lastTrade: trade)
        #expect(check.verdict(reading).code == code)
        #expect(PriceCollarCheck(RiskLimits()).verdict(reading).code == .noLimitSet)
    }

    @Test(arguments: [Int64.max, .min, -1])
    func `an absurd collar traps nothing`(basisPoints: Int64) {
        let check = PriceCollarCheck(
            RiskLimits(collarBasisPoints: basisPoints, collarTicksMin: basisPoints))
        _ = check.verdict(.init(bid: .max, ask: .min, yardstick: 600, lastTrade: .max))
    }

    /// The yardstick is the settlement at yesterday's close and follows the underlying from there.
    @Test func `the reference follows the underlying and no quoter`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.collarBasisPoints = 1_000
                $0.collarTicksMin = 100
            })
        let call = try #require(desk.core.gate?.reference(of: ContractIndex(0)))
        #expect(call == Price(ticks: 500))
        #expect(desk.send(desk.entry(0, bid: 600, ask: 610)).codes == [])
        #expect(desk.send(desk.entry(0, bid: 601, ask: 610)).codes == [.priceCollar])
        // Up 4 %: half the move and more for a call near the money.
        desk.tick(26_000, at: desk.now)
        let moved = try #require(desk.core.gate?.reference(of: ContractIndex(0)))
        #expect(moved > Price(ticks: 850) && moved < Price(ticks: 1_100))
        #expect(desk.send(desk.entry(0, bid: 890, ask: 900)).codes == [])
        // Nonsense in the feed moves nothing.
        for ticks in [0, -5, Int64.max] { desk.tick(ticks, at: desk.now + .seconds(1)) }
        #expect(desk.core.gate?.reference(of: ContractIndex(0)) == moved)
    }

    @Test func `a public trade is a reference too`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.collarBasisPoints = 1_000
                $0.collarTicksMin = 100
            })
        #expect(desk.send(desk.entry(0, bid: 1_400, ask: 1_410)).codes == [.priceCollar])
        desk.trade(0, at: 1_350)
        #expect(desk.send(desk.entry(0, bid: 1_400, ask: 1_410)).codes == [])
    }
}

@Suite(.rule("H23", "F31"))
struct `Openings of the day` {
    @Test(arguments: [(39, false), (40, true)] as [(Int64, Bool)])
    func `working legs count, closing ones do not, fills stay`(limit: Int64, passes: Bool) throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.openingPerContractMax = limit })
        let first = desk.entry(0)
        desk.stand(first)
        desk.report([desk.filled(0, .bid, 10, id: 1, execution: 1)])
        desk.report([desk.filled(0, .ask, 10, id: 1, execution: 2)])
        // 20 opened; a close adds nothing, an opening of 20 more is at the limit.
        let close = desk.entry(0, effects: (.close, .close))
        #expect(desk.send(close).codes == [])
        desk.reject(close)
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == (passes ? [] : [.openingLimit]))
        if !passes { #expect(heard.refusals[0].value == 40 && heard.refusals[0].limit == 39) }
    }

    @Test(arguments: [(39, false), (40, true)] as [(Int64, Bool)])
    func `an underlying's contracts count together`(limit: Int64, passes: Bool) throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.openingPerUnderlyingMax = limit })
        desk.stand(desk.entry(0))
        #expect(desk.send(desk.entry(3)).codes == [], "another underlying")
        #expect(desk.send(desk.entry(1)).codes == (passes ? [] : [.openingLimit]))
    }

    @Test func `what was opened is known after a restart`() throws {
        let limits = Fixture.limits { $0.openingPerContractMax = 20 }
        let desk = try RiskHarness.ready(limits)
        desk.stand(desk.entry(0))
        desk.report([desk.filled(0, .bid, 10, id: 1, execution: 1)])
        let again = try RiskHarness(limits)
        for input in desk.tape { _ = again.replay(input) }
        #expect(again.core.gate?.reach(of: UnderlyingIndex(0))?.opened == 20)
        #expect(again.send(again.entry(0, id: 9)).codes == [.openingLimit])
    }
}

@Suite(.rule("P4", "C3.11", "F31"))
struct `Greeks at their worst` {
    @Test(
        arguments: [
            (0, 100, 0, -50, RefusalCode.none), (0, 101, 0, -50, .deltaLimit),
            (0, 50, 0, -100, .none), (0, 50, 0, -101, .deltaLimit),
            (150, 150, 0, -50, .none), (150, 151, 0, 0, .deltaLimit),
        ] as [(Int64, Int64, Int64, Int64, RefusalCode)])
    func `beyond the limit nothing goes further out`(
        before: Int64, after: Int64, low: Int64, lowAfter: Int64, code: RefusalCode
    ) {
        let reach = GreekReach(
            highBefore: before, highAfter: after, lowBefore: low, lowAfter: lowAfter)
        let limits = RiskLimits(
            deltaSharesMax: 100, gammaSharesMax: 100, vegaMax: Money(tenThousandths: 100))
        #expect(DeltaLimitCheck(limits).verdict(.init(reach)).code == code)
        #expect(GammaLimitCheck(limits).verdict(.init(reach)).isPass == (code == .none))
        #expect(VegaLimitCheck(limits).verdict(.init(reach)).isPass == (code == .none))
        #expect(DeltaLimitCheck(RiskLimits()).verdict(.init(reach)).code == .noLimitSet)
    }

    /// A call's bid and a put's ask lean one way: they add up; a call's ask and a put's bid the other.
    @Test func `every working leg counts where it is worst`() throws {
        let desk = try RiskHarness.ready()
        let none = try #require(desk.core.gate?.reach(of: UnderlyingIndex(0)))
        #expect([none.deltaHigh, none.deltaLow, none.vegaHigh, none.gammaLow] == [0, 0, 0, 0])
        desk.stand(desk.entry(0))
        let call = try #require(desk.core.gate?.reach(of: UnderlyingIndex(0)))
        #expect(call.deltaHigh > 0 && call.deltaLow == -call.deltaHigh)
        #expect(call.vegaHigh > 0 && call.gammaHigh > 0)
        desk.stand(desk.entry(1))
        let both = try #require(desk.core.gate?.reach(of: UnderlyingIndex(0)))
        #expect(both.deltaHigh > call.deltaHigh && both.deltaLow == -both.deltaHigh)
        #expect(both.vegaHigh > call.vegaHigh)
    }

    @Test func `the limit holds to the share`() throws {
        let probe = try RiskHarness.ready()
        probe.send(probe.entry(0))
        let reach = try #require(probe.core.gate?.reach(of: UnderlyingIndex(0)))
        for (limits, code) in [
            (Fixture.limits { $0.deltaSharesMax = reach.deltaHigh }, RefusalCode.none),
            (Fixture.limits { $0.deltaSharesMax = reach.deltaHigh - 1 }, .deltaLimit),
            (Fixture.limits { $0.gammaSharesMax = reach.gammaHigh - 1 }, .gammaLimit),
            (
                Fixture.limits { $0.vegaMax = Money(tenThousandths: reach.vegaHigh - 1) },
                .vegaLimit
            ),
        ] {
            let desk = try RiskHarness.ready(limits)
            #expect(desk.send(desk.entry(0)).codes == (code == .none ? [] : [code]))
        }
    }

    @Test func `a moved underlying is reckoned for what is held already`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let before = try #require(desk.core.gate?.reach(of: UnderlyingIndex(0)))
        desk.tick(28_000, at: desk.now)
        let after = try #require(desk.core.gate?.reach(of: UnderlyingIndex(0)))
        #expect(after.deltaHigh > before.deltaHigh)
        desk.tick(25_000, at: desk.now)
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0)) == before)
    }
}

@Suite(.rule("H25.1"))
struct `Self-trades` {
    @Test(
        arguments: [
            (990, 1_010, 0, .max, RefusalCode.none), (990, 1_010, 1_009, 991, .none),
            (990, 1_010, 0, 990, .selfTrade), (990, 1_010, 1_010, .max, .selfTrade),
        ] as [(Int64, Int64, Int64, Int64, RefusalCode)])
    func `no leg meets a quote of the group`(
        bid: Int64, ask: Int64, groupBid: Int64, groupAsk: Int64, code: RefusalCode
    ) {
        let verdict = SelfTradeCheck(RiskLimits()).verdict(
            .init(bid: bid, ask: ask, groupBid: groupBid, groupAsk: groupAsk))
        #expect(verdict.code == code)
    }

    @Test func `another account of the group is watched through the exchange's reports`() throws {
        let desk = try RiskHarness.ready(terms: RiskTerms(groupParticipants: [7]))
        var other = desk.acceptance(desk.entry(0, bid: 970, ask: 990))
        other.participant = 7
        desk.report([other])
        #expect(desk.core.counters.unexpectedReports == 0)
        #expect(desk.core.liveQuotes == 0)
        #expect(desk.send(desk.entry(0)).codes == [.selfTrade])
        #expect(desk.send(desk.entry(0, bid: 989, ask: 1_009)).codes == [])
        var gone = desk.cancelled(0, .ask, 10, id: other.quoteID.value)
        gone.participant = 7
        desk.report([gone])
        #expect(desk.send(desk.entry(0)).codes == [])
        // A stranger's report is still an alarm, and no quote of ours.
        other.participant = 8
        desk.report([other])
        #expect(desk.core.counters.unexpectedReports == 1)
    }

    @Test func `an order of the group counts until it is gone`() throws {
        let desk = try RiskHarness.ready(terms: RiskTerms(groupParticipants: [7]))
        var order = ExchangeEvents.Entry(
            kind: .orderAccepted, sideCode: Side.bid.rawValue, contract: ContractIndex(0),
            participant: 7, quantity: Quantity(contracts: 5), orderID: OrderID(44),
            price: Price(ticks: 1_010))
        desk.report([order])
        #expect(desk.send(desk.entry(0)).codes == [.selfTrade])
        order.kind = .orderFilled
        desk.report([order])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `where a replacement takes two steps the own old quote is in the way`() throws {
        for (isOneStep, codes) in [(true, []), (false, [RefusalCode.selfTrade])] {
            let desk = try RiskHarness.ready(terms: RiskTerms(replacesInOneStep: isOneStep))
            desk.stand(desk.entry(0, bid: 900, ask: 950))
            #expect(desk.send(desk.entry(0, bid: 950, ask: 1_000)).codes == codes)
            #expect(desk.send(desk.entry(0, bid: 949, ask: 999)).codes == [])
        }
    }
}
