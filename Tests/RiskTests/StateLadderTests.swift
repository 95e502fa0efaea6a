import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("P21.3", "P27.3a", "P27.3b", "P27.3c", "H18.5", "Z30.5"))
struct `State ladder` {
    private func takeOff(_ desk: RiskHarness, _ contract: Int, id: UInt64) -> Heard {
        desk.report(Side.allCases.map { desk.cancelled(contract, $0, 10, id: id) })
    }

    @Test func `reducing lets pass what cannot make a position larger`() throws {
        let desk = try RiskHarness.ready(
            opening: [OpeningHolding(code: 10_000_001, long: 20, short: 20)])
        #expect(desk.command(.reduce).outcomes == [.accepted])
        let opening = desk.send(desk.entry(0))
        #expect(opening.codes == [.reducingOnly] && opening.refusals[0].value == 20)
        #expect(desk.send(desk.entry(0, effects: (.open, .close))).codes == [.reducingOnly])
        #expect(desk.send(desk.entry(0, effects: (.close, .close))).codes == [])
        #expect(desk.send(desk.withdrawal(0)).codes == [])
        #expect(desk.command(.resume).outcomes == [.accepted])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `a halt takes off, is confirmed by the exchange, and two release it`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let halted = desk.command(.halt)
        #expect(halted.outcomes == [.waiting] && halted.cancels.count == 1)
        #expect(desk.send(desk.entry(1)).codes == [.halted])
        #expect(desk.command(.resume).outcomes == [.refused])
        // The cause is there still: nobody releases before the exchange says that nothing is live.
        #expect(desk.command(.release, by: "li").outcomes == [.refused])
        #expect(takeOff(desk, 0, id: 1).outcomes == [.confirmed])
        #expect(desk.command(.release, by: "li").outcomes == [.waiting])
        #expect(desk.command(.release, by: "li").outcomes == [.refused])
        #expect(desk.send(desk.entry(1)).codes == [.halted])
        #expect(desk.command(.release, by: "wang").outcomes == [.accepted])
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    @Test(
        arguments: [
            (UInt8(0), UInt32(0), [RefusalCode.killed, .killed, .killed]),
            (1, 0, [.killed, .killed]), (2, 0, [.killed]), (3, 1, [.killed, .killed, .killed]),
            (3, 2, []), (4, 1, [.killed, .killed, .killed]),
        ])
    func `everything, an underlying, a contract, a strategy, an account`(
        scope: UInt8, index: UInt32, codes: [RefusalCode]
    ) throws {
        let desk = try RiskHarness.ready()
        #expect(desk.command(.kill, scope: scope, index: index).outcomes == [.confirmed])
        #expect(desk.send([desk.entry(0), desk.entry(1), desk.entry(3)]).codes == codes)
    }

    @Test(arguments: [(UInt8(3), UInt32(0)), (3, 9), (4, 2), (5, 0), (.max, .max)])
    func `a scope that means nothing is refused and shuts nothing`(scope: UInt8, index: UInt32)
        throws
    {
        let desk = try RiskHarness.ready()
        for verb in [ControlVerb.kill, .halt, .pause, .reduce, .cancelAll] {
            #expect(desk.command(verb, scope: scope, index: index).outcomes == [.refused])
        }
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `a strategy's kill takes off its own quotes and waits for those`() throws {
        let desk = try RiskHarness.ready()
        desk.quoter(2, .opened)
        let first = desk.entry(0)
        desk.stand(first)
        let second = desk.entry(3)
        desk.send([second], from: 2)
        desk.accept(second)
        let heard = desk.command(.kill, scope: 3, index: 1)
        #expect(heard.outcomes == [.waiting])
        #expect(heard.cancels.map(\.scopeCode) == [1] && heard.cancels.map(\.index) == [0])
        #expect(desk.send([desk.entry(3)], from: 2).codes == [], "the other strategy goes on")
        // Another strategy's new quote on the contract does not confirm what the exchange has not.
        #expect(desk.send([desk.entry(0)], from: 2).outcomes == [])
        #expect(takeOff(desk, 0, id: 1).outcomes == [.confirmed])
    }

    @Test(.rule("P27.3c")) func `an isolated quoter is not heard, not even its withdrawals`() throws
    {
        let desk = try RiskHarness.ready()
        desk.quoter(2, .opened)
        desk.stand(desk.entry(0))
        #expect(desk.command(.isolate).outcomes == [.refused], "a scope that is no quoter")
        #expect(desk.command(.isolate, scope: 3, index: 1).outcomes == [.waiting])
        #expect(desk.send([desk.entry(0), desk.withdrawal(0)]).codes == [.isolated, .isolated])
        #expect(desk.send([desk.entry(1)], from: 2).codes == [])
        #expect(takeOff(desk, 0, id: 1).outcomes == [.confirmed])
        #expect(desk.command(.release, scope: 3, index: 1, by: "li").outcomes == [.waiting])
        #expect(desk.command(.release, scope: 3, index: 1, by: "wang").outcomes == [.accepted])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `the highest of all states that cover a contract holds`() throws {
        let desk = try RiskHarness.ready()
        desk.command(.reduce)
        desk.command(.pause, scope: 1, index: 0)
        desk.command(.halt, scope: 2, index: 0)
        #expect(
            desk.send([desk.entry(0), desk.entry(1), desk.entry(3)]).codes
                == [.halted, .paused, .reducingOnly])
        // Easing one scope leaves the others.
        #expect(desk.command(.resume).outcomes == [.accepted])
        #expect(desk.send([desk.entry(1), desk.entry(3)]).codes == [.paused])
    }

    @Test func `what is shut is shut after a restart, half a release included`() throws {
        let desk = try RiskHarness.ready()
        desk.command(.halt, scope: 1, index: 0)
        desk.command(.release, scope: 1, index: 0, by: "li")
        let again = try RiskHarness()
        for input in desk.tape { _ = again.replay(input) }
        #expect(again.core.stateHash == desk.core.stateHash)
        #expect(again.send(again.entry(0, id: 9)).codes == [.halted])
        #expect(again.command(.release, scope: 1, index: 0, by: "wang").outcomes == [.accepted])
        #expect(again.send(again.entry(0, id: 10)).codes == [])
    }

    @Test func `a kill and an isolation hold before the list too`() throws {
        let desk = try RiskHarness()
        #expect(desk.command(.halt).outcomes == [.confirmed])
        #expect(desk.command(.isolate, scope: 3, index: 1).outcomes == [.confirmed])
        #expect(desk.command(.halt, scope: 1, index: 0).outcomes == [.refused])
        desk.instruments()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        desk.quoter(2, .opened)
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(0)).codes == [.isolated])
        #expect(desk.send([desk.entry(0)], from: 2).codes == [.halted])
    }
}
