import Market
import Surveillance
import TestSupport
import Testing

@Suite(.rule("H25.1"))
struct `Trades with oneself` {
    private func desk(_ first: UInt16, _ second: UInt16, execution: UInt64 = 7) -> Desk {
        var desk = Desk()
        desk.trade(Flow.at(0), side: .bid, account: first, execution: 7)
        desk.trade(Flow.at(0), side: .ask, account: second, execution: execution)
        return desk
    }

    private let rules = Flow.rules(
        .selfTrades(SelfTradeTerms()),
        owners: [SurveillanceRules.Owner(name: "group", accounts: [1, 2])])

    @Test func `one account on both sides, or two of one owner`() throws {
        #expect(try desk(1, 1).report(rules).alerts.map(\.subject) == ["group"])
        let found = try desk(1, 2).report(rules).alerts
        #expect(found.map(\.subject) == ["group"])
        #expect(found[0].evidence.map(\.sequence) == [1, 2])
    }

    @Test func `another owner, or another execution, is none`() throws {
        #expect(try desk(1, 3).report(rules).alerts.isEmpty)
        #expect(try desk(1, 2, execution: 8).report(rules).alerts.isEmpty)
    }
}

@Suite(.rule("P18.3"))
struct `Pushes of a price` {
    private func alerts(
        times: Int = 3, move: Int64 = 10, side: Side = .bid, quantity: Int32 = 5,
        others: Int32 = 5, within: Int64 = 59_999
    ) throws -> [Alert] {
        var desk = Desk()
        for time in 0..<times {
            let start = Int64(time) * 300_000
            desk.mark(Flow.at(start), 1_000)
            desk.publicTrade(Flow.at(start + 1), quantity: others)
            desk.trade(Flow.at(start + 1), side: side, quantity: quantity)
            desk.mark(Flow.at(start + within), 1_000 + move)
            desk.mark(Flow.at(start + 120_000), 1_000)
        }
        return try desk.alerts(
            .pushMinutes(
                PushTerms(moveMin: 100, quantityMin: 5, shareMin: 5_000, timesMin: 3)))
    }

    @Test func `one percent in a minute with half the volume, three times`() throws {
        let found = try alerts()
        #expect(found.map(\.isNear) == [false])
        #expect(found[0].value("pushesInDay") == 3)
        #expect(found[0].value("moveMaxBasisPoints") == 100)
        #expect(found[0].value("marketVolumeKnown") == 1)
        #expect(found[0].evidence.count == 3)
        #expect(try alerts(move: -10, side: .ask).count == 1)
    }

    @Test func `each bar has its silent twin`() throws {
        #expect(try alerts(times: 2).isEmpty)
        #expect(try alerts(move: 9).isEmpty)
        #expect(try alerts(side: .ask).isEmpty)
        #expect(try alerts(quantity: 4, others: 4).isEmpty)
        #expect(try alerts(others: 6).isEmpty)
        #expect(try alerts(within: 60_001).isEmpty)
    }
}

@Suite(.rule("P18.4"))
struct `Large trades in a minute` {
    /// 10 contracts at 0.1000 with unit 10 000 are 10 000 yuan.
    private func alerts(
        contract: Int = 0, side: Side = .bid, price: Int64 = 1_000, move: Int64 = 350,
        aggressive: Bool = true, last: Int64 = 59_999
    ) throws -> [Alert] {
        var desk = Desk()
        desk.underlying(Flow.at(0), 0, 35_000)
        desk.trade(
            Flow.at(0), contract: contract, side: side, quantity: 5, price: price,
            isAggressive: aggressive)
        desk.trade(
            Flow.at(last), contract: contract, side: side, quantity: 5, price: price,
            isAggressive: aggressive)
        desk.underlying(Flow.at(last), 0, 35_000 + move)
        return try desk.alerts(
            .largeMinute(LargeMinuteTerms(moveMin: 100, amountMin: Money(yuan: 10_000))))
    }

    @Test func `calls bought and puts sold go with a rise, the mirror with a fall`() throws {
        let found = try alerts()
        #expect(found.map { $0.value("amountInMinuteTenThousandths") } == [100_000_000])
        #expect(found[0].evidence.map(\.sequence) == [2, 3])
        #expect(try alerts(contract: 1, side: .ask).count == 1)
        #expect(try alerts(side: .ask, move: -350).count == 1)
        #expect(try alerts(contract: 1, side: .bid, move: -350).count == 1)
    }

    @Test func `each bar has its silent twin`() throws {
        #expect(try alerts(side: .ask).isEmpty)
        #expect(try alerts(price: 999).isEmpty)
        #expect(try alerts(move: 349).isEmpty)
        #expect(try alerts(aggressive: false).isEmpty)
        #expect(try alerts(last: 60_000).isEmpty)
        // Another product's options do not follow this underlying.
        #expect(try alerts(contract: 3).isEmpty)
    }
}

@Suite(.rule("H25.6"))
struct `Trades at the close` {
    private let terms = ClosingTerms(
        from: SessionTime(hour: 14, minute: 57), quantityMin: 20, tradesMin: 5, shareMin: 5_000)

    private func alerts(
        before: Int32 = 20, closing: [Int32] = [20], at time: SessionTime? = nil
    ) throws -> [Alert] {
        var desk = Desk()
        if before > 0 { desk.trade(Flow.at(0), quantity: before) }
        for quantity in closing {
            desk.trade(time ?? SessionTime(hour: 14, minute: 57), quantity: quantity)
        }
        return try desk.alerts(.closingTrades(terms))
    }

    @Test func `large, or many, and half of the day's`() throws {
        let found = try alerts()
        #expect(found.map(\.contract) == [ContractIndex(UInt32(0))])
        #expect(found[0].value("closingShareBasisPoints") == 5_000)
        #expect(try alerts(before: 5, closing: [1, 1, 1, 1, 1]).count == 1)
    }

    @Test func `each bar has its silent twin, and only the close counts`() throws {
        #expect(try alerts(before: 0, closing: [19]).isEmpty)
        #expect(try alerts(before: 21).isEmpty)
        #expect(try alerts(before: 0, closing: [1, 1, 1, 1]).isEmpty)
        let early = SessionTime(hour: 14, minute: 57) - TimeSpan(nanoseconds: 1)
        #expect(try alerts(before: 0, at: early).isEmpty)
    }
}
