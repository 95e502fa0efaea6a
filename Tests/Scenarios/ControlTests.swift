import Foundation
import Glibc
import Runtime
import TestSupport
import Testing

extension `Scenarios` {
    /// Commands to a running risk process; nothing here needs a supervisor.
    @Suite(.serialized, .rule("P22", "P24", "P27.3a", "P27.3c", "P27.3d", "H28"))
    struct `A person stops the desk` {
        private struct Timeline: Decodable {
            struct Cleared: Decodable {
                let contract: String
                let nanoseconds: Int64
                let heardNanoseconds: Int64
            }
            let outcome: String
            let receivedNanoseconds: Int64
            let blockedNanoseconds: Int64
            let cancelSentNanoseconds: Int64?
            let elapsedNanoseconds: Int64
            let liveBefore: Int
            let liveAfter: Int
            let cleared: [Cleared]
        }

        private func order(_ verb: String, _ desk: HandStartedDesk, _ more: String...) throws
            -> Obligato.Result
        {
            try Obligato.run([verb, desk.path, "--reason", "drill"] + more)
        }

        /// Two persons.
        private func release(_ desk: HandStartedDesk, _ scope: String) throws {
            let first = try order("release", desk, "--scope", scope, "--person", "li")
            #expect(first.code == 1 && first.output.contains("second person"))
            let same = try order("release", desk, "--scope", scope, "--person", "li")
            #expect(same.code == 1 && same.output.contains("needs another person"))
            let second = try order("release", desk, "--scope", scope, "--person", "wang")
            #expect(second.code == 0, "\(second.output)")
        }

        @Test func `the command line: a timeline by the exchange's word, a report, an isolation`()
            throws
        {
            let desk = try HandStartedDesk()
            try desk.untilQuoted()
            try adviseOn(desk)
            let report = desk.path + "/report.md"
            let killed = try order(
                "kill", desk, "--all", "--person", "li", "--cause", "technical-failure",
                "--report", report, "--json")
            #expect(killed.code == 0, "\(killed.output)\(killed.error)")
            let timeline = try JSONDecoder().decode(Timeline.self, from: Data(killed.output.utf8))
            #expect(timeline.outcome == "confirmed")
            #expect(timeline.liveBefore == 6 && timeline.liveAfter == 0)
            #expect(Set(timeline.cleared.map(\.contract)).count == 6)
            let sent = try #require(timeline.cancelSentNanoseconds)
            #expect(timeline.receivedNanoseconds <= timeline.blockedNanoseconds)
            #expect(timeline.blockedNanoseconds <= sent)
            // The exchange may have answered what was on its way before; risk hears it after the block.
            #expect(
                timeline.cleared.allSatisfy {
                    $0.heardNanoseconds + 1_000 >= timeline.receivedNanoseconds
                })
            #expect(timeline.cleared.allSatisfy { $0.heardNanoseconds >= $0.nanoseconds })
            #expect(
                timeline.cleared.allSatisfy { $0.heardNanoseconds <= timeline.elapsedNanoseconds })
            let block = timeline.blockedNanoseconds - timeline.receivedNanoseconds
            print("kill: block in force \(block / 1_000) µs after receipt")
            let text = try String(contentsOfFile: report, encoding: .utf8)
            #expect(text.contains("技术故障 technical-failure") && text.contains("交易所已确认"))
            #expect(try desk.status().contains("killed everything"))
            try release(desk, "all")
            try desk.untilQuoted()

