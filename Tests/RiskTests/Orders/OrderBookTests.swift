import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("Z30.1", "P27.2a"))
struct `Orders in the book` {
    @Test
    func `in flight and resting they count beside the quote until the exchange takes them away`()
        throws
    {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0, bid: 990, ask: 1_010, sizes: (10, 10)))
        let order = desk.order(0, price: 1_000, size: 5)
        desk.send(order)
        #expect(desk.exposure(0)?.longWorst == 15)
        #expect(desk.core.gate?.underWay == 1)
        desk.report([desk.told(.orderAccepted, order, orderID: 40)])
        #expect(desk.exposure(0)?.longWorst == 15)
        #expect(desk.core.gate?.underWay == 0)
        let before = desk.core.gate?.available
        desk.report([
            desk.told(
                .orderFilled, order, orderID: 40, quantity: 2, leaves: 3, price: 995, execution: 1)
        ])
        #expect(desk.exposure(0)?.long == 2)
        #expect(desk.exposure(0)?.longWorst == 15)
        // Bound at 1 000, paid at 995: 2 × 10 000 × 0.0005 yuan are free again.
        #expect(desk.core.gate?.available == before.map { $0 + Money(yuan: 10) })
        desk.report([desk.told(.orderCancelled, order, orderID: 40, quantity: 3)])
        #expect(desk.exposure(0)?.longWorst == 12)
        #expect(desk.core.gate?.openOrders == 0)
        #expect(desk.core.counters.unexpectedReports == 0)
    }

    @Test func `a rejected order binds nothing any more`() throws {
        let desk = try RiskHarness.ready()
        let order = desk.order(0, .ask, size: 5)
        desk.send(order)
        #expect(desk.core.gate?.reserved != .zero)
        let heard = desk.report([desk.told(.orderRejected, order, orderID: 0)])
        #expect(desk.core.gate?.reserved == .zero)
        #expect(heard.reports.map(\.quoter) == [1])
        #expect(desk.core.counters.unexpectedReports == 0)
    }

    @Test func `an order and a quote together do not pass a limit`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = 15 })
        desk.stand(desk.entry(0, sizes: (10, 10)))
        #expect(desk.send(desk.order(0, size: 6)).codes == [.positionLimit])
        #expect(desk.send(desk.order(0, size: 5)).codes == [])
        #expect(desk.send(desk.order(0, size: 1)).codes == [.positionLimit])
    }

    @Test(.rule("Z24a")) func `ten cancel calls are one message`() throws {
        let desk = try RiskHarness.ready()
        let order = desk.order(0)
        desk.rest(order, as: 40)
        let cancels = (0..<10).map { _ in desk.cancel(0, order: 40) }
        let heard = desk.send(orders: cancels)
        #expect(heard.orders.count == 1)
        #expect(heard.codes == Array(repeating: .repeatedCancel, count: 9))
        // After the wait, or when the exchange has refused it, it may go again.
        desk.wait(milliseconds: 999)
        #expect(desk.send(desk.cancel(0, order: 40)).codes == [.repeatedCancel])
        desk.wait(milliseconds: 1)
        #expect(desk.send(desk.cancel(0, order: 40)).orders.count == 1)
        desk.report([desk.told(.cancelRejected, order, orderID: 40)])
        #expect(desk.send(desk.cancel(0, order: 40)).orders.count == 1)
        desk.report([desk.told(.orderCancelled, order, orderID: 40)])
        #expect(desk.send(desk.cancel(0, order: 40)).codes == [.unknownOrder])
    }

    @Test func `what was in flight when the link broke stays counted until it can be no more`()
        throws
    {
        let desk = try RiskHarness.ready()
        desk.send(desk.order(0, size: 5))
        let kept = desk.order(1, size: 5)
        desk.send(kept)
        desk.exchange(.closed)
        desk.wait(milliseconds: 5_000)
        #expect(desk.exposure(0)?.longWorst == 5)
        desk.exchange(.opened)
        // The second one was accepted before the link broke: the exchange says so again.
        desk.report([desk.told(.orderAccepted, kept, orderID: 50)], inSession: false)
        desk.report([ExchangeEvents.Entry(kind: .sessionOpened, participant: 1)])
        desk.wait(milliseconds: 1)
        #expect(desk.exposure(0)?.longWorst == 0)
        #expect(desk.exposure(1)?.longWorst == 5)
    }

    @Test(.rule("P27.3a", "P24")) func `a kill waits for orders too`() throws {
        let desk = try RiskHarness.ready()
        let order = desk.order(0)
        desk.rest(order, as: 40)
        let kill = desk.command(.kill)
        #expect(kill.outcomes == [.waiting])
        #expect(kill.cancels.map(\.scopeCode) == [0])
        #expect(desk.command(.release, by: "li", id: 2).outcomes == [.refused])
        let heard = desk.report([
            desk.told(.orderCancelled, order, orderID: 40, reason: CancelReason.massCancel.rawValue)
        ])
        #expect(heard.outcomes == [.confirmed])
        #expect(desk.command(.release, by: "li", id: 3).outcomes == [.waiting])
    }

    @Test func `a quoter that is gone leaves no order behind`() throws {
        let desk = try RiskHarness.ready()
        desk.rest(desk.order(0), as: 40)
        #expect(desk.quoter(1, .closed).cancels.count == 1)
    }

    @Test func `an order nobody sent counts and is told`() throws {
        let desk = try RiskHarness.ready()
        let ghost = desk.order(0, size: 3, id: 9)
        let heard = desk.report([desk.told(.orderAccepted, ghost, orderID: 40)])
        #expect(heard.loggedKinds == [.unexpectedReport])
        #expect(desk.exposure(0)?.longWorst == 3)
        desk.report([desk.told(.orderCancelled, ghost, orderID: 40)])
        #expect(desk.exposure(0)?.longWorst == 0)
    }

    @Test func `the same execution twice is one fill`() throws {
        let desk = try RiskHarness.ready()
        let order = desk.order(0, size: 4)
        desk.rest(order, as: 40)
        let fill = desk.told(
            .orderFilled, order, orderID: 40, quantity: 2, leaves: 2, execution: 8)
        desk.report([fill])
        let again = desk.report([fill])
        #expect(again.loggedKinds == [.unexpectedReport])
        #expect(desk.exposure(0)?.long == 2)
    }
}
