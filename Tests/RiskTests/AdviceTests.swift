import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("C2.10"))
struct `Advice` {
    /// What is changed of a quote of 10 at 990 / 1 010 in contract 0, and what risk says to it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: RefusalCode
        var limits = Fixture.wide
        var phase = TradingPhase.continuous
        let change: @Sendable (inout QuoteInstructions.Entry) -> Void
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "as it is", code: .none) { _ in },
        Case(name: "no such contract", code: .unknownContract) { $0.contract = ContractIndex(9) },
        Case(name: "no such effect", code: .malformed) { $0.askEffectCode = 7 },
        Case(name: "phase", code: .phaseForbids, phase: .closed) { _ in },
        Case(name: "one side", code: .oneSidedQuote) { $0.askQuantity = .zero },
        Case(name: "crossed", code: .crossedQuote) { $0.ask = $0.bid },
        Case(name: "price limit", code: .priceOutsideLimits) { $0.ask = Price(ticks: 5_001) },
        Case(name: "absurd prices", code: .priceOutsideLimits) {
            $0.bid = Price(ticks: .min)
            $0.ask = Price(ticks: .max)
        },
        Case(name: "too wide", code: .spreadExceedsMaximum) { $0.ask = Price(ticks: 1_200) },
        Case(name: "too small", code: .quantityBelowMinimum) {
            $0.bidQuantity = Quantity(contracts: 9)
        },
        Case(name: "too large", code: .quantityAboveMaximum) {
            $0.askQuantity = Quantity(contracts: .max)
        },
        Case(name: "no such request", code: .requestUnknown) { $0.requestID = QuoteRequestID(5) },
        Case(
            name: "slip of the finger", code: .orderQuantityLimit,
            limits: Fixture.limits { $0.quantityPerOrderMax = 9 }
        ) { _ in },
        Case(
            name: "position", code: .positionLimit,
            limits: Fixture.limits { $0.positionPerContractMax = 9 }
        ) { _ in },
        Case(
            name: "position just so", code: .none,
            limits: Fixture.limits { $0.positionPerContractMax = 10 }
        ) { _ in },
        Case(name: "closes nothing", code: .closeExceedsHolding) { $0.bidEffectCode = 2 },
        Case(
            name: "funds", code: .insufficientFunds,
            limits: Fixture.limits { $0.funds = Money(yuan: 1) }
        ) { _ in },
        Case(
            name: "messages of the second", code: .messageRate,
            limits: Fixture.limits {
                $0.messagesPerSecondMax = 1
                $0.withdrawalReservePerSecond = 0
            }
        ) { _ in },
        Case(name: "no limit", code: .noLimitSet, limits: RiskLimits()) { _ in },
    ]

    typealias Advised = (head: AdviceReply, entries: [AdviceReply.Entry])

    /// The answer; asking leaves the core as it was, and says nothing to anybody else.
    private func ask(
        _ desk: RiskHarness, _ query: AdviceQuery,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Advised {
        // What is due by now happens, whether somebody asks or not.
        desk.wait(milliseconds: 0)
        let state = desk.core.stateHash
        var numbered = query
        numbered.commandID = 7
        let heard = desk.deliver(on: .control, from: 4) { $0.send(numbered, on: .control) }
        #expect(desk.core.stateHash == state, sourceLocation: sourceLocation)
        #expect(heard.frames == 1, sourceLocation: sourceLocation)
        let advised = try #require(heard.advice.first, sourceLocation: sourceLocation)
        #expect(advised.head.commandID == 7, sourceLocation: sourceLocation)
        #expect(
            (advised.head.outcome == .accepted) == advised.entries.isEmpty,
            sourceLocation: sourceLocation)
        return advised
    }

    private static func query(_ entry: QuoteInstructions.Entry, quoter: UInt16 = 0)
        -> AdviceQuery
    {
        AdviceQuery(
            contract: entry.contract, quoter: quoter, bidEffectCode: entry.bidEffectCode,
            askEffectCode: entry.askEffectCode, bid: entry.bid, ask: entry.ask,
            bidQuantity: entry.bidQuantity, askQuantity: entry.askQuantity,
            requestID: entry.requestID)
    }

    private static func query(_ order: OrderInstructions.Entry) -> AdviceQuery {
        AdviceQuery(
            contract: order.contract, kindCode: order.kindCode, sideCode: order.sideCode,
            bidEffectCode: order.effectCode, askEffectCode: order.effectCode, bid: order.price,
            ask: order.price, bidQuantity: order.quantity, askQuantity: order.quantity)
    }

    private func expect(_ advised: Advised, equals decided: RiskDecisions.Entry?) {
        let first = advised.entries.first
        #expect(first?.refusal == decided?.refusal)
        #expect(first?.value == decided?.value)
        #expect(first?.limit == decided?.limit)
        #expect(first?.sideCode == decided?.sideCode)
    }

    @Test(arguments: cases)
    func `a quote is told what is decided when it comes`(_ given: Case) throws {
        let desk = try RiskHarness.ready(given.limits, phase: given.phase)
        var entry = desk.entry(0)
        given.change(&entry)
        let advised = try ask(desk, Self.query(entry))
        let heard = desk.send(entry)
        #expect(heard.codes == (given.code == .none ? [] : [given.code]))
        expect(advised, equals: heard.refusals.first)
    }

    @Test(arguments: `Single orders`.cases)
    func `an order is told what is decided when it comes`(_ given: `Single orders`.Case) throws {
        let desk = try RiskHarness.ready(given.limits, phase: given.phase)
        var order = desk.order(0, size: 5)
        given.change(&order)
        let advised = try ask(desk, Self.query(order))
        expect(advised, equals: desk.send(order).refusals.first)
    }

    @Test func `all that is wrong is told, each once, the deciding one first`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.quantityPerOrderMax = 9
                $0.positionPerContractMax = 9
                $0.directionPerUnderlyingMax = 9
                $0.totalPositionMax = 19
                $0.purchaseMax = Money(yuan: 9_899)
                $0.messagesPerDayMax = 1
            })
        desk.command(.pause)
        let advised = try ask(desk, Self.query(desk.entry(0)))
        #expect(
            advised.entries.map(\.refusal) == [
                .paused, .orderQuantityLimit, .positionLimit, .directionLimit, .positionLimit,
                .directionLimit, .totalPositionLimit, .purchaseLimit, .dailyMessageCount,
            ])
        #expect(advised.head.isComplete == 1)
        let order = try ask(desk, Self.query(desk.order(0, price: 5_001, size: 51)))
        #expect(
            order.entries.map(\.refusal) == [.paused, .priceOutsideLimits, .quantityAboveMaximum])
        #expect(order.head.isComplete == 0)
    }

    @Test func `it asks for the first quoter with a session, or the one that is named`() throws {
        let desk = try RiskHarness.ready()
        desk.quoter(2, .opened)
        #expect(try ask(desk, Self.query(desk.entry(0))).head.quoter == 1)
        desk.quoter(1, .closed)
        #expect(try ask(desk, Self.query(desk.entry(0))).head.quoter == 2)
        let closed = try ask(desk, Self.query(desk.entry(0), quoter: 1))
        #expect(closed.entries.map(\.refusal) == [.staleCommand])
        desk.command(.isolate, scope: 3, index: 2)
        let isolated = try ask(desk, Self.query(desk.entry(0), quoter: 2))
        #expect(isolated.entries.first?.refusal == .isolated)
        let nobody = try ask(desk, Self.query(desk.entry(0), quoter: 9))
        #expect(nobody.entries.map(\.refusal) == [.malformed])
        #expect(nobody.entries.map(\.limit) == [8])
    }

    @Test func `before the list no contract is known`() throws {
        let desk = try RiskHarness()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        for query in [Self.query(desk.entry(0)), Self.query(desk.order(0))] {
            #expect(try ask(desk, query).entries.map(\.refusal) == [.unknownContract])
        }
        desk.instruments()
        desk.phase(.continuous)
        #expect(try ask(desk, Self.query(desk.entry(0))).entries.isEmpty)
    }

    @Test func `advice uses up no number and no message`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.messagesPerSecondMax = 2
                $0.withdrawalReservePerSecond = 0
            })
        for _ in 0..<5 {
            #expect(try ask(desk, Self.query(desk.entry(0, id: 3))).entries.isEmpty)
        }
        #expect(desk.core.messagesToday == 0)
        #expect(desk.send(desk.entry(0, id: 1)).codes == [])
        #expect(
            try ask(desk, Self.query(desk.entry(1, id: 2))).entries.map(\.refusal)
                == [.messageRate])
    }

    /// A day with questions between its inputs gives the same day, and each answer is the next decision.
    @Test(.rule("H18.4"), arguments: [UInt64(2), 9])
    func `a day with questions is the same day`(seed: UInt64) throws {
        var day = try RandomDay(seed: seed, limits: `Random days against a model exchange`.limits)
        while day.commandCount < 300 { day.step() }
        let plain = try RiskHarness(`Random days against a model exchange`.limits)
        let asked = try RiskHarness(`Random days against a model exchange`.limits)
        var random = SeededGenerator(seed: seed)
        for input in day.desk.tape {
            #expect(plain.replay(input).bytesHash == asked.replay(input).bytesHash, "seed \(seed)")
            let ticks = Int64.random(in: 900..<1_100, using: &random)
            let entry = asked.entry(
                Int.random(in: 0..<5, using: &random), bid: ticks,
                ask: ticks + Int64.random(in: -1..<120, using: &random),
                sizes: (Int32.random(in: 8..<60, using: &random), 10))
            _ = try ask(asked, Self.query(entry))
        }
        #expect(plain.core.stateHash == asked.core.stateHash, "seed \(seed)")
        #expect(asked.core.stateHash == day.desk.core.stateHash, "seed \(seed)")
    }

    @Test func `every refusal has its rule in words of both languages`() {
        for raw in UInt8(1)...UInt8.max {
            let code = RefusalCode(rawValue: raw)
            guard Int(code.description) == nil, !code.description.contains("\(raw)") else {
                continue
            }
            let words = RefusalWords(code)
            #expect(words?.english.hasSuffix(".") == true, "\(code)")
            #expect(
                words?.chinese.unicodeScalars.contains { $0.value > 0x4e00 } == true, "\(code)")
        }
        #expect(RefusalWords(.none) == nil)
        #expect(RefusalWords(.priceCollar)?.unit == .price)
    }
}
