import Market
public import Wire

/// Why a command about limits was refused.
public struct LimitRefusal: Error, Hashable, Sendable {
    public var problem: LimitProblem
    /// The limit it concerns.
    public var name: LimitName?
    /// What was asked for.
    public var value: Int64

    public init(_ problem: LimitProblem, _ name: LimitName? = nil, value: Int64 = 0) {
        self.problem = problem
        self.name = name
        self.value = value
    }

    /// One line for a person: what is wrong, and what would be accepted.
    public var text: String {
        guard let name else { return Self.text(of: problem) }
        switch problem {
        case .outOfRange: return "\(name.name): \(value) is out of range; \(name.accepted)"
        case .notRemovable: return "\(name.name) cannot be removed; \(name.accepted)"
        case .repeatedLimit: return "\(name.name) is named twice; name it once"
        case .noChange: return "\(name.name): this value is in force already; name another one"
        case .notTighter:
            return "\(name.name): one person may only tighten, to a value "
                + "\(name.isTighterAbove ? "above" : "below") the one in force; "
                + "apply, and let a second person approve"
        default: return "\(name.name): \(Self.text(of: problem))"
        }
    }

    private static func text(of problem: LimitProblem) -> String {
        switch problem {
        case .unknownLimit: "no limit of this name"
        case .badEffective: "the effective time has passed or is no time of the day"
        case .badExpiry: "the expiry is not after now and the effective time"
        case .personMissing: "no person, or a name of other than printing characters"
        case .reasonMissing: "no reason given"
        case .unknownRequest: "no request of this number"
        case .alreadyDecided: "the request is decided already"
        case .expired: "the request has expired"
        case .samePerson: "the maker does not decide on a request; another person does"
        case .notMaker: "only its maker withdraws a request; others reject it"
        case .baseChanged:
            "limits in force have changed since the request was made; apply it anew"
        case .notPreviewed: "nothing was previewed yet; preview it first"
        case .hashDiffers: "this is not the hash of the request's last preview"
        case .badHash: "a hash is 64 hexadecimal digits"
        case .tooMany: "too many requests or limits"
        default: "\(problem)"
        }
    }
}
