import Market
import Obligations
import TestSupport
import Testing
import Tracker
import Wire

@Suite(.rule("SSE-MM-02", "SSE-MM-05"))
struct `Slack on the wire` {
    private static let second: Int64 = 1_000_000_000

    /// One contract quoted from the open, one never.
    private func opened() throws -> MadeDay {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 1, at: 0)
        return day
    }

    @Test func `everything at first, then what changed, everything again after ten seconds`() throws
    {
        var day = try opened()
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(day.events)
        #expect(desk.told.map(\.slackNanoseconds) == [4_266 * Self.second, 4_266 * Self.second])
        #expect(desk.told.map(\.failsAt) == [Desk.at(4_266), Desk.at(4_266)])
        #expect(desk.missesLeft == [0])
        var counts: [Int] = []
        for second in 1...130 {
            let before = day.events.count
            day.add(.heartbeat, at: Double(second), participant: 0)
            try desk.tell(Array(day.events[before...]))
            if !desk.told.isEmpty { counts.append(second) }
            if second % 10 == 0 { #expect(desk.told.count == 2, "\(second)") }
        }
        // In between, the one that loses time: once it has lost a sixty-fourth.
        #expect(counts.filter { $0 % 10 != 0 }.isEmpty)
    }

    @Test func `within one second nothing is said twice`() throws {
        var day = try opened()
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(day.events)
        let before = day.events.count
        day.add(.heartbeat, at: 0.5, participant: 0)
        try desk.tell(Array(day.events[before...]))
        #expect(desk.told.isEmpty && desk.alerts.isEmpty)
    }

    @Test func `an alert for each ratio, once, and the lost contract counts at risk`() throws {
        var day = try opened()
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(day.events)
        var alerts: [SlackAlert] = []
        for second in [3_000, 3_160, 3_161, 3_200, 4_266, 4_267, 4_300] {
            let before = day.events.count
            day.add(.heartbeat, at: Double(second), participant: 0)
            try desk.tell(Array(day.events[before...]))
            alerts += desk.alerts
        }
        #expect(alerts.map(\.contract.value) == [1, 1])
        #expect(alerts.map(\.ratioMillionths) == [900_000, 1_000_000])
        #expect(alerts.map(\.asOf) == [Desk.at(3_161), Desk.at(4_267)])
        #expect(alerts[1].slackNanoseconds == -Self.second)
        #expect(desk.core.statistics.contractsAtRisk == 1)
        #expect(desk.core.statistics.lowestSlackNanoseconds == 4_266 * Self.second)
        #expect(desk.told.isEmpty == false)
    }
}
