import Foundation
import Glibc
import TestSupport
import Testing

extension `Scenarios` {
    /// Each with one line on standard error, exit code 2, and nothing written.
    @Suite(.serialized, .rule("I1", "I5.1", "I5.4", "D4.6"))
    struct `Usage errors` {
        /// `OUT` is a folder that does not exist.
        static let mistakes: [(arguments: [String], named: [String])] = [
            (["day", "--out", "OUT", "--scenario", "quiet-day"], ["quiet-day", "regular-day"]),
            (["day", "--out", "OUT", "--scenario", "no/such.yaml"], ["no/such.yaml"]),
            (
                ["backtest", "--out", "OUT", "--strategy", "martingale"],
                ["martingale", "inventory-skew", "constant-spread"]
            ),
            (
                ["backtest", "--out", "OUT", "--set", "bravery=1"],
                ["bravery", "spread-budget-fraction"]
            ),
            (["backtest", "--out", "OUT", "--set", "bravery"], ["bravery", "name=value"]),
            (["backtest", "--out", "OUT", "--rules", "nyse"], ["nyse", "sse-dev"]),
            (["backtest", "--out", "OUT", "--rules", "no/such.yaml"], ["no/such.yaml"]),
            (["backtest", "--out", "OUT", "--seed", "one"], ["one", "--seed"]),
            (["backtest", "--out", "OUT", "--seed", "-1"], ["--seed"]),
            (["day", "--out", "OUT", "--speed", "0"], ["--speed 0", "1 to 2000"]),
            (["day", "--out", "OUT", "--speed", "2001"], ["--speed 2001", "1 to 2000"]),
            (["day", "--out", "OUT", "--speed", "fast"], ["fast", "--speed"]),
            (["day", "--out", "OUT", "--transport", "udp"], ["udp", "ipc", "tcp:PORT"]),
            (["day", "--out", "OUT", "--colour"], ["--colour"]),
            (["frobnicate"], ["frobnicate"]),
            (["replay", "OUT", "--verify"], ["OUT", "run folder"]),
            (["obligations", "OUT"], ["OUT", "run folder"]),
            (["report", "OUT"], ["OUT", "run folder"]),
            (["export", "OUT", "--stream", "quotes"], ["OUT", "run folder"]),
            (["export", "OUT", "--stream", "gossip"], ["gossip", "quotes", "decisions"]),
            (
                ["export", "OUT", "--stream", "quotes", "--format", "xml"],
                ["xml", "csv", "ndjson"]
            ),
            (advise("0.09905", "0.1010"), ["--bid", "0.09905", "between two ticks"]),
            (advise("0.0990", "nan"), ["--ask", "nan", "0.0990"]),
            (advise("0", "0.1010"), ["--bid", "not above zero"]),
            (advise("0.0990", "1e9"), ["--ask", "1e9"]),
            (advise("0.0990", "900000"), ["--ask", "out of range"]),
            (advise("0.0990", "0.1010", quantity: "1.5"), ["--bid-quantity", "1.5"]),
            (advise("0.0990", "0.1010"), ["OUT", "run folder"]),
            (
                ["advise", "OUT", "--contract", "1", "--buy", "0.1", "--sell", "0.1"],
                ["--bid-quantity", "--sell"]
            ),
            (["backtest", "--out", "OUT", "--limits", "no/such.yaml"], ["no/such.yaml"]),
            (["limits", "export", "OUT"], ["OUT", "run folder"]),
            (["exchange", "--config", "OUT/desk.yaml"], ["OUT/desk.yaml"]),
            // I5.1, I5.4: of what, by whom, why; no argument too many, nobody named twice.
            (["kill", "OUT", "--person", "li", "--reason", "x"], ["kill of what", "--all"]),
            (["release", "OUT", "--person", "li", "--reason", "x"], ["release of what", "--all"]),
            (["kill", "OUT", "--all", "--reason", "x"], ["--person"]),
            (["kill", "OUT", "--all", "--person", "li"], ["--reason"]),
            (["kill", "OUT", "--all", "--person", "li", "--reason", ""], ["OUT"]),
            (["kill", "OUT", "more", "--all", "--person", "li", "--reason", "x"], ["more"]),
            (
                ["kill", "OUT", "--all", "--scope", "quoter:1", "--person", "li", "--reason", "x"],
                ["--all and --scope"]
            ),
            (["backtest", "--out", "OUT", "--surveillance", "no/such.yaml"], ["no/such.yaml"]),
        ]

        private static func advise(_ bid: String, _ ask: String, quantity: String = "10")
            -> [String]
        {
            [
                "advise", "OUT", "--contract", "10000001", "--bid", bid, "--bid-quantity",
                quantity, "--ask", ask, "--ask-quantity", "10",
            ]
        }

