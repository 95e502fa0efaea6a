import Market
import Obligations
import Settings
import Tracker

/// `obligato obligations`: a run's figures as text or JSON, opened down to intervals for one contract.
public struct ObligationView {
    private let record: DayRecord
    private let tracker: TrackerCore
    private let report: ObligationReport
    private let contract: OptionContract?

    public init(_ record: DayRecord, contract name: String?) throws {
        self.record = record
        tracker = try record.trackerCore()
        report = tracker.report()
        contract = try name.map { try record.contract(named: $0) }
    }

    public func json(explained: Bool) throws -> String {
        guard let contract else { return try report.json() }
        return try JSONText.text(try evidence(of: contract, opened: explained))
    }

    private func evidence(of contract: OptionContract, opened: Bool) throws -> ContractEvidence {
        let unexempted =
            opened
            ? try record.trackerCores(
                under: [ReconciliationVariant.noExemptions.pack(record.plan.pack)])[0]
            : tracker
        return ContractEvidence(
            of: contract, report: report, tracker: tracker, unexempted: unexempted, opened: opened)
    }

    /// How many single contracts pass; where a day is judged by its parts, how many parts do.
    private func presenceLines() -> [String] {
        var lines: [String] = []
        let parts = report.rules.filter { $0.kind == "presence" && $0.part != nil }
        for (rows, name) in [(report.contractPresence, "contracts"), (parts, "parts of contracts")]
        {
            let judged = rows.filter { $0.pass != nil }
            guard !judged.isEmpty else { continue }
            let met = judged.filter { $0.pass == true }.count
            lines.append("presence: \(met) of \(judged.count) \(name) pass; --contract shows one")
        }
        return lines
    }

    public func text(explained: Bool) throws -> String {
        var lines = ["\(report.date)  \(report.rulePack.id) \(report.rulePack.version)"]
        if !report.rulePack.placeholders.isEmpty {
            lines.append(
                "figures rest on placeholder thresholds 部分阈值为占位值: "
                    + report.rulePack.placeholders.joined(separator: ", "))
        }
        lines += record.plan.circumstances.map { "declared 已申报: \($0.text)" }
        let rows = report.rules.filter { row in
            contract.map { row.contract == $0.tradingCode } ?? (row.contract == nil)
        }
        lines += rows.map(line)
        if contract == nil {
            lines += slackLines()
            lines += presenceLines()
        }
        if let contract, explained {
            lines += try evidence(of: contract, opened: true).text
        }
        let difference =
            report.exchangeDifferenceNanoseconds.map { "\($0) ns" } ?? tracker.scoreObstacle.map {
                "not compared, its score does not know \($0)"
            } ?? "no score on record"
        lines.append("difference to the exchange's own score 与交易所统计之差: \(difference)")
        return lines.joined(separator: "\n")
    }

    /// Of a day that is not over: what may still be lost.
    private func slackLines() -> [String] {
        guard !tracker.isDayOver else { return [] }
        var lines = ["unfinished, slack at \(tracker.knownUntil) 未完结,剩余余量:"]
        let contracts = record.directory.contracts
        for coverage in tracker.coverageSlack() {
            let slacks = contracts.filter { $0.underlying == coverage.underlying }
                .compactMap { tracker.slack(of: $0.index)?.day }
            let lowest = slacks.filter { $0.isObliged && !$0.isLost }.map(\.left).min()
            let code = record.directory.underlyings[coverage.underlying.int].code
            let least = lowest.map { FigureText.seconds($0) } ?? "–"
            lines.append(
                "  \(code): \(coverage.missesLeft) of \(coverage.obliged) contracts may still be lost, "
                    + "\(coverage.lost.count) are; least presence slack \(least)")
        }
        return lines
    }

    private func line(_ row: ObligationReport.Row) -> String {
        let verdict = row.pass.map { $0 ? "pass 达标" : "FAIL 未达标" } ?? "no obligation 无义务"
        var text =
            "\(row.rule) \(row.kind) \(row.contract ?? row.underlying): "
            + "\(FigureText.percent(row.value)) of \(FigureText.percent(row.threshold)) (\(row.value.num)/\(row.value.den))"
            + "  \(verdict)"
        if let times = row.times {
            text +=
                "  met \(FigureText.seconds(times.met)) not met \(FigureText.seconds(times.notMet)) "
                + "exempt \(FigureText.seconds(times.exempt)) unknown \(FigureText.seconds(times.unknown)) "
                + "session \(FigureText.seconds(times.session))"
        }
        if row.best != row.value {
            text +=
                "\n  worst case \(FigureText.percent(row.value)), "
                + "best case \(FigureText.percent(row.best))"
        }
        if let treatments = row.treatments, let times = row.times, times.exempt > 0 {
            text +=
                "\n  exempt time removed \(FigureText.percent(treatments.removed.worst))…"
                + "\(FigureText.percent(treatments.removed.best)), deemed fulfilled "
                + "\(FigureText.percent(treatments.deemed.worst))…"
                + FigureText.percent(treatments.deemed.best)
        }
        for (cause, nanoseconds) in (row.causes ?? [:]).sorted(by: { $0.key < $1.key }) {
            text += "\n  \(cause) \(FigureText.seconds(nanoseconds))"
        }
        return text
    }
}

/// One interval as it is printed: class, cause, and the acknowledgement it rests on.
struct IntervalRow: Encodable {
    let rule: String
    let pack: String
    let pack_version: Int
    let start_ns: Int64
    let end_ns: Int64
    let length_ns: Int64
    let state: String
    let cause: String?
    let trigger: String
    let verdict: String
    let exemption: String?
    /// Log sequence of the event that exempted.
    let exemption_sequence: UInt64?
    let quote_id: UInt64
    let ack_sequence: UInt64
    let last_ack_sequence: UInt64
    let bid_ticks: Int64
    let bid_qty: Int32
    let ask_ticks: Int64
    let ask_qty: Int32

    init(_ explained: ExplainedInterval, rule: String, pack: ObligationReport.Pack) {
        self.rule = rule
        self.pack = pack.id
        pack_version = pack.version
        length_ns = (explained.end - explained.start).nanoseconds
        let interval = explained.interval
        start_ns = explained.start.nanoseconds
        end_ns = explained.end.nanoseconds
        state = String(describing: interval.state)
        cause = explained.cause?.rawValue
        trigger = String(describing: interval.trigger)
        verdict = String(describing: interval.verdict)
        exemption = interval.exemption
        exemption_sequence = interval.exemptionSequence
        quote_id = interval.evidence.quote.value
        ack_sequence = interval.evidence.logSequence
        last_ack_sequence = interval.lastEvidence.logSequence
        bid_ticks = interval.quote.bid.ticks
        bid_qty = interval.quote.bidRemaining.contracts
        ask_ticks = interval.quote.ask.ticks
        ask_qty = interval.quote.askRemaining.contracts
    }

    var text: String {
        let from = SessionTime(nanoseconds: start_ns)
        let to = SessionTime(nanoseconds: end_ns)
        return "  \(from) \(to) \(state)\(cause.map { " (\($0))" } ?? "")"
            + "\(exemption.map { " [\($0), event \(exemption_sequence ?? 0)]" } ?? "")  \(verdict) since \(trigger)  "
            + "quote \(quote_id) ack \(ack_sequence)…\(last_ack_sequence)  "
            + "\(bid_ticks)×\(bid_qty) / \(ask_ticks)×\(ask_qty)"
    }
}
