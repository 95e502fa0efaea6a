import Market
import Wire

/// One contract's quote: what stands, what is on its way, and what has to be kept to.
struct QuoteSlot: BitwiseCopyable, Hashable {
    static let never = SessionTime(nanoseconds: .min / 2)

    /// What the exchange has acknowledged, less what was filled or cancelled since.
    var liveID = QuoteID.none
    var bid = QuoteLeg.absent
    var ask = QuoteLeg.absent
    /// Something may stand that we cannot know of: after a lost session, until the next acknowledgement.
    var isUnknown = false

    /// The one instruction in flight; `.none` when nothing is.
    var pendingID = QuoteID.none
    var pendingBid = QuoteLeg.absent
    var pendingAsk = QuoteLeg.absent
    var pendingAnswers = QuoteRequestID.none

    /// The request still to be answered, and until when an answer may be sent.
    var request = QuoteRequestID.none
    var requestDeadline = QuoteSlot.never
    /// The request that the live quote answers: it may not be withdrawn before `heldUntil`.
    var held = QuoteRequestID.none
    /// When the exchange accepted the answer.
    var heldSince = QuoteSlot.never
    var heldUntil = QuoteSlot.never
    /// Up to here the same request may be answered again, should the answer be traded too small to count.
    var heldDeadline = QuoteSlot.never

    /// Not tried again before this, after a refusal or rejection.
    var retryAt = QuoteSlot.never
    /// A closing leg was refused: open instead until the next acknowledgement.
    var opensOnly = false
    /// To be looked at again at the end of this frame.
    var isTouched = false

    var isInFlight: Bool { pendingID != .none }
    var isLive: Bool { bid.isPresent || ask.isPresent }
    var isTwoSided: Bool { bid.isPresent && ask.isPresent }
    var hasRequest: Bool { request != .none }

    mutating func send(_ quote: TwoSidedQuote) {
        pendingID = quote.id
        pendingBid = quote.bid
        pendingAsk = quote.ask
        pendingAnswers = quote.answering
    }

    /// The exchange has taken a quote: ours in flight, or one from a life we do not remember.
    mutating func accept(
        _ id: QuoteID, bid: QuoteLeg, ask: QuoteLeg, at time: SessionTime, holdMin: TimeSpan
    ) {
        liveID = id
        self.bid = bid
        self.ask = ask
        isUnknown = false
        opensOnly = false
        guard id == pendingID else { return }
        if pendingAnswers != .none {
            held = pendingAnswers
            heldSince = time
            heldUntil = time + holdMin
            heldDeadline = requestDeadline
            if request == pendingAnswers { request = .none }
        }
        clearPending()
    }

    mutating func releaseHold() {
        held = .none
        heldSince = QuoteSlot.never
        heldUntil = QuoteSlot.never
    }

    /// A withdrawal has been carried out.
    mutating func acceptWithdrawal(_ id: QuoteID) {
        clearLive()
        isUnknown = false
        if id == pendingID { clearPending() }
    }

    mutating func clearPending() {
        pendingID = .none
        pendingBid = .absent
        pendingAsk = .absent
        pendingAnswers = .none
    }

    mutating func clearLive() {
        liveID = .none
        bid = .absent
        ask = .absent
        releaseHold()
    }

    /// The session is gone: nothing is known of what stands.
    mutating func forget() {
        clearPending()
        clearLive()
        request = .none
        isUnknown = true
        retryAt = QuoteSlot.never
        opensOnly = false
    }

    mutating func setRemaining(_ side: Side, _ quantity: Quantity) {
        let left = max(.zero, quantity)
        if side == .bid {
            bid =
                left > .zero
                ? QuoteLeg(price: bid.price, quantity: left, effect: bid.effect) : .absent
        } else {
            ask =
                left > .zero
                ? QuoteLeg(price: ask.price, quantity: left, effect: ask.effect) : .absent
        }
    }

    func remaining(_ side: Side) -> Quantity { side == .bid ? bid.quantity : ask.quantity }
}
