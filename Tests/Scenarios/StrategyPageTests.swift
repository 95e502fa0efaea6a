import Foundation
import Glibc
import TestSupport
import Testing

extension `Scenarios` {
    /// docs/strategies.md: its strategy is the bundled file, its commands run as they stand.
    @Suite(.serialized, .rule("ISSUE-6.3", "ISSUE-6.9", "ISSUE-6.11"))
    struct `The page on strategies` {
        private static let page: String =
            (try? String(contentsOfFile: RecordedDay.root + "/docs/strategies.md", encoding: .utf8))
            ?? ""

        private static func blocks(_ language: String) -> [String] {
            page.components(separatedBy: "```\(language)\n").dropFirst().map {
                $0.components(separatedBy: "```")[0]
            }
        }

        /// Commands without a running desk, and those on one.
        private static let commands = blocks("sh").flatMap {
            $0.split(separator: "\n").map(String.init)
        }

        @Test func `its strategy is the file in Strategies, to the letter`() throws {
            let file = try String(
                contentsOfFile: RecordedDay.root + "/Strategies/PermittedShare.swift",
                encoding: .utf8)
            #expect(Self.blocks("swift") == [file])
        }

        @Test func `its commands run from an empty folder to a certificate`() throws {
            let scratch = try Scratch()
            let offline = Self.commands.filter { !$0.contains(" RUN ") }
            #expect(offline.count > 6)
            for command in offline {
                let result = try Obligato.run(try words(command), in: scratch.path)
                #expect(result.code == 0, "\(command): \(result.output)\(result.error)")
                if command.contains("runs/certified") && command.contains("certify") {
                    #expect(result.output.contains("certified 认证通过"))
                }
            }
            let summary = try String(
                contentsOfFile: scratch.path("runs/promoted/summary.json"), encoding: .utf8)
            #expect(summary.contains("certified on 8 standard days under SSE-DEV 1"))
            try expectRefused(scratch)
        }

        /// A certificate is for one build, one strategy, one set of parameters; one of one day for nothing.
        private func expectRefused(_ scratch: Scratch) throws {
            let file = scratch.path("runs/certified/certificate.json")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let build = try #require(text.firstMatch(of: /"build" : "(\w+)"/))
            let other = try scratch.file(
                "other.json", text.replacing(build.0, with: "\"build\" : \"0\""))
            let failed = try scratch.file(
                "failed.json", text.replacing("\"pass\" : true", with: "\"pass\" : false"))
            let single = scratch.path("runs/certify-permitted-share-1/certificate.json")
            let fitted = try expectHeldToSurface(text, in: scratch)
            let mine = ["--strategy", "permitted-share", "--certificate"]
            for (arguments, named) in [
                (mine + [file, "--set", "share=0.5"], "share=0.6, running share=0.5"),
                (["--certificate", file], "certified is permitted-share, running inventory-skew"),
                (mine + [other], "certified is build 0"), (mine + [failed], "were not passed"),
                (mine + [single], "not every standard day"),
                (
                    mine + [file, "--surface", "svi"],
                    "certified on the curve surface, running on svi"
                ),
                (mine + [fitted], "certified on the svi surface, running on curve"),
                (
                    mine + [fitted, "--surface", "wing"],
                    "certified on the svi surface, running on wing"
                ),
                (mine + [scratch.path("nothing")], "nothing"),
            ] {
                let result = try Obligato.run(
                    ["backtest", "--out", scratch.path("refused")] + arguments)
                #expect(result.code == 2 && result.complaints.count == 1)
                #expect(result.error.contains(named), "\(result.error)")
            }
            #expect(!scratch.names.contains("refused"))
        }

