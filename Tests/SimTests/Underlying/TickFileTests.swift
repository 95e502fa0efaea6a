import Market
import Sim
import TestSupport
import Testing

private let header = "instrument,trading_day,update_time,last,bid1,bid1_qty,ask1,ask1_qty"
private let first = "IF2101,20210104,09:29:00.400,5230.0,5230.0,1,5230.8,2"
private let second = "IF2101,20210104,09:30:00.400,5230.8,5231.4,2,5231.6,1"

private func parse(
    _ lines: [String], onBadRow: BadRowHabit = .fail, divisor: Int64 = 1_000
) throws(TickFileError) -> TickFile {
    var source = ScenarioFiles.source
    source.onBadRow = onBadRow
    source.levelDivisor = divisor
    return try TickFile.parse(
        Array(lines.joined(separator: "\n").utf8), file: "t.csv", source: source,
        day: Scenario.regularDay.tradingDay)
}

/// A second row in which one thing is wrong, and the whole message.
struct BadRow: Sendable, CustomTestStringConvertible {
    let row: String
    let message: String
    var testDescription: String { row }

    init(_ row: String, _ message: String) {
        self.row = row
        self.message = message
    }
}

@Suite(.rule("I1", "I6"))
struct `Tick files` {
    @Test func `levels become 1/10 000 yuan and lots become shares`() throws {
        let file = try parse([header, first, second])
        #expect(
            file.ticks.first
                == UnderlyingTick(
                    time: SessionTime(hour: 9, minute: 29, milliseconds: 400),
                    last: Price(ticks: 52_300), bid: Price(ticks: 52_300),
                    ask: Price(ticks: 52_308), bidQuantity: 300_000, askQuantity: 600_000))
        #expect(file.ticks.count == 2)
        #expect(file.rowCount == 2)
    }

    @Test func `columns may come in any order among others, with CRLF, a BOM and a last newline`()
        throws
    {
        let odd =
            "\u{feff}ask1,note,instrument,trading_day,update_time,last,bid1,bid1_qty,ask1_qty\r"
        let row = "5230.8,x,IF2101,20210104,09:29:00.400,5230.0,5230.0,1,2\r"
        #expect(try parse([odd, row, ""]).ticks == parse([header, first]).ticks)
    }

    @Test(
        arguments: [
            // divisor, level, 1/10 000 yuan
            (1_000, "5230.05", 52_301), (1_000, "5230.04", 52_300),
            (1_000, "5230.049999999", 52_300),
            (1, "0.00005", 1), (1_000_000, "1000000", 10_000),
        ] as [(Int64, String, Int64)])
    func `levels are divided exactly and rounded half up`(
        divisor: Int64, level: String, ticks: Int64
    ) throws {
        let row = "IF2101,20210104,09:29:00.400,\(level),\(level),1,10000000,2"
        #expect(try parse([header, row], divisor: divisor).ticks[0].bid == Price(ticks: ticks))
    }

    static let badRows = [
        BadRow(
            "IF2101,20210104,09:30:00.400,5230.8,5231.4,2,5231.6",
            "t.csv:3: \"7\": wrong field count; accepted: 8, as in the header"),
        BadRow("", "t.csv:3: \"1\": wrong field count; accepted: 8, as in the header"),
        BadRow(
            "IF2102,20210104,09:30:00.400,5230.8,5231.4,2,5231.6,1",
            "t.csv:3: column instrument: \"IF2102\": wrong instrument; accepted: IF2101"),
        BadRow(
            "IF2101,20210105,09:30:00.400,5230.8,5231.4,2,5231.6,1",
            "t.csv:3: column trading_day: \"20210105\": wrong day; accepted: 20210104"),
        BadRow(
            "IF2101,20210104,9:30:00.400,5230.8,5231.4,2,5231.6,1",
            "t.csv:3: column update_time: \"9:30:00.400\": bad time; accepted: HH:MM:SS or "
                + "HH:MM:SS.mmm"),
        BadRow(
            "IF2101,20210104,09:60:00.400,5230.8,5231.4,2,5231.6,1",
            "t.csv:3: column update_time: \"09:60:00.400\": bad time; accepted: HH:MM:SS or "
                + "HH:MM:SS.mmm"),
        BadRow(
            "IF2101,20210104,09:28:59.900,5230.8,5231.4,2,5231.6,1",
            "t.csv:3: column update_time: \"09:28:59.900\": time goes back; accepted: "
                + "09:29:00.400 or later"),
        BadRow(
            "IF2101,20210104,09:30:00.400,5230.8,5231.4,2,5231.4,1",
            "t.csv:3: column bid1, ask1: \"5231.4, 5231.4\": crossed book; accepted: bid1 below ask1"
        ),
        BadRow(
            "IF2101,20210104,09:30:00.400,5230.8,5231.4,-1,5231.6,1",
            "t.csv:3: column bid1_qty: \"-1\": bad quantity; accepted: a whole number from 0 to "
                + "1000000000"),
        BadRow(
            "IF2101,20210104,09:30:00.400,5230.8,5231.4,2,5231.6,1.5",
            "t.csv:3: column ask1_qty: \"1.5\": bad quantity; accepted: a whole number from 0 to "
                + "1000000000"),
    ]

    @Test(arguments: badRows)
    func `a bad row fails the file, or is skipped, counted and remembered`(bad: BadRow) throws {
        let error = #expect(throws: TickFileError.self) {
            try parse([header, first, bad.row, second])
        }
        #expect(error?.description == bad.message)
        let skipping = try parse([header, first, bad.row, second], onBadRow: .skip)
        #expect(skipping.ticks == (try parse([header, first, second])).ticks)
        #expect(skipping.rowCount == 3)
        #expect(skipping.rowsSkipped == 1)
        #expect(skipping.firstProblems.map(\.description) == [bad.message])
    }

    @Test(arguments: [
        "", "0", "-0.0", "-5231.4", "nan", "inf", "1e3", "0x1p3", "1.7976931348623157e+308",
        "10000000.1", "99999999999999999999", "0.0000000001", "0.04", "\"5231.4\"", " 5231.4",
    ])
    func `a price is a positive plain number that is at least a tick`(price: String) {
        let row = "IF2101,20210104,09:30:00.400,5230.8,\(price),2,5231.6,1"
        let error = #expect(throws: TickFileError.self) { try parse([header, first, row]) }
        #expect(error?.problem == .badPrice)
        #expect(error?.row == 3)
        #expect(error?.column == "bid1")
        #expect(error?.value == price)
    }

    @Test func `of two rows with one time the later one counts`() throws {
        let again = "IF2101,20210104,09:29:00.400,5231.0,5231.0,3,5231.2,4"
        let file = try parse([header, first, again])
        #expect(file.ticks.map(\.last.ticks) == [52_310])
        #expect(file.rowsReplaced == 1)
    }

    @Test func `rows outside 09 15 to 15 00 are dropped and counted`() throws {
        let rows = ["09:14:59.999", "09:15:00.000", "15:00:00.000", "15:00:00.001"].map {
            "IF2101,20210104,\($0),5230.0,5230.0,1,5230.8,2"
        }
        let file = try parse([header] + rows)
        #expect(file.ticks.count == 2)
        #expect(file.rowsBeforeOpening == 1)
        #expect(file.rowsAfterClosing == 1)
        let error = #expect(throws: TickFileError.self) { try parse([header, rows[0]]) }
        #expect(error?.problem == .noUsableRow)
    }

    @Test(
        arguments: [
            ([], .empty), ([header], .empty),
            (["instrument,last"], .missingColumn(required: TickFile.requiredColumns)),
            ([header + ",last", first + ",1"], .repeatedColumn),
        ] as [([String], TickFileError.Problem)])
    func `a file without its header or rows is refused`(
        lines: [String], problem: TickFileError.Problem
    ) {
        let error = #expect(throws: TickFileError.self) { try parse(lines) }
        #expect(error?.problem == problem)
    }

    @Test func `only the first ten skipped rows are remembered`() throws {
        let file = try parse(
            [header, first] + Array(repeating: "bad", count: 25), onBadRow: .skip)
        #expect(file.rowsSkipped == 25)
        #expect(file.firstProblems.count == 10)
    }

    @Test func `a missing file, a folder and a false gz are told apart`() {
        func problem(_ file: String) -> TickFileError.Problem? {
            do {
                _ = try TickFile.read(
                    file: file, source: ScenarioFiles.source, day: Scenario.regularDay.tradingDay)
                return nil
            } catch {
                return error.problem
            }
        }
        #expect(problem("/nonexistent/t.csv.gz") == .notFound)
        #expect(
            problem(ScenarioFiles.regularDay)
                == .missingColumn(required: TickFile.requiredColumns))
        guard case .damaged = problem(ScenarioFiles.folder) else {
            Issue.record("a folder is no file")
            return
        }
    }
}

