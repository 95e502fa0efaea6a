import Market
import Risk
import TestSupport
import Testing
import Wire

/// What a quoter may send wrongly, row by row (reliability.md, part C, I2): a code, a record, nothing sent,
/// and beside it the twin that passes.
@Suite(.rule("I2", "F30"))
struct `Bad input from a quoter` {
    /// One thing that is wrong with a quote, and the code that says so.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let code: RefusalCode
        var contract = 0
        var bid: Int64 = 990
        var ask: Int64 = 1_010
        var sizes: (Int32, Int32) = (10, 10)
        var effects: (PositionEffect, PositionEffect) = (.open, .open)
        var answering: UInt64 = 0
        var participant: UInt16 = 1
        var lifeMilliseconds: Int64 = 500
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        // I2.7: expiry in the past, missing, absurd.
        Case(name: "expired", code: .staleCommand, lifeMilliseconds: -1),
        Case(name: "no expiry", code: .staleCommand, lifeMilliseconds: -36_000_000),
        // I2.8: prices and quantities that cannot be.
        Case(name: "bid −1", code: .priceOutsideLimits, bid: -1),
        Case(name: "bid 0", code: .priceOutsideLimits, bid: 0),
        Case(name: "off the limit", code: .priceOutsideLimits, ask: 5_001),
        Case(name: "largest bid", code: .crossedQuote, bid: .max),
        Case(name: "largest ask", code: .priceOutsideLimits, ask: .max),
        Case(name: "size 0 on one side", code: .oneSidedQuote, sizes: (0, 10)),
        Case(name: "size −1", code: .malformed, sizes: (-1, 10)),
        Case(name: "size below the minimum", code: .quantityBelowMinimum, sizes: (9, 10)),
        Case(name: "size above one order", code: .quantityAboveMaximum, sizes: (10, 51)),
        Case(name: "largest size", code: .quantityAboveMaximum, sizes: (10, .max)),
        // I2.9: crossed, locked, one side, one tick too wide.
        Case(name: "locked", code: .crossedQuote, bid: 1_010),
        Case(name: "crossed", code: .crossedQuote, bid: 1_011),
        Case(name: "ask missing", code: .oneSidedQuote, ask: 0, sizes: (10, 0)),
        Case(name: "too wide", code: .spreadExceedsMaximum, bid: 500, ask: 1_500),
        // I2.10, I2.11: what is quoted, for whom, and closing more than is held.
        Case(name: "a contract that is not listed", code: .unknownContract, contract: 5),
        Case(name: "the last contract number", code: .unknownContract, contract: 0xFFFF_FFFF),
        Case(name: "another account", code: .accountNotFiled, participant: 2),
        Case(
            name: "closes more than is held", code: .closeExceedsHolding,
            effects: (.close, .open)),
        Case(name: "answers a request nobody made", code: .requestUnknown, answering: 77),
    ]

    @Test(arguments: cases)
    func `it is refused with a code and a record, changes nothing, and its twin passes`(
        _ given: Case
    ) throws {
        let desk = try RiskHarness.ready()
        let bad = desk.entry(
            given.contract, bid: given.bid, ask: given.ask, sizes: given.sizes,
            effects: given.effects, answering: given.answering)
        let heard = desk.send(
            [bad], participant: given.participant,
            expires: desk.now + .milliseconds(given.lifeMilliseconds))
        #expect(heard.codes == [given.code])
        #expect(heard.sent.isEmpty)
        #expect(heard.logged.map(\.refusal) == [given.code])
        #expect(heard.loggedKinds == [.refused])
        #expect(heard.logged.map(\.quoteID) == [bad.quoteID])
        #expect(desk.core.counters.refused == 1 && desk.core.counters.accepted == 0)
        #expect(desk.core.messagesToday == 0)
        #expect(desk.core.gate?.reserved == .zero)
        #expect(desk.core.liveQuotes == 0)
        let twin = desk.send(desk.entry(0))
        #expect(twin.codes == [] && twin.sent.count == 1)
    }

    @Test(.rule("I2.4"), arguments: [(Int64(990), true), (980, false)])
    func `a number seen before is refused with the same body and with another`(
        bid: Int64, isSame: Bool
    ) throws {
        let desk = try RiskHarness.ready()
        let first = desk.entry(0)
        desk.stand(first)
        var again = first
        again.bid = Price(ticks: bid)
        #expect((again.bid == first.bid) == isSame)
        let heard = desk.send(again)
        #expect(heard.codes == [.duplicateQuoteID] && heard.logged.count == 1)
        #expect(heard.sent.isEmpty)
        again.quoteID = QuoteID(first.quoteID.value + 1)
        #expect(desk.send(again).sent.count == 1)
    }

    @Test(.rule("I2.7")) func `an absurd expiry is cut to the longest life`() throws {
        let desk = try RiskHarness.ready()
        let heard = desk.send(
            [desk.entry(0)], expires: SessionTime(nanoseconds: .max))
        #expect(heard.codes == [])
        #expect(heard.expires == [desk.now + desk.core.terms.instructionLifeMax])
    }

    @Test(.rule("I2.10"), arguments: [TradingPhase.starting, .closed, .pause])
    func `a contract that is not traded now is refused, in continuous trading it passes`(
        phase: TradingPhase
    ) throws {
        let desk = try RiskHarness.ready(phase: phase)
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == [.phaseForbids] && heard.loggedKinds == [.refused])
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test(.rule("I2.12"))
    func `a cancel of what is unknown, foreign, filled or already under way is refused`() throws {
        let desk = try RiskHarness.ready()
        func code(_ heard: Heard) -> [RefusalCode] {
            #expect(heard.orders.isEmpty)
            #expect(heard.loggedKinds == [.orderRefused])
            return heard.codes
        }
        #expect(code(desk.send(desk.cancel(0, order: 4_711))) == [.unknownOrder])
        let order = desk.order(0)
        #expect(desk.send(order).orders.count == 1)
        desk.report([desk.told(.orderAccepted, order, orderID: 900)])
        // Another contract's number is nobody's order there.
        #expect(code(desk.send(desk.cancel(1, order: 900))) == [.unknownOrder])
        #expect(desk.send(desk.cancel(0, order: 900)).orders.count == 1)
        #expect(code(desk.send(desk.cancel(0, order: 900))) == [.repeatedCancel])
        desk.report([desk.told(.orderFilled, order, orderID: 900, execution: 1)])
        #expect(code(desk.send(desk.cancel(0, order: 900))) == [.unknownOrder])
    }

    @Test(.rule("I2.13")) func `a replacement that races a fill counts both`() throws {
        let desk = try RiskHarness.ready()
        let first = desk.entry(0)
        desk.stand(first)
        let second = desk.entry(0, bid: 980)
        #expect(desk.send(second).sent.count == 1)
        // The old bid trades whole before the exchange has the new quote.
        let id = first.quoteID.value
        #expect(desk.report([desk.filled(0, .bid, 10, id: id, execution: 1)]).logged.isEmpty)
        #expect(desk.accept(second, replaced: (0, 10)).logged.isEmpty)
        let exposure = try #require(desk.core.gate?.exposure(of: ContractIndex(0)))
        #expect(exposure.long == 10 && desk.core.liveQuotes == 1)
    }

    @Test(.rule("I2.14"))
    func `an order that would meet our own quote is refused, beside it passes`()
        throws
    {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let heard = desk.send(desk.order(0, .bid, price: 1_010))
        #expect(heard.codes == [.selfTrade] && heard.loggedKinds == [.orderRefused])
        #expect(desk.send(desk.order(0, .bid, price: 1_009)).orders.count == 1)
    }

    @Test(.rule("I2.16"))
    func `a runaway is refused to its last instruction, and the next second passes`()
        throws
    {
        let desk = try RiskHarness.ready(Fixture.limits { $0.messagesPerSecondMax = 100 })
        var sent = 0
        var refused = 0
        // Two thousand frames of fifty within a millisecond: 100 000.
        for _ in 0..<2_000 {
            let heard = desk.send((0..<50).map { _ in desk.entry(0) })
            sent += heard.sent.count
            refused += heard.codes.count
        }
        #expect(sent + refused == 100_000)
        #expect(sent <= 100)
        #expect(desk.core.counters.refused == UInt64(refused))
        desk.wait(milliseconds: 1_001)
        desk.stand(desk.entry(1))
        #expect(desk.core.liveQuotes >= 1)
    }

    @Test(.rule("I2.17", "I2.18"), arguments: [0, 1, 500, 10_000])
    func `a batch is judged entry by entry, however many it has`(count: Int) throws {
        let desk = try RiskHarness.ready()
        var entries = (0..<count).map { _ in desk.entry(5) }
        entries.append(desk.entry(0))
        let heard = desk.send(entries)
        #expect(heard.codes == Array(repeating: .unknownContract, count: count))
        #expect(heard.logged.count == count)
        #expect(heard.sent.map(\.contract) == [ContractIndex(0)])
        let before = desk.core.counters.refused
        #expect(desk.send([]).sent.isEmpty)
        #expect(desk.core.counters.refused == before && desk.core.malformedFrames == 0)
    }

    @Test(.rule("I2.15"))
    func `a quoter cannot speak as somebody else: commands, reports and limits are not heard`()
        throws
    {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let kill = desk.deliver(on: .quoteSession, from: 1) {
            $0.send(ControlCommand(commandID: 1, verb: .kill), on: .quoteSession)
        }
        #expect(kill.cancels.isEmpty && kill.replies.isEmpty)
        let fill = desk.deliver(on: .quoteSession, from: 1) { [desk] outbox in
            outbox.open(ExchangeEvents(), of: ExchangeEvents.Entry.self, on: .quoteSession)
            var event = desk.filled(0, .bid, 10, id: 1, execution: 1)
            event.sequence = 999
            outbox.append(event)
            outbox.close()
        }
        #expect(fill.reports.isEmpty)
        let limit = desk.deliver(on: .quoteSession, from: 1) { outbox in
            outbox.open(LimitCommand(), of: LimitCommand.Entry.self, on: .quoteSession)
            outbox.close()
        }
        #expect(limit.limitReplies.isEmpty)
        #expect(desk.core.malformedFrames == 3)
        #expect(desk.core.gate?.exposure(of: ContractIndex(0)).long == 0)
        #expect(desk.core.liveQuotes == 1)
        // Each is on record, once a second at most, with how many there were.
        #expect(kill.loggedKinds == [.frameRefused])
        #expect(kill.logged.map(\.value) == [1] && kill.logged.map(\.limit) == [1])
        #expect(fill.logged.isEmpty && limit.logged.isEmpty)
        desk.wait(milliseconds: 1_000)
        let late = desk.deliver(on: .quoteSession, from: 1) {
            $0.send(ControlCommand(commandID: 1, verb: .kill), on: .quoteSession)
        }
        #expect(late.loggedKinds == [.frameRefused] && late.logged.map(\.limit) == [4])
    }

    @Test(.rule("I2.1", "I2.3"), arguments: [8, 40, 60])
    func `a frame cut short is no instruction and is on record, whole it passes`(length: Int)
        throws
    {
        let desk = try RiskHarness.ready()
        var bytes = Outbox(instance: 3)
        bytes.begin(causation: 0, now: desk.now)
        bytes.open(
            QuoteInstructions(participant: 1, expires: desk.now + .milliseconds(500)),
            of: QuoteInstructions.Entry.self, on: .quoteSession)
        bytes.append(desk.entry(0))
        bytes.close()
        let whole = Array(UnsafeRawBufferPointer(bytes.bytes(of: bytes.frames[0])))
        let cut = Array(whole[..<length])
        let heard = cut.withUnsafeBytes { desk.feed($0, on: .quoteSession, from: 1) }
        #expect(heard.sent.isEmpty)
        #expect(desk.core.gate?.reserved == .zero)
        #expect(
            whole.withUnsafeBytes { desk.feed($0, on: .quoteSession, from: 1) }.sent.count == 1)
    }
}
