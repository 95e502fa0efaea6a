import Wire

/// What an operator can ask of risk, by its name on the command line.
public enum ControlRequest: String, CaseIterable, Sendable {
    case kill, halt, pause, reduce, isolate, release, resume, status
    case restrict, lift
    case cancelAll = "cancel-all"
    case resetProtection = "reset-protection"
    case planClose = "close plan"
    case approveClose = "close approve"
    case releaseOrder = "review"

    var verb: ControlVerb {
        switch self {
        case .kill: .kill
        case .halt: .halt
        case .pause: .pause
        case .reduce: .reduce
        case .isolate: .isolate
        case .release: .release
        case .resume: .resume
        case .status: .status
        case .restrict: .restrict
        case .lift: .lift
        case .cancelAll: .cancelAll
        case .resetProtection: .resetProtection
        case .planClose: .planClose
        case .approveClose: .approveClose
        case .releaseOrder: .releaseOrder
        }
    }
}