@Suite(.rule("I1"))
struct `The recorded day of IF2101` {
    @Test func `27 955 rows, three of them after the close`() throws {
        guard let file = try ScenarioFiles.recorded() else { return }
        #expect(file.rowCount == 27_955)
        #expect(file.rowsBeforeOpening == 0)
        #expect(file.rowsAfterClosing == 3)
        #expect(file.rowsReplaced == 0)
        #expect(file.rowsSkipped == 0)
        #expect(file.ticks.count == 27_952)
        #expect(file.ticks.first?.time == SessionTime(hour: 9, minute: 29, milliseconds: 400))
        #expect(file.ticks.first?.last == Price(ticks: 52_300))
        #expect(
            file.ticks.last
                == UnderlyingTick(
                    time: SessionTime(hour: 14, minute: 59, second: 59, milliseconds: 900),
                    last: Price(ticks: 52_600), bid: Price(ticks: 52_600),
                    ask: Price(ticks: 52_608), bidQuantity: 600_000, askQuantity: 300_000))
    }

    @Test func `its first values stand from 09 15 in the scenario that uses it`() throws {
        guard let file = try ScenarioFiles.recorded() else { return }
        let scenario = try Scenario.read(file: ScenarioFiles.csi300)
        let paths = try UnderlyingPath.paths(
            of: scenario, folder: ScenarioFiles.folder, seed: 1)
        #expect(paths[1].ticks.count == 27_953)
        #expect(paths[1].ticks[0].time == SessionTime(hour: 9, minute: 15))
        #expect(paths[1].ticks[0].last == Price(ticks: 52_300))
        #expect(Array(paths[1].ticks.dropFirst()) == file.ticks)
    }
}
