import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("SSE-MM-05"))
    struct `Slack spent` {
        private struct Obligations: Decodable {
            struct Row: Decodable {
                struct Value: Decodable {
                    let num: Int64
                    let den: Int64
                }
                let kind: String
                let value: Value
                let pass: Bool?
            }
            let rules: [Row]
        }

        private struct Summary: Decodable {
            struct Figures: Decodable {
                struct Counts: Decodable { let quotesAccepted: Int64 }
                let counts: Counts
            }
            let figures: Figures
        }

        private func coverage(_ run: Run) throws -> [Obligations.Row] {
            let text = try Data(contentsOf: URL(filePath: run.path + "/obligations.json"))
            return try JSONDecoder().decode(Obligations.self, from: text).rules
                .filter { $0.kind == "coverage" }
        }

        private func quotes(_ run: Run) throws -> Int64 {
            let text = try Data(contentsOf: URL(filePath: run.path + "/summary.json"))
            return try JSONDecoder().decode(Summary.self, from: text).figures.counts.quotesAccepted
        }

        @Test func `dropping what coverage lets go keeps the bar and saves messages`() throws {
            let scratch = try Scratch()
            let all = try Run.backtest(in: scratch, named: "all")
            let some = try Run.backtest(["--set", "drop-reserve=2"], in: scratch, named: "some")
            #expect(try coverage(all).map(\.value.num) == [72, 72])
            for row in try coverage(some) {
                #expect(row.value.den == 72 && row.pass == true)
                // 51 of 72 are asked for; two more are kept in reserve.
                #expect((53...54).contains(row.value.num), "\(row.value.num)")
            }
            #expect(try quotes(some) < quotes(all) / 2)
            #expect(try some.obligations().notMet(because: "notObliged") > 0)
            #expect(try some.replay().code == 0)
        }
    }
}
