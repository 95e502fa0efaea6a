import Market
import Obligations
import Tables
import Tracker

/// Days on record as rows: one list that CSV, JSON and the database are all written from (docs/compliance.md).
struct ComplianceTables {
    /// Said wherever a figure depends on a number that is no venue's rule.
    static let placeholderSentence = "figures rest on placeholder thresholds 部分阈值为占位值"

    private(set) var days = Table(
        "days",
        [
            .text("date"), .integer("on_record"), .text("pack_id"), .integer("pack_version"),
            .text("effective_from"), .integer("rests_on_placeholders"),
            .integer("exchange_difference_ns"), .integer("recomputed"), .integer("holds"),
        ])
    private(set) var figures = Table(
        "figures",
        [
            .text("figure_id"), .text("date"), .text("rule"), .text("kind"), .text("contract"),
            .text("underlying"), .text("part"), .integer("session_ns"), .integer("met_ns"),
            .integer("not_met_ns"), .integer("exempt_ns"), .integer("unknown_ns"),
            .integer("requests"), .integer("answered"), .integer("late"), .integer("held_short"),
            .integer("missed"), .integer("inadmissible"), .integer("unknown_requests"),
            .integer("pending"), .integer("value_num"), .integer("value_den"), .text("percent"),
            .integer("best_num"), .integer("best_den"), .text("best_percent"),
            .integer("sampled_num"), .integer("sampled_den"), .text("comparator"),
            .integer("threshold_num"), .integer("threshold_den"), .text("verdict"),
            .text("best_verdict"), .text("pack_id"), .integer("pack_version"),
            .text("effective_from"), .integer("is_placeholder"), .text("evidence"),
            .integer("evidence_first"), .integer("evidence_last"),
        ] + ObligationCause.allCases.map { .integer("cause_\($0.rawValue)_ns") })
    private(set) var causes = Table(
        "causes", [.text("figure_id"), .text("cause"), .text("cause_zh"), .integer("ns")])
    private(set) var counts = Table(
        "counts", [.text("figure_id"), .text("name"), .integer("count")])
    private(set) var intervals = Table(
        "intervals",
        [
            .integer("interval_id"), .text("figure_id"), .text("date"), .text("contract"),
            .integer("start_ns"), .integer("end_ns"), .text("state"), .text("cause"),
            .text("exemption"), .text("trigger"), .text("quote_verdict"), .integer("quote_id"),
            .integer("ack_sequence"), .integer("last_ack_sequence"), .integer("bid_ticks"),
            .integer("bid_qty"), .integer("ask_ticks"), .integer("ask_qty"),
        ])
    private(set) var requests = Table(
        "requests",
        [
            .integer("request_row"), .text("figure_id"), .text("date"), .integer("request_id"),
            .text("contract"), .integer("opened_ns"), .text("outcome"), .integer("counted"),
            .integer("responded_ns"), .integer("held_ns"), .integer("quote_id"),
            .integer("ack_sequence"),
        ])
    private(set) var thresholds = Table(
        "thresholds",
        [
            .text("pack_id"), .integer("pack_version"), .text("effective_from"), .text("rule"),
            .text("name_zh"), .text("name_en"), .text("value_path"), .text("comparator"),
            .integer("threshold_num"), .integer("threshold_den"), .text("value"), .text("tag"),
            .integer("is_placeholder"), .text("source"),
        ])
    private var writtenPacks: Set<String> = []
    private(set) var placeholders: [String] = []

    /// The sentence, where it is true.
    var comments: [String] {
        placeholders.isEmpty
            ? [] : ["\(Self.placeholderSentence): \(placeholders.joined(separator: ", "))"]
    }

    /// The sentence as a table, so that a database carries it too.
    var notes: Table {
        var notes = Table("notes", [.text("name"), .text("text")])
        notes.append([.text("schema"), .text("1")])
        for comment in comments { notes.append([.text("placeholders"), .text(comment)]) }
        return notes
    }

    var tables: [Table] {
        [notes, days, figures, causes, counts, intervals, requests, thresholds]
    }

