public import Market
public import Wire

/// Orders in the underlyings that leave together.
public struct HedgeBatch: Sendable {
    public private(set) var entries: [HedgeOrders.Entry] = []
    /// The exchange refuses the batch as stale when its session time is later.
    public var expires = SessionTime(nanoseconds: 0)

    mutating func append(_ entry: HedgeOrders.Entry) { entries.append(entry) }
}
