import Market
import Obligations

/// Who, which day, by which rules, from which record; then all that a reader must know before a figure.
struct ComplianceHeader {
    let title: Bilingual
    let subject: String
    let facts: ComplianceFacts
    let pack: RulePack

    func write(on page: inout MarkupWriter) {
        page.element("header") { page in
            page.element("h1") { page in
                page.label(title)
                page.text(" · " + subject)
            }
            page.element("table", ["class": "facts"]) { page in
                page.element("tbody") { page in
                    for pair in Self.pairs(rows) {
                        page.element("tr") { page in
                            for (label, value) in pair {
                                page.element("th") { $0.label(label) }
                                page.element("td") { $0.label(value) }
                            }
                        }
                    }
                }
            }
        }
        page.newline()
    }

    private typealias Row = (Bilingual, Bilingual)

    private var rows: [Row] {
        func plain(_ text: String) -> Bilingual { Bilingual(text, "") }
        let from = pack.effectiveFrom
        let hash = facts.configurationHash
        return [
            (Bilingual("Market maker", "做市商"), plain(facts.participant)),
            (
                Bilingual("Rule pack", "规则包"),
                plain("\(pack.id) \(pack.version) · \(pack.title)")
            ),
            (Bilingual("Venue", "交易场所"), plain("\(pack.venue) · \(pack.productScope)")),
            (
                Bilingual("In force", "生效期间"),
                pack.effectiveTo.map { plain("\(from) – \($0)") }
                    ?? Bilingual(name: "\(from) –", "open", "至今")
            ),
            (Bilingual("Role", "做市类别"), plain(pack.role)),
            (Bilingual("Pack SHA-256", "规则包摘要"), plain(facts.packDigest ?? FigureText.nothing)),
            (Bilingual("Record", "运行记录"), plain(facts.record)),
            (Bilingual("Scenario", "场景"), plain(facts.scenario)),
            (
                Bilingual("Software", "软件版本"),
                plain("obligato \(facts.softwareVersion)" + (hash.isEmpty ? "" : " · \(hash)"))
            ),
            (Bilingual("Seal", "封存"), seal),
        ]
    }

    private var seal: Bilingual {
        guard !facts.seal.isEmpty else { return Bilingual("not sealed", "未封存") }
        let findings = facts.seal.map {
            ($0.holds ? "" : "✗ ") + "\($0.subject): \($0.detail)"
        }
        return Bilingual(findings.joined(separator: "; "), "")
    }

    private static func pairs(_ rows: [Row]) -> [ArraySlice<Row>] {
        stride(from: 0, to: rows.count, by: 2).map { rows[$0..<min($0 + 2, rows.count)] }
    }
}

/// The sentences that stand before any figure, where they are true.
struct ComplianceAlerts {
    let facts: ComplianceFacts
    let pack: RulePack
    let placeholders: [String]

    func write(on page: inout MarkupWriter) {
        if !placeholders.isEmpty {
            page.element("div", ["class": "alert", "id": "placeholders", "role": "note"]) { page in
                page.element("b") { $0.label(PlaceholderBanner.headline) }
                page.text(". ")
                page.label(
                    Bilingual(
                        "Pass and fail say nothing about the exchange's real rules: "
                            + "\(placeholders.count) values are tagged K, M or X (see Provenance).",
                        "结论不代表交易所真实规则：\(placeholders.count) 项取值标为 K、M 或 X（见来源表）。"))
                page.element("p", ["class": "names"], text: placeholders.joined(separator: ", "))
            }
        }
        switch facts.check {
        case .equal:
            page.note(
                Bilingual(
                    "Counted anew from the exchange's log and the risk log; obligations.json is equal to the byte.",
                    "由交易所日志与风控日志重新计算，与 obligations.json 逐字节一致。"), style: "good")
        case .differs:
            alert(
                Bilingual(
                    "obligations.json of this record is not what its journals say. The figures here are the journals'.",
                    "obligations.json 与日志重算不符；此处为日志重算结果。"), on: &page)
        case .readOnly:
            page.note(
                Bilingual(
                    "Read from obligations.json; not compared with the journals, no intervals.",
                    "读自 obligations.json，未与日志比对，无区间明细。"), style: "unsure")
        }
        if facts.seal.contains(where: { !$0.holds }) {
            alert(
                Bilingual("The seal does not hold: see Seal above.", "封存校验未通过。"), on: &page)
        }
    }

    private func alert(_ text: Bilingual, on page: inout MarkupWriter) {
        page.element("div", ["class": "alert", "role": "note"]) { page in
            page.element("b") { $0.label(text) }
        }
        page.newline()
    }
}

extension MarkupWriter {
    /// A day's own warnings: rules not in force, time nobody knows, the exchange's other score.
    mutating func dayAlerts(_ book: DayBook) {
        let day = book.day
        if let date = TradingDay(text: day.report.date), !day.pack.isEffective(on: date) {
            element("div", ["class": "alert", "role": "note"]) { page in
                page.element("b") {
                    $0.label(
                        Bilingual(
                            "The rule pack was not in force on this day.", "规则包在该交易日未生效。"))
                }
            }
        }
        let unknown = book.timed.filter { ($0.row.times?.unknown ?? 0) > 0 }
        let sum = unknown.reduce(Int64(0)) { saturatingSum($0, $1.row.times?.unknown ?? 0) }
        let seconds = FigureText.nanoseconds(sum)
        note(
            unknown.isEmpty
                ? Bilingual(
                    "Unknown time: none. The record has no hole in continuous trading.",
                    "未知时间：无。连续交易期间记录完整。")
                : Bilingual(
                    "UNKNOWN TIME: \(seconds) s in \(unknown.count) of \(book.timed.count) rows. Counted as not met in the figure, as met in "
                        + "the best case only.",
                    "未知时间：\(seconds) 秒，涉及 \(unknown.count) 行；数值中按未达标计，仅在最好情形中按达标计。"),
            style: unknown.isEmpty ? "good" : "alert")
        exchangeNote(day.report.exchangeDifferenceNanoseconds)
    }

    private mutating func exchangeNote(_ difference: Int64?) {
        element("p", ["class": difference == 0 ? "good" : difference == nil ? "unsure" : "alert"]) {
            page in
            page.label(Bilingual("Difference to the exchange's own score: ", "与交易所统计之差："))
            guard let difference else {
                return page.exact("null", "exchange_difference_ns") {
                    $0.label(Bilingual("not known, the exchange gave none.", "未知，交易所未提供。"))
                }
            }
            page.exact(String(difference), "exchange_difference_ns") {
                $0.text(FigureText.count(difference) + " ns")
            }
        }
        newline()
    }
}
