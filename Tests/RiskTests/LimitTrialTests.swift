import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.3"))
struct `A preview replays the day's flow` {
    /// Feeds a desk's inputs to a trial.
    private func figures(
        of desk: RiskHarness, supposing values: [(name: LimitName, value: Int64?)],
        limits: RiskLimits = Fixture.wide
    ) throws -> LimitFigures {
        try desk.figures(supposing: values, of: try RiskHarness(limits).core)
    }

    /// Ten on each side of two contracts; then twenty on the first for five seconds; then ten again.
    private func day() throws -> RiskHarness {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        desk.stand(desk.entry(3))
        desk.wait(milliseconds: 1_000)
        let large = desk.entry(0, sizes: (20, 20))
        desk.send(large)
        desk.accept(large, replaced: (10, 10))
        desk.report([desk.filled(0, .bid, 20, id: large.quoteID.value, execution: 1)])
        desk.wait(milliseconds: 5_000)
        let small = desk.entry(0, bid: 991)
        desk.send(small)
        desk.accept(small, replaced: (0, 20))
        desk.wait(milliseconds: 1_000)
        return desk
    }

    @Test func `the same limits give the same figures`() throws {
        let figures = try figures(of: try day(), supposing: [(.positionTotal, 100_000)])
        #expect(figures.old == figures.new && figures.losses.isEmpty)
        #expect(figures.old.accepted == 4 && figures.old.refusedTotal == 0)
        #expect(figures.newlyRefused == 0 && figures.newlyPassed == 0)
        // Twenty bid beside the ten that rested; with them twenty and ten asked, and ten by ten of contract 3.
        #expect(figures.old.positionPerContract == 30)
        #expect(figures.old.positionTotal == 80)
    }

    @Test func `what a tighter limit would have refused, and for how long`() throws {
        let figures = try figures(of: try day(), supposing: [(.quantityPerOrder, 19)])
        #expect(figures.old.accepted == 4 && figures.new.accepted == 3)
        #expect(figures.new.refused == [.init(code: .orderQuantityLimit, count: 1)])
        #expect(figures.newlyRefused == 1 && figures.newlyPassed == 0)
        #expect(figures.losses.map(\.contract) == [ContractIndex(0)])
        #expect(figures.losses.map(\.lost) == [.seconds(5)] && figures.lost == .seconds(5))
        #expect(figures.losses.map(\.refused) == [1])
        // The fill of the refused quote never happened: ten rest, ten come beside them.
        #expect(figures.new.positionPerContract == 20 && figures.new.positionTotal == 60)
        #expect(figures.old.deltaShares > figures.new.deltaShares)
        #expect(figures.old.vegaYuan > figures.new.vegaYuan)
    }

    @Test func `one more lets everything pass`() throws {
        let figures = try figures(of: try day(), supposing: [(.quantityPerOrder, 20)])
        #expect(figures.new.refusedTotal == 0 && figures.lost == .zero)
        #expect(figures.old == figures.new)
    }

    @Test func `a loss ends where the quote itself would have ended`() throws {
        let desk = try RiskHarness.ready()
        let quote = desk.entry(0, sizes: (20, 20))
        desk.stand(quote)
        desk.wait(milliseconds: 2_000)
        desk.send(desk.withdrawal(0, id: 9))
        desk.report(
            Side.allCases.map { desk.cancelled(0, $0, 20, id: quote.quoteID.value) } + [
                ExchangeEvents.Entry(
                    kind: .withdrawalAccepted, contract: ContractIndex(0), participant: 1,
                    quoteID: QuoteID(9))
            ])
        desk.wait(milliseconds: 60_000)
        let figures = try figures(of: desk, supposing: [(.quantityPerOrder, 19)])
        #expect(figures.lost == .seconds(2))
    }

    @Test func `the noon break is nobody's loss`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        desk.wait(milliseconds: 2_000)
        desk.phase(.pause)
        desk.wait(milliseconds: 60_000)
        desk.phase(.continuous)
        desk.wait(milliseconds: 3_000)
        let figures = try figures(of: desk, supposing: [(.quantityPerOrder, 9)])
        #expect(figures.lost == .seconds(5))
    }

    @Test func `what still is refused at the end is lost until the end`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        desk.wait(milliseconds: 3_000)
        desk.stand(desk.entry(3))
        desk.wait(milliseconds: 1_500)
        let figures = try figures(of: desk, supposing: [(.positionTotal, nil)])
        #expect(figures.new.refused(.noLimitSet) == 2 && figures.new.accepted == 0)
        #expect(figures.losses.map(\.lost) == [.milliseconds(4_500), .milliseconds(1_500)])
        #expect(figures.new.positionTotal == 0)
    }

    @Test func `a looser limit lets pass what was refused, and it rests`() throws {
        let tight = Fixture.limits { $0.positionPerContractMax = 15 }
        let desk = try RiskHarness.ready(tight)
        desk.stand(desk.entry(0))
        for _ in 0..<6 {
            #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
            desk.wait(milliseconds: 1_000)
        }
        let figures = try figures(
            of: desk, supposing: [(.positionPerContract, 20)], limits: tight)
        #expect(figures.old.refused(.positionLimit) == 6 && figures.new.refusedTotal == 0)
        #expect(figures.newlyPassed == 6 && figures.new.accepted == 7)
        #expect(figures.new.positionPerContract == 20 && figures.old.positionPerContract == 10)
    }

    @Test func `it leaves the desk as it is, and gives the same twice`() throws {
        let desk = try day()
        let hash = desk.core.stateHash
        let first = try figures(of: desk, supposing: [(.deltaShares, 1)])
        #expect(try figures(of: desk, supposing: [(.deltaShares, 1)]) == first)
        #expect(desk.core.stateHash == hash)
        #expect(first.new.refused(.deltaLimit) == 4)
    }
}
