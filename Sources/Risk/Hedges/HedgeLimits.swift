public import Market

/// What orders in the underlyings may be (B3.8); one that is nil was never set and refuses.
public struct HedgeLimits: Hashable, Sendable {
    /// Shares of one order.
    public var sharesPerOrderMax: Int64?
    /// Price × shares of one order.
    public var valuePerOrderMax: Money?
    /// Shares bought less sold today, either way, orders under way counted as filled.
    public var sharesMax: Int64?
    /// How far from the last price an order may be on its wrong side, hundredths of a percent.
    public var collarBasisPoints: Int64?

    public init(
        sharesPerOrderMax: Int64? = nil, valuePerOrderMax: Money? = nil, sharesMax: Int64? = nil,
        collarBasisPoints: Int64? = nil
    ) {
        self.sharesPerOrderMax = sharesPerOrderMax
        self.valuePerOrderMax = valuePerOrderMax
        self.sharesMax = sharesMax
        self.collarBasisPoints = collarBasisPoints
    }
}
