import Market
import Risk
import TestSupport
import Testing
import Wire

/// Losses of others, made again (reliability: faults F31, F32, F33).
@Suite(.rule("F31", "F32", "F33", "P27.2a", "H27a"))
struct `Incidents of others` {
    /// 2013-08-16: one click made 26 082 orders in two seconds; the balance check looked only at fills.
    @Test(.rule("F31")) func `F31 Everbright: orders in flight count, no answer is needed to stop`()
        throws
    {
        let limits = Fixture.limits {
            $0.totalPositionMax = 400
            $0.funds = Money(yuan: 300_000)
            $0.messagesPerSecondMax = 1_000_000
        }
        let desk = try RiskHarness.ready(limits)
        var sent = 0
        var codes: Set<RefusalCode> = []
        for burst in 0..<200 {
            let heard = desk.send((0..<130).map { desk.entry(($0 + burst) % 5) })
            sent += heard.sent.count
            codes.formUnion(heard.codes)
            let gate = try #require(desk.core.gate)
            try #require(gate.totalWorst <= 400 && gate.available >= .zero)
            desk.now = desk.now + .milliseconds(10)
        }
        // 20 contracts a quote at 3 000 yuan of margin and premium: the money ends first, and nothing else passes.
        #expect(sent <= 20 && sent > 0)
        #expect(codes.contains(.insufficientFunds))
        #expect(desk.core.counters.refused == UInt64(26_000 - sent))
    }

    @Test(.rule("F31")) func `F31 Everbright: what the exchange refuses is free again`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.totalPositionMax = 20 })
        let first = desk.entry(0)
        #expect(desk.send(first).codes == [])
        #expect(desk.send(desk.entry(1)).codes == [.totalPositionLimit])
        desk.reject(first)
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    /// 2012-08-01: child orders were never counted against their parent, an old program sent them again and again.
    @Test(.rule("F32")) func `F32 Knight: an instruction leaves once however often it is sent`()
        throws
    {
        let desk = try RiskHarness.ready()
        let parents = (0..<4).map { desk.entry($0) }
        var sent = desk.send(parents).sent.count
        for _ in 0..<1_000 {
            let heard = desk.send(parents)
            sent += heard.sent.count
            #expect(heard.codes == Array(repeating: .duplicateQuoteID, count: 4))
        }
        #expect(sent == 4)
    }

    @Test(.rule("F32"))
    func `F32 Knight: fills nobody ordered are booked, alarmed and use the limit up`()
        throws
    {
        let desk = try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = 100 })
        for execution in UInt64(1)...10 {
            let heard = desk.report([
                desk.filled(0, .bid, 10, id: 900_000 + execution, execution: execution)
            ])
            #expect(heard.loggedKinds.contains(.unexpectedReport))
        }
        #expect(desk.core.counters.unexpectedReports == 10)
        #expect(desk.core.gate?.exposure(of: ContractIndex(0)).long == 100)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        #expect(desk.send(desk.entry(1)).codes == [], "another contract goes on")
    }

    /// 2022-05-02: a value was typed into the quantity field.
    @Test(
        .rule("F33"),
        arguments: [
            (1_000, 1_010, 10, 10, RefusalCode.none), (10_000, 10_100, 10, 10, .priceOutsideLimits),
            (3_900, 3_920, 10, 10, .priceCollar), (90, 100, 10, 10, .priceCollar),
            (1_010, 1_000, 10, 10, .crossedQuote),
            (1_000, 1_010, 10_000, 10, .quantityAboveMaximum),
            (1_000, 1_010, 10, 58_000_000, .quantityAboveMaximum),
            (1_000, 1_010, 31, 10, .orderQuantityLimit), (1_500, 1_520, 30, 30, .orderValueLimit),
        ] as [(Int64, Int64, Int32, Int32, RefusalCode)])
    func `F33 Nordic: a wrong key is no order`(
        bid: Int64, ask: Int64, bidSize: Int32, askSize: Int32, code: RefusalCode
    ) throws {
        let directory = try Fixture.directory([Fixture.contract(0, settlement: 1_000)])
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.collarBasisPoints = 5_000
                $0.collarTicksMin = 500
                $0.quantityPerOrderMax = 30
                $0.valuePerOrderMax = Money(yuan: 40_000)
            }, directory: directory)
        let heard = desk.send(desk.entry(0, bid: bid, ask: ask, sizes: (bidSize, askSize)))
        #expect(heard.codes == (code == .none ? [] : [code]))
    }

    @Test(.rule("F33")) func `F33 Nordic: slices do not get past what one order may not`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.directionPerUnderlyingMax = 60 })
        var sent: Int64 = 0
        for slice in 0..<100 {
            sent += 10 * Int64(desk.send(desk.entry(slice % 3)).sent.count)
            desk.wait(milliseconds: 100)
        }
        let direction = try #require(desk.core.gate?.direction(of: UnderlyingIndex(0)))
        #expect(max(direction.bullish, direction.bearish) == 60 && sent == 60)
    }
}
