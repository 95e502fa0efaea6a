import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("P8", "P9.3", "P12", "P17"))
    struct `A desk with a filing` {
        private struct Summary: Decodable { let filing: String }

        private struct Surveillance: Decodable {
            struct Figure: Decodable {
                let subject: String
                let scope: String
                let trades: Int
                let traded: Int
                let refused: Int
                let entered: Int
                let cancelled: Int
            }
            struct Rule: Decodable { let rule: String }
            let figures: [Figure]
            let rules: [Rule]
        }

        /// The example of the documentation, filed for the program under test.
        private func example(_ old: String = "", _ new: String = "") throws -> String {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            let text = try String(
                contentsOf: root.appendingPathComponent("docs/filing-example.yaml"),
                encoding: .utf8)
            let version = try Obligato.run(["--version"]).output.filter { !$0.isNewline }
            let filed = text.replacing("version: 0.1.0", with: "version: \(version)")
            if !old.isEmpty { try #require(filed.contains(old)) }
            return old.isEmpty ? filed : filed.replacing(old, with: new)
        }

        private func summary(_ run: Run) throws -> String {
            let data = try Data(contentsOf: URL(fileURLWithPath: run.path + "/summary.json"))
            return try JSONDecoder().decode(Summary.self, from: data).filing
        }

        @Test(arguments: [
            (
                "state: confirmed\nsentOn: 2020-12-28\nconfirmedOn: 2020-12-30\n"
                    + "confirmation: SSE-2020-000123", "state: draft", "not sent"
            ),
            ("effectiveFrom: 2021-01-04", "effectiveFrom: 2031-01-04", "not in force yet"),
            ("purpose: initial", "purpose: stop", "reported as stopped"),
            ("ordersPerSecondMax: 2000", "ordersPerSecondMax: 1999", "declared 1999, running 2000"),
            ("name: inventory-skew", "name: another", "strategy is not declared"),
            ("name: obligato", "name: another", "another program than declared"),
            ("  investorName: Example Securities\n", "", "missing key"),
        ])
        func `neither a day nor a backtest begins on a filing that does not hold`(
            old: String, new: String, named: String
        ) throws {
            let scratch = try Scratch()
            let filing = try scratch.file("filing.yaml", try example(old, new))
            for command in ["day", "backtest"] {
                let result = try Obligato.run(
                    [command, "--out", scratch.path("run"), "--filing", filing])
                #expect(result.code == 2)
                #expect(result.complaints.count == 1)
                #expect(result.error.contains(named), "\(result.error)")
                #expect(scratch.names == ["filing.yaml"])
            }
        }

        @Test func `one that holds is kept with the record; without one the summary says so`()
            throws
        {
            let scratch = try Scratch()
            let filing = try scratch.file("filing.yaml", try example())
            let run = try Run.backtest(["--filing", filing], in: scratch)
            #expect(try summary(run) == "version 3, sse, confirmed 2020-12-30 (SSE-2020-000123)")
            #expect(try Obligato.run(["verify", run.path]).code == 0)
            let desk = run.path + "/desk.yaml"
            #expect(
                try Obligato.run(["filing", "check", run.path + "/filing.yaml", "--desk", desk])
                    .code == 0)
            try compareSurveillance(of: run)
            try (try example() + "# a word\n").write(
                toFile: run.path + "/filing.yaml", atomically: true, encoding: .utf8)
            #expect(try Obligato.run(["verify", run.path]).code == 1)
            let bare = try Run.backtest(in: scratch, named: "bare")
            #expect(try summary(bare).hasPrefix("none: development mode"))
        }

        /// The figures against the exported streams, which come another way out of the same logs.
        private func compareSurveillance(of run: Run) throws {
            let result = try Obligato.run(["surveil", run.path, "--json"])
            #expect(result.code == 0, "\(result.error)")
            let found = try JSONDecoder().decode(
                Surveillance.self, from: Data(result.output.utf8))
            let own = try #require(found.figures.first { $0.subject == "own desk" })
            let fills = try rows("fills", of: run)
            #expect(own.trades == fills.count)
            #expect(own.traded == fills.reduce(0) { $0 + (Int($1[4]) ?? 0) })
            let refused = try rows("decisions", of: run).filter { $0[2] == "refused" }
            #expect(own.refused == refused.count)
            #expect(own.entered > own.trades)
            #expect(own.cancelled <= own.entered)
            #expect(found.rules.contains { $0.rule == "FILED-RATE" })
            let again = try Obligato.run(["surveil", run.path, "--json"])
            #expect(again.output == result.output)
        }

        private func rows(_ stream: String, of run: Run) throws -> [[String]] {
            try Obligato.run(["export", run.path, "--stream", stream]).output
                .split(separator: "\n").dropFirst().map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
        }
    }
}
