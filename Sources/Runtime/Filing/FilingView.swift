import Filing
import Market
public import Settings
import Tables

/// `obligato filing`: check, export and difference of programme-trading filings.
public enum FilingView {
    /// What a command prints, and whether what it asks for holds.
    public struct Outcome: Sendable {
        public let text: String
        public let holds: Bool
    }

    /// Every declared value as rows; a field that is missing was refused by the reader.
    public static func export(_ path: String, asJSON: Bool) throws(SettingsError) -> String {
        let filing = try load(path)
        var table = Table("filing", [.text("field"), .text("value"), .text("basis")])
        for (field, value) in [
            ("version", String(filing.version)), ("authority", filing.authority.rawValue),
            ("purpose", filing.purpose.rawValue), ("effectiveFrom", "\(filing.effectiveFrom)"),
        ] {
            table.append([.text(field), .text(value), .none])
        }
        for field in filing.fields {
            table.append([.text(field.path), .text(field.value), .text(field.basis)])
        }
        return asJSON ? Table.json([table]) : table.csv()
    }

    /// The filing against a desk's configuration, on the desk's trading day or another.
    public static func check(
        _ path: String, desk deskPath: String, on day: String?, asJSON: Bool
    ) throws -> Outcome {
        let filing = try load(path)
        let desk = try DeskConfiguration.load(path: deskPath)
        let today =
            try day.map { try Self.day($0) }
            ?? DeskPlan(desk, in: RunFolder(path: desk.runFolder)).directory.day
        let live = FilingGate.live(day: today, strategy: desk.strategy, limits: desk.limits)
        let found = FilingCheck.findings(filing, against: live)
        let holds = !found.contains(where: \.isBlocking)
        var table = Table(
            "findings",
            [
                .text("field"), .text("problem"), .text("declared"), .text("live"),
                .text("change"), .text("report_by"), .integer("blocks"),
            ])
        var lines: [String] = []
        for finding in found {
            let last = finding.change.map { lastDay(of: $0, filing, today) }
            table.append([
                .text(finding.path), .text(finding.problem), .text(finding.declared),
                .text(finding.live), .init(finding.change?.basis), .init(last),
                .init(finding.isBlocking),
            ])
            var line = "\(finding.isBlocking ? "refused" : "report ")  \(finding.path): "
            line += "\(finding.problem); declared \(finding.declared), live \(finding.live)"
            if let change = finding.change, let last {
                line += "; material change \(change.basis), report by \(last)"
            }
            lines.append(line)
        }
        lines.append(
            "version \(filing.version) on \(today): "
                + (holds ? "quoting may begin" : "no quoting"))
        return Outcome(
            text: asJSON ? Table.json([table]) : lines.joined(separator: "\n"), holds: holds)
    }

    /// What changed between two versions, each change by its number in art. 10.
    public static func difference(
        _ oldPath: String, _ newPath: String, on day: String?, asJSON: Bool
    ) throws -> Outcome {
        let old = try load(oldPath)
        let new = try load(newPath)
        let today = try day.map { try Self.day($0) }
        let found = FilingDifference.between(old, new)
        var table = Table(
            "differences",
            [.text("field"), .text("old"), .text("new"), .text("change"), .text("report_by")])
        var lines: [String] = []
        for row in found {
            let last = row.change.flatMap { change in
                today.map { lastDay(of: change, new, $0) }
            }
            table.append([
                .text(row.path), .init(row.old), .init(row.new), .init(row.change?.basis),
                .init(last),
            ])
            lines.append(
                "\(row.path): \(row.old ?? "–") → \(row.new ?? "–"); "
                    + (row.change.map { "material, \($0.basis)" } ?? "not material")
                    + (last.map { ", report by \($0)" } ?? ""))
        }
        let isOrdered = new.version > old.version || found.isEmpty
        if !isOrdered {
            lines.append("version \(new.version) does not follow \(old.version): numbers grow")
        }
        lines.append("\(found.count) fields differ")
        return Outcome(
            text: asJSON ? Table.json([table]) : lines.joined(separator: "\n"), holds: isOrdered)
    }

    /// SSE: the last day before the fifth trading day of the next month or quarter; SHFE: three days ahead, so
    /// the day is the first on which a change filed today may take effect.
    private static func lastDay(
        of change: MaterialChange, _ filing: Filing, _ today: TradingDay
    ) -> String {
        switch filing.authority {
        case .sse:
            let byQuarter = filing.splitsOrdersOnly && change.isOfFunds
            return
                "\(filing.calendar.lastReportingDay(of: today, byQuarter: byQuarter))"
        case .shfe:
            let first = filing.calendar.tradingDay(FilingCheck.daysWithoutObjection, after: today)
            return "\(today), in force from \(first)"
        }
    }

    private static func load(_ path: String) throws(SettingsError) -> Filing {
        try Filing.load(yaml: try TextFile.read(path), file: path)
    }

    private static func day(_ text: String) throws(SettingsError) -> TradingDay {
        guard let day = TradingDay(dashed: text) else {
            throw SettingsError(
                file: "--on", line: 0, path: "", problem: "\"\(text)\" is not a date",
                accepted: "a date such as 2021-01-04")
        }
        return day
    }
}
