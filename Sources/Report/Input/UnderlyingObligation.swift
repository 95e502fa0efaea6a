/// One underlying's verdicts: continuous quoting over its contracts, and answers to requests.
public struct UnderlyingObligation: Hashable, Sendable {
    /// The ETF's code, `510050`, as in `ReportedContract.underlying`.
    public var underlying: String
    /// The ETF's name; may be empty.
    public var name: String
    /// Contracts that met their participation / contracts obliged (持续报价合约率).
    public var contractRate: ReportedRatio
    public var contractRateThreshold: ReportedRatio
    /// Participation each contract must reach (参与率).
    public var participationThreshold: ReportedRatio
    public var participationMean: ReportedRatio
    public var participationWorst: ReportedRatio
    public var verdict: ObligationVerdict
    public var responses: ResponseTally

    public init(
        underlying: String, name: String = "", contractRate: ReportedRatio,
        contractRateThreshold: ReportedRatio, participationThreshold: ReportedRatio,
        participationMean: ReportedRatio, participationWorst: ReportedRatio,
        verdict: ObligationVerdict, responses: ResponseTally
    ) {
        self.underlying = underlying
        self.name = name
        self.contractRate = contractRate
        self.contractRateThreshold = contractRateThreshold
        self.participationThreshold = participationThreshold
        self.participationMean = participationMean
        self.participationWorst = participationWorst
        self.verdict = verdict
        self.responses = responses
    }
}

/// How one underlying's requests for quote (询价) were answered.
public struct ResponseTally: Hashable, Sendable {
    /// Requests that count.
    public var requests: Int64
    /// Answered in time and held long enough.
    public var answered: Int64
    /// Answered after the maximum response time (回应报价最长时限).
    public var late: Int64
    /// Answered in time, gone before the minimum hold time (回应报价保留最短时间).
    public var heldShort: Int64
    /// Not answered at all.
    public var missed: Int64
    /// Usually `answered / requests`.
    public var rate: ReportedRatio
    public var threshold: ReportedRatio
    public var verdict: ObligationVerdict

    public init(
        requests: Int64, answered: Int64, late: Int64, heldShort: Int64, missed: Int64,
        rate: ReportedRatio, threshold: ReportedRatio, verdict: ObligationVerdict
    ) {
        self.requests = requests
        self.answered = answered
        self.late = late
        self.heldShort = heldShort
        self.missed = missed
        self.rate = rate
        self.threshold = threshold
        self.verdict = verdict
    }

    /// No request, nothing owed.
    public static let none = ResponseTally(
        requests: 0, answered: 0, late: 0, heldShort: 0, missed: 0, rate: .none, threshold: .none,
        verdict: .noObligation)
}
