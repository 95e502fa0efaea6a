/// Where one value, or everything below one path, comes from.
public struct Provenance: Hashable, Sendable {
    /// A path inside the rule, `/validity/maxSpread`.
    public let valuePath: String
    public let tag: Tag
    public let source: String

    /// How far a value may be trusted.
    public enum Tag: String, Hashable, Sendable, CaseIterable {
        case S, P, C, K, M, X

        /// Somebody's code, memory, or a value for development only.
        public var isPlaceholder: Bool { self == .K || self == .M || self == .X }
    }
}
