import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    /// A short morning of six contracts with one fault at 09:35 (F30–F39).
    @Suite(.serialized, .rule("F35", "F36", "F37", "F39", "K12", "H31", "C3.14"))
    struct `A morning with a fault` {
        private struct Summary: Decodable {
            struct Figures: Decodable {
                struct Counts: Decodable {
                    let fills: Int
                    let quotesAccepted: Int
                    let quotesRejected: Int
                    let unapprovedQuotes: Int
                }
                struct ProfitAndLoss: Decodable {
                    let fillsWithoutValue: Int
                }
                let counts: Counts
                let profitAndLoss: ProfitAndLoss
            }
            let figures: Figures
        }

        @Test(arguments: [
            "faults: [{at: \"09:35\", kind: lostReport}]",
            "faults: [{at: \"09:35\", kind: lateReport, seconds: 3}]",
            "faults: [{at: \"09:35\", kind: duplicateReport, count: 5}]",
            "faults: [{at: \"09:35\", kind: reorderReport}]",
            "faults: [{at: \"09:35\", kind: rejectStorm, seconds: 30}]",
            "faults: [{at: \"09:35\", kind: throttle, count: 3, seconds: 60}]",
            "faults: [{at: \"09:35\", kind: silentCancel}]",
            "faults: [{at: \"09:35\", kind: unknownFill, count: 3}]",
            "faults: [{at: \"09:35\", kind: overfill, count: 3}]",
            "faults: [{at: \"09:35\", kind: staleData, seconds: 60}]",
            "faults: [{at: \"09:35\", kind: frozenData, seconds: 60}]",
            "faults: [{at: \"09:35\", kind: crossedData, seconds: 60}]",
            "faults: [{at: \"09:35\", kind: invalidData, seconds: 60}]",
            "faults: [{at: \"09:35\", kind: phaseFlap, seconds: 0.5, count: 20}]",
            "faults: [{at: \"09:35\", kind: sessionLoss}]",
            "exchange: {account: {}, cancelOnDisconnect: \"5\"}",
        ])
        func `nothing is lost, every fill is booked, the figures agree, replay is equal`(
            extra: String
        ) throws {
            let scratch = try Scratch()
            let events = "  - {at: \"11:35\", kind: closeEarly}"
            let file = try scratch.file(
                "short.yaml", try Self.market() + "events:\n" + events + "\n" + extra + "\n")
            // Exit code 0: the tracker's figures equal the exchange's own score.
            let run = try Run.backtest(["--seed", "3", "--scenario", file], in: scratch)
            let data = try Data(contentsOf: URL(fileURLWithPath: run.path + "/summary.json"))
            let figures = try JSONDecoder().decode(Summary.self, from: data).figures
            #expect(figures.counts.fills > 100)
            // Where the exchange misbehaves enough to pause quoting, nobody here resumes it.
            let isPaused = try run.export("decisions").rows.contains { $0[2] == "paused" }
            let pauses = ["rejectStorm", "silentCancel", "lostReport", "reorderReport"]
            #expect(isPaused == pauses.contains { extra.contains($0) })
            #expect(figures.counts.quotesAccepted > (isPaused ? 200 : 1_000))
            // Every fill of the exchange's log was booked by the desk, once.
            #expect(figures.profitAndLoss.fillsWithoutValue == 0)
            #expect(figures.counts.unapprovedQuotes == 0)
            #expect(try run.obligations().exchange_difference_ns == 0)
            let replay = try run.replay()
            #expect(replay.code == 0, "\(replay.found.findings.filter { !$0.holds })")
        }

        @Test(.rule("P28")) func `a reject storm pauses with its twentieth rejection`() throws {
            let scratch = try Scratch()
            let file = try scratch.file(
                "storm.yaml",
                try Self.market() + "events:\n  - {at: \"09:40\", kind: closeEarly}\n"
                    + "faults: [{at: \"09:35\", kind: rejectStorm, seconds: 60}]\n")
            let run = try Run.backtest(["--seed", "3", "--scenario", file], in: scratch)
            let rows = try run.export("decisions").rows
            let place = try #require(rows.firstIndex { $0[2] == "exchangeAlarm" })
            #expect(rows[place][3] == "rejections" && rows[place][6] == "20")
            #expect(rows[place + 1][2] == "paused" && rows[place + 1][0] == rows[place][0])
            let data = try Data(contentsOf: URL(fileURLWithPath: run.path + "/summary.json"))
            let counts = try JSONDecoder().decode(Summary.self, from: data).figures.counts
            #expect(counts.quotesRejected == 20, "none was sent after the pause")
            let time = try #require(Int64(rows[place][0]))
            print("reject storm: paused \((time - 34_500_000_000_000) / 1_000_000) ms into it")
        }

        /// Continuous trading by the calendar goes on; by the exchange it does not (SSE-TR-02).
        @Test(.rule("SSE-TR-02", "SSE-MM-02"), arguments: ["", ", seconds: 180"])
        func `an early close in the middle of the morning holds together`(auction: String) throws {
            let scratch = try Scratch()
            let file = try scratch.file(
                "early.yaml",
                try Self.market() + "events:\n  - {at: \"10:00\", kind: closeEarly\(auction)}\n")
            let run = try Run.backtest(["--seed", "3", "--scenario", file], in: scratch)
            let figures = try run.obligations()
            #expect(figures.exchange_difference_ns == 0)
            // 1,800 s were owed, the other 12,420 of the day's 14,220 were not.
            for contract in figures.presence {
                #expect((contract.exempt_ns ?? 0) >= 12_420_000_000_000)
                #expect((contract.met_ns ?? 0) + (contract.not_met_ns ?? 0) <= 1_800_000_000_000)
                #expect(contract.session_ns == 14_220_000_000_000)
                #expect(contract.unknown_ns == 0)
            }
            let replay = try run.replay()
            #expect(replay.code == 0, "\(replay.found.findings.filter { !$0.holds })")
        }

        /// The regular day with one ETF, three strikes and one expiry.
        static func market() throws -> String {
            let scenario = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Sim/scenarios/regular-day.yaml")
            let text = try String(contentsOf: scenario, encoding: .utf8)
            let second = try #require(text.range(of: "  - code: \"510300\""))
            let chain = try #require(text.range(of: "chain:"))
            return text.replacingCharacters(
                in: second.lowerBound..<chain.lowerBound, with: ""
            )
            .replacingOccurrences(of: "strikesEachSide: 4", with: "strikesEachSide: 1")
            .replacingOccurrences(of: "expiries: 4", with: "expiries: 1")
        }
    }
}
