import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("H27b"))
struct `Orders held for review` {
    static let limits = Fixture.limits {
        $0.quantityPerOrderMax = 5
        $0.collarBasisPoints = 1_000
        $0.collarTicksMin = 100
    }

    private func desk() throws -> RiskHarness { try RiskHarness.ready(Self.limits) }

    private func asked(_ order: OrderInstructions.Entry) -> OrderInstructions.Entry {
        var order = order
        order.reserved = 1
        return order
    }

    private func release(
        _ desk: RiskHarness, _ order: OrderInstructions.Entry, by person: String = "wang"
    ) -> Heard {
        desk.deliver(on: .control, from: 3) {
            $0.send(
                ControlCommand(
                    commandID: 9, verb: .releaseOrder, scopeCode: 2, index: order.contract.value,
                    person: FixedText32(person), text: FixedText64("\(order.clientID.value)")),
                on: .control)
        }
    }

    @Test func `one too large waits and is sent when a person lets it`() throws {
        let desk = try desk()
        let order = asked(desk.order(0, price: 500, size: 6))
        let held = desk.send(order)
        #expect(held.codes == [.heldForReview])
        #expect(held.orders.isEmpty)
        let released = release(desk, order)
        #expect(released.outcomes == [.accepted])
        #expect(released.orders.map(\.quantity.contracts) == [6])
        // Released once.
        #expect(release(desk, order).outcomes == [.refused])
    }

    @Test func `without asking it is refused as ever, and a hard limit holds for all`() throws {
        let desk = try desk()
        #expect(desk.send(desk.order(0, price: 500, size: 6)).codes == [.orderQuantityLimit])
        #expect(
            desk.send(asked(desk.order(0, price: 500, size: 51))).codes == [.quantityAboveMaximum])
        #expect(desk.send(asked(desk.order(0, price: 500, size: 5))).codes == [])
    }

    @Test func `a release after its time is refused, and so is one without a name`() throws {
        let desk = try desk()
        let order = asked(desk.order(0, price: 500, size: 6))
        desk.send(order)
        #expect(release(desk, order, by: "").outcomes == [.refused])
        let late = desk.wait(milliseconds: 30_000)
        #expect(late.codes == [.reviewExpired])
        #expect(release(desk, order).outcomes == [.refused])
        #expect(desk.core.gate?.reserved == .zero)
    }

    @Test
    func `the market of the release decides: further out than it was shown, it does not pass`()
        throws
    {
        let desk = try desk()
        desk.trade(0, at: 500)
        let order = asked(desk.order(0, price: 700, size: 1))
        #expect(desk.send(order).codes == [.heldForReview])
        // The reference has come nearer: it passes by itself.
        desk.trade(0, at: 650)
        #expect(release(desk, order).outcomes == [.accepted])
        let other = asked(desk.order(1, .ask, price: 300, size: 1))
        desk.trade(1, at: 500)
        #expect(desk.send(other).codes == [.heldForReview])
        desk.command(.pause)
        #expect(release(desk, other).replies.first?.text.text == "refused now: paused")
    }
}
