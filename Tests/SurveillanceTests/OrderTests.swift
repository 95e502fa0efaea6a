import Market
import Surveillance
import TestSupport
import Testing

@Suite(.rule("P18.2", "H24.4", "H25.2", "H25.3"))
struct `Orders cancelled at once` {
    private let two = FastCancelTerms(countMin: 2, cancelRatioMin: 5_000)

    @Test(arguments: [(Int64(999), true), (1_000, false)])
    func `cancelled within the second counts, a second later does not`(life: Int64, flagged: Bool)
        throws
    {
        var desk = Desk()
        for _ in 0..<2 { desk.cancel(desk.enter(Flow.at(0)), Flow.at(life)) }
        let alerts = try desk.alerts(.fastCancels(two))
        #expect(alerts.count == (flagged ? 1 : 0))
        if flagged {
            #expect(alerts[0].value("fastCancelsInDay") == 2)
            #expect(alerts[0].value("cancelRatioBasisPoints") == 10_000)
            #expect(alerts[0].evidence.map(\.sequence) == [1, 2, 3, 4])
        }
    }

    @Test(arguments: [(4, true), (5, false)])
    func `the day's cancel ratio is part of the rule`(entered: Int, flagged: Bool) throws {
        var desk = Desk()
        for index in 0..<entered {
            let id = desk.enter(Flow.at(Int64(index)))
            if index < 2 { desk.cancel(id, Flow.at(Int64(index) + 1)) }
        }
        // 2 of 4 is 50 %; 2 of 5 is 40 %: at the bar, and 80 % of it.
        let alerts = try desk.alerts(.fastCancels(two))
        #expect(alerts.map(\.isNear) == [!flagged])
    }

    @Test(arguments: [(3_999, false), (4_000, true)])
    func `SHFE names it from 4 000 orders a day on`(orders: Int, flagged: Bool) throws {
        var desk = Desk()
        desk.cancel(desk.enter(Flow.at(0)), Flow.at(500))
        for index in 1..<orders { desk.enter(Flow.at(Int64(index) * 10)) }
        let alerts = try desk.alerts(
            .fastCancels(FastCancelTerms(countMin: 1, dayOrdersMin: 4_000)), scope: .account)
        #expect(alerts.map(\.isNear) == [!flagged])
        #expect(alerts[0].value("ordersInDay") == Int64(orders))
    }

    @Test(arguments: [(Int32(50), true), (49, false)])
    func `large ones by size`(quantity: Int32, flagged: Bool) throws {
        var desk = Desk()
        desk.cancel(desk.enter(Flow.at(0), quantity: quantity), Flow.at(1))
        let terms = FastCancelTerms(countMin: 1, quantityMin: 50)
        #expect(try desk.alerts(.fastCancels(terms)).count == (flagged ? 1 : 0))
    }

    @Test(arguments: [(Int64(5_000), true), (4_999, false), (1, true), (2, false)])
    func `those at a price limit`(price: Int64, flagged: Bool) throws {
        var desk = Desk()
        desk.cancel(desk.enter(Flow.at(0), price: price), Flow.at(1))
        let terms = FastCancelTerms(countMin: 1, onlyAtLimit: true)
        #expect(try desk.alerts(.fastCancels(terms)).count == (flagged ? 1 : 0))
    }

    @Test func `what the exchange takes off is no cancel of ours`() throws {
        var desk = Desk()
        desk.enter(Flow.at(0))
        var row = desk.rows[0]
        row.kind = .removed
        row.sequence = 2
        desk.add(row)
        #expect(try desk.alerts(.fastCancels(FastCancelTerms(countMin: 1))).isEmpty)
    }
}

@Suite(.rule("H24.2", "H24.3"))
struct `Opening orders beside each other` {
    private func alerts(
        _ pair: NeighbourOpenTerms.Pair, _ second: (contract: Int, side: Side, at: Int64),
        effect: PositionEffect = .open, orders: Int = 2
    ) throws -> [Alert] {
        var desk = Desk()
        desk.enter(Flow.at(0), contract: 0, side: .bid)
        desk.enter(
            Flow.at(second.at), contract: second.contract, side: second.side, effect: effect)
        for index in 2..<max(orders, 2) {
            desk.enter(Flow.at(Int64(index) * 5_000), effect: .close)
        }
        return try desk.alerts(
            .neighbourOpens(NeighbourOpenTerms(pair: pair, dayOrdersMin: Int64(orders))))
    }

    @Test func `opposite sides of two contracts of one product, within the second`() throws {
        let found = try alerts(.oppositeSides, (contract: 2, side: .ask, at: 999))
        #expect(found.map(\.isNear) == [false])
        #expect(found[0].evidence.map(\.sequence) == [1, 2])
        #expect(try alerts(.oppositeSides, (contract: 2, side: .ask, at: 1_000)).isEmpty)
        // The same side, the same contract, another product, a closing order: none is meant.
        #expect(try alerts(.oppositeSides, (contract: 2, side: .bid, at: 1)).isEmpty)
        #expect(try alerts(.oppositeSides, (contract: 0, side: .ask, at: 1)).isEmpty)
        #expect(try alerts(.oppositeSides, (contract: 3, side: .ask, at: 1)).isEmpty)
        #expect(
            try alerts(.oppositeSides, (contract: 2, side: .ask, at: 1), effect: .close).isEmpty)
    }

    @Test func `two products within the second`() throws {
        #expect(try alerts(.products, (contract: 3, side: .bid, at: 999)).count == 1)
        #expect(try alerts(.products, (contract: 3, side: .bid, at: 1_000)).isEmpty)
        #expect(try alerts(.products, (contract: 2, side: .bid, at: 1)).isEmpty)
    }

    @Test(arguments: [(4_000, false), (3_999, true)])
    func `from 4 000 orders a day on`(orders: Int, isNear: Bool) throws {
        var desk = Desk()
        desk.enter(Flow.at(0), contract: 0, side: .bid)
        desk.enter(Flow.at(10), contract: 2, side: .ask)
        for index in 2..<orders { desk.enter(Flow.at(Int64(index) * 2_000), contract: 0) }
        let found = try desk.alerts(.neighbourOpens(NeighbourOpenTerms(pair: .oppositeSides)))
        #expect(found.map(\.isNear) == [isNear])
    }
}

