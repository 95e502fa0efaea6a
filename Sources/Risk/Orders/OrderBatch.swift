public import Market
public import Wire

/// Single orders and cancels that leave together.
public struct OrderBatch: Sendable {
    public private(set) var entries: [OrderInstructions.Entry] = []
    /// The exchange refuses the batch as stale when its session time is later.
    public var expires = SessionTime(nanoseconds: 0)

    public init(capacity: Int = 0) { entries.reserveCapacity(capacity) }

    mutating func append(_ entry: OrderInstructions.Entry) { entries.append(entry) }

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }
}