        @Test(arguments: mistakes.indices)
        func `one line names what is wrong and what would be right`(index: Int) throws {
            let scratch = try Scratch()
            let mistake = Self.mistakes[index]
            let out = scratch.path("run")
            let result = try Obligato.run(
                mistake.arguments.map { $0.replacing("OUT", with: out) }, in: scratch.path)
            expectRefused(result, naming: mistake.named.map { $0.replacing("OUT", with: out) })
            #expect(scratch.names == [])
        }

        @Test func `a folder with something in it is left alone`() throws {
            let scratch = try Scratch()
            let kept = try scratch.file("kept", "mine")
            for command in ["day", "backtest"] {
                expectRefused(
                    try Obligato.run([command, "--out", scratch.path]),
                    naming: [scratch.path, "not empty"])
                expectRefused(
                    try Obligato.run([command, "--out", kept]), naming: [kept, "is a file"])
            }
            #expect(scratch.names == ["kept"])
            #expect(try String(contentsOfFile: kept, encoding: .utf8) == "mine")
        }

        /// What stands in desk.yaml, what stands there instead; the key named and what is said of it.
        static let deskMistakes: [(old: String, new: String, key: String, said: String)] = [
            ("seed:", "sede:", "sede", "unknown key"),
            ("seed: 1", "seed: one", "seed", "one"),
            ("seed: 1", "seed: 1\nseed: 2", "seed", "duplicate"),
            ("seed: 1", "seed: &a 1", "seed", "anchors"),
            ("speed: 1", "speed: 0", "clock/speed", "1 to 10000"),
            ("messagesPerSecond:", "messagesPerFortnight:", "limits/messages", "unknown key"),
            ("environment: simulation", "environment: space", "environment", "production"),
        ]

        @Test func `a mistake in desk.yaml is named by line and key`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(in: scratch)
            let desk = try String(contentsOfFile: run.path + "/desk.yaml", encoding: .utf8)
            for (old, new, key, said) in Self.deskMistakes {
                #expect(desk.contains(old))
                let file = try scratch.file("desk.yaml", desk.replacing(old, with: new))
                let line = desk.split(separator: "\n").firstIndex { $0.contains(old) } ?? 0
                for role in Run.roles {
                    let result = try Obligato.run([role, "--config", file])
                    expectRefused(result, naming: [file, key, said])
                    let named = result.error.firstMatch(of: /desk\.yaml:(\d+):/)
                    let first = try #require(Int(named?.1 ?? ""))
                    // A repeated key is named where it stands again.
                    #expect((line + 1...line + 2).contains(first), "\(result.error)")
                }
            }
        }

        @Test func `a bad tick row is named by its line, column and value`() throws {
            let scratch = try Scratch()
            let header =
                "instrument,trading_day,update_time,last,bid1,bid1_qty,ask1,ask1_qty\n"
            func row(_ time: String, _ bid: String) -> String {
                "IF2101,20210104,\(time),5230.0,\(bid),1,5230.8,2\n"
            }
            let good = row("09:29:00.400", "5230.0") + row("09:30:00.400", "5230.2")
            let ticks = try scratch.file(
                "ticks.csv", header + good + row("09:30:01.000", "high") + good)
            let scenario = try scratch.file(
                "ticks.yaml", try Self.scenario(readingTicks: "ticks.csv"))
            for command in ["day", "backtest"] {
                let result = try Obligato.run(
                    [command, "--scenario", scenario, "--out", scratch.path("run")])
                expectRefused(result, naming: [ticks + ":4", "bid1", "high"])
                #expect(scratch.names == ["ticks.csv", "ticks.yaml"])
            }
        }

        @Test func `a port in use is named before anything is written`() throws {
            let scratch = try Scratch()
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            #expect(socket >= 0)
            defer { close(socket) }
            let port = try #require(Self.bindToFreePort(socket))
            #expect(listen(socket, 1) == 0)
            // Ours is the third port of the range asked for.
            let result = try Obligato.run([
                "day", "--out", scratch.path("run"), "--transport", "tcp:\(port - 2)",
            ])
            expectRefused(result, naming: ["127.0.0.1:\(port)", "in use"])
            #expect(scratch.names == [])
        }

        /// The bundled scenario on recorded ticks, with another file in place of the recording.
        static func scenario(readingTicks file: String) throws -> String {
            let text = try String(contentsOfFile: RecordedDay.scenario, encoding: .utf8)
            return text.replacing(/file: .*/, with: "file: \(file)")
        }

        private func expectRefused(
            _ result: Obligato.Result, naming words: [String],
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            #expect(result.code == 2, "\(result.output)", sourceLocation: sourceLocation)
            #expect(
                result.complaints.count == 1, "\(result.error)", sourceLocation: sourceLocation)
            #expect(result.output == "", sourceLocation: sourceLocation)
            for word in words {
                #expect(
                    result.error.contains(word), "\(word) in \(result.error)",
                    sourceLocation: sourceLocation)
            }
        }

        private static func bindToFreePort(_ socket: Int32) -> UInt16? {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
                }
            }
            return isBound ? UInt16(bigEndian: address.sin_port) : nil
        }
    }
}
