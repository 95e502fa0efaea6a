import Market

/// What a detector found about one subject; the monitor makes an alert of it.
struct Finding {
    enum Outcome {
        case reached
        /// Below the bar but near it: counts towards "several times".
        case near
        /// Near a bar of the whole day: told at once, for a day comes only once.
        case nearDay

        /// A graver one has a higher rank.
        var rank: Int8 { self == .reached ? 2 : 1 }
    }

    var outcome: Outcome
    var subject: Int
    var time: SessionTime
    var contract: ContractIndex?
    /// Which of the subject's spans under this rule, from 1; 0 for a rule over the day.
    var span: Int
    var measures: [Measure]
    var evidence: [FlowEvent]
    var evidenceCount: Int

    init(
        _ outcome: Outcome, subject: Int, time: SessionTime, contract: ContractIndex? = nil,
        span: Int = 0, measures: [Measure], evidence: EvidenceRows
    ) {
        self.outcome = outcome
        self.subject = subject
        self.time = time
        self.contract = contract
        self.span = span
        self.measures = measures
        self.evidence = evidence.rows
        evidenceCount = evidence.count
    }
}

/// The first rows of a proof, and how many there are in all.
struct EvidenceRows: Sendable {
    let rowsMax: Int
    private(set) var rows: [FlowEvent] = []
    private(set) var count = 0

    init(max rowsMax: Int) { self.rowsMax = rowsMax }

    init(max rowsMax: Int, _ rows: some Collection<FlowEvent>) {
        self.rowsMax = rowsMax
        self.rows = Array(rows.prefix(rowsMax))
        count = rows.count
    }

    mutating func add(_ row: FlowEvent) {
        if rows.count < rowsMax { rows.append(row) }
        count += 1
    }
}
