import ArgumentParser
import Runtime

/// `obligations` beside something else: other rules, or the exchange's own numbers.
struct ComparisonOptions: ParsableArguments {
    @Argument(help: "Further run folders, one a day; with --reconcile.")
    var moreFolders: [String] = []

    @Option(
        help: "The same record under another rule pack (bundled name or YAML file), beside its own."
    )
    var rules: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "The same record with one value of the pack exchanged, beside its own; may be repeated.",
            discussion: "For example SSE-MM-02/threshold=60/100.", valueName: "RULE/path=value"))
    var settings: [String] = []

    @Option(
        help: ArgumentHelp(
            "The same record with exemptions granted afterwards, beside its own (docs/reconcile.md).",
            valueName: "FILE.yaml"))
    var circumstances: String?

    @Option(
        help: ArgumentHelp(
            "The exchange's numbers, beside ours, with the intervals in dispute (docs/reconcile.md).",
            valueName: "FILE.csv"))
    var reconcile: String?

    /// Prints what was asked for; false when nothing of this kind was.
    func run(folder: String, contract: String?, explain: Bool, json: Bool) throws -> Bool {
        let comparesRules = rules != nil || !settings.isEmpty || circumstances != nil
        guard comparesRules || reconcile != nil else {
            if !moreFolders.isEmpty {
                throw CommandFailure.usage("one run folder, or several with --reconcile")
            }
            return false
        }
        if comparesRules, reconcile != nil {
            throw CommandFailure.usage(
                "--reconcile, or --rules, --set and --circumstances, not both")
        }
        if explain {
            throw CommandFailure.usage(
                "--explain and --requests show the day's own record, without --rules, --set, --circumstances, "
                    + "--reconcile"
            )
        }
        try guarded {
            if let reconcile {
                let view = try ReconciliationView(
                    folders: [folder] + moreFolders, file: reconcile, contract: contract)
                print(json ? try view.json() : view.text())
                return
            }
            guard moreFolders.isEmpty else {
                throw CommandFailure.usage("one run folder, or several with --reconcile")
            }
            let comparison = try RuleComparison(
                try DayRecord.open(folder), rules: rules, settings: settings,
                circumstances: circumstances, contract: contract)
            print(json ? try comparison.json() : comparison.text())
        }
        return true
    }
}
