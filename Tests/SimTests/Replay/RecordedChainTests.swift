import Foundation
import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("I6", "C3.6"))
struct `A recorded chain as a quoted market` {
    /// Nobody trades: what stands is what was recorded.
    private func quiet(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        scenario.customers.limitOrders.perMinute = 0
        scenario.customers.uninformed.perMinute = 0
        scenario.customers.informed.looksPerMinute = 0
        return scenario
    }

    @Test(arguments: [false, true])
    func `the competing quotes are the recorded ones from the end of each minute on`(
        deflated: Bool
    ) throws {
        let scenario = quiet(try ChainSamples.scenario())
        let paths = try UnderlyingPath.paths(of: scenario, folder: ".", seed: 1)
        var day = try ChainDay(
            scenario, paths: paths,
            chain: try ChainSamples.chain(ChainSamples.callRows, deflated: deflated))
        let code = "510050C2101M03500"
        #expect(day.top(code, at: "09:30:59") == "0@0 0@0")
        // 600 500 over 1 000 is 600 and a half: a bid is rounded down, an ask up.
        #expect(day.top(code, at: "09:31") == "7@600 8@612")
        #expect(day.top(code, at: "09:31:59") == "7@600 8@612")
        #expect(day.top(code, at: "09:32") == "0@0 9@613")
        // The minute from 09:32 has no row: its quote stands on; the one from 09:33 closed locked.
        #expect(day.top(code, at: "09:33:59") == "0@0 9@613")
        #expect(day.top(code, at: "09:34") == "0@0 0@0")
        // An order is of at most 50 contracts.
        #expect(day.top(code, at: "09:35") == "50@620 50@630")
        #expect(day.top(code, at: "11:00") == "50@620 50@630")
        // Other contracts are quoted as ever.
        #expect(day.top("510050C2101M03600", at: "11:01") != "0@0 0@0")
    }

    @Test func `the public thinks what was recorded, and a little later what came next`() throws {
        let scenario = try ChainSamples.scenario()
        let directory = ChainListing.directory(for: scenario)
        let contract = try #require(directory.contract(tradingCode: "510050C2101M03500")).index
        let opinion = PublicOpinion(
            scenario: scenario, directory: directory,
            paths: try UnderlyingPath.paths(of: scenario, folder: ".", seed: 1), seed: 1,
            chain: try ChainSamples.chain(ChainSamples.callRows))
        #expect(opinion.fairTicks(contract, at: time("09:31")) == 606)
        #expect(opinion.fairTicks(contract, at: time("09:35")) == 625)
    }

