public import Market

/// A contract as the report names it.
public struct ReportedContract: Hashable, Sendable {
    /// Eight-digit contract code (合约编码).
    public var code: UInt32
    /// Seventeen-character trading code (合约交易代码).
    public var tradingCode: String
    /// The ETF's code, `510050`.
    public var underlying: String
    public var expiry: TradingDay
    public var strike: Price
    public var type: OptionType

    public init(
        code: UInt32, tradingCode: String, underlying: String, expiry: TradingDay, strike: Price,
        type: OptionType
    ) {
        self.code = code
        self.tradingCode = tradingCode
        self.underlying = underlying
        self.expiry = expiry
        self.strike = strike
        self.type = type
    }

    /// A contract of the day's directory.
    public init(_ contract: OptionContract, underlying: Underlying) {
        self.init(
            code: contract.code, tradingCode: contract.tradingCode, underlying: underlying.code,
            expiry: contract.expiry, strike: contract.strike, type: contract.type)
    }

    /// Underlying, expiry, strike, call before put, code: the order of the T-shaped board (T型报价).
    func precedes(_ other: ReportedContract) -> Bool {
        if underlying != other.underlying { return underlying < other.underlying }
        if expiry != other.expiry { return expiry < other.expiry }
        if strike != other.strike { return strike < other.strike }
        if type != other.type { return type == .call }
        return code < other.code
    }
}

/// One contract's continuous-quoting day (双边持续报价).
public struct ContractObligation: Hashable, Sendable {
    public var contract: ReportedContract
    public var time: ClassifiedTime
    /// Participation counted in samples (one a second), where the rule samples.
    public var sampled: ReportedRatio
    /// The figure the verdict rests on (参与率).
    public var value: ReportedRatio
    public var threshold: ReportedRatio
    public var verdict: ObligationVerdict
    /// Why time was not met; adds up to `time.notMetNanoseconds`, or the report shows the difference.
    public var causes: [CauseTime]
    /// The exchange's own score less ours; nil when the exchange's score is not known.
    public var exchangeDifferenceNanoseconds: Int64?
    /// One a heat-map column, along `DayReport.buckets`; missing ones are drawn as no data.
    public var buckets: [ClassifiedTime]

    public init(
        contract: ReportedContract, time: ClassifiedTime, sampled: ReportedRatio = .none,
        value: ReportedRatio, threshold: ReportedRatio, verdict: ObligationVerdict,
        causes: [CauseTime] = [], exchangeDifferenceNanoseconds: Int64? = nil,
        buckets: [ClassifiedTime] = []
    ) {
        self.contract = contract
        self.time = time
        self.sampled = sampled
        self.value = value
        self.threshold = threshold
        self.verdict = verdict
        self.causes = causes
        self.exchangeDifferenceNanoseconds = exchangeDifferenceNanoseconds
        self.buckets = buckets
    }

    /// The cause that cost most; ties go to the first.
    var mainCause: CauseTime? {
        var main: CauseTime?
        for cause in causes where cause.nanoseconds > main?.nanoseconds ?? 0 { main = cause }
        return main
    }
}

/// Not-met time put down to one cause.
public struct CauseTime: Hashable, Sendable {
    /// Stable name, `spread-too-wide`.
    public var name: String
    /// The same in Chinese; may be empty.
    public var chinese: String
    public var nanoseconds: Int64

    public init(name: String, chinese: String = "", nanoseconds: Int64) {
        self.name = name
        self.chinese = chinese
        self.nanoseconds = nanoseconds
    }
}
