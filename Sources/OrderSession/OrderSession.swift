public import Risk
public import Wire

/// Encodes what risk approved for the exchange; the only code that writes to the order session.
public struct OrderSession: VenueSession {
    /// Entries of one frame.
    public static let frameEntriesMax = 500

    public let participant: UInt16

    public init(participant: UInt16 = 1) { self.participant = participant }

    public mutating func send(
        _ approved: consuming Approved<QuoteBatch>, into outbox: inout Outbox
    ) -> QuoteBatch {
        let batch = approved.spend()
        write(
            batch.entries,
            behind: QuoteInstructions(participant: participant, expires: batch.expires),
            into: &outbox)
        return batch
    }

    public mutating func send(
        _ approved: consuming Approved<OrderBatch>, into outbox: inout Outbox
    ) -> OrderBatch {
        let batch = approved.spend()
        write(
            batch.entries,
            behind: OrderInstructions(participant: participant, expires: batch.expires),
            into: &outbox)
        return batch
    }

    public mutating func send(
        _ approved: consuming Approved<HedgeBatch>, into outbox: inout Outbox
    ) {
        let batch = approved.spend()
        write(
            batch.entries, behind: HedgeOrders(participant: participant, expires: batch.expires),
            into: &outbox)
    }

    public mutating func send(
        _ approved: consuming Approved<MassCancel>, into outbox: inout Outbox
    ) {
        outbox.send(approved.spend(), on: .orderSession)
    }

    /// As many frames as the entries take, each behind the same head.
    private func write<Head: WireMessage, Entry: WireBlock>(
        _ entries: [Entry], behind head: Head, into outbox: inout Outbox
    ) {
        var next = 0
        while next < entries.count {
            let end = min(next + Self.frameEntriesMax, entries.count)
            outbox.open(head, of: Entry.self, on: .orderSession)
            for index in next..<end { outbox.append(entries[index]) }
            outbox.close()
            next = end
        }
    }
}
