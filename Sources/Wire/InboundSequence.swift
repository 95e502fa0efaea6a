/// Watches one sequenced stream for gaps and repeats.
public struct InboundSequence: Sendable {
    public enum Verdict: Equatable, Sendable {
        case next
        /// Seen before, or outside the count (0): apply only what is idempotent.
        case repeated
        /// Frames `expected ..< found` are missing; nothing may be applied past the hole.
        case gap(expected: UInt64, found: UInt64)
    }

    public private(set) var last: UInt64

    public init(startingAfter last: UInt64 = 0) { self.last = last }

    public mutating func accept(_ sequence: UInt64) -> Verdict {
        if sequence != 0, sequence == last &+ 1 {
            last = sequence
            return .next
        }
        return sequence <= last ? .repeated : .gap(expected: last &+ 1, found: sequence)
    }

    /// Starts counting again behind `sequence`, after a snapshot or a new logon.
    public mutating func resume(after sequence: UInt64) { last = sequence }
}