@Suite(.rule("H25.4"))
struct `Layering` {
    private let terms = LayeringTerms(
        quantityMin: 50, distanceMin: 500, lifeMax: .seconds(10), tradesMin: 2,
        tradedShareMax: 2_000, timesMin: 1)

    private func alerts(
        quantity: Int32 = 50, price: Int64 = 950, life: Int64 = 9_999, trades: Int = 2,
        traded: Int32 = 5, side: Side = .ask
    ) throws -> [Alert] {
        var desk = Desk()
        desk.mark(Flow.at(0), 1_000)
        let id = desk.enter(Flow.at(0), quantity: quantity, price: price)
        for _ in 0..<trades { desk.trade(Flow.at(1), side: side, quantity: traded) }
        desk.cancel(id, Flow.at(life))
        return try desk.alerts(.layering(terms))
    }

    @Test func `large, away, small trades on the other side, taken off`() throws {
        let found = try alerts()
        #expect(found.count == 1)
        #expect(found[0].evidence.map(\.sequence) == [2, 3, 4, 5])
    }

    @Test func `each bar has its silent twin`() throws {
        #expect(try alerts(quantity: 49).isEmpty)
        // 5 % of 1 000 is 50 ticks.
        #expect(try alerts(price: 951).isEmpty)
        #expect(try alerts(life: 10_000).isEmpty)
        #expect(try alerts(trades: 1).isEmpty)
        // 2 × 5 is 20 % of 50; 2 × 6 is more.
        #expect(try alerts(traded: 6).isEmpty)
        #expect(try alerts(side: .bid).isEmpty)
    }
}

@Suite(.rule("H40", "H39", "H42"))
struct `Excess fee for cancels` {
    private let terms = CancelFeeTerms(
        feePerContract: Money(yuan: 5), rateMillionths: 10_000)

    @Test func `W8 (e): 600 cancels of 3 000 lots, 240 traded, fees 1 200: 150`() {
        let fee = terms.fee(cancelled: 3_000, traded: 240, tradingFees: Money(yuan: 1_200))
        #expect(terms.applies(cancels: 600, cancelled: 3_000, traded: 240))
        #expect(fee == Money(yuan: 150))
    }

    @Test(arguments: [(Int64(500), false), (501, true)])
    func `500 cancels bring none, 501 do`(cancels: Int64, applies: Bool) {
        #expect(terms.applies(cancels: cancels, cancelled: 3_000, traded: 240) == applies)
    }

    @Test(arguments: [(Int64(1_000), false), (999, true)])
    func `a ratio of 10 percent brings none, 9_99 does`(traded: Int64, applies: Bool) {
        #expect(terms.applies(cancels: 600, cancelled: 10_000, traded: traded) == applies)
    }

    @Test func `nothing traded has no value, and nothing cancelled no ratio`() {
        #expect(terms.applies(cancels: 600, cancelled: 3_000, traded: 0))
        #expect(terms.fee(cancelled: 3_000, traded: 0, tradingFees: .zero) == nil)
        #expect(!terms.applies(cancels: 600, cancelled: 0, traded: 0))
    }

    @Test func `numbers without end are no crash`() {
        #expect(
            terms.fee(
                cancelled: .max, traded: 1, tradingFees: Money(tenThousandths: .max)) == nil)
        #expect(!terms.isRatioBelow(cancelled: 1, traded: .max))
    }

    /// A day of 5-lot orders on one contract, cancelled so many times, and 240 contracts traded.
    private func report(cancels: Int, exempt: Bool = false) throws -> SurveillanceReport {
        var desk = Desk()
        for index in 0..<cancels {
            desk.cancel(
                desk.enter(Flow.at(Int64(index) * 10), quantity: 5), Flow.at(Int64(index) * 10))
        }
        desk.trade(Flow.at(900_000), quantity: 240)
        var terms = terms
        terms.isExempt = exempt
        return try desk.report(Flow.rules(.cancelFee(terms), scope: .account))
    }

    @Test func `a whole day, and the forecast's row`() throws {
        let day = try report(cancels: 600)
        #expect(day.alerts.map { $0.value("feeTenThousandths") } == [1_500_000])
        #expect(day.fees.count == 1)
        #expect(day.fees[0].fee == Money(yuan: 150))
        #expect(day.fees[0].tradingFees == Money(yuan: 1_200))
        #expect(try report(cancels: 600, exempt: true).fees[0].isExempt)
    }

    @Test(arguments: [(399, 0), (480, 0), (481, 1), (500, 1), (501, 1)])
    func `a warning comes before the 501st cancel`(cancels: Int, alerts: Int) throws {
        let day = try report(cancels: cancels)
        #expect(day.alerts.count == alerts)
        if cancels <= 500 { #expect(!day.alerts.contains { !$0.isNear }) }
        if cancels == 500 { #expect(day.fees[0].fee == .zero) }
    }
}
