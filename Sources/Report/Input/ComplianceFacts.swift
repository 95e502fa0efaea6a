public import Obligations

/// Which record a compliance report is about, by what rules, and how far it was checked.
public struct ComplianceFacts: Hashable, Sendable {
    /// Who was obliged, `participant 1`.
    public var participant: String
    /// The run folder's name, or the folders of a period.
    public var record: String
    public var scenario: String
    public var softwareVersion: String
    /// Empty where it has none of its own.
    public var configurationHash: String
    /// SHA-256 of the rule pack's text, in hex; nil when the text is not at hand.
    public var packDigest: String?
    /// The pack's values as written in it, by `RULE/path`; what is missing is not shown.
    public var packValues: [String: String]
    public var check: FiguresCheck
    /// What `verify` finds of the record's seal, in order; empty = not sealed.
    public var seal: [SealFinding]

    public init(
        participant: String, record: String, scenario: String, softwareVersion: String,
        configurationHash: String, packDigest: String? = nil, packValues: [String: String] = [:],
        check: FiguresCheck, seal: [SealFinding] = []
    ) {
        self.participant = participant
        self.record = record
        self.scenario = scenario
        self.softwareVersion = softwareVersion
        self.configurationHash = configurationHash
        self.packDigest = packDigest
        self.packValues = packValues
        self.check = check
        self.seal = seal
    }

    /// Where the figures come from.
    public enum FiguresCheck: Hashable, Sendable {
        /// Counted anew from the journals, and equal to `obligations.json` to the byte.
        case equal
        /// Counted anew from the journals; `obligations.json` says something else.
        case differs
        /// Read from `obligations.json`.
        case readOnly
    }

    /// One thing `verify` looked at.
    public struct SealFinding: Hashable, Sendable {
        public var subject: String
        public var holds: Bool
        public var detail: String

        public init(subject: String, holds: Bool, detail: String) {
            self.subject = subject
            self.holds = holds
            self.detail = detail
        }
    }
}

/// A day's figures with the evidence under them: all that the compliance report shows.
public struct ComplianceDay: Sendable {
    public var facts: ComplianceFacts
    public var pack: RulePack
    public var report: ObligationReport
    /// Continuous trading, in order.
    public var sessionSpans: [SessionSpan]
    /// The intervals under each contract's presence; nil when figures were only read.
    public var evidence: [PresenceEvidence]?
    /// All requests for quote, in order of time.
    public var requests: [RequestEvidence]

    public init(
        facts: ComplianceFacts, pack: RulePack, report: ObligationReport,
        sessionSpans: [SessionSpan], evidence: [PresenceEvidence]?,
        requests: [RequestEvidence] = []
    ) {
        self.facts = facts
        self.pack = pack
        self.report = report
        self.sessionSpans = sessionSpans
        self.evidence = evidence
        self.requests = requests
    }
}
