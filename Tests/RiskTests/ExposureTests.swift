import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.11", "SSE-MM-10", "P27.2a", "F31"))
struct `What is under way counts as filled` {
    private func limited(_ position: Int64) throws -> RiskHarness {
        try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = position })
    }

    @Test(arguments: [(9, false), (10, true), (11, true)] as [(Int64, Bool)])
    func `a first quote of ten needs room for ten`(limit: Int64, passes: Bool) throws {
        let desk = try limited(limit)
        #expect(desk.send(desk.entry(0)).codes == (passes ? [] : [.positionLimit]))
    }

    @Test(arguments: [(19, false), (20, true), (21, true)] as [(Int64, Bool)])
    func `a replacement counts beside the quote it replaces`(limit: Int64, passes: Bool) throws {
        let desk = try limited(limit)
        desk.stand(desk.entry(0))
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == (passes ? [] : [.positionLimit]))
        if !passes {
            #expect(heard.refusals[0].value == 20)
            #expect(heard.refusals[0].limit == 19)
        }
    }

    @Test func `an acceptance frees what was replaced, a rejection what was sent`() throws {
        let desk = try limited(20)
        desk.stand(desk.entry(0))
        let second = desk.entry(0)
        desk.send(second)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        desk.accept(second, replaced: (10, 10))
        let third = desk.entry(0)
        #expect(desk.send(third).codes == [])
        desk.reject(third)
        #expect(desk.send(desk.entry(0)).codes == [])
        #expect(desk.core.counters.unexpectedReports == 0)
    }

    @Test func `a fill turns what worked into what is held`() throws {
        let desk = try limited(20)
        let quote = desk.entry(0)
        desk.stand(quote)
        desk.report([desk.filled(0, .bid, 10, id: 1, execution: 1)])
        let exposure = try #require(desk.core.gate?.exposure(of: ContractIndex(0)))
        #expect([exposure.long, exposure.short] == [10, 0])
        #expect([exposure.longWorst, exposure.shortWorst, exposure.working] == [10, 10, 10])
        #expect(desk.send(desk.entry(0)).codes == [])
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
    }

    @Test(arguments: [(39, false), (40, true), (41, true)] as [(Int64, Bool)])
    func `one total over all contracts`(limit: Int64, passes: Bool) throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.totalPositionMax = limit })
        #expect(desk.send(desk.entry(0)).codes == [])
        #expect(desk.send(desk.entry(3)).codes == (passes ? [] : [.totalPositionLimit]))
    }

    @Test(.rule("SSE-MM-10"))
    func `example W8d: selling 200 puts on 9 900 bullish contracts is refused`() throws {
        let directory = try Fixture.directory([
            Fixture.contract(0, quantityMax: 10_000),
            Fixture.contract(1, type: .put, quantityMax: 10_000),
        ])
        let opening = [
            OpeningHolding(code: 10_000_001, long: 4_000),
            OpeningHolding(code: 10_000_002, short: 5_900),
        ]
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.directionPerUnderlyingMax = 10_000
                $0.positionPerContractMax = 20_000
                $0.purchaseMax = Money(yuan: 1_000_000_000)
            }, directory: directory, opening: opening)
        #expect(desk.core.gate?.direction(of: UnderlyingIndex(0)).bullish == 9_900)
        let heard = desk.send(desk.entry(1, sizes: (10, 200)))
        #expect(heard.codes == [.directionLimit])
        #expect(heard.refusals[0].value == 10_100)
        #expect(heard.refusals[0].limit == 10_000)
        #expect(heard.refusals[0].side == .ask)
        #expect(desk.send(desk.entry(1, sizes: (10, 100))).codes == [])
    }

    @Test func `buying puts leans the other way and has its own room`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.directionPerUnderlyingMax = 20 })
        // Bid 10 and ask 10 of a call and of a put: 20 each way.
        #expect(desk.send([desk.entry(0), desk.entry(1)]).codes == [])
        #expect(desk.send(desk.entry(2)).codes == [.directionLimit])
        #expect(desk.send(desk.entry(3)).codes == [])
    }
}

@Suite(.rule("C3.5", "SSE-TR-03"))
struct `Closing legs` {
    private func holding(_ long: Int64, _ change: (inout RiskLimits) -> Void = { _ in }) throws
        -> RiskHarness
    {
        try RiskHarness.ready(
            Fixture.limits(change), opening: [OpeningHolding(code: 10_000_001, long: long)])
    }

    private func closing(_ desk: RiskHarness) -> QuoteInstructions.Entry {
        desk.entry(0, effects: (.open, .close))
    }

    @Test(arguments: [(9, false), (10, true), (11, true)] as [(Int64, Bool)])
    func `a leg closes at most what is held`(held: Int64, passes: Bool) throws {
        let desk = try holding(held)
        #expect(desk.send(closing(desk)).codes == (passes ? [] : [.closeExceedsHolding]))
    }

    @Test func `a closing leg is requoted again and again`() throws {
        let desk = try holding(10)
        desk.stand(closing(desk))
        for _ in 0..<5 {
            let next = closing(desk)
            #expect(desk.send(next).codes == [])
            desk.accept(next, replaced: (10, 10))
        }
        #expect(desk.core.gate?.exposure(of: ContractIndex(0)).shortWorst == 0)
        #expect(desk.core.counters.unexpectedReports == 0)
    }

