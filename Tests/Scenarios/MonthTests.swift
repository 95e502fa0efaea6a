import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("SSE-MM-02", "SSE-MM-05", "C3.8"))
    struct `A month of days` {
        @Test func `days, a missing day, evidence in SQL, a figure changed by hand`() throws {
            let scratch = try Scratch()
            let first = try Run.backtest(["--seed", "3"], in: scratch, named: "first")
            let third = try Run.backtest(
                ["--seed", "4", "--scenario", try scenario(of: 20_210_106, in: scratch)],
                in: scratch, named: "third")
            try expectEvidence(of: first, in: scratch)
            try expectMonth(of: first, third, in: scratch)
            try expectRefusals(first, in: scratch)
            try expectDifference(in: third, with: first)
        }

        /// The regular day's scenario on another date.
        private func scenario(of day: Int, in scratch: Scratch) throws -> String {
            let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Sim/scenarios/regular-day.yaml").path
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return try scratch.file(
                "day-\(day).yaml",
                text.replacing("tradingDay: 20210104", with: "tradingDay: \(day)"))
        }

        private func expectEvidence(of run: Run, in scratch: Scratch) throws {
            let database = scratch.path("day.sqlite")
            let result = try Obligato.run([
                "report", run.path, "--csv", scratch.path("csv"), "--json",
                scratch.path("day.json"), "--sqlite", database,
            ])
            try #require(result.code == 0, "\(result.error)")
            let figures = try run.obligations()
            let object = try #require(
                try JSONSerialization.jsonObject(
                    with: Data(contentsOf: URL(fileURLWithPath: scratch.path("day.json"))))
                    as? [String: [[String: Any]]])
            let rows = try #require(object["figures"])
            #expect(rows.count == figures.rules.count)
            let text = try String(contentsOfFile: scratch.path("csv/figures.csv"), encoding: .utf8)
            #expect(text.hasPrefix("# figures rest on placeholder thresholds 部分阈值为占位值: SSE-MM-02/"))
            #expect(text.split(separator: "\n").count == figures.rules.count + 2)
            let met = figures.presence.reduce(Int64(0)) { $0 + ($1.met_ns ?? 0) }
            let notMet = figures.presence.reduce(Int64(0)) { $0 + ($1.not_met_ns ?? 0) }
            let session = figures.presence.reduce(Int64(0)) { $0 + ($1.session_ns ?? 0) }
            try expect(
                [
                    "select sum(met_ns), sum(not_met_ns), sum(session_ns) from figures":
                        "[(\(met), \(notMet), \(session))]",
                    "select sum(ns) from v_gap_by_cause": "[(\(notMet),)]",
                    "select sum(end_ns - start_ns) from v_evidence": "[(\(session),)]",
                    "select count(*) from figures f where kind = 'presence' and session_ns != "
                        + "(select sum(end_ns - start_ns) from intervals i "
                        + "where i.interval_id between f.evidence_first and f.evidence_last)":
                        "[(0,)]",
                    "select count(*) from figures f where kind = 'rfqResponse' and requests != "
                        + "(select count(*) from requests r where r.figure_id = f.figure_id)":
                        "[(0,)]",
                    "select count(*) > 0 from v_thresholds where is_placeholder": "[(1,)]",
                    "select holds, rests_on_placeholders from days": "[(1, 1)]",
                    "select count(*) from notes where text like 'figures rest on placeholder%'":
                        "[(1,)]",
                ], in: database)
        }

        private func expectMonth(of first: Run, _ third: Run, in scratch: Scratch) throws {
            let database = scratch.path("month.sqlite")
            let result = try Obligato.run([
                "month", third.path, first.path, "--recompute", "--sqlite", database,
            ])
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output.contains("2 of 3 trading days on record"))
            #expect(result.output.contains("unknown days 缺失交易日: 2021-01-05"))
            #expect(result.output.contains("figures rest on placeholder thresholds"))
            let met = try (first.obligations().presence + third.obligations().presence)
                .reduce(Int64(0)) { $0 + ($1.met_ns ?? 0) }
            try expect(
                [
                    "select sum(met_ns) from period_figures": "[(\(met),)]",
                    "select sum(met_ns) from v_month": "[(\(met),)]",
                    "select date, on_record, holds from days order by date":
                        "[('2021-01-04', 1, 1), ('2021-01-05', 0, None), ('2021-01-06', 1, 1)]",
                    "select distinct days_missing from period_figures where basis = 'days'":
                        "[(1,)]",
                    "select count(*) from v_period_evidence where not is_missing and figure_id is "
                        + "not null and verdict is null": "[(0,)]",
                ], in: database)
            // A holiday is no missing day.
            let holidays = try scratch.file(
                "holidays.txt",
                (1...31).filter { ![4, 6].contains($0) }.map {
                    "2021-01-\($0 < 10 ? "0" : "")\($0)"
                }.joined(separator: " # closed\n"))
            let closed = try Obligato.run([
                "month", first.path, third.path, "--holidays", holidays,
            ])
            #expect(closed.code == 0, "\(closed.error)")
            #expect(closed.output.contains("2 of 2 trading days on record"))
        }

        private func expectRefusals(_ run: Run, in scratch: Scratch) throws {
            let twice = try Obligato.run(["month", run.path, run.path])
            #expect(twice.code == 2)
            #expect(twice.error.contains("two reports for 2021-01-04"))
            let file = try scratch.file("bad.txt", "2021-01-01\n2021-13-01\n")
            let bad = try Obligato.run(["month", run.path, "--holidays", file])
            #expect(bad.code == 2)
            #expect(bad.error.contains("bad.txt:2: \"2021-13-01\" is no date"))
        }

        private func expectDifference(in run: Run, with other: Run) throws {
            let file = run.path + "/obligations.json"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let met = try #require(text.firstMatch(of: /"met_ns" : (\d+)/))
            let less = String((try #require(Int64(met.1))) - 1)
            try text.replacingCharacters(in: met.1.startIndex..<met.1.endIndex, with: less)
                .write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try Obligato.run(["month", run.path, other.path]).code == 0)
            let found = try Obligato.run(["month", run.path, other.path, "--recompute"])
            #expect(found.code == 1)
            #expect(found.output.contains("DIFFERS 与日志重算不符: obligations.json of 2021-01-06"))
        }

        /// An outside reader asks the database.
        private func expect(_ answers: [String: String], in database: String) throws {
            guard Python.isPresent else { return }
            for (question, answer) in answers {
                let result = try Obligato.Running(
                    program: "/usr/bin/env",
                    arguments: [
                        "python3", "-B", "-c",
                        "import sqlite3, sys; "
                            + "print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall())",
                        database, question,
                    ], folder: nil
                ).finish()
                #expect(result.output == answer + "\n", "\(question): \(result.error)")
            }
        }
    }
}
