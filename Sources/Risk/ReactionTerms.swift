public import Market

/// When what the exchange does to us stops our sending (P28). Nil holds nothing.
public struct ReactionTerms: Hashable, Sendable {
    /// So many rejections within the window pause what they concern; a phase's own rejections do not count.
    public var rejectionsMax: Int?
    /// So many reports within the window that match nothing we sent.
    public var unexpectedReportsMax: Int?
    /// Rolling, of both.
    public var window: TimeSpan
    /// An instruction the exchange has not answered for so long, with the link up.
    public var unacknowledgedAfter: TimeSpan?
    /// Instructions in doubt so long after the link came back.
    public var unresolvedAfter: TimeSpan?
    /// So many of the exchange's tallies in a row that do not agree with ours.
    public var talliesMax: Int?

    public init(
        rejectionsMax: Int? = nil, unexpectedReportsMax: Int? = nil,
        window: TimeSpan = .seconds(10), unacknowledgedAfter: TimeSpan? = nil,
        unresolvedAfter: TimeSpan? = nil, talliesMax: Int? = nil
    ) {
        self.rejectionsMax = rejectionsMax
        self.unexpectedReportsMax = unexpectedReportsMax
        self.window = window
        self.unacknowledgedAfter = unacknowledgedAfter
        self.unresolvedAfter = unresolvedAfter
        self.talliesMax = talliesMax
    }
}
