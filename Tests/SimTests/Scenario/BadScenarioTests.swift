import Market
import Sim
import TestSupport
import Testing

/// One edit of the regular day's text: refused as `bad`, accepted as `good`.
struct ScenarioEdit: Sendable, CustomTestStringConvertible {
    let original: String
    let bad: String
    let good: String
    let message: String

    init(_ original: String, bad: String, good: String, _ message: String) {
        self.original = original
        self.bad = bad
        self.good = good
        self.message = message
    }

    var testDescription: String { bad.isEmpty ? "without " + original : bad }

    func applied(_ text: String) -> String {
        Scenario.regularDayYAML.replacingFirst(original, with: text)
    }
}

extension String {
    fileprivate func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return "" }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}

private let rootKeys =
    "accepted: the keys name, tradingDay, underlyings, chain, customers, "
    + "and if wanted market, exchange, events, faults"
private let weekday = "accepted: a weekday from 20150209 to 20991231 as yyyymmdd"
private let volatility = "accepted: a plain number from 0.03 to 2"

@Suite(.rule("I6"))
struct `Bad scenarios` {
    static let edits: [ScenarioEdit] = [
        .init(
            "name: regular-day", bad: "nome: regular-day", good: "name: other",
            "x.yaml:2: unknown key nome; " + rootKeys),
        .init(
            "name: regular-day\n", bad: "", good: "name: a\n",
            "x.yaml:2: missing key name; " + rootKeys),
        .init(
            "name: regular-day", bad: "name: a\nname: b", good: "name: a",
            "x.yaml:2: duplicate key name; accepted: well-formed YAML"),
        .init(
            "name: regular-day", bad: "name: a/b", good: "name: a_b",
            "x.yaml:2: name: found \"a/b\"; accepted: 1 to 60 letters, digits, - or _"),
        .init(
            "20210104", bad: "20210103", good: "20210105",
            "x.yaml:3: tradingDay: found \"20210103\"; " + weekday),
        .init(
            "20210104", bad: "2021-01-04", good: "20210106",
            "x.yaml:3: tradingDay: found \"2021-01-04\"; " + weekday),
        .init(
            "code: \"510050\"", bad: "code: 51005", good: "code: 510500",
            "x.yaml:5: underlyings[0].code: found \"51005\"; accepted: six digits"),
        .init(
            "code: \"510050\"", bad: "code: \"510300\"", good: "code: \"588000\"",
            "x.yaml:20: underlyings[1]: underlying 510300 is listed twice; accepted: each code once"
        ),
        .init(
            "previousClose: 3.500", bad: "previousClose: 0.4", good: "previousClose: 0.5",
            "x.yaml:6: underlyings[0].previousClose: found \"0.4\"; accepted: a plain number from "
                + "0.5 to 50 yuan"),
        .init(
            "volatility: 0.20", bad: "volatility: .nan", good: "volatility: 0.03",
            "x.yaml:7: underlyings[0].volatility: found \".nan\"; " + volatility),
        .init(
            "volatility: 0.20", bad: "volatility: 2e-1", good: "volatility: 2",
            "x.yaml:7: underlyings[0].volatility: found \"2e-1\"; " + volatility),
        .init(
            "volatility: 0.20", bad: "volatility: \"0.2\"", good: "volatility: 0.2",
            "x.yaml:7: underlyings[0].volatility: found \"0.2\"; " + volatility),
        .init(
            "kind: builtin", bad: "kind: random", good: "kind: builtin # made up",
            "x.yaml:13: underlyings[0].path.kind: found \"random\"; accepted: builtin, ticks"),
        .init(
            "jumpsPerDay: 4", bad: "jumpsPerDay: -1", good: "jumpsPerDay: 0",
            "x.yaml:16: underlyings[0].path.jumpsPerDay: found \"-1\"; accepted: a plain number "
                + "from 0 to 100"),
        .init(
            "expiries: 4", bad: "expiries: 5", good: "expiries: 1",
            "x.yaml:37: chain.expiries: found \"5\"; accepted: a whole number from 1 to 4"),
        .init(
            "expiries: 4", bad: "expiries: [4]", good: "expiries: 2",
            "x.yaml:37: chain.expiries: found a list; accepted: a whole number from 1 to 4"),
        .init(
            "holidays: []", bad: "holidays: none", good: "holidays: [20210127]",
            "x.yaml:38: chain.holidays: found \"none\"; accepted: a list of 0 to 60 weekdays"),
        .init(
            "holidays: []", bad: "holidays: [20210104]", good: "holidays: [20210105]",
            "x.yaml:3: tradingDay: 2021-01-04 is one of chain.holidays; accepted: a trading day"),
        .init(
            "refreshSecondsMax: 60", bad: "refreshSecondsMax: 9", good: "refreshSecondsMax: 10",
            "x.yaml:50: customers.liquidity.refreshSecondsMax: less than refreshSecondsMin; "
                + "accepted: refreshSecondsMin or more"),
        .init(
            "spreadTicksMin: 12", bad: "spreadTicksMin: 1.5", good: "spreadTicksMin: 1",
            "x.yaml:46: customers.liquidity.spreadTicksMin: found \"1.5\"; accepted: a whole "
                + "number from 1 to 1000"),
        .init(
            "perHour: 60", bad: "perHour:", good: "perHour: 0",
            "x.yaml:66: customers.requests.perHour: found \"\"; accepted: a plain number from 0 "
                + "to 60000"),
        .init(
            "perHour: 60", bad: "perHour: *rate", good: "perHour: 1",
            "x.yaml:66: an anchor or alias (& or *); accepted: values written out in place"),
    ]

