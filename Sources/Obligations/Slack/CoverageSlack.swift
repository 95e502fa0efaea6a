public import Market

/// One underlying's room under a coverage rule: how many contracts may fail and the rule still holds.
public struct CoverageSlack: Hashable, Sendable {
    public let underlying: UnderlyingIndex
    /// Contracts with any obligation today.
    public let obliged: Int64
    /// Least number that has to reach the presence bar.
    public let required: Int64
    /// Contracts that cannot reach it any more, by index.
    public let lost: [ContractIndex]
    /// Contracts that reach it whatever happens.
    public let safe: Int64

    init(
        underlying: UnderlyingIndex, obliged: Int64, lost: [ContractIndex], safe: Int64, bar: Ratio,
        isStrict: Bool
    ) {
        self.underlying = underlying
        self.obliged = obliged
        self.lost = lost
        self.safe = safe
        required = PresenceSlack.required(bar, of: obliged, isStrict: isStrict)
    }

    /// Contracts that may still be lost or dropped; negative once the rule cannot be kept.
    public var missesLeft: Int64 { obliged - required - Int64(lost.count) }
    /// Whether failure is certain.
    public var isLost: Bool { obliged > 0 && missesLeft < 0 }
}
