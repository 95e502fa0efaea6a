import Foundation
import Market
import Runtime
import TestSupport
import Testing

extension `Scenarios` {
    /// Real processes, the command line, two persons.
    @Suite(.serialized, .rule("C3.3", "P27.2c", "F02"))
    struct `Two people change a running desk's limits` {
        private struct Answer: Decodable {
            struct Request: Decodable {
                let id: UInt32
                let status: String
                let maker: String
                let checker: String?
                let limits: [Change]
            }
            struct Change: Decodable {
                let name: String
                let old: Int64?
                let new: Int64?
            }
            struct Limit: Decodable {
                let name: String
                let inForce: Int64?
            }
            struct Preview: Decodable {
                let hash: String
                let newlyRefused: UInt64
                let text: String
            }
            let problem: String?
            let requests: [Request]
            let limits: [Limit]
            let preview: Preview?
        }

        private let name = "positionPerDirection"

        private func limits(_ verb: String, _ desk: HandStartedDesk, _ more: [String] = []) throws
            -> Answer
        {
            let result = try Obligato.run(["limits", verb, desk.path, "--json"] + more)
            #expect(result.code == 0 || result.code == 1, "\(result.error)")
            return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        }

        private func inForce(_ desk: HandStartedDesk) throws -> Int64? {
            try limits("show", desk).limits.first { $0.name == name }?.inForce
        }

        @Test func `approved by hash, in force after a kill of risk, back at its expiry`() throws {
            let clock = MonotonicClock()
            let began = clock.now()
            let desk = try HandStartedDesk()
            try desk.untilQuoted()
            // The desk's clock began at ten and runs twenty times as fast.
            func sessionTime(afterReal milliseconds: Int64) -> String {
                let real = (clock.now() - began) / 1_000_000 + milliseconds
                let time = SessionTime(hour: 10, minute: 0) + .milliseconds(20 * real)
                return String("\(time)".prefix(8))
            }
            let asked = try limits(
                "apply", desk,
                [
                    "--person", "li", "--reason", "drill", "--set", "\(name)=9", "--effective",
                    sessionTime(afterReal: 1_500), "--expires", sessionTime(afterReal: 3_500),
                ])
            #expect(asked.requests.map(\.status) == ["pending"])
            #expect(asked.requests.first?.limits.map(\.old) == [20_000])
            let preview = try #require(
                try limits("preview", desk, ["1", "--person", "li"]).preview)
            #expect(preview.newlyRefused >= 6)
            #expect(preview.text.contains("directionLimit"))
            let word = ["1", "--hash", preview.hash, "--person"]
            #expect(try limits("approve", desk, word + ["LI"]).problem == "samePerson")
            let other = String(repeating: "0", count: 64)
            let wrong = try limits("approve", desk, ["1", "--hash", other, "--person", "wang"])
            #expect(wrong.problem == "hashDiffers")
            let approved = try limits("approve", desk, word + ["wang"])
            #expect(approved.problem == nil)
            try desk.killAndRestartRisk()
            try desk.until("the limit in force") { try inForce(desk) == 9 }
            try desk.until("the first value back") { try inForce(desk) == 20_000 }
            let tightened = try limits(
                "tighten", desk,
                ["--person", "zhao", "--reason", "drill", "--set", "\(name)=5"])
            #expect(tightened.requests.map(\.status) == ["inForce"])
            desk.end()
            // Nobody answers any more; risk's journal does.
            let history = try limits("history", desk)
            #expect(history.requests.map(\.status) == ["ended", "inForce"])
            #expect(history.requests.map(\.maker) == ["li", "zhao"])
            #expect(history.requests.map(\.checker) == ["wang", nil])
            let rows = try Run(path: desk.path).export("decisions").rows
            let changes = rows.filter { ["limitChanged", "limitRestored"].contains($0[2]) }
            #expect(
                changes.map { Array($0.suffix(2)) } == [
                    ["9", "20000"], ["20000", "9"], ["5", "20000"],
                ])
            #expect(changes.allSatisfy { $0[3] == name })
            try exported(desk)
        }

        /// What has no end of its own outlives the day; the next one begins with it, under the same hash.
        private func exported(_ desk: HandStartedDesk) throws {
            let scratch = try Scratch()
            let file = scratch.path("limits.yaml")
            let first = try Obligato.run(["limits", "export", desk.path])
            let written = try Obligato.run(["limits", "export", desk.path, "--out", file])
            #expect(first.code == 0 && written.code == 0, "\(first.error)\(written.error)")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text == first.output)
            #expect(text.contains("  \(name): 5\n"))
            #expect(text.contains("# request 2, emergency, by zhao at "))
            #expect(!text.contains("request 1"), "it ended")
            let again = try Obligato.run(["limits", "export", desk.path, "--out", file])
            #expect(again.code == 2 && again.complaints.count == 1)
            let hash = try #require(text.firstMatch(of: /# sha256 ([0-9a-f]{64})\n/)?.1)
            #expect(written.output == "sha256 \(hash)\n")
            let next = try RunFolder.create(scratch.path("next"))
            let limits = try #require(text.firstRange(of: "limits:\n")).lowerBound
            let old = try String(contentsOfFile: desk.path + "/desk.yaml", encoding: .utf8)
            try old.replacing(desk.path, with: next.path)
                .replacing(/limits:\n(  .*\n)+/, with: text[limits...])
                .write(toFile: next.configuration, atomically: true, encoding: .utf8)
            let carried = try Obligato.run(["limits", "export", next.path])
            #expect(carried.output.contains("# sha256 \(hash)\n"), "\(carried.error)")
            #expect(carried.output.hasSuffix(text[limits...]))
        }

        @Test(
            arguments: [
                ("positionTotl=5", "positionPerContract"), ("positionTotal=-1", "0…100000000"),
                ("positionTotal=5yuan", "contracts"), ("positionTotal=many", "contracts"),
            ])
        func `a wrong limit is one line with the name and what is accepted`(
            text: String, accepted: String
        ) throws {
            let scratch = try Scratch()
            let folder = try RunFolder.create(scratch.path("run"))
            let desk = DeskConfiguration(
                runFolder: folder.path, scenario: "regular-day", seed: 1,
                clock: SessionClock(
                    monotonicOrigin: 0, origin: SessionTime(hour: 9, minute: 0), speed: 1),
                endpoints: .ipc(folder: scratch.path("s")))
            try desk.yaml.write(toFile: folder.configuration, atomically: true, encoding: .utf8)
            let result = try Obligato.run([
                "limits", "apply", folder.path, "--person", "li", "--reason", "x", "--set", text,
            ])
            #expect(result.code == 2 && result.complaints.count == 1)
            let name = text.prefix { $0 != "=" }
            #expect(result.error.contains(name) && result.error.contains(accepted))
        }
    }
}
