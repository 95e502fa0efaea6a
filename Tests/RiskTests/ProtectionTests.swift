import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("F38"))
struct `Market-maker protection` {
    private func desk(_ protection: ProtectionTerms) throws -> RiskHarness {
        let desk = try RiskHarness.ready(terms: RiskTerms(protection: protection))
        for contract in 0..<5 { desk.stand(desk.entry(contract)) }
        return desk
    }

    private func fill(
        _ desk: RiskHarness, _ contract: Int, _ side: Side, _ quantity: Int32, _ execution: UInt64,
        leaves: Int32 = 0
    ) -> Heard {
        desk.report([
            desk.filled(
                contract, side, quantity, id: UInt64(contract + 1), execution: execution,
                leaves: leaves)
        ])
    }

    /// Contracts 0 and 2 are calls, 1 is a put of one underlying; 3 belongs to another.
    @Test(
        arguments: [
            (ProtectionTerms(volumeMax: 15), UInt8(1), Int64(15)),
            (ProtectionTerms(deltaMax: 15), 2, 15), (ProtectionTerms(vegaMax: 6), 3, 6),
            (ProtectionTerms(percentMax: 150), 4, 150),
        ])
    func `each figure of the window triggers when it is reached, not before`(
        terms: ProtectionTerms, figure: UInt8, value: Int64
    ) throws {
        let desk = try desk(terms)
        // Bullish both: a call bought, a put sold. Volume 14, delta 14, vega 6 of 10 − 4 … percent 140.
        var heard = fill(desk, 0, .bid, 10, 1)
        if terms.vegaMax == nil {
            #expect(heard.cancels.isEmpty)
            heard = fill(desk, 1, .ask, 4, 2, leaves: 6)
            #expect(heard.cancels.isEmpty)
            heard = fill(desk, 1, .ask, 1, 3, leaves: 5)
        } else {
            #expect(heard.logged.first { $0.kind == .protectionTriggered }?.value == 10)
            return
        }
        let note = try #require(heard.logged.first { $0.kind == .protectionTriggered })
        #expect([note.value, note.limit] == [value, value])
        #expect(note.code == figure && note.contract.int == 1)
        // The underlying comes off in one message, the other stays.
        #expect(heard.cancels.map(\.scopeCode) == [1] && heard.cancels.map(\.index) == [0])
        #expect(desk.send([desk.entry(0), desk.entry(2)]).codes == [.protection, .protection])
        #expect(desk.send(desk.entry(3)).codes == [])
    }

    @Test func `what is bought and sold evenly leans nowhere`() throws {
        let desk = try desk(ProtectionTerms(deltaMax: 1, vegaMax: 1))
        let both = [
            desk.filled(0, .bid, 10, id: 1, execution: 1),
            desk.filled(0, .ask, 10, id: 1, execution: 2),
        ]
        // Each fill is judged as it comes: the first alone leans.
        #expect(desk.report(both).logged.contains { $0.kind == .protectionTriggered })
        let calm = try self.desk(ProtectionTerms(deltaMax: 11, vegaMax: 11))
        for round in UInt64(0)..<5 {
            _ = fill(calm, 0, .bid, 2, 2 * round + 1, leaves: 8 - 2 * Int32(round))
            _ = fill(calm, 0, .ask, 2, 2 * round + 2, leaves: 8 - 2 * Int32(round))
        }
        #expect(calm.send(calm.entry(0)).codes == [])
    }

    @Test(arguments: [(999, true), (1_000, false)] as [(Int64, Bool)])
    func `the window slides by the exchange's time`(milliseconds: Int64, triggers: Bool) throws {
        let desk = try desk(ProtectionTerms(window: .seconds(1), volumeMax: 20))
        _ = fill(desk, 0, .bid, 10, 1)
        desk.wait(milliseconds: milliseconds)
        let heard = fill(desk, 0, .ask, 10, 2)
        #expect(heard.logged.contains { $0.kind == .protectionTriggered } == triggers)
    }

    @Test func `a freeze ends by itself and the count begins anew`() throws {
        let desk = try desk(ProtectionTerms(volumeMax: 10, freeze: .seconds(5)))
        _ = fill(desk, 0, .bid, 10, 1)
        #expect(desk.send(desk.entry(1)).codes == [.protection])
        desk.wait(milliseconds: 4_999)
        #expect(desk.send(desk.entry(1)).codes == [.protection])
        let heard = desk.wait(milliseconds: 1)
        #expect(heard.loggedKinds.contains(.protectionReset))
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    @Test func `without a time only a person resets it, and a restart does not`() throws {
        let terms = ProtectionTerms(volumeMax: 10, freeze: .zero)
        let desk = try desk(terms)
        _ = fill(desk, 0, .bid, 10, 1)
        desk.wait(milliseconds: 3_600_000)
        #expect(desk.send(desk.entry(1)).codes == [.protection])
        let again = try RiskHarness(terms: RiskTerms(protection: terms))
        for input in desk.tape { _ = again.replay(input) }
        #expect(again.core.stateHash == desk.core.stateHash)
        #expect(desk.command(.resetProtection, scope: 2, index: 0).outcomes == [.refused])
        #expect(desk.command(.resetProtection, scope: 1, index: 1).outcomes == [.refused])
        #expect(desk.command(.resetProtection, scope: 1, index: 0).outcomes == [.accepted])
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    /// A sweep of everything at once: what trades after the trigger was on its way already.
    @Test func `a sweep pulls once however many fills it has`() throws {
        let desk = try desk(ProtectionTerms(volumeMax: 20))
        let heard = desk.report(
            (0..<3).flatMap { contract in
                [
                    desk.filled(
                        contract, .bid, 10, id: UInt64(contract + 1),
                        execution: UInt64(contract + 1))
                ]
            })
        #expect(heard.cancels.count == 1)
        #expect(heard.logged.count { $0.kind == .protectionTriggered } == 1)
        #expect(desk.core.gate?.exposure(of: ContractIndex(2)).long == 10)
    }

    @Test func `nothing set, nothing is held`() throws {
        let desk = try desk(ProtectionTerms())
        #expect(fill(desk, 0, .bid, 10, 1).cancels.isEmpty)
        #expect(desk.send(desk.entry(0)).codes == [])
    }
}