    /// A day's figures; with its tracker, the evidence under them too.
    mutating func append(_ day: MonthDay) {
        let pack = day.rules.pack
        append(day.rules)
        for name in day.report.rulePack.placeholders where !placeholders.contains(name) {
            placeholders.append(name)
        }
        days.append([
            .text(day.report.date), .integer(1), .text(day.report.rulePack.id),
            .integer(Int64(day.report.rulePack.version)), .text(pack.effectiveFrom.description),
            .integer(day.report.rulePack.placeholders.isEmpty ? 0 : 1),
            .init(day.report.exchangeDifferenceNanoseconds), .init(day.tracker != nil),
            .init(day.holds),
        ])
        var evidence: [String: Evidence] = [:]
        if day.tracker != nil { evidence = appendEvidence(of: day) }
        for row in day.report.rules { append(row, of: day, pack, evidence) }
    }

    /// A trading day nobody has a record of.
    mutating func appendMissing(_ date: TradingDay) {
        days.append(
            [.text(date.description), .integer(0)]
                + Array(repeating: .none, count: days.columns.count - 2))
    }

    /// Where a figure's evidence is: rows `first` to `last` of a table.
    private struct Evidence {
        let table: String
        let first: Int64
        var last: Int64
    }

    /// A figure's id; that of a part of the day ends with the part.
    static func id(_ date: String, _ rule: String, _ subject: String, part: String? = nil)
        -> String
    {
        "\(date)/\(rule)/\(subject)" + (part.map { "/" + $0 } ?? "")
    }

    private mutating func append(
        _ row: ObligationReport.Row, of day: MonthDay, _ pack: RulePack,
        _ evidence: [String: Evidence]
    ) {
        let whole = Self.id(day.report.date, row.rule, row.contract ?? row.underlying)
        let id = Self.id(
            day.report.date, row.rule, row.contract ?? row.underlying, part: row.part)
        // A part of the day opens to its contract's whole day.
        let place = evidence[whole]
        let bar = row.threshold.den > 0 ? Threshold(row.comparator, row.threshold) : nil
        let isPlaceholder = day.report.rulePack.placeholders.contains {
            $0.hasPrefix(row.rule + "/")
        }
        var cells: [Table.Cell] = [
            .text(id), .text(day.report.date), .text(row.rule), .text(row.kind),
            .init(row.contract), .text(row.underlying), .init(row.part), .init(row.times?.session),
            .init(row.times?.met), .init(row.times?.notMet), .init(row.times?.exempt),
            .init(row.times?.unknown),
        ]
        cells += Self.cells(row.requests)
        cells += [
            .integer(row.value.num), .integer(row.value.den), .init(Self.percent(row.value)),
            .integer(row.best.num), .integer(row.best.den), .init(Self.percent(row.best)),
            .init(row.sampled?.num), .init(row.sampled?.den), .init(bar?.comparator.rawValue),
            .init(bar?.value.num), .init(bar?.value.den), .text(Self.verdict(row.pass)),
            .text(Self.verdict(bar.map { $0.isMet(by: row.best) } ?? row.pass)),
            .text(day.report.rulePack.id), .integer(Int64(day.report.rulePack.version)),
            .text(pack.effectiveFrom.description), .integer(isPlaceholder ? 1 : 0),
            .init(row.kind == "coverage" ? "figures" : place?.table), .init(place?.first),
            .init(place?.last),
        ]
        cells += ObligationCause.allCases.map { cause in
            row.causes.map { .integer($0[cause.rawValue] ?? 0) } ?? .none
        }
        figures.append(cells)
        for (cause, time) in (row.causes ?? [:]).sorted(by: { $0.key < $1.key }) {
            causes.append([
                .text(id), .text(cause),
                .text(ObligationCause(rawValue: cause)?.chineseName ?? ""), .integer(time),
            ])
        }
        for (name, count) in (row.counts ?? [:]).sorted(by: { $0.key < $1.key }) {
            counts.append([.text(id), .text(name), .integer(count)])
        }
    }

