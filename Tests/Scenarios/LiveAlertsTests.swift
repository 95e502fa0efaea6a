import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    /// A hedged morning that is watched while it is played.
    @Suite(.serialized, .rule("P18.1", "P18.2", "P18.5", "P27.2d", "H24.1", "H24.4"))
    struct `Surveillance while the day runs` {
        private struct Report: Decodable {
            struct Figure: Decodable {
                let subject: String
                let scope: String
                let entered, trades, traded, shares: Int
            }
            struct Raised: Decodable {
                let rule: String
                let is_near: Int
                let time_ns: Int64
            }
            let figures: [Figure]
            let raised: [Raised]
        }

        /// The bundled rules with bars that a short morning passes.
        private func rules() throws -> String {
            let text = try Obligato.run(["surveil", "--print-rules"]).output
            let low = [
                ("countMin: 20000,", "countMin: 400,"), ("countMin: 300,", "countMin: 24,"),
                ("cancelsAbove: 500", "cancelsAbove: 60"),
            ]
            return low.reduce(text) { $0.replacing($1.0, with: $1.1) }
        }

        private func rows(_ stream: String, of run: Run) throws -> [[String]] {
            try Obligato.run(["export", run.path, "--stream", stream]).output
                .split(separator: "\n").dropFirst().map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
        }

        @Test
        func `alerts come while it runs, and are those of the day told afterwards, to the byte`()
            throws
        {
            let scratch = try Scratch()
            let market = try scratch.file(
                "short.yaml",
                try `A morning with a fault`.market() + "events:\n"
                    + "  - {at: \"10:30\", kind: closeEarly}\n")
            let rules = try scratch.file("rules.yaml", try rules())
            let path = scratch.path("watched")
            let day = try Obligato.start([
                "backtest", "--quiet", "--out", path, "--seed", "3", "--scenario", market,
                "--surveillance", rules, "--hedge", "bandShares=20000,intervalMilliseconds=1000",
            ])
            for _ in 0..<4_000
            where !FileManager.default.fileExists(atPath: path + "/exchange/e0001-0001.seg") {
                usleep(5_000)
            }
            // One watch keeps the file; another is killed, half a line with it, and goes on where it was.
            let watch = try Obligato.run(["surveil", path, "--follow", "--keep"])
            let end = day.finish()
            try #require(end.code == 0, "\(end.output)\(end.error)")
            #expect(watch.code == 0, "\(watch.error)")

            let afterwards = try Obligato.run(["surveil", path, "--raised"])
            #expect(watch.output == afterwards.output)
            #expect(watch.output.contains("SSE-33-2") && watch.output.contains("高频交易"))
            let json = try Obligato.run(["surveil", path, "--json"])
            let followed = try Obligato.run(["surveil", path, "--follow", "--json"])
            #expect(followed.output == json.output)

            let file = URL(fileURLWithPath: path + "/alerts.jsonl")
            let kept = try Data(contentsOf: file)
            let lines = kept.split(separator: UInt8(ascii: "\n"))
            let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
            #expect(lines.count == report.raised.count && lines.count > 2)
            let half = kept.count - (lines.last?.count ?? 0) / 2
            try kept.prefix(half).write(to: file)
            #expect(try Obligato.run(["surveil", path, "--follow", "--keep"]).code == 0)
            #expect(try Data(contentsOf: file) == kept)
            try compareHedges(Run(path: path), report)
            #expect(try Run(path: path).replay().code == 0)
        }

        /// Hedges count as messages and trades of the account, their shares are no contracts.
        private func compareHedges(_ run: Run, _ report: Report) throws {
            let own = try #require(report.figures.first { $0.subject == "own desk" })
            let hedges = try rows("hedges", of: run)
            let hedged = hedges.filter { $0[2] == "filled" }
            #expect(hedged.count > 5)
            #expect(own.shares == hedged.reduce(0) { $0 + (Int($1[5]) ?? 0) })
            let fills = try rows("fills", of: run)
            #expect(own.trades == fills.count + hedged.count)
            #expect(own.traded == fills.reduce(0) { $0 + (Int($1[4]) ?? 0) })
            #expect(own.entered > hedges.filter { $0[2] == "accepted" }.count)
        }
    }
}
