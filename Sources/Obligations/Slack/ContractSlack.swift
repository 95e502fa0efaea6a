public import Market

/// One contract's slack under one presence bar at one instant.
public struct ContractSlack: Hashable, Sendable, BitwiseCopyable {
    public let contract: ContractIndex
    /// The day's budget.
    public let day: PresenceSlack
    /// The budget of the month up to the end of this day; nil when no earlier days are known.
    public let month: PresenceSlack?
    /// With nothing quoted from now on, the last instant at which the day's bar can still be reached.
    ///
    /// Nil where the bar is safe or lost already, or nothing is obliged.
    public let failsAt: SessionTime?

    /// What may still be lost without failing the day or the month: the smaller of the two.
    public var left: Int64 { min(day.left, month?.left ?? day.left) }

    /// The budget that asks for more of what is left: the month's, or else the day's.
    public var pressing: PresenceSlack {
        guard let month, month.needMillionths > day.needMillionths else { return day }
        return month
    }
}
