import ArgumentParser
import Runtime

/// `backtest --sweep`, `--seeds`, `--days`, `--compare`: many backtests, and two sides of them.
struct SweepOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Vary a strategy parameter, strategy or rules; several vary in every combination.",
            valueName: "name=from:to:step|name=a,b"))
    var sweep: [String] = []

    @Option(help: ArgumentHelp("Seeds 1 to N, or a to b.", valueName: "N|a..b"))
    var seeds: String?

    @Option(
        parsing: .upToNextOption,
        help: "Scenarios to run on, bundled names or YAML files; --scenario if not given.")
    var days: [String] = []

    @Option(help: "Processes at a time; the machine's cores if not given.")
    var jobs: Int?

    @Flag(help: "Keep every run's folder of a sweep; else only its figures stay.")
    var keep = false

    @Option(
        parsing: .upToNextOption,
        help: "Two run folders, two sweep folders, or two strategies, side by side.")
    var compare: [String] = []

    @Option(help: ArgumentHelp("The page with charts, self-contained.", valueName: "FILE"))
    var html: String?

    @Option(help: ArgumentHelp("One run's figures and curves as JSON.", valueName: "FILE"))
    var figures: String?

    /// Does what was asked for; false when nothing of this kind was.
    func run(_ day: DayOptions, isQuiet: Bool) throws -> Bool {
        guard !sweep.isEmpty || seeds != nil || !days.isEmpty || !compare.isEmpty else {
            guard jobs == nil, !keep else {
                throw CommandFailure.usage("--jobs and --keep go with --sweep, --seeds or --days")
            }
            return false
        }
        guard day.rules.count == 1, day.ruleSettings.isEmpty, figures == nil else {
            throw CommandFailure.usage(
                "a sweep varies rules with --sweep rules=A,B; --figures is for one backtest")
        }
        var options = SweepRun.Options()
        if let jobs {
            guard (1...256).contains(jobs) else {
                throw CommandFailure.usage("--jobs \(jobs): accepted are 1 to 256")
            }
            options.jobs = jobs
        }
        options.keepsDays = keep
        options.isQuiet = isQuiet
        options.html = html
        let settings = try day.settings
        let holds = try guarded {
            let seeds = try seeds.map { try SeedRange.read($0) } ?? []
            guard compare.isEmpty else {
                guard sweep.isEmpty else {
                    throw CommandFailure.usage("--sweep or --compare, not both")
                }
                try BacktestPair(
                    compare, base: settings, seeds: seeds, days: days, options: options
                ).run(html: html)
                return true
            }
            let plan = try SweepPlan(
                settings, axes: try sweep.map { try SweepAxis(parsing: $0) }, seeds: seeds,
                days: days)
            return try SweepRun(plan, options: options).run()
        }
        if !holds { throw ExitCode(1) }
        return true
    }
}
