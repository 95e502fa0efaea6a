public import Market

/// An alert at the moment it came: what is known then, and the row of the log that brought it.
public struct RaisedAlert: Hashable, Sendable {
    /// Counts a day's alerts from 1, in the order in which they came.
    public let number: Int
    /// Log and sequence of the row that brought it.
    public let log: FlowEvent.Log
    public let sequence: UInt64
    /// The row's time.
    public let time: SessionTime
    /// Measures and evidence as they were then.
    public let alert: Alert
}
