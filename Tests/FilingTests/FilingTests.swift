import Filing
import Market
import Settings
import TestSupport
import Testing

@Suite(.rule("P7", "P9.1", "P9.2", "P9.4", "P9.5", "H7", "P34"))
struct `Filing document` {
    private func error(_ old: String, _ new: String) throws -> String {
        do {
            _ = try SampleFiling.filing(old, new)
            return "accepted"
        } catch let error as SettingsError {
            return error.description
        }
    }

    @Test func `every field is there, in the document's order, with the article that asks for it`()
        throws
    {
        let filing = try SampleFiling.filing()
        #expect(filing.version == 3)
        #expect(filing.ordersPerSecondMax == 2_000)
        #expect(filing.strategies == ["inventory-skew"])
        #expect(filing.fields.count == 34)
        #expect(filing.fields[0].path == "account/investorName")
        #expect(
            filing.fields.first { $0.path == "trading/ordersPerSecondMax" }
                == FilingField(
                    path: "trading/ordersPerSecondMax", value: "2000",
                    basis: "seed 001 art. 9(3)"))
    }

    @Test(arguments: [
        ("    phone: 021-00000001\n", "", "missing key"),
        ("investorName: Example Securities", "investorName: \"\"", "empty value"),
        ("investorName: Example Securities", "investorName: \"  \"", "empty value"),
        ("  developer: Example Securities\n", "", "software/developer: missing key"),
        ("sizeYuan: 200000000", "sizeYuan: 2e8", "is not a whole number"),
        ("ordersPerSecondMax: 2000", "ordersPerSecondMax: 0", "0 is out of range"),
        ("participants: [1]", "participants: [1, 1]", "1 is listed twice"),
        ("state: confirmed", "state: sure", "\"sure\" is not accepted"),
        ("confirmation: SSE-2020-000123\n", "", "this state needs confirmation"),
        ("state: confirmed", "state: sent", "this state has no confirmedOn yet"),
        ("sentOn: 2020-12-28", "sentOn: 2020-12-31", "confirmed before it was sent"),
        ("sentOn: 2020-12-28", "sentOn: 2020-02-30", "\"2020-02-30\" is not a date"),
        ("authority: sse", "authority: shfe", "missing key holidays"),
        ("schema: 1", "schema: 1\nremark: x", "remark: unknown key"),
    ])
    func `a mistake is one error with its line`(old: String, new: String, problem: String) throws {
        let found = try error(old, new)
        #expect(found.contains(problem), "\(found)")
        #expect(found.hasPrefix("f.yaml:"))
    }

    @Test(arguments: [
        (Int64(299), Int64(19_999), true), (300, 19_999, false), (299, 20_000, false),
    ])
    func `high frequency is declared with its three papers`(
        second: Int64, day: Int64, accepted: Bool
    ) throws {
        let yaml = SampleFiling.yaml
        let cut = try #require(yaml.firstRange(of: "highFrequency:"))
        let text = String(yaml[..<cut.lowerBound])
            .replacing("ordersPerSecondMax: 2000", with: "ordersPerSecondMax: \(second)")
            .replacing("ordersPerDayMax: 20000000", with: "ordersPerDayMax: \(day)")
        let filing = try? Filing.load(yaml: text, file: "f.yaml")
        #expect((filing != nil) == accepted)
    }
}

@Suite(.rule("P8", "P9.3", "H6", "H8", "H10"))
struct `Filing against what runs` {
    private func problems(
        _ old: String = "", _ new: String = "", _ change: (inout LiveFacts) -> Void = { _ in }
    ) throws -> [String] {
        var live = try SampleFiling.live()
        change(&live)
        return FilingCheck.findings(
            try SampleFiling.filing(old, new), against: live
        ).map { "\($0.path) \($0.change?.rawValue ?? 0) \($0.isBlocking)" }
    }

    private let confirmed = """
        state: confirmed
        sentOn: 2020-12-28
        confirmedOn: 2020-12-30
        confirmation: SSE-2020-000123
        """

    @Test func `what is confirmed and agrees has no finding`() throws {
        #expect(try problems() == [])
    }

