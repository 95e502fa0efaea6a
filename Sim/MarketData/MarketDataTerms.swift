/// How deep the public sees into the books, and when.
public struct MarketDataTerms: Hashable, Sendable {
    /// Levels of each side; best bid and ask go out always.
    public enum Depth: String, CaseIterable, Sendable {
        /// Best bid and ask only.
        case l1
        /// Five levels, as Shanghai's option feed has them.
        case l5
        /// Every level.
        case full

        /// Levels told of each side; 0 sends no depth.
        public var levelsMax: Int {
            switch self {
            case .l1: 0
            case .l5: 5
            case .full: Int(UInt16.max)
            }
        }
    }

    /// When what has changed goes out.
    public enum Timing: String, CaseIterable, Sendable {
        /// Together, at the snapshot interval.
        case snapshots
        /// At once, after each input and each thing that happens by itself.
        case events
    }

    public var depth: Depth
    public var timing: Timing

    public init(depth: Depth = .l1, timing: Timing = .snapshots) {
        self.depth = depth
        self.timing = timing
    }
}