    @Test(arguments: [
        (
            "34200000,600000", "34200001,600000",
            "2: found time \"34200001\"; accepted: whole minutes"
        ),
        ("34260000", "34200000", "3: found time \"34200000\"; accepted: whole minutes"),
        ("34260000,,,,,0,", "34260000,,,,0,", "3: found 10 columns; accepted: 11"),
        (",600500,", ",-5,", "2: found \"-5\" in column 5; accepted: a price from 0"),
        (",610000,590000", ",x,590000", "2: found \"x\" in column 3; accepted: a price"),
        (",612000,8", ",612000,8.5", "2: found \"8.5\" in column 11; accepted: a size from 0"),
    ])
    func `a bad row is named with its member and line`(good: String, bad: String, expected: String)
        throws
    {
        let rows = ChainSamples.callRows
        #expect(rows.contains(good))
        let place = try #require(rows.range(of: good))
        let spoiled = rows.replacingCharacters(in: place, with: bad)
        let error = #expect(throws: ChainFileError.self) { try ChainSamples.chain(spoiled) }
        let text = error?.description ?? ""
        #expect(
            text.hasPrefix(
                "chain.zip:" + String(ChainSamples.callName.prefix(60)) + "…:" + expected)
                || text.hasPrefix("chain.zip:" + ChainSamples.callName + ":" + expected),
            "\(text)")
        #expect(try ChainSamples.chain(rows) != nil)
    }

    @Test func `an archive that is cut, changed or of something else is refused`() throws {
        let whole = ChainSamples.zip([("a.csv", Array("one".utf8))], deflated: true)
        #expect(
            try ZipMembers(file: "a.zip", bytes: whole).contents(of: "a.csv") == Array("one".utf8))
        for length in 0..<whole.count {
            #expect(throws: ChainFileError.self, "cut at \(length)") {
                try ZipMembers(file: "a.zip", bytes: Array(whole[..<length])).contents(of: "a.csv")
            }
        }
        var changed = whole
        changed[30 + 5 + 5] ^= 1
        #expect(throws: ChainFileError.self) {
            try ZipMembers(file: "a.zip", bytes: changed).contents(of: "a.csv")
        }
        #expect(throws: ChainFileError.self) {
            try ZipMembers(file: "a.zip", bytes: whole).contents(of: "b.csv")
        }
    }

    @Test func `a chain that the archive does not hold is refused with what it holds`() throws {
        let scenario = try ChainSamples.scenario()
        let error = #expect(throws: ChainFileError.self) {
            try RecordedChain.read(
                of: scenario, directory: ChainListing.directory(for: scenario)
            ) { (file: String) throws(ChainFileError) in
                try ZipMembers(file: file, bytes: ChainSamples.zip([("a.csv", [])]))
            }
        }
        #expect(
            error?.description
                == "chain.zip: found 0 members ending in _call_35000000_20210115.csv; "
                + "accepted: one of a.csv")
    }

    @Test(arguments: [
        (
            "chain.zip", "chain.csv",
            "market.file: found \"chain.csv\"; accepted: a path ending in .zip"
        ),
        ("510050C2101M03500", "510050C2101M09900", "market.contracts[0].contract: found"),
        ("call_35000000_20210115", "call_3.5_20210115", "market.contracts[0].recorded: found"),
        ("levelDivisor: 1000", "levelDivisor: 0", "market.levelDivisor: found \"0\""),
        ("  file: chain.zip\n", "", "market: missing key file"),
    ])
    func `a bad chain setting is refused`(good: String, bad: String, expected: String) throws {
        let place = try #require(ChainSamples.market.range(of: good))
        let spoiled = ChainSamples.market.replacingCharacters(in: place, with: bad)
        let error = #expect(throws: ScenarioError.self) { try ChainSamples.scenario(spoiled) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
        #expect(try ChainSamples.scenario().recordedChain?.contracts.count == 1)
    }

    @Test func `the bundled SPX morning stands as it was recorded`() throws {
        let scenario = quiet(
            try Scenario.read(file: ScenarioFiles.folder + "/chain-spx-2021-01-04.yaml"))
        let directory = ChainListing.directory(for: scenario)
        let paths: [UnderlyingPath]
        let chain: RecordedChain?
        do {
            chain = try RecordedChain.read(
                of: scenario, directory: directory, folder: ScenarioFiles.folder)
            paths = try UnderlyingPath.paths(of: scenario, folder: ScenarioFiles.folder, seed: 1)
        } catch let error as ChainFileError where error.found.hasPrefix("not found") {
            print("skipped: no recording at \(error.file)")
            return
        }
        // 3764.61 points at the opening; on the ETF's grid between 3.764 and 3.765.
        #expect(paths[0].ticks[0].bid == Price(ticks: 37_640))
        #expect(paths[0].ticks[0].last == Price(ticks: 37_650))
        var day = try ChainDay(scenario, paths: paths, chain: chain)
        // The first minute of call_37000000_20210108 closed at 78.8 × 51 and 80.4 × 40.
        #expect(day.top("510300C2101M03700", at: "09:31") == "50@788 40@804")
        #expect(day.top("510300P2101M03800", at: "09:31") == "39@488 50@511")
        #expect(day.top("510300P2101M03700", at: "09:31") == "20@145 24@149")
    }
}
