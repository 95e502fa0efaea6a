import Market
import Obligations

/// A reconciliation as JSON; names are stable.
struct ReconciliationDocument: Encodable {
    let figures: [Figure]
    let unmatched: [Unmatched]
    let unmentioned: [Unmentioned]

    init(_ reconciliation: Reconciliation, versions: [String: String]) {
        figures = reconciliation.figures.map { Figure($0, versions) }
        unmatched = reconciliation.unmatched.map {
            Unmatched(
                line: $0.figure.line, contract: $0.figure.contract, date: $0.figure.date,
                problem: $0.problem)
        }
        unmentioned = reconciliation.unmentioned.map {
            Unmentioned(date: $0.date, contract: $0.contract)
        }
    }

    struct Unmatched: Encodable {
        let line: Int
        let contract: String
        let date: String?
        let problem: String
    }

    struct Unmentioned: Encodable {
        let date: String
        let contract: String
    }

    struct Side: Encodable {
        let value: Ratio
        let met_ns: Int64
        let obliged_ns: Int64
        let pass: Bool?
    }

    struct Figure: Encodable {
        let line: Int
        let contract: String
        let dates: [String]
        let rule: String
        let pack: String
        let ours: Side
        let theirs: Side
        let agrees: Bool
        let changes_verdict: Bool
        let difference_millionths: Int64?
        let difference_ns: Int64
        let explanations: [Explanation]

        init(_ figure: ReconciledFigure, _ versions: [String: String]) {
            line = figure.theirs.line
            contract = figure.contract
            dates = figure.dates
            rule = figure.rule
            pack = figure.pack
            ours = Side(
                value: figure.ourValue, met_ns: figure.ourMet, obliged_ns: figure.ourObliged,
                pass: figure.ourPass)
            theirs = Side(
                value: figure.theirValue, met_ns: figure.theirMet,
                obliged_ns: figure.theirObliged, pass: figure.theirPass)
            agrees = figure.agrees
            changes_verdict = figure.changesVerdict
            difference_millionths = figure.millionths
            difference_ns = figure.theirMet - figure.ourMet
            explanations = figure.explanations.map { Explanation($0, figure.rule, versions) }
        }
    }

    struct Explanation: Encodable {
        let form: String
        let kinds: [String]
        let treatments: [String]
        let met_change_ns: Int64
        let obliged_change_ns: Int64
        let residual_ns: Int64
        let is_complete: Bool
        let intervals: [Interval]

        init(_ explanation: DisputeExplanation, _ rule: String, _ versions: [String: String]) {
            form = explanation.form.rawValue
            kinds = explanation.kinds.map(\.rawValue)
            treatments = explanation.treatments.map(\.rawValue)
            met_change_ns = explanation.metChange
            obliged_change_ns = explanation.obligedChange
            residual_ns = explanation.residualNanoseconds
            is_complete = explanation.isComplete
            intervals = explanation.intervals.map { Interval($0, rule, versions[$0.date] ?? "") }
        }
    }

    struct Interval: Encodable {
        let date: String
        let kind: String
        let treatment: String
        let start_ns: Int64
        let end_ns: Int64
        let met_change_ns: Int64
        let obliged_change_ns: Int64
        let rule: String
        let pack: String
        let quote_id: UInt64
        let ack_sequence: UInt64
        let bid_ticks: Int64
        let bid_qty: Int32
        let ask_ticks: Int64
        let ask_qty: Int32
        let exemption: String?
        let exemption_sequence: UInt64?

        init(_ interval: DisputedInterval, _ rule: String, _ pack: String) {
            let evidence = interval.evidence
            date = interval.date
            kind = interval.kind.rawValue
            treatment = interval.treatment.rawValue
            start_ns = interval.start.nanoseconds
            end_ns = interval.end.nanoseconds
            met_change_ns = interval.metChange
            obliged_change_ns = interval.obligedChange
            self.rule = rule
            self.pack = pack
            quote_id = evidence.evidence.quote.value
            ack_sequence = evidence.evidence.logSequence
            bid_ticks = evidence.quote.bid.ticks
            bid_qty = evidence.quote.bidRemaining.contracts
            ask_ticks = evidence.quote.ask.ticks
            ask_qty = evidence.quote.askRemaining.contracts
            exemption = evidence.exemption
            exemption_sequence = evidence.exemptionSequence
        }
    }
}
