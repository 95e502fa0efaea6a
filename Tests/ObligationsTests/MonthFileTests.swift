import Market
import Obligations
import Settings
import TestSupport
import Testing

/// The month's sums as one day hands them to the next.
@Suite(.rule("SSE-MM-02", "ISSUE-3.6"))
struct `The month so far on file` {
    static let text = """
        rule: SSE-MM-02
        length: month
        aggregation: meanOfRatios
        days: [2021-01-04, 2021-01-05]
        contracts:
          '510050C2101M03000': {days: 2, fulfilledNs: 10, obligedNs: 40, ratioBillionths: 500000000}
        """

    @Test func `what is written is read back equal`() throws {
        let month = try MonthSoFar.load(yaml: Self.text, file: "m.yaml")
        #expect(month.rule == "SSE-MM-02" && month.aggregation == .meanOfRatios)
        #expect(month.days.map(\.description) == ["2021-01-04", "2021-01-05"])
        #expect(
            month.contracts["510050C2101M03000"]
                == MonthSoFar.Days(
                    count: 2, fulfilled: 10, obliged: 40, ratioBillionths: 500_000_000))
        #expect(try MonthSoFar.load(yaml: month.yaml, file: "m.yaml") == month)
    }

    static let mistakes: [(old: String, new: String, said: String)] = [
        ("days: 2,", "days: 3,", "m.yaml:6: contracts/510050C2101M03000/days: 3 is out of range"),
        (
            "fulfilledNs: 10", "fulfilledNs: 41",
            "m.yaml:6: contracts/510050C2101M03000/fulfilledNs: 41 is out of range"
        ),
        (
            "ratioBillionths: 500000000", "ratioBillionths: 2000000001",
            "m.yaml:6: contracts/510050C2101M03000/ratioBillionths: 2000000001 is out of range"
        ),
        ("obligedNs: 40", "obligedNs: many", "m.yaml:6: contracts/510050C2101M03000/obligedNs:"),
        ("aggregation: meanOfRatios", "aggregation: each", "m.yaml:3: aggregation: \"each\""),
        ("2021-01-05]", "2021-01-04]", "m.yaml:4: days[1]: 2021-01-04 is not after 2021-01-04"),
        ("2021-01-05]", "2021-02-01]", "m.yaml:4: days[1]: 2021-02-01 is not in 2021-01"),
        ("length: month", "length: year", "m.yaml:2: length: \"year\""),
        ("rule: SSE-MM-02", "rule: SSE-MM-02\nbonus: 1", "m.yaml:2: bonus: unknown key"),
    ]

    @Test(arguments: mistakes.indices)
    func `a mistake is one error with line and field`(index: Int) throws {
        let mistake = Self.mistakes[index]
        let text = Self.text.replacing(mistake.old, with: mistake.new)
        #expect(text != Self.text)
        let error = #expect(throws: SettingsError.self) {
            try MonthSoFar.load(yaml: text, file: "m.yaml")
        }
        #expect(error?.description.hasPrefix(mistake.said) == true, "\(error as Any)")
    }

    @Test(arguments: [
        (20_210_106, nil), (20_210_105, "holds 2021-01-05, which is not before the day 2021-01-05"),
        (20_210_201, "is of 2021-01, the day 2021-02-01 is in 2021-02"),
    ])
    func `sums are for a later day of the same month`(day: Int32, problem: String?) throws {
        let month = try MonthSoFar.load(yaml: Self.text, file: "m.yaml")
        let day = try #require(TradingDay(yyyymmdd: day))
        #expect(month.mismatch(day: day, pack: try RulePack.sseDev()) == problem)
        var other = month
        other.rule = "SSE-MM-99"
        #expect(
            other.mismatch(day: try #require(TradingDay(yyyymmdd: 20_210_106)), pack: try .sseDev())
                == "is of the rule SSE-MM-99, slack is kept under SSE-MM-02")
    }

    // MARK: From a period's figures

    private func row(_ num: Int64, _ den: Int64, _ code: String) -> ObligationReport.Row {
        ObligationReport.Row(
            rule: "SSE-MM-02", kind: "presence", contract: code, underlying: "510050",
            value: Ratio(num, den), best: Ratio(num, den),
            threshold: Threshold(.atLeast, Ratio(70, 100)))
    }

    private func pack(_ operation: String) throws -> RulePack {
        let text = try #require(RulePack.bundledText(named: "sse-dev"))
        return try RulePack.load(
            yaml: text.replacing(
                "    threshold: 70/100\n    provenance:\n      - {valuePath: /schedule",
                with: "    period: {length: month, operation: \(operation)}\n"
                    + "    threshold: 70/100\n    provenance:\n      - {valuePath: /schedule"),
            file: "p.yaml")
    }

    private func report(_ pack: RulePack, _ days: [(String, [ObligationReport.Row])]) throws
        -> PeriodReport
    {
        try PeriodFigures(
            pack: pack,
            days: days.map {
                ObligationReport(
                    date: $0.0,
                    rulePack: ObligationReport.Pack(id: "P", version: 1, placeholders: []),
                    rules: $0.1, exchangeDifferenceNanoseconds: nil)
            }
        ).report()
    }

    @Test(arguments: ["ratioOfSums", "meanOfRatios"])
    func `days are summed, a missing day is a day with nothing fulfilled`(operation: String) throws
    {
        let pack = try pack(operation)
        let report = try report(
            pack,
            [
                ("2021-01-04", [row(30, 40, "A"), row(0, 0, "B")]),
                ("2021-01-06", [row(10, 30, "A"), row(20, 20, "B")]),
            ])
        let month = try MonthSoFar(report, pack: pack)
        #expect(month.aggregation.rawValue == operation)
        #expect(month.days.map(\.description) == ["2021-01-04", "2021-01-05", "2021-01-06"])
        #expect(
            month.contracts["A"]
                == MonthSoFar.Days(
                    count: 3, fulfilled: 40, obliged: 110,
                    ratioBillionths: 750_000_000 + 333_333_333))
        // Without obligation on the first day, presumed obliged on the missing one.
        #expect(
            month.contracts["B"]
                == MonthSoFar.Days(
                    count: 2, fulfilled: 20, obliged: 40, ratioBillionths: 1_000_000_000))
        #expect(try MonthSoFar.load(yaml: month.yaml, file: "m.yaml") == month)
    }

    @Test func `days judged one by one have no budget to carry on`() throws {
        let pack = try RulePack.sseDev()
        let report = try report(pack, [("2021-01-04", [row(30, 40, "A")])])
        #expect(throws: MonthSoFar.NoBudget.notByShare(rule: "SSE-MM-02")) {
            try MonthSoFar(report, pack: pack)
        }
    }
}
