public import Market
public import Wire

/// Quote instructions that leave together.
public struct QuoteBatch: Sendable {
    public private(set) var entries: [QuoteInstructions.Entry] = []
    /// The exchange refuses the batch as stale when its session time is later.
    public var expires = SessionTime(nanoseconds: 0)

    public init(capacity: Int = 0) { entries.reserveCapacity(capacity) }

    mutating func append(_ entry: QuoteInstructions.Entry) { entries.append(entry) }

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }
}