        /// The same days under the surface that `certify --surface svi` wrote down carry a day on that surface.
        private func expectHeldToSurface(_ text: String, in scratch: Scratch) throws -> String {
            let svi = try String(
                contentsOfFile: scratch.path("runs/fitted/certificate.json"), encoding: .utf8)
            let surface = /"surface" : \{[^}]*\}/
            let written = try #require(svi.firstMatch(of: surface))
            #expect(written.0.contains("\"model\" : \"svi\""))
            let own = try #require(text.firstMatch(of: surface))
            #expect(own.0.contains("\"model\" : \"curve\""))
            let file = try scratch.file("svi.json", text.replacing(own.0, with: written.0))
            let result = try Obligato.run([
                "backtest", "--quiet", "--strategy", "permitted-share", "--surface", "svi",
                "--certificate", file, "--scenario",
                scratch.path("runs/certified/days/open.yaml"), "--out", scratch.path("held"),
            ])
            #expect(result.code == 0, "\(result.output)\(result.error)")
            let summary = try String(
                contentsOfFile: scratch.path("held/summary.json"), encoding: .utf8)
            #expect(
                summary.contains("certified on 8 standard days under SSE-DEV 1, surface svi"))
            return file
        }

        @Test func `its commands on a running desk change what it quotes with, over a crash too`()
            throws
        {
            let scratch = try Scratch()
            let desk = try scratch.file("desk.yaml", try configuration(in: scratch))
            var quoter = try Obligato.start(["quoter", "--config", desk])
            defer { kill(quoter.pid, SIGKILL) }
            var answers: [String] = []
            for command in Self.commands where command.contains(" RUN ") {
                let result = try Obligato.run(
                    try words(command).map { $0 == "RUN" ? scratch.path : $0 })
                #expect(result.code == 0, "\(command): \(result.output)\(result.error)")
                answers.append(result.output)
            }
            try #require(answers.count == 4)
            #expect(answers[0].contains("share=0.6\nlean=0.5\n"))
            #expect(
                answers[1].contains("in force since") && answers[1].contains("share=0.8\nlean=0.7"))
            #expect(answers[2].contains("from 14:30:00") && answers[2].contains("share=0.8"))
            #expect(answers[3].contains("accepted  share 0.6 → 0.8, lean 0.5 → 0.7"))
            #expect(
                answers[3].contains("waiting  share 0.8 → 0.6") && answers[3].contains("by wang"))
            let refused = try Obligato.run([
                "parameters", scratch.path, "set", "--set", "lean=0.95", "--person", "wang",
                "--reason", "too much",
            ])
            #expect(refused.code == 1)
            #expect(refused.output.contains("lean: 0.95 is out of range; accepted: 0 to 0.9"))
            kill(quoter.pid, SIGKILL)
            _ = quoter.finish()
            quoter = try Obligato.start(["quoter", "--config", desk])
            let again = try Obligato.run(["parameters", scratch.path, "show"])
            #expect(again.output.contains("share=0.8\nlean=0.7"), "\(again.output)")
            kill(quoter.pid, SIGTERM)
            #expect(quoter.finish().code == 0)
            try expectReplayed(scratch)
        }

        /// Both lives of the quoter decide again what they decided, the change among it.
        private func expectReplayed(_ scratch: Scratch) throws {
            let result = try Obligato.run(["replay", scratch.path, "--verify", "--json"])
            let found = try JSONDecoder().decode(
                Run.Replay.self, from: Data(result.output.utf8))
            let quoter = try #require(found.findings.first { $0.subject == "quoter" })
            #expect(quoter.holds && quoter.detail.contains("2 lives"), "\(quoter.detail)")
        }

        /// A quoter alone, an hour into the day, the clock nearly standing.
        private func configuration(in scratch: Scratch) throws -> String {
            let names = [
                "marketData", "snapshot", "orderSession", "eventLog", "quoteSession", "decisionLog",
                "control", "exchangeStatus", "riskStatus", "quoterStatus", "trackerStatus",
                "quoterControl",
            ]
            let sockets = try #require(scratch.path.utf8.count < 80 ? scratch.path : nil)
            return """
                runFolder: '\(scratch.path)'
                scenario: regular-day
                seed: 7
                environment: simulation
                clock:
                  monotonicOrigin: \(try Self.monotonic())
                  origin: 36000000000000
                  speed: 1
                strategy:
                  name: permitted-share
                endpoints:
                \(names.map { "  \($0): 'ipc://\(sockets)/\($0)'" }.joined(separator: "\n"))

                """
        }

        /// Nanoseconds of the clock that never goes back.
        private static func monotonic() throws -> Int64 {
            var time = timespec()
            try #require(clock_gettime(CLOCK_MONOTONIC, &time) == 0)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }

        /// A command line's words; quotes hold words together.
        private func words(_ command: String) throws -> [String] {
            var words: [String] = []
            for (index, part) in command.split(separator: "\"", omittingEmptySubsequences: false)
                .enumerated()
            {
                if index % 2 == 1 {
                    words.append(String(part))
                } else {
                    words += part.split(separator: " ").map(String.init)
                }
            }
            try #require(words.first == "obligato", "\(command)")
            return Array(words.dropFirst())
        }
    }
}
