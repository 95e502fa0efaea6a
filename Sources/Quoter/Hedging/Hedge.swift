import Market

/// One underlying's hedge: what is held and what is on its way.
struct Hedge: Sendable {
    /// Shares bought less sold.
    var net: Int64 = 0
    /// Shares that may still be sold today.
    var sellable: Int64
    /// Number of the order under way; 0 for none.
    var working: UInt64 = 0
    /// No order before this.
    var nextAt = SessionTime(nanoseconds: .min / 2)
    /// The shares' own market, as last heard.
    var bid = Price.zero
    var ask = Price.zero
}