    @Test func `only a confirmed filing in force lets quoting begin`() throws {
        #expect(try problems(confirmed, "state: draft") == ["state 0 true"])
        #expect(try problems(confirmed, "state: sent\nsentOn: 2020-12-28") == ["state 0 true"])
        #expect(
            try problems("confirmedOn: 2020-12-30", "confirmedOn: 2021-01-05")
                == ["confirmedOn 0 true"])
        #expect(
            try problems("effectiveFrom: 2021-01-04", "effectiveFrom: 2021-01-05")
                == ["effectiveFrom 0 true"])
        #expect(try problems("purpose: initial", "purpose: stop") == ["purpose 7 true"])
    }

    @Test(arguments: [("2021-01-05", false), ("2021-01-06", true)])
    func `SHFE: three trading days without objection, the second is too early`(
        day: String, passes: Bool
    ) throws {
        // Sent on 2020-12-31; 2021-01-01 is a holiday: the days are 4, 5 and 6 January.
        let yaml = try SampleFiling.text(confirmed, "state: sent\nsentOn: 2020-12-31")
            .replacing("authority: sse", with: "authority: shfe\nholidays: [2021-01-01]")
            .replacing(
                "effectiveFrom: 2021-01-04",
                with: "effectiveFrom: \(passes ? "2021-01-06" : "2021-01-05")")
        let found = FilingCheck.findings(
            try Filing.load(yaml: yaml, file: "f.yaml"), against: try SampleFiling.live(day: day))
        #expect(found.isEmpty == passes, "\(found)")
    }

    @Test func `declared maxima bound the limits; at the maximum is within`() throws {
        #expect(try problems { $0.messagesPerSecondMax = 2_000 } == [])
        #expect(
            try problems { $0.messagesPerSecondMax = 2_001 }
                == ["trading/ordersPerSecondMax 4 true"])
        #expect(
            try problems { $0.messagesPerDayMax = 20_000_001 }
                == ["trading/ordersPerDayMax 4 true"])
        #expect(try problems { $0.messagesPerSecondMax = nil } == [])
    }

    @Test func `accounts, strategy and program are those declared`() throws {
        #expect(try problems { $0.participant = 2 } == ["account/participants 8 true"])
        #expect(try problems { $0.strategy = "other" } == ["trading/strategies 5 true"])
        #expect(try problems { $0.softwareVersion = "0.1.1" } == ["software 6 true"])
    }

    @Test(arguments: [
        (Int64(239_999_999), 0), (240_000_000, 1), (160_000_001, 0), (160_000_000, 1),
    ])
    func `funds that evidently changed are to be reported, and stop nothing`(
        funds: Int64, findings: Int
    ) throws {
        let found = try problems { $0.fundsYuan = funds }
        #expect(found == Array(repeating: "funds/sizeYuan 1 false", count: findings))
    }

    @Test func `amounts without end are evident changes, not crashes`() {
        #expect(FilingTerms().isEvident(from: 1, to: .max))
        #expect(FilingTerms().isEvident(from: .min, to: .max))
        #expect(FilingTerms().isEvident(from: .max, to: 0))
        #expect(!FilingTerms().isEvident(from: .max, to: .max))
    }
}

@Suite(.rule("P10"))
struct `Material changes` {
    @Test(arguments: [
        ("sizeYuan: 200000000", "sizeYuan: 300000000", MaterialChange.funds),
        ("leverageSource: none", "leverageSource: bank", .leverage),
        ("name: Li", "name: Zhao", .contacts),
        ("ordersPerDayMax: 20000000", "ordersPerDayMax: 20000001", .rates),
        ("name: inventory-skew", "name: patient", .strategy),
        ("version: 0.1.0", "version: 0.2.0", .software),
        ("purpose: initial", "purpose: stop", .stopped),
        ("serverAddress: Shanghai", "serverAddress: Suzhou", .other),
    ])
    func `each of the eight is found and named`(old: String, new: String, change: MaterialChange)
        throws
    {
        let found = FilingDifference.between(
            try SampleFiling.filing(), try SampleFiling.filing(old, new))
        #expect(found.map(\.change) == [change])
    }

    @Test func `nothing changed is no difference, and a small change of funds is no trigger`()
        throws
    {
        let filing = try SampleFiling.filing()
        #expect(FilingDifference.between(filing, filing).isEmpty)
        let small = FilingDifference.between(
            filing, try SampleFiling.filing("sizeYuan: 200000000", "sizeYuan: 239999999"))
        #expect(small.map(\.path) == ["funds/sizeYuan"])
        #expect(small.map(\.change) == [nil])
    }

    @Test func `what is new and what is gone is told`() throws {
        let other = try SampleFiling.filing(
            "participants: [1]", "participants: [1, 2]")
        let added = FilingDifference.between(try SampleFiling.filing(), other)
        #expect(added.map(\.path) == ["account/participants[1]"])
        #expect(added[0].old == nil)
        let gone = FilingDifference.between(other, try SampleFiling.filing())
        #expect(gone[0].new == nil)
        #expect(gone[0].change == .other)
    }
}

@Suite(.rule("P10d", "H6"))
struct `Deadlines by trading days` {
    @Test(arguments: [
        // February 2021 begins on a Monday: its fifth trading day is the 5th.
        ("2021-01-15", "2021-02-05", "2021-02-04"),
        // A change on a month's last day, and over the year's end with 1 January closed.
        ("2021-01-31", "2021-02-05", "2021-02-04"),
        ("2020-12-31", "2021-01-08", "2021-01-07"),
        // March 2021 begins on a Monday; the holidays of February do not move it.
        ("2021-02-10", "2021-03-05", "2021-03-04"),
        // May 2021 begins on a Saturday.
        ("2021-04-30", "2021-05-07", "2021-05-06"),
    ])
    func `before the fifth trading day of the next month`(
        day: String, deadline: String, last: String
    ) throws {
        let day = try SampleFiling.day(day)
        #expect(SampleFiling.calendar.changeDeadline(of: day).description == deadline)
        #expect(SampleFiling.calendar.lastReportingDay(of: day).description == last)
    }

    @Test(arguments: [
        ("2021-01-15", "2021-04-07"), ("2021-03-31", "2021-04-07"), ("2021-12-31", "2022-01-07"),
    ])
    func `some report funds by the quarter`(day: String, deadline: String) throws {
        #expect(
            SampleFiling.calendar.changeDeadline(of: try SampleFiling.day(day), byQuarter: true)
                .description == deadline)
    }

    @Test(arguments: [("2020-12-31", "2021-01-06"), ("2021-02-10", "2021-02-17")])
    func `three trading days ahead`(sent: String, earliest: String) throws {
        #expect(
            SampleFiling.calendar.tradingDay(3, after: try SampleFiling.day(sent)).description
                == earliest)
    }
}
