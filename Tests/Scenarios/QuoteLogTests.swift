import Foundation
import Sim
import TestSupport
import Testing

extension `Scenarios` {
    /// `obligato obligations --quotes`: the record of another system.
    @Suite(.serialized, .rule("SSE-MM-02", "I1"))
    struct `A quote log` {
        struct Figures: Decodable {
            struct Log: Decodable {
                struct Contract: Decodable, Equatable {
                    let contract: String
                    let rows: Int64
                    let outages: Int64
                    let longest_outage_ns: Int64
                }
                let engine: String
                let rows: Int64
                let skipped_rows: Int
                let contracts: [Contract]
            }
            struct Rule: Decodable {
                let rule: String
                let kind: String
                let contract: String?
                let underlying: String
                let session_ns: Int64?
                let met_ns: Int64?
                let not_met_ns: Int64?
                let exempt_ns: Int64?
                let unknown_ns: Int64?
                let sampled: Share?
                let value: Share
                let pass: Bool?

                var times: [Int64?] { [session_ns, met_ns, not_met_ns, exempt_ns, unknown_ns] }
            }
            struct Share: Decodable, Equatable {
                let num: Int64
                let den: Int64
            }
            struct Run: Decodable {
                let rules: [Rule]
            }
            let rules: [Rule]
            let quote_log: Log
        }

        private static let pack =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/bench-quotes.yaml").path

        private func evaluate(_ arguments: [String]) throws -> Figures {
            let result = try Obligato.run(["obligations", "--json"] + arguments)
            try #require(result.code == 0, "\(result.error)")
            return try JSONDecoder().decode(Figures.self, from: Data(result.output.utf8))
        }

        @Test func `the export of a run gives the figures of the run`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(["--seed", "7"], in: scratch)
            let streams = ["quotes", "phases", "bbo", "rfqs", "fills", "contracts"]
            for stream in streams { _ = try run.export(stream) }
            let figures = try evaluate(
                streams.dropLast().flatMap { ["--\($0)", "\(run.path)/\($0).csv"] }
                    + ["--instruments", "\(run.path)/contracts.csv", "--rules", "sse-dev"])
            let own = try JSONDecoder().decode(
                Figures.Run.self,
                from: Data(contentsOf: URL(fileURLWithPath: run.path + "/obligations.json")))
            #expect(figures.quote_log.engine == "ledger")
            #expect(figures.rules.count == own.rules.count)
            for (logged, ours) in zip(figures.rules, own.rules) {
                let name = "\(ours.rule) \(ours.contract ?? ours.underlying)"
                #expect(logged.rule == ours.rule && logged.contract == ours.contract)
                #expect(logged.times == ours.times, "\(name)")
                #expect(logged.sampled == ours.sampled && logged.value == ours.value, "\(name)")
                #expect(logged.pass == ours.pass, "\(name)")
            }
        }

        /// Rows of the log as the benchmark makes it, fewer of them.
        private func rows() -> [SyntheticQuoteLog.Row] {
            var rows: [SyntheticQuoteLog.Row] = []
            SyntheticQuoteLog(contracts: 12, seconds: 600).forEachRow { rows.append($0) }
            return rows
        }

        private func text(_ rows: [SyntheticQuoteLog.Row]) -> String {
            "ts_ns,contract,bid,bid_qty,ask,ask_qty\n"
                + rows.map {
                    "\($0.time),\($0.contract),\($0.bid),\($0.bidQuantity),\($0.ask),\($0.askQuantity)\n"
                }.joined()
        }

        /// Second by second what a person would count: row, next row, is it valid.
        private func slowly(_ rows: [SyntheticQuoteLog.Row], _ contract: Int32, until end: Int64)
            -> (met: Int64, log: Figures.Log.Contract)
        {
            let own = rows.filter { $0.contract == contract }
            var met: Int64 = 0
            var gaps: [Int64] = []
            var gap: Int64 = 0
            for (index, row) in own.enumerated() {
                let next = index + 1 < own.count ? own[index + 1].time : end
                let spread = row.ask - row.bid
                let isValid =
                    row.bid > 0 && row.bidQuantity >= 10 && row.askQuantity >= 10 && spread > 0
                    && Int64(spread) <= SyntheticQuoteLog.maximumSpread(Int64(row.bid))
                if isValid {
                    met += next - row.time
                    gaps.append(gap)
                    gap = 0
                } else {
                    gap += next - row.time
                }
            }
            gaps.append(gap)
            return (
                met,
                Figures.Log.Contract(
                    contract: String(contract), rows: Int64(own.count),
                    outages: Int64(gaps.count { $0 > 5_000_000_000 }),
                    longest_outage_ns: gaps.max() ?? 0)
            )
        }

