/// A day's obligation figures under one rule pack; `json()` is the form of `obligations.json`.
public struct ObligationReport: Hashable, Sendable, Codable {
    /// `2021-01-04`.
    public var date: String
    public var rulePack: Pack
    public var rules: [Row]
    /// Sum over contracts of |ours − the exchange's| met time; nil when the exchange gave no score.
    public var exchangeDifferenceNanoseconds: Int64?

    public init(
        date: String, rulePack: Pack, rules: [Row], exchangeDifferenceNanoseconds: Int64?
    ) {
        self.date = date
        self.rulePack = rulePack
        self.rules = rules
        self.exchangeDifferenceNanoseconds = exchangeDifferenceNanoseconds
    }

    /// Which rules, and which of their numbers are placeholders.
    public struct Pack: Hashable, Sendable, Codable {
        public var id: String
        public var version: Int
        public var placeholders: [String]

        public init(id: String, version: Int, placeholders: [String]) {
            self.id = id
            self.version = version
            self.placeholders = placeholders
        }
    }

    /// One figure: a contract's presence, an underlying's coverage, or an underlying's responses.
    public struct Row: Hashable, Sendable {
        public var rule: String
        /// `presence`, `coverage` or `rfqResponse`.
        public var kind: String
        /// Trading code; nil for an underlying's figure.
        public var contract: String?
        /// Its code, or `allUnderlyings` for a figure of the participant.
        public var underlying: String
        public static let allUnderlyings = "*"
        /// The part of the day (its `id`) the figure is of; nil = the whole day.
        public var part: String?
        /// Presence only.
        public var times: Times?
        /// Nanoseconds of not-met time by cause; presence only. The causes add up to `notMet`.
        public var causes: [String: Int64]?
        /// The figure; unknown counted as not met.
        public var value: Ratio
        /// The same with unknown counted as met.
        public var best: Ratio
        /// Presence only: the figure by sample instants.
        public var sampled: Ratio?
        /// Presence only: the figure under both treatments of exempt time.
        public var treatments: Treatments?
        /// The bar; 0/0 for a rule without one.
        public var threshold: Ratio
        public var comparator: Threshold.Comparator
        /// Nil when the denominator is zero: no obligation, never 100 %.
        public var pass: Bool?
        /// Coverage only: trading codes of the contracts that reached the bar.
        public var contractsMet: [String]?
        /// Responses only.
        public var requests: RequestCounts?
        /// Kinds that count: what was counted, by name.
        public var counts: [String: Int64]?

        public init(
            rule: String, kind: String, contract: String?, underlying: String, value: Ratio,
            best: Ratio, threshold: Threshold?
        ) {
            self.rule = rule
            self.kind = kind
            self.contract = contract
            self.underlying = underlying
            self.value = value
            self.best = best
            self.threshold = threshold?.value ?? Ratio(0, 0)
            comparator = threshold?.comparator ?? .atLeast
            pass = threshold?.isMet(by: value)
        }
    }

    /// The four classes in nanoseconds; they add up to the session.
    public struct Times: Hashable, Sendable {
        public var session: Int64
        public var met: Int64
        public var notMet: Int64
        public var exempt: Int64
        public var unknown: Int64

        public init(_ totals: PresenceTotals) {
            session = totals.sessionNanoseconds
            met = totals.metNanoseconds
            notMet = totals.notMetNanoseconds
            exempt = totals.exemptNanoseconds
            unknown = totals.unknownNanoseconds
        }

        public init(session: Int64, met: Int64, notMet: Int64, exempt: Int64, unknown: Int64) {
            self.session = session
            self.met = met
            self.notMet = notMet
            self.exempt = exempt
            self.unknown = unknown
        }
    }

    /// The figure with exempt time out of the denominator, and with it counted as fulfilled.
    public struct Treatments: Hashable, Sendable, Codable {
        public var removed: Range
        public var deemed: Range

        /// Unknown counted as not met, and as met.
        public struct Range: Hashable, Sendable, Codable {
            public var worst: Ratio
            public var best: Ratio

            public init(worst: Ratio, best: Ratio) {
                self.worst = worst
                self.best = best
            }
        }

        init(_ totals: PresenceTotals, _ headline: PresenceRule.Headline) {
            func range(_ treatment: ExemptTreatment) -> Range {
                Range(
                    worst: totals.value(headline, exempt: treatment),
                    best: totals.value(headline, exempt: treatment, bestCase: true))
            }
            removed = range(.removed)
            deemed = range(.deemed)
        }
    }

    /// What became of the requests for quote.
    public struct RequestCounts: Hashable, Sendable {
        /// All that were opened.
        public var requests: Int64 = 0
        /// Not counted: outside the rules for a valid request, or cut short by the phase.
        public var inadmissible: Int64 = 0
        public var answered: Int64 = 0
        public var late: Int64 = 0
        public var heldShort: Int64 = 0
        /// Never answered, or only by quotes that do not count.
        public var missed: Int64 = 0
        public var unknown: Int64 = 0
        /// Still running when the report was made.
        public var pending: Int64 = 0

        public init() {}

        mutating func add(_ outcome: RequestOutcome) {
            requests += 1
            switch outcome {
            case .answered: answered += 1
            case .late: late += 1
            case .heldShort: heldShort += 1
            case .missed, .invalidResponse: missed += 1
            case .unknown: unknown += 1
            case .pending: pending += 1
            case .inadmissiblePhase, .inadmissibleInterval, .inadmissibleRemaining,
                .inadmissibleRequester, .inadmissibleSpread, .inadmissibleSize, .phaseEnded:
                inadmissible += 1
            }
        }

        var counted: Int64 { answered + late + heldShort + missed + unknown }
    }

    private enum CodingKeys: String, CodingKey {
        case date, rulePack, rules
        case exchangeDifferenceNanoseconds = "exchange_difference_ns"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(date, forKey: .date)
        try container.encode(rulePack, forKey: .rulePack)
        try container.encode(rules, forKey: .rules)
        // Written even when nil: "no score" must be seen.
        try container.encode(exchangeDifferenceNanoseconds, forKey: .exchangeDifferenceNanoseconds)
    }
}
