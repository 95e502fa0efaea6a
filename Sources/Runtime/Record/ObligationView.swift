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
        if let name {
            guard let found = record.directory.contract(named: name) else {
                throw SettingsError(
                    file: record.folder.path, line: 0, path: "--contract",
                    problem: "\"\(name)\" is not listed on this day",
                    accepted: "a trading code such as "
                        + (record.directory.contracts.first?.tradingCode ?? "–")
                        + ", an eight-digit code, or #0 to #\(record.directory.contracts.count - 1)"
                )
            }
            contract = found
        } else {
            contract = nil
        }
    }

    public func json(explained: Bool) throws -> String {
        guard let contract else { return try report.json() }
        struct Explained: Encodable {
            let figure: [ObligationReport.Row]
            let intervals: [IntervalRow]
        }
        return try JSONText.text(
            Explained(
                figure: report.rules.filter { $0.contract == contract.tradingCode },
                intervals: explained ? intervals(of: contract) : []))
    }

    public func text(explained: Bool) -> String {
        var lines = ["\(report.date)  \(report.rulePack.id) \(report.rulePack.version)"]
        if !report.rulePack.placeholders.isEmpty {
            lines.append(
                "figures rest on placeholder thresholds 部分阈值为占位值: "
                    + report.rulePack.placeholders.joined(separator: ", "))
        }
        let rows = report.rules.filter { row in
            contract.map { row.contract == $0.tradingCode } ?? (row.contract == nil)
        }
        lines += rows.map(line)
        if contract == nil {
            let met = report.rules.filter { $0.kind == "presence" && $0.pass == true }.count
            let obliged = report.rules.filter { $0.kind == "presence" && $0.pass != nil }.count
            lines += slackLines()
            lines.append("presence: \(met) of \(obliged) contracts pass; --contract shows one")
        }
        if let contract, explained { lines += intervals(of: contract).map(\.text) }
        let difference =
            report.exchangeDifferenceNanoseconds.map { "\($0) ns" } ?? "no score on record"
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
            lines.append(
                "  \(record.directory.underlyings[coverage.underlying.int].code): "
                    + "\(coverage.missesLeft) of \(coverage.obliged) contracts may still be lost, "
                    + "\(coverage.lost.count) are; least presence slack "
                    + (lowest.map(seconds) ?? "–"))
        }
        return lines
    }

    private func line(_ row: ObligationReport.Row) -> String {
        let verdict = row.pass.map { $0 ? "pass 达标" : "FAIL 未达标" } ?? "no obligation 无义务"
        var text =
            "\(row.rule) \(row.kind) \(row.contract ?? row.underlying): "
            + "\(percent(row.value)) of \(percent(row.threshold)) (\(row.value.num)/\(row.value.den))"
            + "  \(verdict)"
        if let times = row.times {
            text +=
                "  met \(seconds(times.met)) not met \(seconds(times.notMet)) "
                + "exempt \(seconds(times.exempt)) unknown \(seconds(times.unknown)) "
                + "session \(seconds(times.session))"
        }
        for (cause, nanoseconds) in (row.causes ?? [:]).sorted(by: { $0.key < $1.key }) {
            text += "\n  \(cause) \(seconds(nanoseconds))"
        }
        return text
    }

    private func intervals(of contract: OptionContract) -> [IntervalRow] {
        tracker.explainedIntervals(of: contract.index).map { IntervalRow($0) }
    }

    private func percent(_ ratio: Ratio) -> String {
        guard ratio.den > 0 else { return "–" }
        let hundredths = Int64(Double(ratio.num) / Double(ratio.den) * 10_000)
        return DecimalText.text(hundredths, decimals: 2) + " %"
    }

    private func seconds(_ nanoseconds: Int64) -> String {
        DecimalText.text(nanoseconds / 1_000_000, decimals: 3) + " s"
    }
}

/// One interval as it is printed: class, cause, and the acknowledgement it rests on.
struct IntervalRow: Encodable {
    let start_ns: Int64
    let end_ns: Int64
    let state: String
    let cause: String?
    let trigger: String
    let verdict: String
    let exemption: String?
    let quote_id: UInt64
    let ack_sequence: UInt64
    let last_ack_sequence: UInt64
    let bid_ticks: Int64
    let bid_qty: Int32
    let ask_ticks: Int64
    let ask_qty: Int32

    init(_ explained: ExplainedInterval) {
        let interval = explained.interval
        start_ns = explained.start.nanoseconds
        end_ns = explained.end.nanoseconds
        state = String(describing: interval.state)
        cause = explained.cause?.rawValue
        trigger = String(describing: interval.trigger)
        verdict = String(describing: interval.verdict)
        exemption = interval.exemption
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
            + "\(exemption.map { " [\($0)]" } ?? "")  \(verdict) since \(trigger)  "
            + "quote \(quote_id) ack \(ack_sequence)…\(last_ack_sequence)  "
            + "\(bid_ticks)×\(bid_qty) / \(ask_ticks)×\(ask_qty)"
    }
}
