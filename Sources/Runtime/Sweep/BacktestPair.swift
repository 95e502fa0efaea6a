import Foundation
import Report
import Settings

/// `obligato backtest --compare A B`: two run folders, two sweeps, or two strategies run now, side by side.
public struct BacktestPair {
    private struct Side {
        let label: String
        let runs: [BacktestFigures]
    }

    private let sides: [Side]

    /// Reads both; a name that is no folder is a strategy, which is run on the day and seeds of `plan`.
    ///
    /// - Parameters:
    ///   - sides: two folders or strategy names.
    ///   - seeds: of the strategies' runs; empty = the one of `base`.
    public init(
        _ sides: [String], base: DaySettings, seeds: [UInt64], days: [String],
        options: SweepRun.Options
    ) throws {
        guard sides.count == 2 else {
            throw SettingsError(
                file: "--compare", line: 0, path: "", problem: "\(sides.count) given",
                accepted: "two folders or two strategies")
        }
        let strategies = sides.filter { !FileManager.default.fileExists(atPath: $0) }
        var found: [String: Side] = [:]
        if !strategies.isEmpty {
            found = try Self.run(
                strategies[0] == strategies.last ? [strategies[0]] : strategies, base, seeds, days,
                options)
        }
        self.sides = try sides.map { try found[$0] ?? Self.read($0) }
    }

    private static func run(
        _ strategies: [String], _ base: DaySettings, _ seeds: [UInt64], _ days: [String],
        _ options: SweepRun.Options
    ) throws -> [String: Side] {
        let plan = try SweepPlan(
            base, axes: [SweepAxis(name: "strategy", values: strategies)], seeds: seeds, days: days)
        let sweep = SweepRun(plan, options: options)
        let (folder, failures) = try sweep.runQuietly()
        if let failure = failures.first {
            throw FigureMismatch(description: failure)
        }
        var sides: [String: Side] = [:]
        for (index, strategy) in strategies.enumerated() {
            sides[strategy] = Side(
                label: strategy,
                runs: try plan.runs.filter { $0.point == index }.map {
                    try BacktestFigures.read(folder.figures($0.number))
                })
        }
        return sides
    }

    private static func read(_ path: String) throws -> Side {
        let sweep = SweepFolder(path: path)
        guard FileManager.default.fileExists(atPath: sweep.list) else {
            let record = try DayRecord.open(path)
            return Side(label: path, runs: [try BacktestFigures(record, holds: true)])
        }
        let text = try TextFile.read(sweep.list, bytesMax: 64 << 20)
        guard let list = try? JSONDecoder().decode(SweepList.self, from: Data(text.utf8)) else {
            throw SettingsError(
                file: sweep.list, line: 0, path: "", problem: "not the list of a sweep",
                accepted: "the folder of `obligato backtest --sweep`")
        }
        return Side(
            label: path,
            runs: try list.runs.filter { $0.hash != nil }.map { run in
                let figures = try BacktestFigures.read(sweep.figures(run.number))
                guard String(try figures.hash, radix: 16) == run.hash else {
                    throw FigureMismatch(
                        description:
                            "\(sweep.figures(run.number)) is not what the sweep's list says")
                }
                return figures
            })
    }

    /// Prints the table and writes the page; whether both sides are equal is said, and is no failure.
    public func run(html: String?) throws {
        let sheet = try sheet()
        if let html { try TextFile.write(BacktestPage.render(sheet), to: html) }
        print(zip(["(1)", "(2)"], sides).map { "\($0) \($1.label)" }.joined(separator: "\n"))
        print(sheet.text())
        if let html { print(html) }
    }

    private func sheet() throws -> BacktestSheet {
        let settings = try zip(["(1)", "(2)"], sides).map { mark, side in
            BacktestSheet.Setting(
                label: side.label, mark: mark, runs: try side.runs.map { try $0.sheetRun() })
        }
        return BacktestSheet(
            title: "Obligato backtests compared",
            facts: [
                .init("first", "其一", sides[0].label), .init("second", "其二", sides[1].label),
                .init("version", "版本", Version.text),
            ],
            settings: settings, sessionSpans: BacktestSheet.spans,
            comparison: BacktestComparisonSheet(pairs: pairs(settings)))
    }

    /// The same settings, day and seed; where the sides varied other things, the same place among those of one
    /// day and seed.
    private func pairs(_ settings: [BacktestSheet.Setting]) -> [BacktestComparisonSheet.Pair] {
        let bySettings = keys(true)
        let shared = !Set(bySettings[0]).isDisjoint(with: bySettings[1])
        let keys = shared ? bySettings : keys(false)
        var names = keys[0]
        let first = Set(keys[0])
        names += keys[1].filter { !first.contains($0) }
        return names.map { name in
            func run(_ side: Int) -> BacktestRun? {
                keys[side].firstIndex(of: name).map { settings[side].runs[$0] }
            }
            return BacktestComparisonSheet.Pair(name: name, first: run(0), second: run(1))
        }
    }

    private func keys(_ withSettings: Bool) -> [[String]] {
        sides.map { side in
            var seen: [String: Int] = [:]
            return side.runs.map { run in
                let values = run.settings.map { "\($0.name)=\($0.value)" }
                var key = "\(run.scenario), seed \(run.seed)"
                if withSettings {
                    key = ([run.strategy] + values + [key]).joined(separator: " ")
                }
                let count = seen[key, default: 0] + 1
                seen[key] = count
                return count == 1 ? key : "\(key) (\(count))"
            }
        }
    }
}