        @Test func `both engines and a count by hand agree to the nanosecond`() throws {
            let scratch = try Scratch()
            let rows = rows()
            let file = try scratch.file("quotes.csv", text(rows))
            let common = [
                "--quotes", file, "--session", "0-600s", "--rules", Self.pack, "--complete",
            ]
            let scan = try evaluate(common)
            let full = try evaluate(common + ["--contract", "3", "--explain"])
            #expect(scan.quote_log.engine == "scan")
            #expect(full.quote_log.engine == "ledger")
            #expect(scan.quote_log.rows == Int64(rows.count))
            for contract in 0..<12 {
                let expected = slowly(rows, Int32(contract), until: 600_000_000_000)
                #expect(scan.quote_log.contracts[contract] == expected.log)
                #expect(scan.rules[contract].met_ns == expected.met)
            }
            #expect(full.rules.first?.times == scan.rules[3].times)
            #expect(full.rules.first?.sampled == scan.rules[3].sampled)
            #expect(full.quote_log.contracts.first == scan.quote_log.contracts[3])
            // Not known to be complete: the time after the last row is nobody's.
            let cut = try evaluate(Array(common.dropLast()))
            let last = try #require(rows.last?.time)
            #expect(cut.rules[0].unknown_ns == 600_000_000_000 - last)
        }

        /// What stands in the third row of four, and what is said.
        static let mistakes: [(row: String, named: [String])] = [
            ("3000000000,1,20x,10,210,10", [":4", "bid", "20x", "an integer from 0"]),
            ("3000000000,1,-200,10,210,10", [":4", "bid", "-200"]),
            ("1999999999,1,200,10,210,10", [":4", "ts_ns", "1999999999", "in order of time"]),
            ("2000000000,1,200,10,210,10", [":4", "once more", "each row once"]),
            ("3000000000,9,200,10,210,10", [":4", "contract", "\"9\" is not listed"]),
            ("3000000000,1,200,10,210", [":4", "5 fields"]),
            ("3000000000,1,\"200,10,210,10", [":4", "quote"]),
        ]

        @Test(arguments: mistakes.indices)
        func `a bad row is one clear error, or skipped and unknown`(index: Int) throws {
            let scratch = try Scratch()
            let (row, named) = Self.mistakes[index]
            let file = try scratch.file(
                "quotes.csv",
                "ts_ns,contract,bid,bid_qty,ask,ask_qty\n1000000000,2,200,10,210,10\n"
                    + "2000000000,1,200,10,210,10\n\(row)\n6000000000,1,200,10,210,10\n")
            let contracts = try scratch.file("contracts.csv", "contract\n1\n2\n")
            let arguments = [
                "--quotes", file, "--session", "0-10s", "--rules", Self.pack, "--complete",
                "--instruments", contracts,
            ]
            let refused = try Obligato.run(["obligations"] + arguments)
            #expect(refused.code == 2)
            #expect(refused.complaints.count == 1)
            for word in named { #expect(refused.error.contains(word), "\(word): \(refused.error)") }
            let lenient = try evaluate(arguments + ["--lenient"])
            #expect(lenient.quote_log.skipped_rows == 1)
            #expect(lenient.rules[0].met_ns == 4_000_000_000)
            #expect(lenient.rules[0].unknown_ns == 4_000_000_000)
        }

        @Test func `a header that is not understood, and a file without rows`() throws {
            let scratch = try Scratch()
            let odd = try scratch.file("odd.csv", "ts_ns,contract,bid,bid_qty,ask,ask_qty,mood\n")
            let rules = ["--rules", Self.pack, "--session", "0-10s"]
            let refused = try Obligato.run(["obligations", "--quotes", odd] + rules)
            #expect(refused.code == 2)
            #expect(refused.error.contains("mood") && refused.error.contains("ask_ticks|ask"))
            let empty = try scratch.file("empty.csv", "ts_ns,contract,bid,bid_qty,ask,ask_qty\n")
            let nothing = try Obligato.run(["obligations", "--quotes", empty] + rules)
            #expect(nothing.code == 1)
            #expect(nothing.error.contains("no events: nothing is met"))
        }
    }
}
