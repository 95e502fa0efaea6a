/// Profit and loss taken apart; the parts add up to the total exactly.
public struct ProfitAndLossParts: Hashable, Sendable, BitwiseCopyable {
    /// Spread captured: (theoretical value − price) × sign × quantity × unit, at each fill.
    public var edge: MicroYuan
    /// What changing theoretical values did to what was held.
    public var holding: MicroYuan
    /// Fees paid, positive.
    public var fees: MicroYuan
    /// cash + mark = edge + holding − fees.
    public var total: MicroYuan

    public init(edge: MicroYuan, holding: MicroYuan, fees: MicroYuan, total: MicroYuan) {
        self.edge = edge
        self.holding = holding
        self.fees = fees
        self.total = total
    }

    public static let zero = ProfitAndLossParts(
        edge: .zero, holding: .zero, fees: .zero, total: .zero)
}
