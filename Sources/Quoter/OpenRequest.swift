import Market
import Wire

/// A request for quote that is still to be answered, and what has kept it so far.
struct OpenRequest: BitwiseCopyable {
    let id: QuoteRequestID
    let contract: ContractIndex
    let openedAt: SessionTime
    /// The last moment at which an answer is sent: request + limit − network allowance.
    let deadline: SessionTime
    var reason = InstructionReason.none
    var refusal = RefusalCode.none
    var reject = RejectReason.none
    var attempts: UInt8 = 0
    var lastQuote = QuoteID.none

    /// An answer is on its way: what kept earlier ones is no reason any more.
    mutating func sent(_ quote: QuoteID) {
        attempts = attempts == .max ? .max : attempts + 1
        lastQuote = quote
        reason = .none
        refusal = .none
        reject = .none
    }

    var record: RequestUnanswered {
        RequestUnanswered(
            requestID: id, contract: contract, reason: reason, refusal: refusal, reject: reject,
            attempts: attempts, quoteID: lastQuote, openedAt: openedAt)
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(id.value)
        hasher.combine(UInt64(contract.value))
        hasher.combine(deadline.nanoseconds)
        hasher.combine(UInt64(reason.rawValue))
        hasher.combine(UInt64(refusal.rawValue))
        hasher.combine(UInt64(reject.rawValue))
        hasher.combine(UInt64(attempts))
        hasher.combine(lastQuote.value)
    }
}
