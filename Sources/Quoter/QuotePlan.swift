import Market
import Wire

/// What a contract needs now.
enum QuotePlan: BitwiseCopyable {
    case nothing
    case withdraw(InstructionReason)
    case quote(
        bid: QuoteLeg, ask: QuoteLeg, answering: QuoteRequestID, urgency: Int,
        isMaintenance: Bool)

    static let urgencyMax = 5

    /// Withdrawals first, then answers, then what is wrong, then what is merely late.
    var urgency: Int {
        switch self {
        case .nothing: 0
        case .withdraw: QuotePlan.urgencyMax
        case .quote(_, _, _, let urgency, _): urgency
        }
    }
}
