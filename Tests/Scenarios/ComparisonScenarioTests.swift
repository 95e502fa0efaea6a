import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("ISSUE-3.5", "ISSUE-3.8", "ISSUE-3.9"))
    struct `A day beside something else` {
        @Test func `explained, under other rules, and against the exchange's figures`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(["--seed", "7"], in: scratch)
            try expectExplained(run)
            let strict = try expectStrictComparison(run)
            try expectReconciled(run, strict, in: scratch)
            try expectRefusals(run, in: scratch)
        }

        // MARK: Evidence

        private struct Explained: Decodable {
            struct Rule: Decodable {
                let rule: String
                let session_ns: Int64
                let met_ns: Int64
                let not_met_ns: Int64
                let exempt_ns: Int64
                let unknown_ns: Int64
                let causes: [String: Int64]
            }
            struct Interval: Decodable {
                let rule: String
                let pack: String
                let pack_version: Int
                let start_ns: Int64
                let end_ns: Int64
                let state: String
                let cause: String?
                let exemption: String?
                let exemption_sequence: UInt64?
                let quote_id: UInt64
                let ack_sequence: UInt64
                let bid_qty: Int32
                let ask_qty: Int32
            }
            let rules: [Rule]
            let intervals: [Interval]
        }

        private func expectExplained(_ run: Run) throws {
            let figures = try run.obligations().presence
            let exempt = figures.filter { $0.exempt_ns ?? 0 > 0 }
            #expect(!exempt.isEmpty, "the seed has exempt time")
            // Each reads the whole day; a few of a kind say as much as all.
            for figure in exempt.prefix(6) + figures.prefix(3) {
                let contract = try #require(figure.contract)
                let result = try Obligato.run([
                    "obligations", run.path, "--contract", contract, "--explain", "--json",
                ])
                let found = try JSONDecoder().decode(
                    Explained.self, from: Data(result.output.utf8))
                let rule = try #require(found.rules.first)
                var sums: [String: Int64] = [:]
                var causes: [String: Int64] = [:]
                for interval in found.intervals {
                    let length = interval.end_ns - interval.start_ns
                    sums[interval.state, default: 0] += length
                    if let cause = interval.cause { causes[cause, default: 0] += length }
                    #expect((interval.cause != nil) == (interval.state == "notMet"))
                    #expect((interval.exemption_sequence ?? 0 > 0) == (interval.state == "exempt"))
                    #expect(interval.pack == "SSE-DEV" && interval.pack_version == 1)
                    guard interval.state == "met" else { continue }
                    #expect(interval.quote_id > 0 && interval.ack_sequence > 0)
                    #expect(interval.bid_qty >= 10 && interval.ask_qty >= 10)
                }
                for (a, b) in zip(found.intervals, found.intervals.dropFirst()) {
                    // Lunch is no session.
                    #expect(a.end_ns == b.start_ns || b.start_ns == 46_800_000_000_000)
                }
                #expect(sums.values.reduce(0, +) == 14_220_000_000_000)
                #expect(rule.session_ns == 14_220_000_000_000)
                #expect(sums["met", default: 0] == rule.met_ns && rule.met_ns == figure.met_ns)
                #expect(sums["notMet", default: 0] == rule.not_met_ns)
                #expect(sums["exempt", default: 0] == rule.exempt_ns)
                #expect(sums["unknown", default: 0] == rule.unknown_ns)
                #expect(causes == rule.causes && causes == figure.causes)
            }
        }

        // MARK: Other rules

        private struct Comparison: Decodable {
            struct Figure: Decodable {
                let kind: String
                let contract: String?
                let met_ns: Int64?
                let not_met_ns: Int64?
                let exempt_ns: Int64?
                let unknown_ns: Int64?
            }
            struct Row: Decodable {
                let subject: String
                let changes_verdict: Bool
                let difference_millionths: Int64?
                let own: Figure?
                let other: Figure?
            }
            let verdict_changes: Int
            let rows: [Row]

            /// Contracts whose met time the other rules change, with the change.
            var changed: [String: Int64] {
                var found: [String: Int64] = [:]
                for row in rows {
                    let change = (row.other?.met_ns ?? 0) - (row.own?.met_ns ?? 0)
                    if change != 0 { found[row.subject] = change }
                }
                return found
            }
        }

        private func compare(_ run: Run, _ options: [String]) throws -> Comparison {
            let result = try Obligato.run(["obligations", run.path, "--json"] + options)
            try #require(result.code == 0, "\(result.error)")
            return try JSONDecoder().decode(Comparison.self, from: Data(result.output.utf8))
        }

        private func expectStrictComparison(_ run: Run) throws -> Comparison {
            let same = try compare(run, ["--rules", "sse-dev"])
            #expect(same.changed.isEmpty && same.verdict_changes == 0)
            let strict = try compare(
                run, ["--set", "SSE-MM-02/validity/maxSpread/inclusive=false"])
            #expect(!strict.changed.isEmpty, "the seed has quotes of exactly the maximum spread")
            #expect(strict.changed.values.allSatisfy { $0 < 0 })
            let high = try compare(run, ["--set", "SSE-MM-02/threshold=1000000/1000000"])
            #expect(high.changed.isEmpty)
            #expect(high.verdict_changes > 0)
            #expect(high.rows.prefix(high.verdict_changes).allSatisfy { $0.changes_verdict })
            return strict
        }

        // MARK: The exchange's figures

        private struct Reconciled: Decodable {
            struct Figure: Decodable {
                struct Explanation: Decodable {
                    let kinds: [String]
                    let treatments: [String]
                    let is_complete: Bool
                    let met_change_ns: Int64
                }
                let contract: String
                let agrees: Bool
                let explanations: [Explanation]
            }
            let figures: [Figure]
        }

        private func reconcile(_ run: Run, _ file: String) throws -> [Reconciled.Figure] {
            let result = try Obligato.run([
                "obligations", run.path, "--json", "--reconcile", file,
            ])
            try #require(result.code == 0, "\(result.error)")
            return try JSONDecoder().decode(Reconciled.self, from: Data(result.output.utf8)).figures
        }

        private func seconds(_ nanoseconds: Int64) -> String {
            let fraction = String(nanoseconds % 1_000_000_000)
            return "\(nanoseconds / 1_000_000_000)."
                + String(repeating: "0", count: 9 - fraction.count) + fraction
        }

        private func expectReconciled(
            _ run: Run, _ strict: Comparison, in scratch: Scratch
        ) throws {
            let own = try run.obligations().presence
            let equal = own.map {
                "\($0.contract ?? ""),\(seconds($0.met_ns ?? 0))"
            }
            let same = try reconcile(
                run,
                try scratch.file("same.csv", "contract,met_s\n" + equal.joined(separator: "\n")))
            #expect(same.count == 144 && same.allSatisfy { $0.agrees })

            let rows = strict.rows.compactMap(\.other).filter { $0.kind == "presence" }
            let told = rows.map { "\($0.contract ?? ""),\(seconds($0.met_ns ?? 0))" }
            let found = try reconcile(
                run,
                try scratch.file("strict.csv", "contract,met_s\n" + told.joined(separator: "\n")))
            let differing = found.filter { !$0.agrees }
            #expect(Set(differing.map(\.contract)) == Set(strict.changed.keys))
            for figure in differing {
                let first = try #require(figure.explanations.first)
                #expect(first.kinds == ["spreadAtMaximum"], "\(figure.contract)")
                #expect(first.treatments == ["countedAsNotMet"] && first.is_complete)
                #expect(first.met_change_ns == strict.changed[figure.contract])
            }

            let exempt = try #require(own.first { $0.exempt_ns ?? 0 > 0 })
            let deemed = seconds((exempt.met_ns ?? 0) + (exempt.exempt_ns ?? 0))
            let line = "\(exempt.contract ?? ""),2021-01-04,\(deemed),14220.000000000"
            let treated = try reconcile(
                run, try scratch.file("deemed.csv", "contract,date,met_s,obliged_s\r\n\(line)\r\n"))
            #expect(treated.first?.explanations.first?.kinds == ["exemption"])
            #expect(treated.first?.explanations.first?.treatments == ["deemedFulfilled"])
        }

        private func expectRefusals(_ run: Run, in scratch: Scratch) throws {
            for (options, said) in [
                (["--set", "SSE-MM-02/thresh=1/2"], "threshold"),
                (["--set", "threshold=1/2"], "RULE/path=value"),
                (["--rules", "no-such-pack"], "sse-dev"),
                (["--reconcile", scratch.path("none.csv")], "no such file"),
                (
                    ["--reconcile", try scratch.file("a.csv", "contract,valu\nx,1")],
                    "a.csv:1: column valu"
                ),
                (
                    ["--reconcile", try scratch.file("b.csv", "contract,value\nx,101")],
                    "b.csv:2: column value"
                ),
                (
                    ["--reconcile", try scratch.file("c.csv", "contract,met_s\nx,1\nx,2")],
                    "c.csv:3: column contract"
                ),
                (["--reconcile", try scratch.file("d.csv", "contract,value\n")], "no figures"),
            ] {
                let result = try Obligato.run(["obligations", run.path] + options)
                #expect(result.code == 2, "\(options)")
                #expect(
                    result.complaints.count == 1 && result.error.contains(said), "\(result.error)")
            }
        }

        @Test func `a day run under two packs stands side by side, and both records replay`() throws
        {
            struct Runs: Decodable {
                struct Line: Decodable {
                    let set: [String]
                    let folder: String
                    let holds: Bool
                    let fills: Int64
                }
                let runs: [Line]
            }
            let scratch = try Scratch()
            let result = try Obligato.run([
                "backtest", "--seed", "7", "--out", scratch.path("both"), "--json", "--set",
                "SSE-MM-02/validity/maxSpread/tiers[1]/value=8/100",
                "SSE-MM-02/validity/maxSpread/tiers[0]/value=0.0200",
            ])
            // One tenth of a bid is what the simulated exchange scores: 8/100 is no unit fraction.
            #expect(result.code == 2)
            #expect(result.error.contains("a unit fraction of the bid"), "\(result.error)")
            let good = try Obligato.run([
                "backtest", "--seed", "7", "--out", scratch.path("pair"), "--json", "--set",
                "SSE-MM-02/validity/maxSpread/tiers[1]/value=5/100",
            ])
            try #require(good.code == 0, "\(good.output)\(good.error)")
            let runs = try JSONDecoder().decode(Runs.self, from: Data(good.output.utf8)).runs
            #expect(runs.count == 2 && runs.allSatisfy { $0.holds })
            #expect(runs[0].fills != runs[1].fills, "the desk quoted by the other pack")
            for line in runs {
                let (code, _) = try Run(path: line.folder).replay()
                #expect(code == 0, "\(line.folder)")
            }
        }
    }
}
