import Glibc
import Settings
import StrategyIndex

/// What a sweep runs: every combination of the axes' values, on every day, under every seed.
public struct SweepPlan: Sendable {
    /// Backtests of one sweep at most.
    public static let runsMax = 10_000

    /// One combination of the axes' values.
    struct Point: Sendable, Equatable {
        let values: [BacktestFigures.Setting]
        /// `quantity=20 skew-fraction=0.3`; the strategy's name where nothing is varied.
        let label: String
    }

    /// One backtest: a point on a day under a seed.
    struct Run: Sendable {
        /// From 1, in the order of the plan: points, then days, then seeds.
        let number: Int
        let point: Int
        let day: String
        let seed: UInt64
    }

    let base: DaySettings
    let axes: [SweepAxis]
    let seeds: [UInt64]
    let days: [String]
    let points: [Point]
    let runs: [Run]

    /// - Parameters:
    ///   - base: what no axis varies.
    ///   - days: scenarios, bundled names or files; empty = the one of `base`.
    /// - Throws: `SettingsError` for a mistake in any combination; nothing has run then.
    public init(_ base: DaySettings, axes: [SweepAxis], seeds: [UInt64], days: [String]) throws {
        self.base = base
        self.axes = axes
        self.seeds = seeds.isEmpty ? [base.seed] : seeds
        self.days = days.isEmpty ? [base.scenario] : days
        let count =
            axes.reduce(1.0) { $0 * Double($1.values.count) } * Double(self.seeds.count)
            * Double(self.days.count)
        guard count <= Double(Self.runsMax) else {
            throw Self.error("\(Int64(min(count, 1e15))) backtests")
        }
        guard Set(axes.map(\.name)).count == axes.count else {
            throw Self.error("one name in two --sweep")
        }
        points = Self.combinations(axes).map { values in
            let label = values.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
            return Point(values: values, label: label.isEmpty ? base.strategy : label)
        }
        var runs: [Run] = []
        for point in points.indices {
            for day in self.days {
                for seed in self.seeds {
                    runs.append(Run(number: runs.count + 1, point: point, day: day, seed: seed))
                }
            }
        }
        self.runs = runs
        try check()
    }

    /// The day's settings of a run.
    func settings(of run: Run) -> DaySettings {
        var settings = base
        settings.seed = run.seed
        settings.scenario = run.day
        for value in points[run.point].values {
            switch value.name {
            case "strategy": settings.strategy = value.value
            case "rules": settings.rules = value.value
            default:
                settings.strategyParameters.removeAll { $0.key == value.name }
                settings.strategyParameters.append((key: value.name, value: value.value))
            }
        }
        return settings
    }

    /// The arguments with which this program runs it.
    func arguments(of run: Run, out: String, figures: String) -> [String] {
        let settings = settings(of: run)
        var arguments = [
            "backtest", "--quiet", "--scenario", settings.scenario, "--seed",
            String(settings.seed), "--rules", settings.rules, "--strategy", settings.strategy,
            "--out", out, "--figures", figures,
        ]
        for parameter in settings.strategyParameters {
            arguments += ["--set", "\(parameter.key)=\(parameter.value)"]
        }
        for (option, value) in [
            ("--filing", settings.filing), ("--certificate", settings.certificate),
            ("--surface", settings.surfaceModel),
            ("--quotes", settings.quotes.map { $0.isEmpty ? "none" : $0.joined(separator: ",") }),
            ("--month-so-far", settings.monthSoFar),
            ("--alert-needs", settings.alertNeeds), ("--circumstances", settings.circumstancesFile),
            ("--hedge", settings.hedge?.text), ("--limits", settings.limitsFile),
        ] {
            if let value { arguments += [option, value] }
        }
        return arguments
    }

    /// What a person calls a run: `quantity=20, regular-day, seed 3`.
    func name(of run: Run) -> String { "\(points[run.point].label), \(run.day), seed \(run.seed)" }

    /// Each point and each day once: a mistake is found before anything runs.
    private func check() throws {
        for (index, point) in points.enumerated() {
            let settings = settings(of: Run(number: 0, point: index, day: days[0], seed: 0))
            do {
                _ = try StrategyIndex.make(
                    settings.strategy,
                    settings.strategyParameters.map { (name: $0.key, text: $0.value) })
                if axes.contains(where: { $0.name == "rules" }) || index == 0 {
                    _ = try RulePackShelf.pack(named: settings.rules)
                }
            } catch {
                throw SettingsError(
                    file: "--sweep", line: 0, path: point.label, problem: String(describing: error),
                    accepted: "")
            }
        }
        for day in days {
            var settings = base
            settings.scenario = day
            _ = try DeskPlan(settings)
        }
    }

    private static func combinations(_ axes: [SweepAxis]) -> [[BacktestFigures.Setting]] {
        axes.reduce([[]]) { found, axis in
            found.flatMap { values in
                axis.values.map {
                    values + [BacktestFigures.Setting(name: axis.name, value: $0)]
                }
            }
        }
    }

    private static func error(_ problem: String) -> SettingsError {
        SettingsError(
            file: "--sweep", line: 0, path: "", problem: problem,
            accepted: "at most \(runsMax) backtests, each name in one --sweep")
    }
}
