import Foundation
import Settings
import Tables

/// Where compliance data goes; all may be given.
public struct ComplianceTargets: Sendable {
    /// A folder, or a `.csv` file for the figures with the other tables beside it.
    public var csv: String?
    public var json: String?
    public var sqlite: String?

    public init(csv: String? = nil, json: String? = nil, sqlite: String? = nil) {
        self.csv = csv
        self.json = json
        self.sqlite = sqlite
    }

    public var isEmpty: Bool { csv == nil && json == nil && sqlite == nil }

    /// Writes the tables to every target; says what was written.
    func write(_ tables: [Table], views: [TableView], comments: [String]) throws -> [String] {
        var written: [String] = []
        if let csv { written += try writeCSV(tables, comments, to: csv) }
        if let json {
            try TextFile.write(Table.json(tables), to: json)
            written.append(json)
        }
        if let sqlite {
            try SQLiteFile.write(tables, views: views, to: sqlite)
            written.append(sqlite)
        }
        return written
    }

    private func writeCSV(_ tables: [Table], _ comments: [String], to path: String) throws
        -> [String]
    {
        let isFile = path.hasSuffix(".csv")
        if !isFile {
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true)
            } catch {
                throw SettingsError(
                    file: path, line: 0, path: "--csv", problem: "cannot be created",
                    accepted: "a folder, or a name that ends in .csv")
            }
        }
        return try tables.filter { $0.name != "notes" }.map { table in
            let isMain = table.name == "figures"
            let file =
                isFile
                ? isMain ? path : "\(path.dropLast(4)).\(table.name).csv"
                : "\(path)/\(table.name).csv"
            try TextFile.write(table.csv(comments: comments), to: file)
            return file
        }
    }
}

extension ComplianceTables {
    /// Questions a compliance desk asks first.
    static let views = [
        TableView(
            "v_month",
            """
            SELECT substr(date, 1, 7) AS month, rule, kind, contract, underlying, part, COUNT(*) AS days, \
            SUM(verdict = 'pass') AS days_pass, SUM(verdict = 'fail') AS days_fail, \
            SUM(verdict = 'noObligation') AS days_no_obligation, SUM(session_ns) AS session_ns, \
            SUM(met_ns) AS met_ns, SUM(not_met_ns) AS not_met_ns, SUM(exempt_ns) AS exempt_ns, \
            SUM(unknown_ns) AS unknown_ns, SUM(requests) AS requests, SUM(answered) AS answered, \
            SUM(value_num) AS value_num, SUM(value_den) AS value_den FROM figures \
            GROUP BY month, rule, kind, contract, underlying, part
            """),
        TableView(
            "v_gap_by_cause",
            """
            SELECT substr(f.date, 1, 7) AS month, f.date, f.rule, f.underlying, c.cause, c.cause_zh, \
            SUM(c.ns) AS ns, COUNT(*) AS contracts FROM causes c \
            JOIN figures f ON f.figure_id = c.figure_id WHERE f.part IS NULL \
            GROUP BY f.date, f.rule, f.underlying, c.cause, c.cause_zh ORDER BY ns DESC
            """),
        TableView(
            "v_thresholds",
            "SELECT * FROM thresholds ORDER BY is_placeholder DESC, pack_id, rule, value_path"),
        TableView(
            "v_evidence",
            """
            SELECT f.rule, f.verdict, f.percent, i.* FROM intervals i \
            JOIN figures f ON f.figure_id = i.figure_id
            """),
    ]
}

extension DayRecord {
    /// `obligato report DIR --csv … --json … --sqlite …`: the day's figures with their evidence.
    public func writeCompliance(to targets: ComplianceTargets) throws -> [String] {
        var tables = ComplianceTables()
        tables.append(try MonthDay(self, isRecomputed: true))
        return try targets.write(
            tables.tables, views: ComplianceTables.views, comments: tables.comments)
    }
}
