public import Market

/// Where a frame comes from or goes to, as a core sees it.
public enum Channel: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// Exchange → everybody; may drop, carries nothing that is counted.
    case marketData = 0
    case snapshot = 1
    /// Risk ↔ exchange.
    case orderSession = 2
    /// Quoter ↔ risk.
    case quoteSession = 3
    /// Exchange → tracker, pulled with credit.
    case eventLog = 4
    /// Risk → tracker, pulled with credit.
    case decisionLog = 5
    /// Operator → risk.
    case control = 6
    /// Everybody → supervisor.
    case status = 7
    /// A process's shell → its own core: sessions, start.
    case shell = 8
    /// Tracker → quoter; may drop, it only advises.
    case slack = 9
}

/// The other end of a channel; 0 means everybody.
public struct PeerID: Hashable, Sendable, BitwiseCopyable {
    public var value: UInt16
    public init(_ value: UInt16) { self.value = value }
    public static let everybody = PeerID(0)
    /// Peers a process can hold at once on one channel.
    public static let countMax = 64
}

/// A role as a deterministic state machine: frames in, frames out, time handed in.
///
/// Same input, same output to the byte. Scheduled work happens at its own time: advancing in one step or in
/// ten gives the same events. A frame the core cannot read changes nothing and is counted.
public protocol RoleCore {
    mutating func receive(
        _ frame: Frame, on channel: Channel, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox)

    /// Runs what is due up to and including `now`.
    mutating func advance(to now: SessionTime, into outbox: inout Outbox)

    /// The earliest time at which `advance` would do something; nil for none.
    var nextDeadline: SessionTime? { get }

    /// A hash over everything that decides future output; independent of memory layout.
    var stateHash: UInt64 { get }

    /// Frames that could not be read and were not applied.
    var malformedFrames: UInt64 { get }
}
