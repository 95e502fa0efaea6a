import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("I3.19", "A2.6", "A2.7", "A2.18", "B3.9", "B3.11", "P27.2b", "Z30.2", "H31"))
struct `What an account may do` {
    @Test(
        arguments: [
            (0, InstructionKinds([])), (1, .closing), (2, [.closing, .buyOpen]), (3, .all), (4, []),
        ] as [(Int, InstructionKinds)])
    func `a level permits what those below permit, and more`(level: Int, kinds: InstructionKinds) {
        #expect(InstructionKinds.level(level) == kinds)
    }

    @Test func `rows of one account add up, others give nothing`() throws {
        var terms = RiskTerms()
        terms.permissions = [
            Permission(quoter: 1, contractCode: 10_000_001, kinds: .buyOpen),
            Permission(quoter: 1, contractCode: 10_000_001, kinds: .sellOpen),
            Permission(quoter: 2, contractCode: 10_000_002, kinds: .all),
        ]
        let desk = try RiskHarness.ready(terms: terms)
        desk.quoter(2, .opened)
        #expect(desk.send([desk.entry(0)]).codes == [])
        #expect(desk.send([desk.entry(1)]).codes == [.notPermitted])
        #expect(desk.send([desk.entry(1)], from: 2).codes == [])
        let heard = desk.send([desk.entry(0)], from: 2)
        #expect(heard.codes == [.notPermitted])
        #expect(heard.refusals[0].value == 3 && heard.refusals[0].limit == 0)
    }

    @Test func `a switch before the instrument list holds when it comes`() throws {
        let desk = try RiskHarness()
        #expect(desk.command(.restrict, text: "trade").outcomes == [.accepted])
        desk.instruments()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(0)).codes == [.accountRestricted])
    }

    @Test(arguments: ["", "Trade", "everything"])
    func `a switch that does not exist is refused`(name: String) throws {
        let desk = try RiskHarness.ready()
        #expect(desk.command(.restrict, text: name).outcomes == [.refused])
        #expect(desk.command(.lift, text: name).outcomes == [.refused])
        #expect(desk.command(.restrict, scope: 2, text: "trade").outcomes == [.refused])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `set anew, a switch voids a half-given lift`() throws {
        let desk = try RiskHarness.ready()
        desk.command(.restrict, text: "open")
        #expect(desk.command(.lift, by: "li", text: "open").outcomes == [.waiting])
        desk.command(.restrict, text: "open")
        #expect(desk.command(.lift, by: "wang", text: "open").outcomes == [.waiting])
        #expect(desk.command(.lift, by: "", text: "open").outcomes == [.refused])
        #expect(desk.command(.lift, by: "li", text: "open").outcomes == [.accepted])
        #expect(desk.command(.lift, by: "li", text: "open").outcomes == [.refused])
    }

    @Test func `another member's restriction is not ours`() throws {
        let desk = try RiskHarness.ready()
        desk.report([
            ExchangeEvents.Entry(
                kind: .restrictionChanged, reasonCode: 1, participant: 2, effectCode: 1)
        ])
        #expect(desk.send(desk.entry(0)).codes == [])
        let heard = desk.report([
            ExchangeEvents.Entry(
                kind: .restrictionChanged, reasonCode: 1, participant: 1, effectCode: 1)
        ])
        #expect(heard.loggedKinds.contains(.venueRestricted))
        #expect(desk.send(desk.entry(1)).codes == [.restrictedByExchange])
    }

    @Test func `each change is another state`() throws {
        let desk = try RiskHarness.ready()
        var hashes = [desk.core.stateHash]
        desk.command(.restrict, text: "open")
        hashes.append(desk.core.stateHash)
        desk.command(.lift, by: "li", text: "open")
        hashes.append(desk.core.stateHash)
        #expect(Set(hashes).count == 3)
    }
}
