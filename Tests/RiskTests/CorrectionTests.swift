import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("I3.9", "C3.14", "P27.2a"))
struct `Fills nobody asked for, trades taken back` {
    private func event(
        _ kind: ExchangeEventKind, _ side: Side, _ quantity: Int32, execution: UInt64,
        price: Int64 = 1_000, was: Int64 = 0, effectCode: UInt8 = 1, participant: UInt16 = 1
    ) -> ExchangeEvents.Entry {
        ExchangeEvents.Entry(
            kind: kind, sideCode: side.rawValue, contract: ContractIndex(0),
            participant: participant, effectCode: effectCode,
            quantity: Quantity(contracts: quantity), orderID: OrderID(1 << 40),
            price: Price(ticks: price), bid: Price(ticks: was), executionID: execution)
    }

    private func held(_ desk: RiskHarness) throws -> [Int64] {
        let exposure = try #require(desk.core.gate?.exposure(of: ContractIndex(0)))
        return [exposure.long, exposure.short, exposure.working]
    }

    @Test func `clearing's forced fill changes the position, no quote, and is an alarm`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let heard = desk.report([event(.orderFilled, .ask, 7, execution: 5)])
        #expect(try held(desk) == [0, 7, 20])
        #expect(heard.loggedKinds == [.unexpectedReport])
        #expect(heard.logged[0].code == ExchangeEventKind.orderFilled.rawValue)
        #expect(heard.logged[0].limit == 5)
        #expect(heard.reports.map(\.kind) == [.orderFilled])
        // The same execution again is no second fill.
        desk.report([event(.orderFilled, .ask, 7, execution: 5)])
        #expect(try held(desk) == [0, 7, 20])
        desk.report([event(.orderFilled, .ask, 7, execution: 6, participant: 2)])
        #expect(try held(desk) == [0, 7, 20])
    }

    /// A close needs something to close: opened by clearing first. Codes 3 and 4 are covered.
    @Test(arguments: [
        (Side.bid, UInt8(1)), (.ask, 1), (.bid, 2), (.ask, 2), (.ask, 3), (.bid, 4),
    ])
    func `a trade taken back leaves position and cash as before it`(side: Side, code: UInt8) throws
    {
        let desk = try RiskHarness.ready()
        desk.report([
            event(.orderFilled, .bid, 9, execution: 1), event(.orderFilled, .ask, 9, execution: 2),
        ])
        let cash = try #require(desk.core.gate?.available)
        desk.report([
            event(.orderFilled, side, 4, execution: 3, price: 1_234, effectCode: code)
        ])
        #expect(try held(desk) != [9, 9, 0])
        #expect(desk.core.gate?.available != cash)
        let heard = desk.report([
            event(.tradeBusted, side, 4, execution: 3, price: 1_234, effectCode: code)
        ])
        #expect(try held(desk) == [9, 9, 0])
        #expect(desk.core.gate?.available == cash)
        #expect(heard.loggedKinds == [.unexpectedReport])
        #expect(heard.logged[0].code == ExchangeEventKind.tradeBusted.rawValue)
        #expect(heard.reports.map(\.kind) == [.tradeBusted])
    }

    @Test func `once only, and only what we know of`() throws {
        let desk = try RiskHarness.ready()
        desk.report([event(.orderFilled, .bid, 9, execution: 1)])
        desk.report([event(.tradeBusted, .bid, 9, execution: 2)])
        #expect(try held(desk) == [9, 0, 0])
        desk.report([event(.tradeBusted, .bid, 9, execution: 1)])
        let heard = desk.report([
            event(.tradeBusted, .bid, 9, execution: 1),
            event(.tradeCorrected, .bid, 9, execution: 1, price: 900, was: 1_000),
            event(.orderFilled, .bid, 9, execution: 1),
        ])
        #expect(try held(desk) == [0, 0, 0])
        #expect(heard.loggedKinds == [.unexpectedReport, .unexpectedReport, .unexpectedReport])
    }

    /// Nine contracts of 10,000 shares, 0.0100 apart: 900 yuan.
    @Test(arguments: [(Side.bid, Int64(9_000_000)), (.ask, -9_000_000)])
    func `a corrected price moves money only`(side: Side, gain: Int64) throws {
        let desk = try RiskHarness.ready()
        desk.report([event(.orderFilled, side, 9, execution: 1)])
        let before = try held(desk)
        let cash = try #require(desk.core.gate?.available)
        let heard = desk.report([
            event(.tradeCorrected, side, 9, execution: 1, price: 900, was: 1_000)
        ])
        #expect(try held(desk) == before)
        #expect(desk.core.gate?.available == cash + Money(tenThousandths: gain))
        #expect(heard.logged[0].code == ExchangeEventKind.tradeCorrected.rawValue)
    }

    @Test(arguments: [Int64(0), -1, .max, .min])
    func `impossible numbers are an alarm and nothing else`(price: Int64) throws {
        let desk = try RiskHarness.ready()
        desk.report([event(.orderFilled, .bid, 9, execution: 1)])
        for kind in [ExchangeEventKind.orderFilled, .tradeBusted, .tradeCorrected] {
            let heard = desk.report([
                event(kind, .bid, 9, execution: 1, price: price, was: 1_000)
            ])
            #expect(heard.loggedKinds == [.unexpectedReport])
        }
        desk.report([event(.tradeCorrected, .bid, 9, execution: 1, price: 900, was: price)])
        #expect(try held(desk) == [9, 0, 0])
    }
}