            let isolated = try order("isolate", desk, "--scope", "quoter:1", "--person", "li")
            #expect(isolated.code == 0 && isolated.output.contains("confirmed by the exchange"))
            #expect(try order("isolate", desk, "--person", "li").code == 2)
            try release(desk, "quoter:1")
            // Let in again it logs on again and quotes: its session had been closed.
            try desk.untilQuoted()
            let unknown = try order("kill", desk, "--person", "li", "--scope", "contract:no")
            #expect(unknown.code == 2)
            desk.end()
            let rows = try Run(path: desk.path).export("decisions").rows
            #expect(rows.contains { $0[2] == "commandCause" && $0[3] == "technicalFailure" })
            let downs = rows.filter { $0[2] == "quoterDown" }
            #expect(!downs.isEmpty && rows.filter { $0[2] == "quoterUp" }.count == 2)
        }

        private struct Advice: Decodable {
            struct Refusal: Decodable {
                let code: String
                let rule: String
                let chinese: String
            }
            let wouldPass: Bool
            let refusals: [Refusal]
        }

        /// A good order, one nobody may send, and a contract that is not there (C2.10).
        private func adviseOn(_ desk: HandStartedDesk) throws {
            func ask(_ price: String, contract: String = "#0") throws -> Obligato.Result {
                try Obligato.run([
                    "advise", desk.path, "--contract", contract, "--buy", price, "--quantity", "1",
                    "--json",
                ])
            }
            func read(_ result: Obligato.Result) throws -> Advice {
                try JSONDecoder().decode(Advice.self, from: Data(result.output.utf8))
            }
            let good = try ask("0.0001")
            #expect(good.code == 0, "\(good.output)\(good.error)")
            #expect(try read(good).wouldPass)
            let bad = try ask("99999.9999")
            #expect(bad.code == 1, "\(bad.output)\(bad.error)")
            let refusal = try #require(try read(bad).refusals.first)
            #expect(refusal.code == "priceOutsideLimits" && refusal.rule == "SSE-TR-04")
            #expect(refusal.chinese.contains("涨跌停"))
            let unknown = try ask("0.0001", contract: "999")
            #expect(unknown.code == 2 && unknown.complaints.count == 1)
        }

        @Test func `a signal to risk, with the control socket gone`() throws {
            let desk = try HandStartedDesk()
            try desk.untilQuoted()
            desk.loseControlSocket()
            let number = try String(contentsOfFile: desk.path + "/logs/risk.pid", encoding: .utf8)
            #expect(Int32(number.dropLast()) == desk.risk?.pid)
            Glibc.kill(try #require(desk.risk?.pid), SIGUSR1)
            try confirmed(desk)
        }

        @Test func `a file in the run folder, with the control socket gone`() throws {
            let desk = try HandStartedDesk()
            try desk.untilQuoted()
            desk.loseControlSocket()
            #expect(FileManager.default.createFile(atPath: desk.path + "/KILL", contents: nil))
            try confirmed(desk)
        }

        @Test(.rule("F30", "SSE-PT-01"))
        func `short of messages requotes wait, and the obligation record says so`() throws {
            var limits = LimitSettings()
            limits.messagesPerSecond = 8
            let desk = try HandStartedDesk(
                limits: limits, speed: 100,
                events: "events:\n  - {at: \"10:03\", kind: closeEarly}\n",
                roles: Run.roles)
            let run = Run(path: desk.path)
            try desk.until("the tracker's figures") {
                FileManager.default.fileExists(atPath: run.path + "/obligations.json")
            }
            desk.end()
            #expect(try run.obligations().notMet(because: "messageBudget") > 0)
            let rows = try run.export("decisions").rows
            #expect(rows.contains { $0[2] == "refused" && $0[3] == "messageRate" })
            #expect(try run.obligations().exchange_difference_ns == 0)
        }

        private func confirmed(_ desk: HandStartedDesk) throws {
            try desk.until("the exchange's confirmation in risk's log") {
                desk.risk?.complaintsSoFar.contains("kill switch: confirmed") ?? false
            }
            #expect(desk.risk?.complaintsSoFar.contains("6 live before, 0 now") ?? false)
            desk.end()
            let rows = try Run(path: desk.path).export("decisions").rows
            #expect(rows.filter { $0[2] == "killed" }.count == 1)
        }
    }
}
