import Market
import Report
import TestSupport
import Testing

@Suite(.rule("PEER-09"))
struct `The page about backtests` {
    /// A run whose every figure follows from two numbers.
    static func run(_ profit: Int64, fills: Int64 = 10, hash: String, seed: Int = 1) -> BacktestRun
    {
        let times = [34_200, 34_260, 53_820].map { SessionTime(nanoseconds: $0 * 1_000_000_000) }
        return BacktestRun(
            name: "day, seed \(seed)", hash: hash, profit: Money(yuan: profit),
            parts: [
                .init("Edge", "价差收益", Money(yuan: profit + 40)),
                .init("Holding", "持仓损益", Money(yuan: -30)), .init("Fees", "费用", Money(yuan: -10)),
            ],
            coverage: ReportedRatio(9, 10), participation: ReportedRatio(3, 4),
            requests: ReportedRatio(0, 0), fills: fills, contractsTraded: fills * 5, quotes: 1_000,
            deltaSharesMax: 123_456, vegaMax: Money(yuan: 78),
            markouts: zip([0, 1, 5, 30] as [Int64], [100, 90, 75, 50] as [Int64]).map {
                BacktestRun.Markout(
                    seconds: $0, toTheoretical: Money(yuan: $1), contractsToTheoretical: 50,
                    toMiddle: Money(yuan: 2 * $1), contractsToMiddle: 40)
            },
            minutes: times.enumerated().map { index, time in
                PositionPoint(
                    time: time, netDeltaShares: Int64(index) * 1_000, vega: Money(yuan: 5),
                    profit: ProfitParts(
                        total: Money(yuan: profit), edge: Money(yuan: profit + 40),
                        holding: Money(yuan: -30), fees: Money(yuan: -10)))
            },
            presence: [
                .init(
                    span: SessionSpan(start: times[0], end: times[1]), share: ReportedRatio(3, 4))
            ])
    }

    static let spans = [
        SessionSpan(
            start: SessionTime(hour: 9, minute: 30), end: SessionTime(hour: 11, minute: 30)),
        SessionSpan(
            start: SessionTime(hour: 13, minute: 0), end: SessionTime(hour: 14, minute: 57)),
    ]

    static var sweep: BacktestSheet {
        BacktestSheet(
            title: "Obligato sweep <b>", facts: [.init("seeds", "种子", "1…2")],
            settings: [
                .init(
                    label: "width=1", mark: "1",
                    runs: [run(100, hash: "a"), run(300, hash: "b", seed: 2)]),
                .init(label: "width=2", mark: "2", runs: [run(-50, fills: 7, hash: "c")]),
            ], failures: [.init(name: "width=2, day, seed 2", reason: "signal 9")],
            sessionSpans: spans)
    }

    static func pair(_ first: [BacktestRun], _ second: [BacktestRun]) -> BacktestSheet {
        BacktestSheet(
            title: "compared",
            settings: [
                .init(label: "A", mark: "(1)", runs: first),
                .init(label: "B", mark: "(2)", runs: second),
            ], sessionSpans: spans,
            comparison: BacktestComparisonSheet(
                pairs: zip(first, second).map { .init(name: $0.name, first: $0, second: $1) }))
    }

    @Test func `every kind of page is well-formed and refers to nothing outside itself`() {
        let one = BacktestSheet(
            title: "one", settings: [.init(label: "s", mark: "1", runs: [Self.run(1, hash: "a")])],
            sessionSpans: Self.spans)
        let empty = BacktestSheet(title: "none", settings: [])
        let sides = Self.pair([Self.run(1, hash: "a")], [Self.run(2, hash: "b")])
        for sheet in [Self.sweep, one, empty, sides] {
            let html = BacktestPage.render(sheet)
            #expect(MarkupReader(html).failure == nil, "\(sheet.title)")
            #expect(html == BacktestPage.render(sheet), "\(sheet.title)")
            let plain = html.replacing("http://www.w3.org/", with: "")
            for outside in ["http:", "https:", "<script", "<link", "@import", " src=", " href="] {
                #expect(!plain.contains(outside), "\(sheet.title): \(outside)")
            }
            #expect(!html.contains("\"nan"), "\(sheet.title)")
        }
        #expect(BacktestPage.render(Self.sweep).contains("Obligato sweep &lt;b&gt;"))
    }

    @Test func `the tables for other tools say every figure`() throws {
        let lines = Self.sweep.runsCSV.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        let columns = lines[0].split(separator: ",").map(String.init)
        let cells = lines[1].split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        // The run's name holds a comma and stands in quotes.
        #expect(lines[1].hasPrefix("width=1,\"day, seed 1\",a,100.00,140.00,-30.00,-10.00,90.00,"))
        #expect(cells.count == columns.count + 1)
        let place = try #require(columns.firstIndex(of: "adverse_30s_per_contract"))
        // 50 yuan over 50 contracts, against 100 at the fill.
        #expect(cells[place + 1] == "-1.00")
        let asked = try #require(columns.firstIndex(of: "requests_percent"))
        #expect(cells[asked + 1] == "", "no request was counted")
        let settings = Self.sweep.settingsCSV.split(separator: "\n").map(String.init)
        #expect(settings[0].hasPrefix("setting,runs,pnl_yuan_mean,pnl_yuan_deviation,"))
        // Two runs: mean 200, deviation 200/√2; one run has no deviation.
        #expect(settings[1].hasPrefix("width=1,2,200.0000,141.4214,"))
        #expect(settings[2].hasPrefix("width=2,1,-50.0000,,"))
    }

    @Test func `the terminal is told the means, and what failed`() {
        let text = Self.sweep.text()
        #expect(text.contains("   200  "))
        #expect(text.contains("failed 失败: width=2, day, seed 2: signal 9"))
    }

    @Test(arguments: [
        ("a", "a", true, "Equal: 1 of 1 runs are the same to the byte."),
        ("a", "b", false, "Different: 0 of 1 runs are equal."),
    ])
    func `equal runs say so`(first: String, second: String, isEqual: Bool, verdict: String) {
        let sheet = Self.pair([Self.run(100, hash: first)], [Self.run(120, hash: second)])
        #expect(sheet.comparison?.isEqual == isEqual)
        #expect(sheet.text().contains(verdict))
        #expect(sheet.text().contains("+20.00"))
        #expect(BacktestPage.render(sheet).contains(verdict))
    }
}
