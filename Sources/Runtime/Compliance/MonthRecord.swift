import Market
import Obligations
import Settings
import Tables

/// `obligato month DIR…`: many run folders as one month or quarter.
public struct MonthRecord {
    let days: [MonthDay]
    private let folders: [String]
    /// Whose bars and period rules the report applies, and under which name it was found.
    let pack: RulePack
    let packName: String
    let report: PeriodReport

    /// `rules`: the pack every day's record is measured under anew; by default each day's figures are those on
    /// file, and the last day's own pack joins them.
    public init(
        folders: [String], rules: String? = nil, holidays: String? = nil,
        isRecomputed: Bool = false
    ) throws {
        self.folders = folders
        let other = try rules.map { try MonthDay.Rules(named: $0) }
        days = try folders.map {
            try MonthDay(try DayRecord.open($0), rules: other, isRecomputed: isRecomputed)
        }.sorted { $0.report.date < $1.report.date }
        guard let last = days.last else { throw PeriodError.noDays }
        pack = last.rules.pack
        packName = rules ?? last.record.desk.rules
        report = try PeriodFigures(
            pack: pack, days: days.map(\.report),
            calendar: try holidays.map(HolidayFile.read) ?? .weekdays
        ).report()
    }

    /// Whether every day compared is what its journals say.
    public var holds: Bool { days.allSatisfy { $0.holds != false } }

    /// The figures, for reading.
    public var text: String { MonthText(report, differing: differing).text }

    /// All tables as one JSON object.
    public var json: String { Table.json(tables.all) }

    /// Writes the tables; says what was written.
    public func write(to targets: ComplianceTargets) throws -> [String] {
        let tables = tables
        return try targets.write(
            tables.all, views: ComplianceTables.views + PeriodTables.views,
            comments: tables.comments)
    }

    /// Writes the last period's sums for the day that follows; says what was written.
    public func writeSoFar(to path: String) throws -> String {
        do {
            try TextFile.write(try MonthSoFar(report, pack: pack).yaml, to: path)
        } catch let error as MonthSoFar.NoBudget {
            throw SettingsError(
                file: path, line: 0, path: "--so-far", problem: error.description, accepted: "")
        }
        return path
    }

    private var differing: [String] { days.filter { $0.holds == false }.map(\.report.date) }

    private var tables: (all: [Table], comments: [String]) {
        var tables = ComplianceTables()
        for day in days { tables.append(day) }
        for date in report.missing { tables.appendMissing(date) }
        let period = PeriodTables(report)
        return (tables.tables + period.tables, tables.comments)
    }
}

/// Days on which the exchange is closed: one date a line, `#` begins a comment.
enum HolidayFile {
    static func read(_ path: String) throws(SettingsError) -> TradingDays {
        var holidays: Set<TradingDay> = []
        let lines = try TextFile.read(path).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = String(line.prefix { $0 != "#" }).filter { !$0.isWhitespace }
            guard !text.isEmpty else { continue }
            guard let day = TradingDay(text: text) else {
                throw SettingsError(
                    file: path, line: index + 1, path: "", problem: "\"\(text)\" is no date",
                    accepted: "one date a line, 2021-01-01")
            }
            holidays.insert(day)
        }
        return TradingDays(holidays: holidays)
    }
}
