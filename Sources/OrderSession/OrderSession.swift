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
        var next = 0
        while next < batch.entries.count {
            let end = min(next + Self.frameEntriesMax, batch.entries.count)
            outbox.open(
                QuoteInstructions(participant: participant, expires: batch.expires),
                of: QuoteInstructions.Entry.self, on: .orderSession)
            for index in next..<end { outbox.append(batch.entries[index]) }
            outbox.close()
            next = end
        }
        return batch
    }

    public mutating func send(
        _ approved: consuming Approved<OrderBatch>, into outbox: inout Outbox
    ) -> OrderBatch {
        let batch = approved.spend()
        var next = 0
        while next < batch.entries.count {
            let end = min(next + Self.frameEntriesMax, batch.entries.count)
            outbox.open(
                OrderInstructions(participant: participant, expires: batch.expires),
                of: OrderInstructions.Entry.self, on: .orderSession)
            for index in next..<end { outbox.append(batch.entries[index]) }
            outbox.close()
            next = end
        }
        return batch
    }

    public mutating func send(
        _ approved: consuming Approved<HedgeBatch>, into outbox: inout Outbox
    ) {
        let batch = approved.spend()
        var next = 0
        while next < batch.entries.count {
            let end = min(next + Self.frameEntriesMax, batch.entries.count)
            outbox.open(
                HedgeOrders(participant: participant, expires: batch.expires),
                of: HedgeOrders.Entry.self, on: .orderSession)
            for index in next..<end { outbox.append(batch.entries[index]) }
            outbox.close()
            next = end
        }
    }

    public mutating func send(
        _ approved: consuming Approved<MassCancel>, into outbox: inout Outbox
    ) {
        outbox.send(approved.spend(), on: .orderSession)
    }
}
