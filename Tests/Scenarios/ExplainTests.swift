import Foundation
import Runtime
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("C3.8", "SSE-MM-02"))
    struct `Every percentage opens` {
        private struct Explained: Decodable {
            struct Interval: Decodable {
                let start_ns: Int64
                let end_ns: Int64
                let state: String
                let cause: String?
                let ack_sequence: UInt64
            }
            let figure: [Run.Figures.Row]
            let intervals: [Interval]
        }

        @Test func `to intervals that sum to the session to the nanosecond`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(["--seed", "3"], in: scratch)
            let record = try DayRecord.open(run.path)
            let figures = try run.figures()
            let names = figures.rules.compactMap(\.contract)
            #expect(names.count == 144)
            // Each view reads the whole day: every seventh meets all months, strikes and both types in time.
            for place in stride(from: 0, to: names.count, by: 7) {
                let name = names[place]
                let view = try ObligationView(record, contract: name).json(explained: true)
                // What the command prints is this text; some are asked of the program itself.
                if place % 35 == 0 { #expect(try said(of: name, in: run) == view + "\n") }
                let explained = try JSONDecoder().decode(Explained.self, from: Data(view.utf8))
                #expect(!explained.figure.isEmpty, "\(name)")
                for row in explained.figure { expectSums(explained.intervals, row, name) }
            }
        }

        private func said(of contract: String, in run: Run) throws -> String {
            let result = try Obligato.run([
                "obligations", run.path, "--contract", contract, "--explain", "--json",
            ])
            #expect(result.code == 0, "\(result.error)")
            return result.output
        }

        private func expectSums(
            _ intervals: [Explained.Interval], _ row: Run.Figures.Row, _ name: String
        ) {
            var sums: [String: Int64] = [:]
            var causes: [String: Int64] = [:]
            for interval in intervals {
                let length = interval.end_ns - interval.start_ns
                #expect(length > 0, "\(name)")
                sums[interval.state, default: 0] += length
                #expect((interval.cause != nil) == (interval.state == "notMet"), "\(name)")
                if interval.state == "met" { #expect(interval.ack_sequence > 0, "\(name)") }
                if let cause = interval.cause { causes[cause, default: 0] += length }
            }
            // No gap and no overlap but the lunch break.
            for (before, after) in zip(intervals, intervals.dropFirst()) {
                let isLunch = before.end_ns == 41_400_000_000_000
                #expect(after.start_ns == (isLunch ? 46_800_000_000_000 : before.end_ns), "\(name)")
            }
            #expect(sums.values.reduce(0, +) == row.session_ns, "\(name)")
            #expect(sums["met", default: 0] == row.met_ns, "\(name)")
            #expect(sums["notMet", default: 0] == row.not_met_ns, "\(name)")
            #expect(sums["exempt", default: 0] == row.exempt_ns, "\(name)")
            #expect(sums["unknown", default: 0] == row.unknown_ns, "\(name)")
            #expect(causes == row.causes, "\(name)")
            #expect(causes.values.reduce(0, +) == row.not_met_ns, "\(name)")
        }
    }
}
