/// How far a scope is shut, each rung including those before it. One person sets any; the exchange confirms what is off.
public enum RiskState: UInt8, Sendable, Comparable, CaseIterable {
    case active
    /// Only what cannot make a position larger passes.
    case reducing
    /// No quote passes; what rests stays, withdrawals pass.
    case paused
    /// Quotes come off; two persons release.
    case halted
    /// As halted, in spite of every hold; two persons release, once the exchange confirms that nothing is live.
    case killed
    /// A quoter is not heard at all, not even its withdrawals; two persons release.
    case isolated

    public static func < (a: RiskState, b: RiskState) -> Bool { a.rawValue < b.rawValue }

    /// Whether it takes two persons to release.
    var needsTwo: Bool { self >= .halted }
}
