import Foundation
import Report
import Settings
import Wire

/// `sweep.json`: what was run, what each run came to, and one hash over all, in the plan's order.
struct SweepList: Codable, Equatable {
    struct Run: Codable, Equatable {
        let number: Int
        let settings: [BacktestFigures.Setting]
        let day: String
        let seed: UInt64
        /// Of the run's figures and record; nil when it failed.
        let hash: String?
        let failure: String?
    }

    let version: String
    let strategy: String
    let rules: String
    let hash: String
    let runs: [Run]

    /// Over settings, days, seeds and the runs' hashes: which run ended first is not in it, nor where they ran.
    static func hash(of runs: [Run]) -> String {
        var hasher = StateHasher()
        func combine(_ text: String) {
            for byte in text.utf8 { hasher.combine(UInt64(byte)) }
            hasher.combine(text.utf8.count)
        }
        for run in runs {
            for setting in run.settings {
                combine(setting.name)
                combine(setting.value)
            }
            combine(run.day)
            hasher.combine(run.seed)
            combine(run.hash ?? "failed")
        }
        return String(hasher.value, radix: 16)
    }
}

/// All runs of a sweep, read back in the plan's order: tables, page, hash.
struct SweepOutcome {
    let list: SweepList
    private let plan: SweepPlan
    private let sheet: BacktestSheet
    private let hashes: [(name: String, hash: String)]

    var holds: Bool { list.runs.allSatisfy { $0.hash != nil } }

    init(_ plan: SweepPlan, in folder: SweepFolder, failures: [Int: String]) throws {
        self.plan = plan
        var runs: [SweepList.Run] = []
        var found: [[BacktestRun]] = Array(repeating: [], count: plan.points.count)
        var failed: [BacktestSheet.Failure] = []
        var hashes: [(name: String, hash: String)] = []
        for run in plan.runs {
            var hash: String?
            var failure = failures[run.number]
            do {
                if failure == nil {
                    let figures = try BacktestFigures.read(folder.figures(run.number))
                    hash = String(try figures.hash, radix: 16)
                    found[run.point].append(try figures.sheetRun())
                }
            } catch {
                failure = String(describing: error)
            }
            if let failure {
                failed.append(.init(name: plan.name(of: run), reason: failure))
            }
            hashes.append((plan.name(of: run), hash ?? "failed"))
            runs.append(
                SweepList.Run(
                    number: run.number, settings: plan.points[run.point].values, day: run.day,
                    seed: run.seed, hash: hash, failure: failure))
        }
        list = SweepList(
            version: Version.text, strategy: plan.base.strategy, rules: plan.base.rules,
            hash: SweepList.hash(of: runs), runs: runs)
        self.hashes = hashes
        sheet = Self.sheet(plan, found, failed, hash: list.hash)
    }

    private static func sheet(
        _ plan: SweepPlan, _ found: [[BacktestRun]], _ failures: [BacktestSheet.Failure],
        hash: String
    ) -> BacktestSheet {
        let axes = plan.axes.map { "\($0.name) (\($0.values.count))" }.joined(separator: " × ")
        return BacktestSheet(
            title: "Obligato sweep · \(plan.base.strategy)",
            facts: [
                .init("varied", "变动参数", axes.isEmpty ? "–" : axes),
                .init("days", "场景", plan.days.joined(separator: ", ")),
                .init("seeds", "种子", text(plan.seeds)),
                .init("rules", "规则", plan.base.rules),
                .init("backtests", "回测次数", String(plan.runs.count)),
                .init("failed", "失败", String(failures.count)),
                .init("version", "版本", Version.text), .init("hash", "散列值", hash),
            ],
            settings: plan.points.enumerated().map { index, point in
                BacktestSheet.Setting(
                    label: point.label,
                    mark: point.values.count == 1 ? point.values[0].value : "(\(index + 1))",
                    runs: found[index])
            }, failures: failures, sessionSpans: BacktestSheet.spans)
    }

    private static func text(_ seeds: [UInt64]) -> String {
        guard let first = seeds.first, let last = seeds.last, seeds.count > 1 else {
            return seeds.first.map(String.init) ?? "–"
        }
        return "\(first)…\(last)"
    }

    func page() -> String { BacktestPage.render(sheet) }

    func write(to folder: SweepFolder) throws {
        try TextFile.write(try JSONText.text(list), to: folder.list)
        try TextFile.write(sheet.runsCSV, to: folder.runsTable)
        try TextFile.write(sheet.settingsCSV, to: folder.pointsTable)
        try TextFile.write(page(), to: folder.page)
    }

    /// The table, each run's hash unless quiet, and the hash over all.
    func text(isQuiet: Bool) -> String {
        var lines = isQuiet ? [] : [sheet.text()]
        if !isQuiet { lines += hashes.map { "\($0.hash)  \($0.name)" } }
        let failed = list.runs.count { $0.hash == nil }
        lines.append(
            "sweep hash \(list.hash) · \(list.runs.count - failed) of \(list.runs.count) backtests"
                + (failed > 0 ? " · \(failed) FAILED 失败" : ""))
        return lines.joined(separator: "\n")
    }
}

extension BacktestFigures {
    func write(to path: String) throws { try TextFile.write(try JSONText.text(self), to: path) }

    /// Figures written by `obligato backtest --figures`.
    static func read(_ path: String) throws -> BacktestFigures {
        let text = try TextFile.read(path, bytesMax: 16 << 20)
        do {
            return try JSONDecoder().decode(BacktestFigures.self, from: Data(text.utf8))
        } catch {
            throw SettingsError(
                file: path, line: 0, path: "", problem: "not the figures of a backtest",
                accepted: "a file that `obligato backtest --figures FILE` wrote")
        }
    }
}
