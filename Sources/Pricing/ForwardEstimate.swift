/// A forward price and where it came from.
public struct ForwardEstimate: Hashable, Sendable, BitwiseCopyable {
    /// The source of a forward.
    public enum Source: Hashable, Sendable, BitwiseCopyable {
        /// Put-call parity over this many strikes.
        case parity(pairs: Int)
        /// Spot grown at the carry rate, for want of usable pairs.
        case carry
    }

    /// Yuan per share, finite and positive.
    public let forward: Double
    public let source: Source

    public init(forward: Double, source: Source) {
        self.forward = forward
        self.source = source
    }
}
