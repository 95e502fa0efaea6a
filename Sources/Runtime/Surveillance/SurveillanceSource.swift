import Filing
import Settings
import Surveillance

/// What a run is watched by: its record, its instruments, the rules.
struct SurveillanceSource {
    let record: DayRecord
    let rules: SurveillanceRules

    /// - Parameter path: a rules file; nil = the run's own, or the one that comes with the program.
    init(_ record: DayRecord, rules path: String?) throws {
        self.record = record
        let own = record.folder.surveillanceRules
        rules = try Self.declared(
            record, in: try Self.rules(path ?? (TextFile.exists(own) ? own : nil)))
    }

    func watch() -> FlowWatch { FlowWatch(rules: rules, directory: record.directory) }

    func summary(of surveillance: Surveillance) -> SurveillanceRun {
        SurveillanceRun(rules: rules, report: surveillance.report(), directory: record.directory)
    }

    static func rules(_ path: String?) throws(SettingsError) -> SurveillanceRules {
        guard let path else {
            return try SurveillanceRules.load(
                yaml: SurveillanceRules.bundledText, file: "surveillance.yaml")
        }
        return try SurveillanceRules.load(yaml: try TextFile.read(path), file: path)
    }

    /// The filing's declared maxima as rules of their own (seed 001 art. 12): behaviour is what was reported.
    private static func declared(
        _ record: DayRecord, in rules: SurveillanceRules
    ) throws(SettingsError) -> SurveillanceRules {
        guard let path = record.desk.filing else { return rules }
        let filing = try Filing.load(yaml: try TextFile.read(path), file: path)
        func rule(_ id: String, _ title: String, _ kind: SurveillanceRule.Kind) -> SurveillanceRule
        {
            SurveillanceRule(
                id: id, title: title, basis: "seed 001 art. 9(3), 12", scope: .account, kind: kind)
        }
        return rules.adding([
            rule(
                "FILED-RATE", "Above the declared maximum rate 最高申报速率",
                .burst(BurstTerms(countMin: filing.ordersPerSecondMax + 1))),
            rule(
                "FILED-COUNT", "Above the declared maximum of a day 单日最高申报笔数",
                .dayCount(DayCountTerms(countMin: filing.ordersPerDayMax + 1))),
        ])
    }
}
