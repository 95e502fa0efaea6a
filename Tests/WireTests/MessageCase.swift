import Testing
import Wire

/// One message type of the schema: how to make a random frame of it, and how to read one completely.
struct MessageCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// A frame of random values, and the fields it was made from by path (`Entries[0].bid`).
    let make:
        @Sendable (_ seed: UInt64, _ entries: Int) -> (bytes: [UInt8], fields: [String: String])
    /// Reads header, root and every group; the fields by path.
    let read: @Sendable (_ bytes: [UInt8]) throws(WireError) -> [String: String]

    var testDescription: String { name }

    static func plain<Message: WireMessage>(_: Message.Type) -> MessageCase {
        MessageCase(
            name: "\(Message.self)",
            make: { seed, _ in
                var random = SeededGenerator(seed: seed)
                let message = random.block(Message.self, ascii: true)
                return encoded(message) { outbox, message in
                    outbox.send(message, on: .control, to: PeerID(3))
                }
            },
            read: { bytes throws(WireError) in
                try reading(bytes) { frame throws(WireError) in
                    fields(of: try frame.root(Message.self), of: Message.self)
                }
            })
    }

    static func grouped<Message: WireMessage, Entry: WireBlock>(
        _: Message.Type, _: Entry.Type, ascii: Bool = false
    ) -> MessageCase {
        MessageCase(
            name: "\(Message.self)",
            make: { seed, count in
                var random = SeededGenerator(seed: seed)
                let message = random.block(Message.self, ascii: ascii)
                let entries = (0..<count).map { _ in random.block(Entry.self, ascii: ascii) }
                var made = encoded(message) { outbox, message in
                    outbox.open(message, of: Entry.self, on: .control, to: PeerID(3))
                    for entry in entries { outbox.append(entry) }
                    outbox.close()
                }
                made.fields.merge(groupFields("Entries", entries)) { old, _ in old }
                return made
            },
            read: { bytes throws(WireError) in
                try reading(bytes) { frame throws(WireError) in
                    var found = fields(of: try frame.root(Message.self), of: Message.self)
                    let group = try frame.group(Entry.self)
                    let entries = (0..<group.count).map { group[$0] }
                    found.merge(groupFields("Entries", entries)) { old, _ in old }
                    return found
                }
            })
    }

    /// The one message with two groups.
    static let instrumentList = MessageCase(
        name: "InstrumentList",
        make: { seed, count in
            var random = SeededGenerator(seed: seed)
            let message = random.block(InstrumentList.self)
            let underlyings = (0..<count).map { _ in
                random.block(InstrumentList.Underlying.self, ascii: true)
            }
            let contracts = (0..<2 * count).map { _ in
                random.block(InstrumentList.Contract.self, ascii: true)
            }
            var made = encoded(message) { outbox, message in
                outbox.open(
                    message, of: InstrumentList.Underlying.self, on: .control, to: PeerID(3))
                for underlying in underlyings { outbox.append(underlying) }
                outbox.openGroup(of: InstrumentList.Contract.self)
                for contract in contracts { outbox.append(contract) }
                outbox.close()
            }
            made.fields.merge(groupFields("Underlyings", underlyings)) { old, _ in old }
            made.fields.merge(groupFields("Contracts", contracts)) { old, _ in old }
            return made
        },
        read: { bytes throws(WireError) in
            try reading(bytes) { frame throws(WireError) in
                var found = fields(of: try frame.root(InstrumentList.self), of: InstrumentList.self)
                let underlyings = try frame.group(InstrumentList.Underlying.self)
                let contracts = try frame.group(
                    InstrumentList.Contract.self, startingAt: underlyings.endOffset)
                found.merge(
                    groupFields("Underlyings", (0..<underlyings.count).map { underlyings[$0] })
                ) { old, _ in old }
                found.merge(
                    groupFields("Contracts", (0..<contracts.count).map { contracts[$0] })
                ) { old, _ in old }
                return found
            }
        })

    static let all: [MessageCase] = [
        plain(Logon.self), plain(LogonAccepted.self), plain(LogonRejected.self),
        plain(Heartbeat.self), plain(Logout.self), plain(SessionEvent.self), plain(Started.self),
        instrumentList,
        grouped(UnderlyingTicks.self, UnderlyingTicks.Entry.self),
        grouped(BookTops.self, BookTops.Entry.self),
        grouped(PhaseChanges.self, PhaseChanges.Entry.self),
        plain(SnapshotRequest.self),
        grouped(QuoteInstructions.self, QuoteInstructions.Entry.self),
        grouped(OrderInstructions.self, OrderInstructions.Entry.self),
        plain(MassCancel.self),
        grouped(AccountInstructions.self, AccountInstructions.Entry.self),
        grouped(ExchangeEvents.self, ExchangeEvents.Entry.self),
        grouped(RiskDecisions.self, RiskDecisions.Entry.self),
        plain(LogRequest.self),
        grouped(PositionSnapshot.self, PositionSnapshot.Entry.self),
        grouped(MemberTally.self, MemberTally.Entry.self),
        plain(FillAttribution.self), plain(PortfolioMark.self),
        plain(SlackTrade.self),
        grouped(ObligationSlack.self, ObligationSlack.Entry.self),
        grouped(UnderlyingSlack.self, UnderlyingSlack.Entry.self),
        plain(SlackAlert.self),
        plain(RequestUnanswered.self),
        grouped(HedgeOrders.self, HedgeOrders.Entry.self),
        grouped(HedgeReports.self, HedgeReports.Entry.self),
        grouped(HedgePositions.self, HedgePositions.Entry.self),
        plain(PortfolioExplained.self),
        plain(ControlCommand.self), plain(ControlReply.self), plain(ExchangeCommand.self),
        grouped(ControlProgress.self, ControlProgress.Entry.self), plain(ControlTimes.self),
        plain(StatusReport.self), grouped(DepthBooks.self, DepthBooks.Entry.self),
        grouped(LimitCommand.self, LimitCommand.Entry.self, ascii: true),
        grouped(LimitReply.self, LimitReply.Entry.self),
        grouped(LimitRecord.self, LimitRecord.Entry.self, ascii: true),
        plain(AdviceQuery.self), grouped(AdviceReply.self, AdviceReply.Entry.self),
        grouped(ParameterChange.self, ParameterChange.Entry.self, ascii: true),
        plain(ParameterQuery.self),
        grouped(ParameterReport.self, ParameterReport.Entry.self, ascii: true),
        grouped(ParameterRecord.self, ParameterRecord.Entry.self, ascii: true),
    ]
}
