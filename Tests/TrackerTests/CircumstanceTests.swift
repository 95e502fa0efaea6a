import Market
import Obligations
import TestSupport
import Testing
import Tracker
import Wire

/// What the exchange's log does not tell, told by a schedule; and what it tells of the underlying.
@Suite(.rule("SSE-MM-08", "ISSUE-3.4"))
struct `Circumstances told to the tracker` {
    private static let second: Int64 = 1_000_000_000

    private func pack() throws -> RulePack {
        let text = try #require(RulePack.bundledText(named: "sse-primary"))
        return try RulePack.load(yaml: text, file: "sse-primary.yaml")
    }

    private func halted(_ from: Double, _ to: Double, contract: Int? = nil)
        -> CircumstanceInterval
    {
        CircumstanceInterval(
            kind: .underlyingHalted,
            scope: contract.map { .contract(ContractIndex($0)) } ?? .all, from: Desk.at(from),
            to: Desk.at(to), source: "notice 1")
    }

    /// Both contracts quoted from the open to the end.
    private func wholeDay() -> MadeDay {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        for contract in 0..<2 {
            day.accept(1_000, 1_100, id: UInt64(contract + 1), contract: contract, at: 0)
        }
        for contract in 0..<2 { day.phase(.pause, contract: contract, at: 7_200) }
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 12_600) }
        for contract in 0..<2 { day.phase(.closingAuction, contract: contract, at: 19_620) }
        day.add(.dayEnded, at: 19_860, participant: 0)
        return day
    }

    private func exempt(_ intervals: [CircumstanceInterval]) throws -> [Int64] {
        var desk = try Desk(pack: try pack(), circumstances: intervals)
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(wholeDay().events)
        #expect(desk.core.statistics.timesMovedUp == 0)
        let ledger = try #require(desk.core.ledger)
        return (0..<2).map {
            ledger.totals(of: ContractIndex($0)).exemptNanoseconds / Self.second
        }
    }

    @Test func `nothing declared, nothing exempt`() throws { #expect(try exempt([]) == [0, 0]) }

    @Test func `exempt from the first instant to the last, though no event came at either`() throws
    {
        #expect(try exempt([halted(100, 160)]) == [60, 60])
        #expect(try exempt([halted(100, 160, contract: 1)]) == [0, 60])
    }

    @Test func `one after the other without a gap, and one over the break`() throws {
        #expect(try exempt([halted(100, 160), halted(160, 170)]) == [70, 70])
        #expect(try exempt([halted(7_190, 12_605)]) == [15, 15])
    }

    @Test func `a log that stops takes what was declared up to its last instant`() throws {
        var desk = try Desk(pack: try pack(), circumstances: [halted(100, 300)])
        try desk.start()
        try desk.tellDirectory()
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 1, at: 0)
        day.add(.heartbeat, at: 200, participant: 0)
        try desk.tell(day.events)
        desk.core.declareEventsGone()
        let ledger = try #require(desk.core.ledger)
        let totals = ledger.totals(of: ContractIndex(0))
        #expect(totals.exemptNanoseconds == 100 * Self.second)
        #expect(totals.metNanoseconds == 100 * Self.second)
        #expect(totals.unknownNanoseconds == 14_020 * Self.second)
    }

    @Test(.rule("HKEX-01"))
    func `the underlying's best prices bound the options' spread where the table says so`() throws {
        let text = try #require(RulePack.bundledText(named: "hkex-stock"))
        // Level 1, four days and more: the lower of 10 % of the bid and three times the underlying's spread.
        var desk = try Desk(pack: try RulePack.load(yaml: text, file: "hkex-stock.yaml"))
        try desk.start()
        try desk.tellDirectory()
        var day = MadeDay()
        day.phase(.continuous, contract: 0, at: 0)
        day.underlying(bid: 35_000, ask: 35_030, at: 0)
        day.accept(1_000, 1_090, id: 1, at: 0)
        day.underlying(bid: 35_000, ask: 35_029, at: 60)
        day.underlying(bid: 34_999, ask: 35_030, at: 90)
        day.add(.heartbeat, at: 100, participant: 0)
        try desk.tell(day.events)
        let ledger = try #require(desk.core.ledger)
        // 90 ticks wide: within 3 × 30 and 3 × 31, beyond 3 × 29.
        let totals = ledger.totals(of: ContractIndex(0), at: desk.core.knownUntil)
        #expect(totals.metNanoseconds == 70 * Self.second)
        #expect(totals.notMetNanoseconds == 30 * Self.second)
    }

    @Test func `alerts come at the ratios given, and the summary says what they say`() throws {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 1, at: 0)
        var desk = try Desk(
            pack: try RulePack.sseDev(), alertRatios: [Ratio(75, 100), Ratio(80, 100)])
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(day.events)
        var alerts: [SlackAlert] = []
        for second in [900, 950, 1_800, 4_300] {
            let before = day.events.count
            day.add(.heartbeat, at: Double(second), participant: 0)
            try desk.tell(Array(day.events[before...]))
            alerts += desk.alerts
            let summary = try #require(desk.core.slackSummary)
            #expect(summary.contractsObliged == 2)
            #expect(summary.contractsAtRisk == (second < 950 ? 0 : 1))
            #expect(summary.contractsLost == (second < 4_300 ? 0 : 1))
            #expect(summary.contractsAtRisk == desk.core.statistics.contractsAtRisk)
        }
        #expect(alerts.map(\.ratioMillionths) == [750_000, 800_000])
        #expect(
            desk.core.slackSummary?.lowestNanoseconds == 4_266 * Self.second)
    }

    @Test func `the month's sums are carried into live slack`() throws {
        let code = try Desk.directory(contracts: 2).contracts[0].tradingCode
        let lost = MonthSoFar(
            aggregation: .ratioOfSums,
            contracts: [
                code: MonthSoFar.Days(
                    count: 1, fulfilled: 0, obliged: 14_220 * Self.second, ratioBillionths: 0)
            ])
        var desk = try Desk(pack: try RulePack.sseDev(), month: lost)
        try desk.start()
        try desk.tellDirectory()
        // Alerted as soon as contracts are known: more is asked of what is left than there is.
        #expect(desk.alerts.map(\.contract.value) == [0])
        #expect(desk.alerts.map(\.ratioMillionths) == [1_000_000])
        #expect(desk.alerts.map(\.slackNanoseconds) == [-5_688 * Self.second])
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        try desk.tell(day.events)
        // 70 % of two days cannot be reached with one: 14,220 − 19,908.
        #expect(
            desk.told.map(\.slackNanoseconds) == [-5_688 * Self.second, 4_266 * Self.second])
        #expect(desk.core.slackSummary?.contractsLost == 1)
        #expect(desk.core.slackSummary?.contractsAtRisk == 1)
    }
}
