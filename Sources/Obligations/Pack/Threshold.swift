/// A bar, and on which side of it a figure passes.
public struct Threshold: Hashable, Sendable {
    public var comparator: Comparator
    public var value: Ratio

    public init(_ comparator: Comparator = .atLeast, _ value: Ratio) {
        self.comparator = comparator
        self.value = value
    }

    /// Which side passes, and whether the bar itself does.
    public enum Comparator: String, Hashable, Sendable, CaseIterable, Codable {
        case atLeast = ">="
        case above = ">"
        case atMost = "<="
        case below = "<"
    }

    /// Whether a figure passes; nil when it has no denominator: no obligation, never 100 %.
    public func isMet(by figure: Ratio) -> Bool? {
        switch comparator {
        case .atLeast: figure.isAtLeast(value)
        case .above: value.isAtLeast(figure).map { !$0 }
        case .atMost: value.isAtLeast(figure)
        case .below: figure.isAtLeast(value).map { !$0 }
        }
    }
}

extension Threshold: CustomStringConvertible {
    public var description: String { "\(comparator.rawValue) \(value)" }
}
