public import Wire

/// What a check says of itself: its name, the rule it enforces, the codes it refuses with, the parameters it has.
public struct CheckAbout: Sendable, Equatable {
    /// Plain words, for a page or a terminal.
    public var name: String
    /// The rule it comes from, `SSE-MM-03` or a row of the requirements.
    public var rule: String
    public var codes: [RefusalCode]
    /// Name and unit of each limit or term it compares with, as in `RiskLimits` and `RiskTerms`.
    public var parameters: [String]
    /// What it may look at; a drop-in check cannot look at anything else.
    public var reads: [String]

    public init(
        _ name: String, rule: String, codes: [RefusalCode], parameters: [String] = [],
        reads: [String] = ["the instruction"]
    ) {
        self.name = name
        self.rule = rule
        self.codes = codes
        self.parameters = parameters
        self.reads = reads
    }
}

/// A pre-trade check: one type, one file.
public protocol RiskCheck: Sendable {
    static var about: CheckAbout { get }
}

/// A check of a two-sided quote that is dropped in: one file here, one line in `DropInChecks`.
///
/// It is made out of the limits, is handed the reading it names and nothing else, and answers. Whatever it may not
/// know is not in its reading: the compiler keeps it to that.
public protocol QuoteCheck: RiskCheck {
    associatedtype Reading: QuoteReading

    init(_ limits: RiskLimits)
    func verdict(_ reading: Reading) -> Verdict
}

/// A part of the moment at which a quote is judged.
public protocol QuoteReading: Sendable {
    init(_ moment: borrowing QuoteMoment)
}
