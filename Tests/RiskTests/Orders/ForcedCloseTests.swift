import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("C4.8", "B3.12"))
struct `Forced close` {
    /// 5 long in contract 0, 60 short in contract 1, 7 long in contract 3 of the other underlying.
    private func ready() throws -> RiskHarness {
        try RiskHarness.ready(opening: [
            OpeningHolding(code: 10_000_001, long: 5, short: 0),
            OpeningHolding(code: 10_000_002, long: 0, short: 60),
            OpeningHolding(code: 10_000_004, long: 7, short: 0),
        ])
    }

    private func fill(
        _ desk: RiskHarness, _ order: OrderInstructions.Entry, _ quantity: Int32, execution: UInt64
    ) -> Heard {
        let id = 100 + execution
        let left = order.quantity.contracts - quantity
        var events = [
            desk.told(.orderAccepted, order, orderID: id),
            desk.told(
                .orderFilled, order, orderID: id, quantity: quantity, leaves: left,
                execution: execution),
        ]
        if left > 0 {
            events.append(desk.told(.orderCancelled, order, orderID: id, quantity: left))
        }
        return desk.report(events)
    }

    @Test func `a plan is approved by another person, reduces only, and is reported`() throws {
        let desk = try ready()
        let plan = desk.command(.planClose, scope: 1, index: 0, by: "li", id: 1)
        #expect(plan.outcomes == [.accepted])
        #expect(plan.orders.isEmpty)
        #expect(plan.loggedKinds == [.closePlanned])
        #expect(plan.logged.first?.value == 65)
        #expect(
            desk.command(.approveClose, scope: 1, index: 0, by: "li", id: 2).outcomes == [.refused])
        let approved = desk.command(.approveClose, scope: 1, index: 0, by: "wang", id: 3)
        #expect(approved.outcomes == [.waiting])
        // All of one, the most one order may be of the other; the second underlying is not in the plan.
        #expect(approved.orders.map(\.contract.int) == [0, 1])
        #expect(approved.orders.map(\.quantity.contracts) == [5, 50])
        #expect(approved.orders.map(\.effectCode) == [2, 2])
        #expect(approved.orders.map(\.sideCode) == [Side.ask.rawValue, Side.bid.rawValue])
        _ = fill(desk, approved.orders[0], 5, execution: 1)
        let next = fill(desk, approved.orders[1], 50, execution: 2)
        #expect(next.orders.map(\.quantity.contracts) == [10])
        let done = fill(desk, next.orders[0], 10, execution: 3)
        #expect(done.outcomes == [.confirmed])
        #expect(done.replies.first?.text.text == "closed 65 of 65 contracts")
        #expect(done.replies.first?.commandID == 3)
        #expect(done.loggedKinds == [.closeDone])
        #expect(desk.exposure(0)?.long == 0 && desk.exposure(1)?.short == 0)
        #expect(desk.exposure(3)?.long == 7)
        #expect(desk.core.counters.unexpectedReports == 0)
        // The scope stays halted until two persons release it.
        #expect(desk.send(desk.order(0, id: 1_000)).codes == [.halted])
    }

    @Test func `what the market does not take is left and told`() throws {
        let desk = try ready()
        desk.command(.planClose, scope: 2, index: 1, by: "li", id: 1)
        let approved = desk.command(.approveClose, scope: 2, index: 1, by: "wang", id: 2)
        let second = fill(desk, approved.orders[0], 20, execution: 1)
        #expect(second.orders.map(\.quantity.contracts) == [40])
        let none = desk.report([
            desk.told(.orderAccepted, second.orders[0], orderID: 300),
            desk.told(.orderCancelled, second.orders[0], orderID: 300),
        ])
        #expect(none.replies.first?.text.text == "closed 20 of 60 contracts")
        #expect(desk.exposure(1)?.short == 40)
    }

    @Test func `quotes come off before anything is closed`() throws {
        let desk = try ready()
        let quote = desk.entry(0)
        desk.stand(quote)
        desk.command(.planClose, scope: 2, index: 0, by: "li", id: 1)
        let approved = desk.command(.approveClose, scope: 2, index: 0, by: "wang", id: 2)
        #expect(approved.orders.isEmpty)
        #expect(approved.cancels.map(\.scopeCode) == [2])
        let one = desk.report([desk.cancelled(0, .bid, 10, id: quote.quoteID.value)])
        #expect(one.orders.isEmpty)
        let both = desk.report([desk.cancelled(0, .ask, 10, id: quote.quoteID.value)])
        #expect(both.orders.map(\.quantity.contracts) == [5])
    }

    @Test func `without a plan, a name or a holding nothing is closed`() throws {
        let desk = try ready()
        #expect(desk.command(.approveClose, by: "wang", id: 1).outcomes == [.refused])
        #expect(desk.command(.planClose, by: "", id: 2).outcomes == [.refused])
        #expect(desk.command(.planClose, scope: 2, index: 2, id: 3).outcomes == [.refused])
        desk.command(.planClose, scope: 2, index: 0, by: "li", id: 4)
        #expect(
            desk.command(.approveClose, scope: 2, index: 1, by: "wang", id: 5).outcomes
                == [.refused])
        #expect(
            desk.command(.approveClose, scope: 2, index: 0, by: "wang", id: 6).outcomes
                == [.waiting])
    }

    @Test func `a leg the gate refuses is told and ends`() throws {
        let desk = try ready()
        desk.phase(.closingAuction)
        desk.command(.planClose, scope: 2, index: 0, by: "li", id: 1)
        let approved = desk.command(.approveClose, scope: 2, index: 0, by: "wang", id: 2)
        #expect(approved.orders.isEmpty)
        #expect(approved.logged.map(\.kind).contains(.orderRefused))
        #expect(approved.replies.last?.text.text == "closed 0 of 5 contracts")
    }
}
