public import Market

/// What is held in one contract.
public struct Position: Hashable, Sendable, BitwiseCopyable {
    /// Bought to open (权利方).
    public var long: Quantity
    /// Sold to open (义务方).
    public var short: Quantity
    /// Closed beyond what was held, signed like `net`; not zero means the books and the exchange disagree.
    public var unmatched: Int64

    public init(long: Quantity = .zero, short: Quantity = .zero, unmatched: Int64 = 0) {
        self.long = long
        self.short = short
        self.unmatched = unmatched
    }

    public static let flat = Position()

    /// Long minus short, with what is unmatched.
    public var net: Int64 { Int64(long.contracts) - Int64(short.contracts) + unmatched }

    /// Open when nothing, or not enough, of the opposite holding can be closed (SSE-TR-03).
    ///
    /// One leg has one effect, so a holding smaller than the leg is left alone.
    public func effect(of side: Side, quantity: Quantity) -> PositionEffect {
        let holding = side == .bid ? short : long
        return holding >= quantity ? .close : .open
    }

    mutating func apply(_ side: Side, _ effect: PositionEffect, _ quantity: Quantity)
        -> PositionOutcome
    {
        switch (side, effect) {
        case (.bid, .open): return Position.add(quantity, to: &long)
        case (.ask, .open): return Position.add(quantity, to: &short)
        case (.bid, .close):
            return Position.close(quantity, of: &short, sign: 1, excessTo: &unmatched)
        case (.ask, .close):
            return Position.close(quantity, of: &long, sign: -1, excessTo: &unmatched)
        }
    }

    private static func add(_ quantity: Quantity, to holding: inout Quantity) -> PositionOutcome {
        let (sum, overflow) = holding.contracts.addingReportingOverflow(quantity.contracts)
        if overflow { return .refused }
        holding = Quantity(contracts: sum)
        return .applied
    }

    private static func close(
        _ quantity: Quantity, of holding: inout Quantity, sign: Int64,
        excessTo unmatched: inout Int64
    ) -> PositionOutcome {
        let closed = min(quantity, holding)
        holding = holding - closed
        let excess = quantity - closed
        guard excess > .zero else { return .applied }
        unmatched += sign * Int64(excess.contracts)
        return .closedBeyondHolding(excess: excess)
    }
}
