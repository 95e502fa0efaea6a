public import Obligations

/// A month's or quarter's figures with its days: all that the period's compliance report shows.
public struct ComplianceMonth: Sendable {
    public var facts: ComplianceFacts
    public var pack: RulePack
    public var report: PeriodReport
    /// Days on record, in order.
    public var days: [Day]

    public init(facts: ComplianceFacts, pack: RulePack, report: PeriodReport, days: [Day]) {
        self.facts = facts
        self.pack = pack
        self.report = report
        self.days = days
    }

    /// One day on record, and its own page.
    public struct Day: Sendable {
        public var report: ObligationReport
        /// The run folder's name.
        public var record: String
        public var check: ComplianceFacts.FiguresCheck
        /// Nil = not sealed; else whether all of the seal holds.
        public var isSealed: Bool?
        /// Whether the day was measured with the very text of the pack that the period applies.
        public var hasSamePack: Bool
        /// Where the day's own page is, relative to this one; nil = none was written.
        public var page: String?

        public init(
            report: ObligationReport, record: String, check: ComplianceFacts.FiguresCheck,
            isSealed: Bool?, hasSamePack: Bool, page: String?
        ) {
            self.report = report
            self.record = record
            self.check = check
            self.isSealed = isSealed
            self.hasSamePack = hasSamePack
            self.page = page
        }
    }
}
