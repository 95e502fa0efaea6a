/// Why a strategy cannot be made from its parameters.
public enum ParameterError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown(name: String, accepted: [String])
    case repeated(name: String)
    case notANumber(name: String, text: String)
    case outOfRange(name: String, text: String, range: ClosedRange<Double>)
    /// The strategy reads a parameter it does not specify.
    case notSpecified(name: String)
    /// Two parameters contradict each other.
    case inconsistent(String)
    case unknownStrategy(name: String, accepted: [String])
    /// Two strategies of the catalog have one name: a copied file whose name was not changed.
    case repeatedStrategy(name: String)

    /// What is wrong, with the parameter's name.
    public var problem: String {
        switch self {
        case .unknown(let name, _): "unknown parameter \(name)"
        case .repeated(let name): "parameter \(name) given twice"
        case .notANumber(let name, let text): "\(name): \(text) is not a number it takes"
        case .outOfRange(let name, let text, _): "\(name): \(text) is out of range"
        case .notSpecified(let name): "\(name) is not in the specification"
        case .inconsistent(let reason): reason
        case .unknownStrategy(let name, _): "unknown strategy \(name)"
        case .repeatedStrategy(let name): "two strategies are named \(name)"
        }
    }

    /// What would have been taken.
    public var accepted: String {
        switch self {
        case .unknown(_, let accepted), .unknownStrategy(_, let accepted):
            accepted.joined(separator: ", ")
        case .outOfRange(_, _, let range): Self.text(range)
        case .repeated: "each once"
        case .notANumber: "a plain decimal number"
        case .notSpecified, .inconsistent: ""
        case .repeatedStrategy: "`static let name` of its own in each file of Strategies/"
        }
    }

    public var description: String {
        switch self {
        case .unknown(let name, let accepted):
            "unknown parameter \(name); accepted: \(accepted.joined(separator: ", "))"
        case .repeated(let name): "parameter \(name) given twice"
        case .notANumber(let name, let text): "parameter \(name): \(text) is not a number it takes"
        case .outOfRange(let name, let text, let range):
            "parameter \(name): \(text) is out of range; accepted: \(Self.text(range))"
        case .notSpecified(let name): "parameter \(name) is not in the strategy's specification"
        case .inconsistent(let reason): reason
        case .unknownStrategy(let name, let accepted):
            "unknown strategy \(name); accepted: \(accepted.joined(separator: ", "))"
                + " (a new one needs its line in Strategies/StrategyCatalog.swift, and a build)"
        case .repeatedStrategy: "\(problem); accepted: \(accepted)"
        }
    }

    /// Bounds as a command line takes them: `1 to 1000`, `0.05 to 1`.
    private static func text(_ range: ClosedRange<Double>) -> String {
        let bounds = ParameterSpecification.decimal("", "", default: 0, in: range)
        return "\(bounds.text(range.lowerBound)) to \(bounds.text(range.upperBound))"
    }
}
