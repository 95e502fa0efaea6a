public import Wire

/// The only way to the exchange: it takes nothing but approvals.
///
/// Called once a batch, not once a quote.
public protocol VenueSession: Sendable {
    /// Encodes the batch for the exchange. Returns it, spent, so that its storage is used again.
    mutating func send(_ approved: consuming Approved<QuoteBatch>, into outbox: inout Outbox)
        -> QuoteBatch

    /// The same for single orders and their cancels.
    mutating func send(_ approved: consuming Approved<OrderBatch>, into outbox: inout Outbox)
        -> OrderBatch

    /// The same for orders in the underlyings.
    mutating func send(_ approved: consuming Approved<HedgeBatch>, into outbox: inout Outbox)

    /// Encodes a mass cancel for the exchange.
    mutating func send(_ approved: consuming Approved<MassCancel>, into outbox: inout Outbox)
}
