import Foundation
import Runtime
import Settings
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("DET", "PEER-09"))
    struct `A sweep` {
        struct List: Decodable {
            struct Run: Decodable {
                let day: String
                let seed: UInt64
                let hash: String?
                let failure: String?
            }
            let hash: String
            let runs: [Run]
        }

        @Test(arguments: [
            ("quantity=10:30:10", ["10", "20", "30"]),
            ("width=0.5:0.9:0.2", ["0.5", "0.7", "0.9"]),
            ("skew=-1:1:1", ["-1", "0", "1"]), ("a=5:5:1", ["5"]),
            ("a=0:1:0.75", ["0.00", "0.75"]),
            ("strategy=x,y", ["x", "y"]),
        ])
        func `an axis takes the values between its ends, both included`(
            text: String, values: [String]
        ) throws {
            #expect(try SweepAxis(parsing: text).values == values)
        }

        @Test(arguments: [
            "quantity", "=1:2:1", "a=", "a=1:2", "a=1:2:0", "a=2:1:1", "a=1:2:-1", "a=x:2:1",
            "a=1,,2",
            "a=1,1", "a=0:1:0.0001", "a=-9223372036854775807:9223372036854775807:1",
        ])
        func `what is no axis is refused`(text: String) {
            #expect(throws: SettingsError.self) { try SweepAxis(parsing: text) }
        }

        @Test(
            arguments: [("3", [1, 2, 3]), ("7..9", [7, 8, 9]), ("5..5", [5])]
                as [(String, [UInt64])])
        func `seeds are counted or given`(text: String, seeds: [UInt64]) throws {
            #expect(try SeedRange.read(text) == seeds)
        }

        @Test(arguments: ["0", "", "9..7", "1...3", "-1", "10001", "1..10001", "x"])
        func `what is no seeds is refused`(text: String) {
            #expect(throws: SettingsError.self) { try SeedRange.read(text) }
        }

        @Test func `a run in a sweep is the run alone, and one that fails holds up no other`()
            throws
        {
            let scratch = try Scratch()
            let broken = try brokenDay(in: scratch)
            let result = try Obligato.run([
                "backtest", "--sweep", "quantity=20", "--seeds", "7..7", "--days", "regular-day",
                broken, "--jobs", "2", "--out", scratch.path("sweep"),
            ])
            #expect(result.code == 1, "\(result.output)\(result.error)")
            let failed = result.output.split(separator: "\n").filter { $0.hasPrefix("failed: ") }
            #expect(failed.count == 1)
            #expect(failed.first?.contains("quantity=20, \(broken), seed 7: exit code 2, ") == true)
            #expect(failed.first?.contains("missing.csv.gz") == true, "\(result.output)")
            let list = try JSONDecoder().decode(
                List.self,
                from: Data(contentsOf: URL(fileURLWithPath: scratch.path("sweep/sweep.json"))))
            #expect(list.runs.map(\.day) == ["regular-day", broken])
            #expect(list.runs.map(\.seed) == [7, 7])
            #expect(list.runs.map { $0.failure == nil } == [true, false])
            #expect(result.output.contains("sweep hash \(list.hash) · 1 of 2 backtests · 1 FAILED"))
            for name in ["sweep.html", "runs.csv", "points.csv"] {
                #expect(
                    try scratchText("sweep/" + name, scratch).contains("quantity=20"), "\(name)")
            }
            try expectAlone(try #require(list.runs[0].hash), in: scratch)
        }

        /// The same settings by themselves: the same hash, and a comparison that says so.
        private func expectAlone(_ hash: String, in scratch: Scratch) throws {
            let alone = try Obligato.run([
                "backtest", "--seed", "7", "--set", "quantity=20", "--out", scratch.path("alone"),
                "--html", scratch.path("alone.html"),
            ])
            #expect(alone.code == 0, "\(alone.error)")
            #expect(alone.output.contains("hash \(hash)\n"))
            #expect(try scratchText("alone.html", scratch).contains("逆向选择"))
            let compared = try Obligato.run([
                "backtest", "--compare", scratch.path("alone"), scratch.path("sweep"), "--html",
                scratch.path("pair.html"),
            ])
            #expect(compared.code == 0, "\(compared.error)")
            #expect(compared.output.contains("Equal: 1 of 1 runs are the same to the byte."))
            #expect(try scratchText("pair.html", scratch).contains("Equal: 1 of 1"))
        }

        @Test(arguments: [
            (["--sweep", "quantity=0:10:10"], "quantity=0"),
            (["--sweep", "no-such=1"], "no-such"), (["--sweep", "quantity=1:2"], "quantity=1:2"),
            (["--seeds", "0"], "--seeds 0"), (["--days", "nowhere.yaml"], "nowhere.yaml"),
            (["--compare", "one"], "--compare"), (["--jobs", "2"], "--jobs"),
            (["--sweep", "quantity=1", "--sweep", "quantity=2"], "one name in two --sweep"),
        ])
        func `a mistake is found before anything runs`(options: [String], named: String) throws {
            let scratch = try Scratch()
            let result = try Obligato.run(
                ["backtest"] + options + ["--out", scratch.path("sweep")])
            #expect(result.code == 2)
            #expect(result.complaints.count == 1 && result.error.contains(named), "\(result.error)")
            #expect(scratch.names.isEmpty)
        }

        /// A day that is in order until its market is read.
        private func brokenDay(in scratch: Scratch) throws -> String {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Sim/scenarios/csi300-2021-01-04.yaml")
            let text = try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
            let recorded = try #require(text.firstMatch(of: /file: \S+/))
            return try scratch.file(
                "broken.yaml", text.replacing(recorded.output, with: "file: missing.csv.gz"))
        }

        private func scratchText(_ name: String, _ scratch: Scratch) throws -> String {
            try String(contentsOfFile: scratch.path(name), encoding: .utf8)
        }
    }
}
