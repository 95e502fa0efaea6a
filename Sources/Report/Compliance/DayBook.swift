import Obligations

/// The day's rows by rule, with their places: what every section looks things up in.
struct DayBook {
    /// A row of obligations.json with its place there, which is also its name in the page.
    struct Entry {
        let index: Int
        let row: ObligationReport.Row

        var anchor: String { "r\(index)" }
        var link: String { "#r\(index)" }
        /// The row with unknown counted as met.
        var passBest: Bool? {
            row.threshold.den > 0
                ? Threshold(row.comparator, row.threshold).isMet(by: row.best) ?? row.pass
                : row.pass
        }
    }

    /// A rule with its rows.
    struct Rule {
        let id: String
        let kind: String
        /// Nil when the pack at hand does not have the rule.
        let terms: ObligationRule?
        var entries: [Entry]

        var name: Bilingual { Bilingual(terms?.nameEn ?? "", terms?.nameZh ?? "") }
        var unevaluated: String? { terms?.unevaluated }

        /// The rule is met when a row passes and none fails.
        var pass: Bool? { Self.joined(entries.map(\.row.pass)) }
        var passBest: Bool? { Self.joined(entries.map(\.passBest)) }

        private static func joined(_ passes: [Bool?]) -> Bool? {
            if passes.contains(false) { return false }
            return passes.contains(true) ? true : nil
        }

        /// The row farthest on the failing side; ties go to the first.
        var worst: Entry? {
            let judged = entries.filter { $0.row.value.den > 0 && $0.row.pass != nil }
            let open = judged.isEmpty ? entries.filter { $0.row.value.den > 0 } : judged
            return open.min { a, b in
                a.row.comparator.favoursLarge
                    ? a.row.value.reported.isBelow(b.row.value.reported)
                    : b.row.value.reported.isBelow(a.row.value.reported)
            }
        }

        /// A row that has the rule's bar; contracts that are judged together have none of their own.
        var barRow: Entry? { entries.first { $0.row.threshold.den > 0 } ?? entries.first }

        /// Whether groups or parts of the day are judged, and each contract's whole day is not.
        var judgesJoined: Bool {
            entries.contains { $0.row.part != nil }
                || !timed.isEmpty && entries.contains { $0.row.contract == nil }
        }

        /// Provenance of the bar: the source whose path is the longest that covers it.
        var barSource: Provenance? {
            terms?.provenance.filter { "/threshold".hasPrefix($0.valuePath) }
                .max { $0.valuePath.count < $1.valuePath.count }
        }

        /// Rows with the four classes of time.
        var timed: [Entry] { entries.filter { $0.row.times != nil } }
        /// Rows with requests for quote.
        var asked: [Entry] { entries.filter { $0.row.requests != nil } }
        /// All other rows.
        var counted: [Entry] {
            entries.filter { $0.row.times == nil && $0.row.requests == nil }
        }
    }

    let day: ComplianceDay
    let rules: [Rule]
    let evidence: EvidenceBook

    init(_ day: ComplianceDay, fileName: String) {
        self.day = day
        var rules: [Rule] = []
        for (index, row) in day.report.rules.enumerated() {
            let place = rules.firstIndex { $0.id == row.rule } ?? rules.count
            if place == rules.count {
                rules.append(
                    Rule(
                        id: row.rule, kind: row.kind,
                        terms: day.pack.rules.first { $0.id == row.rule }, entries: []))
            }
            rules[place].entries.append(Entry(index: index, row: row))
        }
        // A rule of the pack without any row has not been judged: it must be seen.
        for terms in day.pack.rules where !rules.contains(where: { $0.id == terms.id }) {
            rules.append(
                Rule(id: terms.id, kind: terms.kind.name, terms: terms, entries: []))
        }
        self.rules = rules
        evidence = EvidenceBook(day, fileName: fileName)
    }

    /// Where the sources of a rule's values are; nil for a rule that the pack at hand does not have.
    func provenance(_ rule: String) -> String? {
        day.pack.rules.contains { $0.id == rule } ? "#provenance-\(rule)" : nil
    }

    var timed: [Entry] { rules.flatMap(\.timed) }

    /// What a row is about.
    static func subject(_ row: ObligationReport.Row) -> Bilingual {
        if let contract = row.contract {
            return row.part.map { Bilingual(name: "\(contract) · \($0)", "part", "分时段") }
                ?? Bilingual(contract, "")
        }
        let part = row.part.map { "\($0) " } ?? ""
        if row.underlying.isEmpty || row.underlying == ObligationReport.Row.allUnderlyings {
            return Bilingual(part + "participant", part + "做市商整体")
        }
        return row.kind == "presence"
            ? Bilingual(name: row.underlying, part + "contracts joined", part + "合约合并")
            : Bilingual(part + row.underlying, "")
    }
}