    @Test(arguments: edits)
    func `one error names line, key and what is accepted`(edit: ScenarioEdit) throws {
        let error = #expect(throws: ScenarioError.self) {
            try Scenario.load(yaml: edit.applied(edit.bad), file: "x.yaml")
        }
        #expect(error?.description == edit.message)
        _ = try Scenario.load(yaml: edit.applied(edit.good), file: "x.yaml")
    }

    @Test(arguments: [
        "", "[]", "- 1", "just text", String(repeating: "[", count: 50_000),
        String(repeating: "- ", count: 20_000), String(repeating: "a: {", count: 1_000),
        "a: &x [1]\nb: *x", "name: a\u{0}b", "name: ]",
        String(repeating: "# long\n", count: 20_000),
        "---\nname: a\n---\nname: b\n",
    ])
    func `text that is no scenario is refused and never crashed on`(text: String) {
        #expect(throws: ScenarioError.self) { try Scenario.load(yaml: text, file: "x.yaml") }
    }

    @Test(arguments: ["/nonexistent/a.yaml", ScenarioFiles.folder])
    func `a file that cannot be read is named`(file: String) {
        let error = #expect(throws: ScenarioError.self) { try Scenario.read(file: file) }
        #expect(error?.file == file)
        #expect(error?.line == nil)
    }
}

@Suite(.rule("I6"))
struct `Recorded paths in a scenario` {
    static let good = """
        {kind: ticks, file: a.csv, columns: ctp, symbol: IF2101, levelDivisor: 1000,
              sharesPerLot: 300000, onBadRow: skip}
        """

    private func scenario(path: String) throws -> Scenario {
        let text = Scenario.regularDayYAML
        let start = try #require(text.firstRange(of: "path:")).upperBound
        let end = try #require(text.firstRange(of: "\n  - code: \"510300\"")).lowerBound
        return try Scenario.load(
            yaml: String(text[..<start]) + " " + path + String(text[end...]), file: "x.yaml")
    }

    @Test func `all seven keys are read`() throws {
        let source = TickSource(
            file: "a.csv", symbol: "IF2101", levelDivisor: 1_000, sharesPerLot: 300_000,
            onBadRow: .skip)
        #expect(try scenario(path: Self.good).underlyings[0].path == .ticks(source))
    }

    @Test(arguments: [
        ("ctp", "sse"), ("a.csv", "a.txt"), ("levelDivisor: 1000", "levelDivisor: 0"),
        ("skip", "ignore"), ("IF2101", "\"a,b\""), ("sharesPerLot: 300000", "seasonality: 1"),
        ("kind: ticks, ", ""), (", onBadRow: skip", ""),
    ])
    func `each of them is checked`(from: String, to: String) {
        #expect(throws: ScenarioError.self) {
            try scenario(path: Self.good.replacingFirst(from, with: to))
        }
    }
}
