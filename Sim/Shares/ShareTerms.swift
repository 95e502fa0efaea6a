import Market

/// What the simulated market of ETF shares takes from a member.
public struct ShareTerms: Hashable, Sendable {
    /// Shares of one lot; orders are whole lots.
    public static let lot: Int64 = 100
    /// An ETF's price moves in 0.001 yuan.
    public static let priceTick: Int64 = 10
    /// Shares of one order at most (SSE: a million).
    public static let sharesMax: Int64 = 1_000_000

    /// Shares of each underlying a member has at the start of the day: what it may sell, for what is bought today is sold
    /// tomorrow (T+1).
    public var openingShares: Int64

    public init(openingShares: Int64 = 0) {
        precondition(openingShares >= 0, "shares \(openingShares)")
        self.openingShares = openingShares
    }
}
