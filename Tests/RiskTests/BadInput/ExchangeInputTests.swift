import Market
import Risk
import TestSupport
import Testing
import Wire

/// What an exchange may tell wrongly, row by row (reliability.md, part C, I3): on record, no trap, nothing
/// believed that cannot be, and beside it the twin that is taken without a word.
@Suite(.rule("I3", "F31", "F32"))
struct `Bad input from the exchange` {
    /// A desk with quote 1 in flight on contract 0, quote 2 resting on contract 1.
    private static func desk() throws -> (RiskHarness, QuoteInstructions.Entry) {
        let desk = try RiskHarness.ready()
        let flying = desk.entry(0)
        desk.send(flying)
        desk.stand(desk.entry(1))
        return (desk, flying)
    }

    /// One report that is wrong; `long` and `live` is what holds afterwards.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let report: @Sendable (RiskHarness, QuoteInstructions.Entry) -> ExchangeEvents.Entry
        /// Contracts 0 and 1, bought.
        var long: [Int64] = [0, 0]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        // I3.1, I3.3: acceptances of what was not sent, or of something else than was sent.
        Case(name: "acceptance of an unknown quote") { desk, _ in
            desk.acceptance(desk.entry(3, id: 700))
        },
        Case(name: "acceptance at another price") { desk, sent in
            var other = sent
            other.bid = Price(ticks: 500)
            return desk.acceptance(other)
        },
        Case(name: "acceptance at another size") { desk, sent in
            var other = sent
            other.bidQuantity = Quantity(contracts: 5)
            return desk.acceptance(other)
        },
        Case(name: "acceptance at a price that cannot be") { desk, sent in
            var other = sent
            other.bid = Price(ticks: .max)
            other.bidQuantity = Quantity(contracts: .max)
            return desk.acceptance(other)
        },
        Case(name: "acceptance of a contract not listed") { desk, _ in
            desk.acceptance(desk.entry(99, id: 701))
        },
        // I3.4: a fill that comes before its acceptance is booked and told.
        Case(
            name: "fill before the acceptance",
            report: { desk, sent in
                desk.filled(0, .bid, 4, id: sent.quoteID.value, execution: 1, leaves: 6)
            }, long: [4, 0]),
        // I3.6, I3.7: more than rests; nothing; less than nothing.
        Case(
            name: "overfill",
            report: { desk, _ in desk.filled(1, .bid, 11, id: 2, execution: 2) }, long: [0, 11]),
        Case(name: "fill of 0") { desk, _ in
            desk.filled(1, .bid, 0, id: 2, execution: 3, leaves: 10)
        },
        Case(name: "fill of −5") { desk, _ in
            desk.filled(1, .bid, -5, id: 2, execution: 4, leaves: 10)
        },
        Case(name: "fill without a side") { desk, _ in
            var fill = desk.filled(1, .bid, 5, id: 2, execution: 5, leaves: 5)
            fill.sideCode = 9
            return fill
        },
        Case(
            name: "fill with leaves that do not add up",
            report: { desk, _ in desk.filled(1, .bid, 5, id: 2, execution: 6, leaves: 9) },
            long: [0, 5]),
        Case(name: "fill of a contract not listed") { desk, _ in
            desk.filled(99, .bid, 5, id: 2, execution: 7)
        },
        // I3.9: a bust of a trade that never was.
        Case(name: "bust of an unknown trade") { desk, _ in
            ExchangeEvents.Entry(
                kind: .tradeBusted, sideCode: Side.bid.rawValue, contract: ContractIndex(1),
                participant: 1, effectCode: 1, quantity: Quantity(contracts: 5),
                price: Price(ticks: 1_000), executionID: 4_711)
        },
        // I3.10: a rejection of what is unknown.
        Case(name: "rejection of an unknown quote") { desk, _ in
            ExchangeEvents.Entry(
                kind: .quoteRejected, reasonCode: RejectReason.throttled.rawValue,
                contract: ContractIndex(1), participant: 1, quoteID: QuoteID(702))
        },
        // I3.12: what is gone is not taken off again.
        Case(name: "cancel of more than rests") { desk, _ in desk.cancelled(1, .bid, 11, id: 2) },
        Case(name: "cancel of 0") { desk, _ in desk.cancelled(1, .bid, 0, id: 2) },
        Case(name: "cancel of an unknown quote") { desk, _ in
            desk.cancelled(1, .bid, 10, id: 704)
        },
        // I3.17: requests that cannot be.
        Case(name: "request for an unknown contract") { desk, _ in
            ExchangeEvents.Entry(
                kind: .requestForQuote, contract: ContractIndex(99), requestID: QuoteRequestID(5))
        },
        Case(name: "request without a number") { desk, _ in
            ExchangeEvents.Entry(kind: .requestForQuote, contract: ContractIndex(1))
        },
        Case(name: "a phase that does not exist") { desk, _ in
            ExchangeEvents.Entry(
                kind: .phaseChanged, reasonCode: 200, contract: ContractIndex(1))
        },
    ]

    @Test(arguments: cases)
    func `it is alarmed and on record, and only what can be is believed`(_ given: Case) throws {
        let (desk, flying) = try Self.desk()
        let report = given.report(desk, flying)
        let heard = desk.report([report])
        #expect(heard.loggedKinds == [.unexpectedReport])
        #expect(heard.logged.map(\.code) == [report.kind.rawValue])
        #expect(desk.core.counters.unexpectedReports == 1)
        let long = try (0...1).map {
            try #require(desk.core.gate?.exposure(of: ContractIndex($0))).long
        }
        #expect(long == given.long)
        // The desk lives, and a contract that nothing was told of goes on.
        let twin = desk.entry(4)
        #expect(desk.send(twin).codes == [])
        #expect(desk.accept(twin).logged.isEmpty)
    }

    @Test func `the same reports as they should be are taken without a word`() throws {
        let (desk, flying) = try Self.desk()
        let reports = [
            desk.acceptance(flying), desk.filled(1, .bid, 4, id: 2, execution: 1, leaves: 6),
            desk.filled(1, .bid, 6, id: 2, execution: 2), desk.cancelled(1, .ask, 10, id: 2),
            ExchangeEvents.Entry(
                kind: .requestForQuote, contract: ContractIndex(1), requestID: QuoteRequestID(5)),
            ExchangeEvents.Entry(
                kind: .phaseChanged, reasonCode: TradingPhase.halted.rawValue,
                contract: ContractIndex(1)),
        ]
        for report in reports { #expect(desk.report([report]).logged.isEmpty) }
        #expect(desk.core.counters.unexpectedReports == 0)
        #expect(desk.core.gate?.exposure(of: ContractIndex(1)).long == 10)
    }

    @Test(.rule("I3.2", "I3.5", "I3.8", "I3.12"))
    func `a second acceptance, a fill after the cancel and a trade told twice`() throws {
        let (desk, flying) = try Self.desk()
        #expect(desk.accept(flying).logged.isEmpty)
        #expect(desk.accept(flying).loggedKinds == [.unexpectedReport])
        #expect(desk.core.liveQuotes == 2)
        desk.report([desk.cancelled(1, .bid, 10, id: 2)])
        // Too late, and booked all the same: the position is the exchange's word.
        let late = desk.report([desk.filled(1, .bid, 10, id: 2, execution: 9)])
        #expect(late.loggedKinds == [.unexpectedReport])
        #expect(desk.core.gate?.exposure(of: ContractIndex(1)).long == 10)
        for quantity in [Int32(10), 7] {
            let again = desk.report([desk.filled(1, .bid, quantity, id: 2, execution: 9)])
            #expect(again.loggedKinds == [.unexpectedReport])
        }
        #expect(desk.core.gate?.exposure(of: ContractIndex(1)).long == 10)
    }

    @Test(.rule("I3.11")) func `a rejected cancel changes nothing, and frees the next one`() throws
    {
        let desk = try RiskHarness.ready()
        let order = desk.order(0)
        desk.rest(order, as: 900)
        let cancel = desk.cancel(0, order: 900)
        desk.send(cancel)
        var told = desk.told(.cancelRejected, order, orderID: 900, reason: 9)
        told.contract = ContractIndex(99)
        // Another contract's, or nobody's: ours stays under way.
        desk.report([told])
        #expect(desk.send(desk.cancel(0, order: 900)).codes == [.repeatedCancel])
        #expect(desk.report([desk.told(.cancelRejected, order, orderID: 900)]).logged.isEmpty)
        #expect(desk.send(desk.cancel(0, order: 900)).orders.count == 1)
    }

    @Test(.rule("I3.13")) func `an exchange's number used again is another order's`() throws {
        let desk = try RiskHarness.ready()
        let first = desk.order(0)
        desk.rest(first, as: 900)
        let second = desk.order(1)
        desk.send(second)
        let heard = desk.report([desk.told(.orderAccepted, second, orderID: 900)])
        #expect(heard.loggedKinds.allSatisfy { $0 == .unexpectedReport })
        // A fill is booked by the order it names itself, once.
        desk.report([desk.told(.orderFilled, second, orderID: 900, execution: 1)])
        let long = try (0...1).map {
            try #require(desk.core.gate?.exposure(of: ContractIndex($0))).long
        }
        #expect(long.reduce(0, +) == 1)
    }

    @Test(.rule("I3.14"), arguments: [UInt16(0), 2, .max])
    func `what happens to another account is nobody's position here`(participant: UInt16) throws {
        let desk = try RiskHarness.ready()
        var fill = desk.filled(0, .bid, 10, id: 1, execution: 1)
        fill.participant = participant
        #expect(desk.report([fill]).loggedKinds == [.unexpectedReport])
        #expect(desk.core.gate?.exposure(of: ContractIndex(0)).long == 0)
    }

    @Test(.rule("I3.17"))
    func `a thousand requests in a second, one number twice, one after its end`()
        throws
    {
        let desk = try RiskHarness.ready()
        for id in UInt64(1)...1_000 {
            #expect(desk.request(0, id: id).loggedKinds.allSatisfy { $0 == .unexpectedReport })
        }
        desk.request(0, id: 1_000)
        desk.report([
            ExchangeEvents.Entry(
                kind: .requestExpired, contract: ContractIndex(0), requestID: QuoteRequestID(1_000))
        ])
        #expect(desk.send(desk.entry(0, answering: 1_000)).codes == [.requestUnknown])
        desk.request(0, id: 1_001)
        #expect(desk.send(desk.entry(0, answering: 1_001)).codes == [])
    }

    @Test(.rule("I3.10", "I3.19"), arguments: [UInt8(0), 19, 200, 255])
    func `a rejection frees what was sent, whatever its reason`(reason: UInt8) throws {
        let desk = try RiskHarness.ready()
        let quote = desk.entry(0)
        desk.send(quote)
        #expect(desk.reject(quote, for: RejectReason(rawValue: reason)).logged.isEmpty)
        #expect(desk.core.gate?.reserved == .zero)
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test(.rule("I3.20"), arguments: [8, 24, 60])
    func `half a message and then silence: on record, counted, and the whole one is taken`(
        length: Int
    ) throws {
        let (desk, flying) = try Self.desk()
        var told = Outbox(instance: 1)
        told.begin(causation: 0, now: desk.now)
        told.open(ExchangeEvents(), of: ExchangeEvents.Entry.self, on: .orderSession)
        var event = desk.acceptance(flying)
        event.sequence = 1_000
        told.append(event)
        told.close()
        let whole = Array(UnsafeRawBufferPointer(told.bytes(of: told.frames[0])))
        let half = Array(whole[..<length])
        let heard = half.withUnsafeBytes { desk.feed($0, on: .orderSession, from: 0) }
        #expect(heard.reports.isEmpty && desk.core.liveQuotes == 1)
        // Silence is the exchange's, and a withdrawal is waited for no longer than the retry.
        #expect(
            whole.withUnsafeBytes { desk.feed($0, on: .orderSession, from: 0) }.reports.count == 1)
        #expect(desk.core.liveQuotes == 2)
    }

    @Test(
        .rule("I3.18"),
        arguments: [
            SessionReason.unknownParticipant, .peerSilent, .sequenceGap, .staleEpoch, .wrongSchema,
        ])
    func
        `a session that is refused, silent or out of count is closed: nothing leaves until it opens`(
            reason: SessionReason
        ) throws
    {
        let desk = try RiskHarness.ready()
        let closed = desk.deliver(on: .shell) {
            $0.send(
                SessionEvent(
                    channelCode: Channel.orderSession.rawValue, change: .closed, reason: reason),
                on: .shell)
        }
        #expect(closed.loggedKinds.contains(.exchangeDown))
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == [.exchangeDown] && heard.sent.isEmpty)
        #expect(heard.loggedKinds == [.refused])
        desk.exchange(.opened)
        #expect(desk.send(desk.entry(0)).codes == [])
    }
}
