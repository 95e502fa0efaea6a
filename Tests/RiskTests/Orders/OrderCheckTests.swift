import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("H18.2", "H18.4"))
struct `Single orders` {
    /// What is changed of a buy of 5 at 1 000 in contract 0, and what risk says to it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: RefusalCode
        var limits: RiskLimits = Fixture.wide
        var phase: TradingPhase = .continuous
        let change: @Sendable (inout OrderInstructions.Entry) -> Void
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "as it is", code: .none) { _ in },
        Case(name: "no such contract", code: .unknownContract) { $0.contract = ContractIndex(99) },
        Case(name: "no such kind", code: .orderKindForbidden) { $0.kindCode = 7 },
        Case(name: "amend", code: .orderKindForbidden) { $0.kindCode = 8 },
        Case(name: "no such side", code: .orderKindForbidden) { $0.sideCode = 9 },
        Case(name: "covered", code: .orderKindForbidden) { $0.effectCode = 3 },
        Case(name: "phase", code: .phaseForbids, phase: .closed) { _ in },
        Case(name: "limit in an auction", code: .none, phase: .openingAuction) { _ in },
        Case(name: "fill or kill in an auction", code: .phaseForbids, phase: .openingAuction) {
            $0.kindCode = OrderKind.limitFillOrKill.rawValue
        },
        Case(name: "no price", code: .priceOutsideLimits) { $0.price = .zero },
        Case(name: "at the limit price", code: .none) { $0.price = Price(ticks: 5_000) },
        Case(name: "above the limit price", code: .priceOutsideLimits) {
            $0.price = Price(ticks: 5_001)
        },
        Case(name: "absurd price", code: .priceOutsideLimits) { $0.price = Price(ticks: .min) },
        Case(name: "nothing", code: .quantityBelowMinimum) { $0.quantity = .zero },
        Case(name: "less than nothing", code: .quantityBelowMinimum) {
            $0.quantity = Quantity(contracts: .min)
        },
        Case(name: "one", code: .none) { $0.quantity = Quantity(contracts: 1) },
        Case(name: "the most", code: .none) { $0.quantity = Quantity(contracts: 50) },
        Case(name: "too much", code: .quantityAboveMaximum) {
            $0.quantity = Quantity(contracts: 51)
        },
        Case(
            name: "slip of the finger", code: .orderQuantityLimit,
            limits: Fixture.limits { $0.quantityPerOrderMax = 4 }
        ) { _ in },
        Case(
            name: "the desk's most", code: .none,
            limits: Fixture.limits { $0.quantityPerOrderMax = 5 }
        ) { _ in },
        Case(
            name: "worth too much", code: .orderValueLimit,
            limits: Fixture.limits { $0.valuePerOrderMax = Money(yuan: 4_999) }
        ) { _ in },
        Case(
            name: "worth what may be", code: .none,
            limits: Fixture.limits { $0.valuePerOrderMax = Money(yuan: 5_000) }
        ) { _ in },
        Case(
            name: "beyond the collar", code: .priceCollar,
            limits: Fixture.limits {
                $0.collarBasisPoints = 1_000
                $0.collarTicksMin = 100
            }
        ) { _ in },
        Case(
            name: "position", code: .positionLimit,
            limits: Fixture.limits { $0.positionPerContractMax = 4 }
        ) { _ in },
        Case(
            name: "position just so", code: .none,
            limits: Fixture.limits { $0.positionPerContractMax = 5 }
        ) { _ in },
        Case(
            name: "direction", code: .directionLimit,
            limits: Fixture.limits { $0.directionPerUnderlyingMax = 4 }
        ) { _ in },
        Case(
            name: "total", code: .totalPositionLimit,
            limits: Fixture.limits { $0.totalPositionMax = 4 }
        ) { _ in },
        Case(
            name: "opening of the day", code: .openingLimit,
            limits: Fixture.limits { $0.openingPerContractMax = 4 }
        ) { _ in },
        Case(
            name: "delta", code: .deltaLimit,
            limits: Fixture.limits { $0.deltaSharesMax = 1 }
        ) { _ in },
        Case(
            name: "purchase", code: .purchaseLimit,
            limits: Fixture.limits { $0.purchaseMax = Money(yuan: 4_999) }
        ) { _ in },
        Case(
            name: "funds", code: .insufficientFunds,
            limits: Fixture.limits { $0.funds = Money(yuan: 4_999) }
        ) { _ in },
        Case(
            name: "funds just so", code: .none,
            limits: Fixture.limits { $0.funds = Money(yuan: 5_000) }
        ) { _ in },
        Case(
            name: "messages of the day", code: .dailyMessageCount,
            limits: Fixture.limits { $0.messagesPerDayMax = 0 }
        ) { _ in },
        Case(
            name: "messages of the second", code: .messageRate,
            limits: Fixture.limits {
                $0.messagesPerSecondMax = 1
                $0.withdrawalReservePerSecond = 1
            }
        ) { _ in },
        Case(name: "no limit", code: .noLimitSet, limits: RiskLimits()) { _ in },
        Case(name: "closes nothing", code: .closeExceedsHolding) { $0.effectCode = 2 },
    ]

    @Test(arguments: cases)
    func `each is refused for its one reason and passes without it`(_ given: Case) throws {
        let desk = try RiskHarness.ready(given.limits, phase: given.phase)
        var order = desk.order(0, size: 5)
        given.change(&order)
        let heard = desk.send(order)
        if given.code == .none {
            #expect(heard.codes == [])
            #expect(heard.orders.map(\.clientID) == [order.clientID])
        } else {
            #expect(heard.codes == [given.code])
            #expect(heard.orders.isEmpty)
            #expect(heard.loggedKinds == [.orderRefused])
            #expect(desk.core.gate?.reserved == .zero)
        }
    }

    @Test(.rule("P27.3", "P21.3"))
    func `states hold for orders as for quotes`() throws {
        let desk = try RiskHarness.ready(opening: [
            OpeningHolding(code: 10_000_001, long: 5, short: 0)
        ])
        for (verb, code) in [
            (ControlVerb.pause, RefusalCode.paused), (.halt, .halted), (.kill, .killed),
        ] {
            desk.command(verb)
            #expect(desk.send(desk.order(0)).codes == [code])
            if verb == .pause { desk.command(.resume) }
            if verb != .pause {
                desk.command(.release, by: "li")
                desk.command(.release, by: "wang")
            }
            let order = desk.order(0)
            #expect(desk.send(order).codes == [])
            desk.report([desk.told(.orderRejected, order, orderID: 0)])
        }
        desk.command(.reduce)
        #expect(desk.send(desk.order(0)).codes == [.reducingOnly])
        #expect(desk.send(desk.order(0, .ask, size: 5, effect: .close)).codes == [])
        // The holding is being closed already: one more could open.
        #expect(desk.send(desk.order(0, .ask, effect: .close)).codes == [.reducingOnly])
        desk.command(.resume)
        #expect(desk.send(desk.order(0, .ask, effect: .close)).codes == [.closeExceedsHolding])
    }

    @Test func `late, repeated, foreign and unheard orders do not pass`() throws {
        let desk = try RiskHarness.ready()
        let first = desk.order(0, id: 7)
        #expect(desk.send(first).codes == [])
        #expect(desk.send(first).codes == [.duplicateQuoteID])
        #expect(desk.send(desk.order(0, id: 6)).codes == [.duplicateQuoteID])
        // The exchange counts client numbers by contract.
        #expect(desk.send(desk.order(1, id: 6)).codes == [])
        let late = desk.send(
            orders: [desk.order(0, id: 8)], expires: desk.now + .milliseconds(-1))
        #expect(late.codes == [.staleCommand])
        #expect(
            desk.send(orders: [desk.order(0, id: 8)], participant: 2).codes == [.accountNotFiled])
        #expect(desk.send(orders: [desk.order(0, id: 8)], from: 2).orders.isEmpty)
        desk.exchange(.closed)
        #expect(desk.send(desk.order(0, id: 9)).codes == [.exchangeDown])
    }

    @Test(.rule("H25.1"))
    func `an order does not meet our quote, our order or a quote our order`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0, bid: 990, ask: 1_010))
        #expect(desk.send(desk.order(0, price: 1_010)).codes == [.selfTrade])
        #expect(desk.send(desk.order(0, .ask, price: 990)).codes == [.selfTrade])
        let buy = desk.order(0, price: 1_009)
        #expect(desk.send(buy).codes == [])
        #expect(desk.send(desk.order(0, .ask, price: 1_009)).codes == [.selfTrade])
        #expect(desk.send(desk.order(0, .ask, price: 1_010)).codes == [])
        #expect(desk.send(desk.entry(0, bid: 990, ask: 1_009)).codes == [.selfTrade])
        #expect(desk.send(desk.entry(0, bid: 990, ask: 1_011)).codes == [])
    }

    /// 10 at 0.1 would cost 10 000 yuan; at the limit price of 0.5 they cost 50 000.
    @Test(.rule("B3.5", "C3.11"), arguments: [(10_000, 1), (49_999, 1), (50_000, 0)])
    func `a market buy is checked at the limit-up price`(funds: Int64, refusals: Int) throws {
        for kind in [OrderKind.marketToLimit, .marketImmediateOrCancel, .marketFillOrKill] {
            let desk = try RiskHarness.ready(Fixture.limits { $0.funds = Money(yuan: funds) })
            desk.trade(0, at: 1_000)
            let heard = desk.send(desk.order(0, price: 0, size: 10, kind: kind))
            #expect(
                heard.codes == Array(repeating: RefusalCode.insufficientFunds, count: refusals))
            #expect(
                desk.core.gate?.reserved == (refusals == 0 ? Money(yuan: 50_000) : .zero))
        }
    }

    @Test(.rule("B3.5"))
    func `a market order is at most ten contracts, and the collar sees its limit`()
        throws
    {
        let desk = try RiskHarness.ready()
        let large = desk.order(0, size: 11, kind: .marketToLimit)
        #expect(desk.send(large).codes == [.quantityAboveMaximum])
        let narrow = try RiskHarness.ready(
            Fixture.limits {
                $0.collarTicksMin = 100; $0.collarBasisPoints = 100
            })
        #expect(narrow.send(narrow.order(0, kind: .marketToLimit)).codes == [.priceCollar])
    }

    @Test func `what the exchange never asked for does not stop at a number too many`() throws {
        let desk = try RiskHarness.ready()
        for _ in 0..<256 { #expect(desk.send(desk.order(0, price: 1)).codes == []) }
        #expect(desk.send(desk.order(0, price: 1)).codes == [.tooManyOrders])
    }
}
