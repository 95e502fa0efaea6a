/// What somebody told about the market or the maker that excuses from a duty (SSE-MM-08).
public enum Circumstance: Hashable, Sendable {
    case underlyingHalted
    /// Opening positions is restricted.
    case openRestricted
    /// The maker's own position limit is reached, by what the exchange or clearing says.
    case positionLimit
    /// An incident of this name was declared to the exchange.
    case declared(String)

    /// As packs name it; an incident by its own name.
    public var name: String {
        switch self {
        case .underlyingHalted: "underlyingHalted"
        case .openRestricted: "openRestricted"
        case .positionLimit: "positionLimit"
        case .declared(let name): name
        }
    }

    /// The exemption's trigger it answers to.
    var trigger: Exemption.Trigger {
        switch self {
        case .underlyingHalted: .underlyingHalted
        case .openRestricted: .openRestricted
        case .positionLimit: .positionLimit
        case .declared(let name): .declared(name)
        }
    }
}
