import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("I6"))
struct `Scenario files` {
    @Test func `the embedded regular day is the file`() throws {
        #expect(try Scenario.read(file: ScenarioFiles.regularDay) == Scenario.regularDay)
    }

    @Test func `the regular day is Monday 4 January 2021 on two ETFs`() {
        let day = Scenario.regularDay
        #expect(day.name == "regular-day")
        #expect(day.tradingDay.yyyymmdd == 20_210_104)
        #expect(day.underlyings.map(\.code) == ["510050", "510300"])
        #expect(
            day.underlyings.map(\.previousClose) == [Price(ticks: 35_000), Price(ticks: 52_000)])
    }

    @Test func `the recorded scenario names its file relative to itself`() throws {
        let scenario = try Scenario.read(file: ScenarioFiles.csi300)
        guard case .ticks(let source) = scenario.underlyings[1].path else {
            Issue.record("510300 must follow a recording")
            return
        }
        #expect(source.file == "../../../shared/data/cffex_if2101_ticks/IF2101_20210104.csv.gz")
        #expect(source.levelDivisor == 1_000)
    }

    @Test(arguments: [("a.yaml", "."), ("/a.yaml", "/"), ("x/y/a.yaml", "x/y")])
    func `a file's folder is what stands before its last slash`(file: String, folder: String) {
        #expect(Scenario.folder(ofFile: file) == folder)
    }
}
