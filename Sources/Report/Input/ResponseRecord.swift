public import Market

/// Every request for quote (询价) of the day and how fast it was answered.
public struct ResponseRecord: Hashable, Sendable {
    /// Maximum response time (回应报价最长时限); nil when the pack has none.
    public var responseTimeMaxNanoseconds: Int64?
    /// Minimum hold time (回应报价保留最短时间); nil when the pack has none.
    public var holdTimeMinNanoseconds: Int64?
    public var events: [ResponseEvent]

    public init(
        responseTimeMaxNanoseconds: Int64? = nil, holdTimeMinNanoseconds: Int64? = nil,
        events: [ResponseEvent] = []
    ) {
        self.responseTimeMaxNanoseconds = responseTimeMaxNanoseconds
        self.holdTimeMinNanoseconds = holdTimeMinNanoseconds
        self.events = events
    }
}

/// One request and its answer.
public struct ResponseEvent: Hashable, Sendable {
    public var time: SessionTime
    public var contract: ReportedContract
    public var outcome: ResponseOutcome
    /// Request to acknowledged answer; nil when missed.
    public var responseNanoseconds: Int64?

    public init(
        time: SessionTime, contract: ReportedContract, outcome: ResponseOutcome,
        responseNanoseconds: Int64?
    ) {
        self.time = time
        self.contract = contract
        self.outcome = outcome
        self.responseNanoseconds = responseNanoseconds
    }
}

/// What became of a request.
public enum ResponseOutcome: Hashable, Sendable, CaseIterable {
    case answered
    case late
    case heldShort
    case missed
    /// The request did not count (an exempt phase, an invalid request).
    case notObliged
}
