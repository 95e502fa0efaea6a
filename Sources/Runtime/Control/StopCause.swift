import Wire

/// Why trading is stopped (seed 001 art. 24), by its name on the command line.
public enum StopCause: String, CaseIterable, Sendable {
    case forceMajeure = "force-majeure"
    case technicalFailure = "technical-failure"
    case unexpectedEvent = "unexpected-event"
    case humanError = "human-error"

    /// As the rule names it.
    public var chinese: String {
        switch self {
        case .forceMajeure: "不可抗力"
        case .technicalFailure: "技术故障"
        case .unexpectedEvent: "意外事件"
        case .humanError: "人为差错"
        }
    }

    var code: ControlCause {
        switch self {
        case .forceMajeure: .forceMajeure
        case .technicalFailure: .technicalFailure
        case .unexpectedEvent: .unexpectedEvent
        case .humanError: .humanError
        }
    }
}
