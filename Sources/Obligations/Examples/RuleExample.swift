public import Market

/// A worked example in a rule pack: given a session and contracts, when the exchange says this, then the figure is that.
public struct RuleExample: Hashable, Sendable {
    public let name: String
    /// The rule whose figures are expected.
    public let rule: String
    /// 1-based line of the example in its file.
    public let line: Int
    public let given: Given
    /// Values of the rule exchanged for this example alone.
    public let settings: [Setting]
    /// In order of time.
    public let events: [Event]
    public let expected: [Expectation]

    /// The day the example plays on.
    public struct Given: Hashable, Sendable {
        public var session: [Span]
        public var underlyings: [Underlying]
        public var contracts: [OptionContract]
        public var facts: [InstrumentFacts]
    }

    /// A half-open stretch of continuous trading.
    public struct Span: Hashable, Sendable {
        public let start: SessionTime
        public let end: SessionTime
    }

    /// A path in the rule, and the YAML that stands there for this example.
    public struct Setting: Hashable, Sendable {
        public let path: String
        public let value: String
    }

    /// Something that happened.
    public struct Event: Hashable, Sendable {
        public let time: SessionTime
        public let action: Action
    }

    /// What happened; nil as a contract means all of them.
    public enum Action: Hashable, Sendable {
        case quote(ContractIndex, LiveQuote, answering: QuoteRequestID)
        /// What is left of the quote after a fill.
        case order(ContractIndex, OwnOrder)
        case fill(ContractIndex, bidLeft: Quantity, askLeft: Quantity)
        case cancel(ContractIndex)
        case phase(ContractIndex?, TradingPhase)
        case market(ContractIndex?, BookTop)
        case underlying(UnderlyingIndex)
        /// The underlying's own best prices; zero = none on that side.
        case underlyingQuote(UnderlyingIndex, bid: Price, ask: Price)
        case request(QuoteRequestID, ContractIndex)
        case requestExpired(QuoteRequestID)
        /// A circumstance of the whole market or maker began or ended.
        case circumstance(Circumstance, begins: Bool)
        case interrupt
        case resume
        /// So many orders beside the quotes, each of this size.
        case placed(ContractIndex, count: Int64, Quantity)
        /// So many of them cancelled, each with so much left.
        case cancelled(ContractIndex, count: Int64, Quantity)
        case traded(ContractIndex, Quantity, fee: Money)
        case position(ContractIndex, long: Quantity, short: Quantity)
        /// So many messages, spread evenly until a time.
        case messages(count: Int64, until: SessionTime)
        /// An event the ledger of this build has no input for, by its name and its values in words.
        case withoutInput(String, words: String)
    }

    /// What one row of the day's report must say; what is nil is not asked.
    public struct Expectation: Hashable, Sendable {
        public var contract: String?
        public var underlying: String?
        public var value: Ratio?
        public var sampled: Ratio?
        public var best: Ratio?
        public var times: [NamedCount] = []
        public var pass: Pass?
        public var contractsMet: [String]?
        public var counts: [NamedCount] = []
        public var outcomes: [Outcome] = []

        /// Asked of no contract and no underlying.
        var isOfAll: Bool { contract == nil && underlying == nil }
    }

    /// A verdict, or that there is none.
    public enum Pass: String, Hashable, Sendable, CaseIterable {
        case yes = "true"
        case no = "false"
        case none
    }

    /// A count or a time in nanoseconds under its name.
    public struct NamedCount: Hashable, Sendable {
        public let name: String
        public let count: Int64
    }

    /// What becomes of one request.
    public struct Outcome: Hashable, Sendable {
        public let request: QuoteRequestID
        public let outcome: RequestOutcome
    }
}
