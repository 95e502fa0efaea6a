import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("DET", "C3.8"))
    struct `A backtest` {
        @Test(.rule("PEER-09"))
        func `one seed gives one record to the byte, another seed another`() throws {
            let scratch = try Scratch()
            let first = try Run.backtest(["--seed", "7"], in: scratch, named: "first")
            let second = try Run.backtest(["--seed", "7"], in: scratch, named: "second")
            let other = try Run.backtest(["--seed", "8"], in: scratch, named: "other")
            let journals = try first.journals()
            #expect(journals.keys.count >= 4)
            #expect(try second.journals() == journals)
            for name in ["obligations.json", "summary.json"] {
                #expect(
                    try String(contentsOfFile: first.path + "/" + name, encoding: .utf8)
                        == String(contentsOfFile: second.path + "/" + name, encoding: .utf8))
            }
            let different = try other.journals()
            for (name, bytes) in journals { #expect(different[name] != bytes, "\(name)") }
        }

        @Test func `the record holds, and an outside program comes to the same figures`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(in: scratch)
            try run.expectHolds()
            // The largest seed is as good as any.
            let largest = try Run.backtest(
                ["--seed", String(UInt64.max)], in: scratch, named: "largest")
            #expect(try largest.replay().code == 0)
            #expect(try largest.summary().seed == UInt64.max)
        }

        @Test func `a byte flipped in a journal is named by segment and offset`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(in: scratch)
            for role in Run.roles {
                let segment = try #require(try run.segments(of: role).first)
                let file = try #require(FileHandle(forUpdatingAtPath: segment))
                defer { try? file.close() }
                let size = Int(try file.seekToEnd())
                var generator = SeededGenerator(seed: 0x0B11)
                // The header, somewhere inside, and the seal.
                for range in [0..<64, 64..<size / 2, size / 2..<size - 64, size - 64..<size] {
                    let place = Int.random(in: range, using: &generator)
                    try flip(place, in: file)
                    try expectFound(place, in: segment, of: role, by: try run.replay())
                    try flip(place, in: file)
                }
            }
            #expect(try run.replay().code == 0)
        }

        private func expectFound(
            _ place: Int, in segment: String, of role: String,
            by replay: (code: Int32, found: Run.Replay)
        ) throws {
            #expect(replay.code == 1, "\(role), byte \(place)")
            #expect(!replay.found.holds)
            let finding = try #require(replay.found.findings.first { $0.subject == role })
            #expect(!finding.holds, "\(role), byte \(place)")
            let text = try #require(
                finding.detail.firstMatch(of: /(e\d{4}-\d{4}\.seg) at byte (\d+)/),
                "\(role), byte \(place): \(finding.detail)")
            #expect(segment.hasSuffix("/" + text.1))
            // Where the damaged record begins, not behind the damage.
            let offset = try #require(Int(text.2))
            #expect(offset <= place && place - offset < 65_536, "\(place): \(finding.detail)")
        }

        @Test(.rule("PEER-04"))
        func `a figure changed by hand is found`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(in: scratch)
            let file = run.path + "/obligations.json"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let met = try #require(text.firstMatch(of: /"met_ns" : (\d+)/))
            let more = String((try #require(Int64(met.1))) + 1)
            try text.replacingCharacters(in: met.1.startIndex..<met.1.endIndex, with: more)
                .write(toFile: file, atomically: true, encoding: .utf8)
            let (code, found) = try run.replay()
            #expect(code == 1)
            let wrong = found.findings.filter { !$0.holds }.map(\.subject)
            #expect(wrong.contains { $0.hasPrefix("obligations.json") })
            #expect(!wrong.contains { Run.roles.contains($0) })
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try run.replay().code == 0)
        }

        private func flip(_ place: Int, in file: FileHandle) throws {
            try file.seek(toOffset: UInt64(place))
            let byte = try #require(try file.read(upToCount: 1)?.first)
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: Data([byte ^ 0x10]))
        }
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
