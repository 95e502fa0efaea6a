import Ledger
import Market
import Quoter
import TestSupport
import Testing
import Wire

@Suite(.rule("B3.8", "Q5"))
struct `Hedge size` {
    @Test(
        arguments: [
            // Within the band nothing; beyond it to the edge, whole lots, into the band.
            (50_000, HedgeTerms.Target.edge, 0), (-100_000, .edge, 0), (100_001, .edge, -100),
            (-130_050, .edge, 30_100), (130_050, .edge, -30_100), (130_050, .zero, -130_100),
            (-130_049, .zero, 130_000), (9_000_000, .edge, -500_000), (.nan, .edge, 0),
            (.infinity, .zero, 0), (-1e15, .zero, 0),
        ] as [(Double, HedgeTerms.Target, Int64)])
    func `goes to the edge or to nothing, in whole lots`(
        delta: Double, target: HedgeTerms.Target, shares: Int64
    ) {
        let terms = HedgeTerms(bandShares: 100_000, target: target)
        #expect(terms.shares(against: delta, sellable: 10_000_000) == shares)
    }

    @Test(arguments: [(1_000_000, -200_000), (150, -100), (99, 0), (-5, 0)] as [(Int64, Int64)])
    func `sells no more than was there in the morning`(sellable: Int64, shares: Int64) {
        let terms = HedgeTerms(bandShares: 0, target: .zero)
        #expect(terms.shares(against: 200_000, sellable: sellable) == shares)
        #expect(terms.shares(against: -200_000, sellable: sellable) == 200_000)
    }

    @Test(arguments: [(Side.bid, 35_010, 35_020), (.ask, 35_000, 34_990), (.bid, 35_005, 35_020)])
    func `pays through the touch in whole price steps`(side: Side, touch: Int64, price: Int64) {
        let terms = HedgeTerms(bandShares: 0, slippageTicks: 10)
        #expect(terms.price(side, touch: Price(ticks: touch)) == Price(ticks: price))
    }
}

@Suite(.rule("B3.8", "Q5"))
struct `Hedger` {
    private func tick(_ desk: QuoterHarness, _ bid: Int64 = 34_990) {
        desk.tick(
            UnderlyingTicks.Entry(
                underlying: UnderlyingIndex(0), time: desk.now, last: Price(ticks: bid + 10),
                bid: Price(ticks: bid), ask: Price(ticks: bid + 20), bidQuantity: 1_000_000,
                askQuantity: 1_000_000))
    }

    /// Ten calls bought: some 50 000 shares of delta.
    private func long(_ terms: HedgeTerms?) throws -> QuoterHarness {
        let desk = try QuoterHarness.ready(hedge: terms)
        tick(desk)
        desk.accept(0, id: 1, 990, 1_010)
        desk.fill(0, .bid, 10, at: 990, leaves: 10)
        return desk
    }

    @Test
    func `sells what the fill has brought beyond the band, once, at the bid less its slippage`()
        throws
    {
        let desk = try long(HedgeTerms(bandShares: 10_000))
        let order = try #require(desk.hedged.first)
        #expect(desk.hedged.count == 1)
        #expect(order.sideCode == Side.ask.rawValue && order.kindCode == 2)
        #expect(order.price == Price(ticks: 34_980))
        let delta = desk.core.status.deltaShares
        #expect(order.shares == Int64(((delta - 10_000) / 100).rounded(.up)) * 100)
        // One order at a time.
        desk.now = desk.now + .seconds(60)
        tick(desk)
        #expect(desk.hedged.count == 1)
    }

    @Test func `a fill brings the delta into the band, and the strategy sees it so`() throws {
        let desk = try long(HedgeTerms(bandShares: 10_000))
        let order = try #require(desk.hedged.first)
        desk.hedgeReport(1, order, sequence: 1)
        desk.hedgeReport(3, order, sequence: 2)
        #expect(desk.core.status.deltaShares <= 10_000)
        #expect(desk.core.status.deltaShares > 9_900)
        #expect(desk.core.status.hedgeFills == 1)
        // Heard twice, booked once.
        desk.hedgeReport(3, order, sequence: 2)
        #expect(desk.core.status.hedgeFills == 1)
        desk.now = desk.now + .seconds(60)
        tick(desk)
        #expect(desk.hedged.count == 1)
    }

    @Test func `what was cancelled or refused is tried again after the pause`() throws {
        let desk = try long(HedgeTerms(bandShares: 10_000, interval: .seconds(5)))
        let order = try #require(desk.hedged.first)
        desk.hedgeReport(4, order, sequence: 1)
        tick(desk)
        #expect(desk.hedged.count == 1)
        desk.now = desk.now + .seconds(5)
        tick(desk)
        #expect(desk.hedged.count == 2)
        desk.decision(
            RiskDecisions.Entry(
                kind: .hedgeRefused, code: RefusalCode.hedgeValueLimit.rawValue,
                contract: ContractIndex(0), quoteID: desk.hedged[1].clientID))
        desk.now = desk.now + .seconds(2)
        tick(desk)
        #expect(desk.hedged.count == 3)
    }

    @Test func `without terms, within the band, or without a market nothing is hedged`() throws {
        #expect(try long(nil).hedged.isEmpty)
        #expect(try long(HedgeTerms(bandShares: 1_000_000)).hedged.isEmpty)
        let blind = try QuoterHarness.ready(hedge: HedgeTerms(bandShares: 10_000))
        blind.tick(35_000)
        blind.accept(0, id: 1, 990, 1_010)
        blind.fill(0, .bid, 10, at: 990, leaves: 10)
        #expect(blind.hedged.isEmpty)
    }

    @Test(.rule("PNL")) func `the parts add up to the digit, minute by minute`() throws {
        let desk = try long(HedgeTerms(bandShares: 10_000))
        let order = try #require(desk.hedged.first)
        desk.hedgeReport(3, order, price: 34_990, sequence: 1)
        for minute in 1...5 {
            desk.now = desk.now + .seconds(60)
            tick(desk, 34_990 + Int64(minute) * 70)
            let explained = desk.core.explained
            let parts = desk.core.status.profitAndLoss
            #expect(explained.hedging < .zero)
            #expect(explained.fees > parts.fees.money)
            let sum =
                explained.edge + explained.delta + explained.gamma + explained.vega
                + explained.theta + explained.hedging - explained.fees + explained.unexplained
            #expect(sum == explained.total)
        }
        let last = try #require(desk.explanations.last)
        #expect(
            last.total
                == last.edge + last.delta + last.gamma + last.vega + last.theta + last.hedging
                - last.fees + last.unexplained)
        // A rising underlying earns on the calls and costs on the shares sold; gamma is what is left over.
        #expect(last.delta > .zero && last.gamma > .zero && last.hedging < .zero)
        #expect(abs(last.unexplained.tenThousandths) < last.delta.tenThousandths / 50)
        #expect(last.hedgeShares == -order.shares)
    }
}
