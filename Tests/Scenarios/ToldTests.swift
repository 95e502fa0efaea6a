import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    /// What a day is told besides its market: the month's earlier days, declared circumstances, alert needs.
    @Suite(.serialized, .rule("ISSUE-3.4", "ISSUE-3.6", "ISSUE-3.10"))
    struct `A day that is told something` {
        @Test func `two days of a month: sums handed on, declared, granted late, measured anew`()
            throws
        {
            let scratch = try Scratch()
            let monday = try Run.backtest(
                ["--seed", "3", "--rules", "sse-primary"], in: scratch, named: "monday")
            let sums = scratch.path("so-far.yaml")
            let month = try Obligato.run(["month", monday.path, "--so-far", sums])
            #expect(month.code == 0 && month.output.hasSuffix(sums + "\n"), "\(month.error)")
            let declared = try scratch.file("declared.yaml", Self.halt)
            let tuesday = try Run.backtest(
                [
                    "--seed", "4", "--rules", "sse-primary", "--scenario",
                    try tuesdayScenario(in: scratch), "--month-so-far", sums, "--alert-needs",
                    "0.5,0.8", "--circumstances", declared,
                ], in: scratch, named: "tuesday")
            try expectRecorded(tuesday, sums)
            try expectRefusals(sums, in: scratch)
            try expectKept(tuesday, sums, in: scratch)
            try expectChain(monday, tuesday)
            try expectLateExemption(of: monday, in: scratch)
            try expectMeasuredAnew(monday, tuesday, in: scratch)
        }

        private static let halt = """
            circumstances:
              - {kind: underlyingHalted, scope: {underlying: "510050"}, from: "10:00:00", to: "10:05:00", source: "notice 7"}
            """

        private func tuesdayScenario(in scratch: Scratch) throws -> String {
            let text = try String(
                contentsOfFile: RecordedDay.root + "/Sim/scenarios/regular-day.yaml",
                encoding: .utf8)
            return try scratch.file(
                "tuesday.yaml",
                text.replacing("tradingDay: 20210104", with: "tradingDay: 20210105"))
        }

        // MARK: The record

        private struct Summary: Decodable {
            struct Figures: Decodable {
                struct Slack: Decodable {
                    let lowestNanoseconds: Int64?
                    let contractsObliged: Int64
                    let contractsAtRisk: Int64
                    let contractsLost: Int64
                }
                let slack: Slack
            }
            let figures: Figures
        }

        private func expectRecorded(_ run: Run, _ sums: String) throws {
            let kept = try String(contentsOfFile: run.path + "/month-so-far.yaml", encoding: .utf8)
            #expect(kept == (try String(contentsOfFile: sums, encoding: .utf8)))
            let desk = try String(contentsOfFile: run.path + "/desk.yaml", encoding: .utf8)
            #expect(desk.contains("needRatios: [0.500000, 0.800000]"))
            #expect(desk.contains("kind: underlyingHalted"))
            // Declared for one underlying of two: five minutes of each of its contracts.
            let exempt = try run.obligations().presence.filter {
                $0.exempt_ns ?? 0 >= 300_000_000_000
            }
            #expect(exempt.count(where: { $0.contract?.hasPrefix("510050") == true }) == 72)
            let (code, found) = try run.replay()
            #expect(code == 0, "\(found.findings.filter { !$0.holds }.map(\.detail))")
            let summary = try JSONDecoder().decode(
                Summary.self, from: Data(contentsOf: URL(filePath: run.path + "/summary.json")))
            let slack = summary.figures.slack
            #expect(slack.contractsObliged == 144)
            #expect(slack.contractsLost <= slack.contractsAtRisk)
            #expect((slack.lowestNanoseconds == nil) == (slack.contractsLost == 144))
            let shown = try Obligato.run(["obligations", run.path])
            #expect(shown.output.contains("declared 已申报: underlyingHalted 10:00:00.000"))
            #expect(shown.output.contains("notice 7"))
        }

        private func expectRefusals(_ sums: String, in scratch: Scratch) throws {
            let text = try String(contentsOfFile: sums, encoding: .utf8)
            let bad = try scratch.file(
                "bad.yaml", text.replacing(/fulfilledNs: \d+/, with: "fulfilledNs: -1"))
            for (options, said) in [
                (["--month-so-far", bad], "bad.yaml:7: contracts/"),
                (["--month-so-far", bad], "/fulfilledNs: -1 is out of range"),
                // The sums hold Monday itself.
                (
                    ["--rules", "sse-primary", "--month-so-far", sums],
                    "holds 2021-01-04, which is not before the day 2021-01-04"
                ),
                (["--alert-needs", "0.8,0.5"], "--alert-needs: \"0.5\" is not accepted"),
                (["--alert-needs", "1.5"], "--alert-needs: \"1.5\" is not accepted"),
                (["--circumstances", sums], "so-far.yaml"),
            ] {
                let result = try Obligato.run(
                    ["backtest", "--out", scratch.path("none")] + options)
                #expect(result.code == 2 && result.complaints.count == 1)
                #expect(result.error.contains(said), "\(result.error)")
                #expect(!scratch.names.contains("none"))
            }
        }

        /// A tracker of a run that has begun takes no other sums.
        private func expectKept(_ run: Run, _ sums: String, in scratch: Scratch) throws {
            let text = try String(contentsOfFile: sums, encoding: .utf8)
            let other = try scratch.file("other.yaml", text + "# another\n")
            let desk = run.path + "/desk.yaml"
            func refused() throws -> String {
                let result = try Obligato.run([
                    "tracker", "--config", desk, "--month-so-far", other,
                ])
                #expect(result.code == 2 && result.complaints.count == 1)
                return result.error
            }
            #expect(try refused().contains("is not the file that the run began with"))
            let kept = run.path + "/month-so-far.yaml"
            try FileManager.default.moveItem(atPath: kept, toPath: kept + ".away")
            #expect(try refused().contains("the tracker has begun without it"))
            #expect(
                try Obligato.run(["verify", run.path]).output.contains(
                    "month-so-far.yaml is missing"))
            try FileManager.default.moveItem(atPath: kept + ".away", toPath: kept)
        }

        private func expectChain(_ monday: Run, _ tuesday: Run) throws {
            for (run, previous, code) in [
                (monday, "notChecked", Int32(1)), (tuesday, "checked", 0),
            ] {
                let found = try Obligato.run(["verify", run.path, "--json"])
                #expect(found.code == 0, "\(found.error)")
                #expect(found.output.contains("\"previousDay\" : \"\(previous)\""))
                #expect(
                    try Obligato.run(["verify", run.path, "--require-previous"]).code == code)
            }
            let text = try Obligato.run(["verify", monday.path]).output
            #expect(
                text.split(separator: "\n").contains {
                    $0 == "not checked previous day: the chain to the day before 未核对前一日"
                }, "\(text)")
        }

        // MARK: Afterwards

        private func expectLateExemption(of run: Run, in scratch: Scratch) throws {
            let file = run.path + "/obligations.json"
            let before = try Data(contentsOf: URL(filePath: file))
            let late = try scratch.file("late.yaml", Self.halt)
            let result = try Obligato.run([
                "obligations", run.path, "--circumstances", late,
            ])
            #expect(result.code == 0, "\(result.error)")
            #expect(
                result.output.contains(
                    "declared afterwards 事后豁免: underlyingHalted 10:00:00.000–10:05:00.000, "
                        + "510050: notice 7 (SSE-MM-02)"))
            #expect(result.output.contains("Δ exempt 豁免 +300.000 s"))
            #expect(result.output.contains("exempt time removed 剔除"))
            // What does not move is not listed.
            #expect(!result.output.contains(/Δ \D+ 0\.000 s/), "\(result.output)")
            #expect(try Data(contentsOf: URL(filePath: file)) == before)
            let unsaid = try scratch.file(
                "unsaid.yaml", Self.halt.replacing(/, source: .*}/, with: "}"))
            let refused = try Obligato.run([
                "obligations", run.path, "--circumstances", unsaid,
            ])
            #expect(refused.code == 2 && refused.error.contains("circumstances[0]/source"))
        }

        private struct Comparison: Decodable {
            struct Row: Decodable { let other: Run.Obligations.Rule? }
            let rows: [Row]
        }

        private func expectMeasuredAnew(_ monday: Run, _ tuesday: Run, in scratch: Scratch) throws {
            let other = try scratch.file("strict.yaml", try strictPack())
            let database = scratch.path("month.sqlite")
            let result = try Obligato.run([
                "month", monday.path, tuesday.path, "--rules", other, "--sqlite", database,
            ])
            try #require(result.code == 0, "\(result.error)")
            var met: Int64 = 0
            for run in [monday, tuesday] {
                let compared = try Obligato.run([
                    "obligations", run.path, "--rules", other, "--json",
                ])
                let rows = try JSONDecoder().decode(
                    Comparison.self, from: Data(compared.output.utf8)
                ).rows
                met += rows.compactMap(\.other?.met_ns).reduce(0, +)
            }
            let own = try [monday, tuesday].reduce(Int64(0)) { sum, run in
                try run.obligations().presence.reduce(sum) { $0 + ($1.met_ns ?? 0) }
            }
            #expect(met < own)
            try expect(
                [
                    "select sum(met_ns) from figures where part is null": "[(\(met),)]",
                    "select count(*) > 0 from figures where kind = 'rateCount'": "[(1,)]",
                    "select count(*) from figures f where kind = 'rateCount' and not exists "
                        + "(select 1 from counts c where c.figure_id = f.figure_id)": "[(0,)]",
                    "select value from thresholds where value_path = '/threshold' and rule = "
                        + "'SSE-MM-02'": "[('70/100',)]",
                    "select value, tag from thresholds where rule is null": "[('2015-02-09', 'M')]",
                    "select count(*) > 0 from thresholds where value is null": "[(1,)]",
                ], in: database)
        }

        /// The primary market maker's pack with exactly the maximum spread refused.
        private func strictPack() throws -> String {
            let path = RecordedDay.root + "/Sources/Obligations/Packs/sse-primary.yaml"
            return try String(contentsOfFile: path, encoding: .utf8)
                .replacing("inclusive: true", with: "inclusive: false")
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