    @Test func `what two closing legs could close twice counts as an opening`() throws {
        let desk = try holding(15) { $0.directionPerUnderlyingMax = 35 }
        desk.stand(closing(desk))
        desk.send(closing(desk))
        let exposure = desk.core.gate?.exposure(of: ContractIndex(0))
        #expect(exposure?.shortWorst == 5)
        #expect(exposure?.longWorst == 35)
        let margin = desk.core.gate?.marginPerContract(ContractIndex(0)).tenThousandths ?? 0
        let premium: Int64 = 2 * 10 * 990 * 10_000
        #expect(desk.core.gate?.reserved.tenThousandths == premium + 5 * margin)
    }

    @Test(arguments: [(4, false), (5, true), (6, true)] as [(Int64, Bool)])
    func `that opening has to fit the limits`(limit: Int64, passes: Bool) throws {
        // Bearish room is what an excess of closing calls needs; the bids close too, so nothing else leans.
        let opening = [OpeningHolding(code: 10_000_001, long: 15, short: 40)]
        let desk = try RiskHarness.ready(
            Fixture.limits { $0.directionPerUnderlyingMax = 40 + limit }, opening: opening)
        let both = { desk.entry(0, effects: (.close, .close)) }
        desk.stand(both())
        #expect(desk.send(both()).codes == (passes ? [] : [.directionLimit]))
    }

    @Test func `an old leg that fills first makes the new one an opening, booked and alarmed`()
        throws
    {
        let desk = try holding(15)
        desk.stand(closing(desk))
        let second = closing(desk)
        desk.send(second)
        desk.report([desk.filled(0, .ask, 10, id: 1, execution: 1, effect: .close)])
        #expect(desk.core.counters.unexpectedReports == 0)
        desk.accept(second, replaced: (10, 0))
        let heard = desk.report([desk.filled(0, .ask, 10, id: 2, execution: 2, effect: .close)])
        #expect(heard.loggedKinds == [.unexpectedReport])
        let exposure = desk.core.gate?.exposure(of: ContractIndex(0))
        #expect(exposure?.long == 0)
        #expect(exposure?.short == 5)
    }
}

@Suite(.rule("C3.13", "Z30.1", "SSE-TR-07"))
struct `Cash and margin` {
    /// Worked example W8b, underlying at 2.5 and put strikes as given there.
    @Test(arguments: [
        (OptionType.call, 26_000, 500, 2_500), (.put, 26_000, 1_500, 4_500),
        (.put, 23_000, 200, 1_810), (.call, 30_000, 20, 1_770),
    ])
    func `margin per contract is the exchange's`(
        type: OptionType, strike: Int64, settlement: Int64, yuan: Int64
    ) throws {
        let directory = try Fixture.directory([
            Fixture.contract(0, type: type, strike: strike, settlement: settlement)
        ])
        let desk = try RiskHarness.ready(directory: directory)
        #expect(desk.core.gate?.marginPerContract(ContractIndex(0)) == Money(yuan: yuan))
    }

    @Test(arguments: [(-1, false), (0, true), (1, true)] as [(Int64, Bool)])
    func `a quote needs its premium and its margin`(offset: Int64, passes: Bool) throws {
        // Bid 10 × 0.0990 × 10 000 = 9 900 yuan; ask 10 × 2 500 yuan of margin.
        let needed: Int64 = (9_900 + 25_000) * 10_000
        let desk = try RiskHarness.ready(
            Fixture.limits { $0.funds = Money(tenThousandths: needed + offset) })
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == (passes ? [] : [.insufficientFunds]))
        #expect(desk.core.gate?.reserved.tenThousandths == (passes ? needed : 0))
    }

    @Test func `two quotes cannot spend the same cash`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits { $0.funds = Money(yuan: 34_900 + 34_899) })
        #expect(desk.send([desk.entry(0), desk.entry(3)]).codes == [.insufficientFunds])
        let rich = try RiskHarness.ready(Fixture.limits { $0.funds = Money(yuan: 69_800) })
        #expect(rich.send([rich.entry(0), rich.entry(3)]).codes == [])
    }

    @Test func `a fill moves the reservation into cash and margin`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.funds = Money(yuan: 100_000) })
        desk.stand(desk.entry(0))
        desk.report([
            desk.filled(0, .bid, 10, id: 1, execution: 1, price: 990),
            desk.filled(0, .ask, 10, id: 1, execution: 2, price: 1_010),
        ])
        #expect(desk.core.gate?.reserved == .zero)
        // 100 000 − 9 900 + 10 100 − 25 000 margin.
        #expect(desk.core.gate?.available == Money(yuan: 75_200))
    }

    @Test(arguments: [(-1, false), (0, true), (1, true)] as [(Int64, Bool)])
    func `one buy stays within the purchase limit`(offset: Int64, passes: Bool) throws {
        let desk = try RiskHarness.ready(
            Fixture.limits { $0.purchaseMax = Money(tenThousandths: 99_000_000 + offset) })
        #expect(desk.send(desk.entry(0)).codes == (passes ? [] : [.purchaseLimit]))
    }

    @Test(arguments: [Int64.max, .max / 10_000, .min, -1])
    func `an absurd price is refused, not a trap`(ticks: Int64) throws {
        let desk = try RiskHarness.ready()
        let heard = desk.send([
            desk.entry(0, bid: ticks), desk.entry(0, ask: ticks),
            desk.entry(0, bid: ticks, ask: ticks), desk.entry(0),
        ])
        #expect(heard.codes.count == 3)
        #expect(heard.sentIDs == [4])
    }
}