    private mutating func appendEvidence(of day: MonthDay) -> [String: Evidence] {
        guard let tracker = day.tracker else { return [:] }
        var places: [String: Evidence] = [:]
        let directory = day.record.directory
        for (index, rule) in tracker.presenceRules.enumerated() {
            for contract in directory.contracts {
                let id = Self.id(day.report.date, rule, contract.tradingCode)
                let first = Int64(intervals.rows.count + 1)
                for explained in tracker.explainedIntervals(of: contract.index, presence: index) {
                    append(
                        IntervalRow(explained, rule: rule, pack: day.report.rulePack), id,
                        day.report.date, contract.tradingCode)
                }
                let last = Int64(intervals.rows.count)
                if last >= first {
                    places[id] = Evidence(table: "intervals", first: first, last: last)
                }
            }
        }
        for (index, rule) in tracker.responseRules.enumerated() {
            // By underlying, so that each figure's requests stand together.
            for underlying in directory.underlyings {
                let id = Self.id(day.report.date, rule, underlying.code)
                for request in tracker.requests(response: index) {
                    let contract = directory.contracts[request.contract.int]
                    guard contract.underlying == underlying.index else { continue }
                    append(request, id, day.report.date, contract.tradingCode)
                    let last = Int64(requests.rows.count)
                    let place = places[id] ?? Evidence(table: "requests", first: last, last: last)
                    places[id] = Evidence(table: "requests", first: place.first, last: last)
                }
            }
        }
        return places
    }

    private mutating func append(
        _ row: IntervalRow, _ id: String, _ date: String, _ contract: String
    ) {
        intervals.append([
            .integer(Int64(intervals.rows.count + 1)), .text(id), .text(date), .text(contract),
            .integer(row.start_ns), .integer(row.end_ns), .text(row.state), .init(row.cause),
            .init(row.exemption), .text(row.trigger), .text(row.verdict),
            .init(Int64(exactly: row.quote_id)), .init(Int64(exactly: row.ack_sequence)),
            .init(Int64(exactly: row.last_ack_sequence)), .integer(row.bid_ticks),
            .integer(Int64(row.bid_qty)), .integer(row.ask_ticks), .integer(Int64(row.ask_qty)),
        ])
    }

    private mutating func append(
        _ request: RequestRecord, _ id: String, _ date: String, _ contract: String
    ) {
        requests.append([
            .integer(Int64(requests.rows.count + 1)), .text(id), .text(date),
            .init(Int64(exactly: request.id.value)), .text(contract),
            .integer(request.openedAt.nanoseconds), .text("\(request.outcome)"),
            .init(request.outcome.isCounted), .init(request.respondedAt?.nanoseconds),
            .integer(request.held.nanoseconds), .init(Int64(exactly: request.response.quote.value)),
            .init(Int64(exactly: request.response.logSequence)),
        ])
    }

    private mutating func append(_ rules: MonthDay.Rules) {
        let pack = rules.pack
        guard writtenPacks.insert("\(pack.id) \(pack.version)").inserted else { return }
        for item in pack.provenance {
            thresholds.append([
                .text(pack.id), .integer(Int64(pack.version)),
                .text(pack.effectiveFrom.description), .none, .none, .none, .text(item.valuePath),
                .none, .none, .none, .init(rules.text(at: item.valuePath)),
                .text(item.tag.rawValue), .integer(item.tag.isPlaceholder ? 1 : 0),
                .text(item.source),
            ])
        }
        for rule in pack.rules {
            for item in rule.provenance {
                let bar = item.valuePath.hasPrefix("/threshold") ? rule.threshold : nil
                thresholds.append([
                    .text(pack.id), .integer(Int64(pack.version)),
                    .text(pack.effectiveFrom.description), .text(rule.id), .text(rule.nameZh),
                    .text(rule.nameEn), .text(item.valuePath), .init(bar?.comparator.rawValue),
                    .init(bar?.value.num), .init(bar?.value.den),
                    .init(rules.text(at: item.valuePath, of: rule.id)), .text(item.tag.rawValue),
                    .integer(item.tag.isPlaceholder ? 1 : 0), .text(item.source),
                ])
            }
        }
    }

    private static func cells(_ counts: ObligationReport.RequestCounts?) -> [Table.Cell] {
        [
            .init(counts?.requests), .init(counts?.answered), .init(counts?.late),
            .init(counts?.heldShort), .init(counts?.missed), .init(counts?.inadmissible),
            .init(counts?.unknown), .init(counts?.pending),
        ]
    }

    private static func verdict(_ pass: Bool?) -> String {
        pass.map { $0 ? "pass" : "fail" } ?? "noObligation"
    }

    /// Rounded down to hundredths of a percent; nil without a denominator.
    private static func percent(_ ratio: Ratio) -> String? {
        ExactRatio(ratio).flatMap(PercentText.text)
    }
}

/// A fraction as a percentage, rounded down: 69.999 % never reads as 70 %.
enum PercentText {
    static func text(_ ratio: ExactRatio) -> String? {
        ratio.floor(scale: 10_000).map { DecimalText.text($0, decimals: 2) }
    }
}
