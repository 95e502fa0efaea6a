import Foundation
import Obligations
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("C3.4b", "C3.10a", "C3.10b", "CN-RFQ-01"))
    struct `A day of requests for quote` {
        struct Requests: Decodable {
            struct Counts: Decodable {
                struct Bucket: Decodable {
                    let within_ns: Int64
                    let count: Int
                }
                let requests: Int
                let counted: Int
                let answered: Int
                let by_outcome: [String: Int]
                let latency: [Bucket]
                let latency_max_ns: Int64?
                let held_min_ns: Int64?
            }
            struct Row: Decodable {
                let id: UInt64
                let outcome: String
                let latency_ns: Int64?
                let held_ns: Int64
                let release: String?
                let quote_id: UInt64?
                let ack_sequence: UInt64?
                let reason: String?
            }
            let counts: Counts
            let requests: [Row]

            init(of run: Run) throws {
                let result = try Obligato.run(["obligations", run.path, "--requests", "--json"])
                try #require(result.code == 0, "\(result.error)")
                self = try JSONDecoder().decode(Requests.self, from: Data(result.output.utf8))
            }
        }

        @Test func `every request is answered in time and held to the nanosecond`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(["--seed", "7"], in: scratch)
            let found = try Requests(of: run)
            #expect(found.counts.requests >= 100)
            #expect(found.counts.counted == found.counts.requests)
            #expect(found.counts.answered == found.counts.requests)
            // Out and back over two links of 200 and 30 µs, and no time to think on a virtual clock.
            #expect(found.counts.latency_max_ns == 460_000)
            #expect(found.counts.latency.map(\.count) == [found.counts.requests, 0, 0, 0, 0, 0])
            #expect(found.counts.held_min_ns == 30_000_000_000)
            #expect(
                found.requests.allSatisfy {
                    $0.held_ns == 30_000_000_000 || $0.release != nil
                })
            #expect(found.requests.allSatisfy { $0.reason == nil && $0.quote_id != nil })
            // One answer a request, and the evidence is that answer.
            let answers = try run.export("rfqs").rows.filter { $0[3] == "answered" }
            #expect(answers.map { UInt64($0[1]) } == found.requests.map(\.id))
            #expect(answers.map { UInt64($0[4]) } == found.requests.map(\.quote_id))
            let text = try Obligato.run(["obligations", run.path, "--requests"]).output
            #expect(text.contains("answered 已回应 \(found.counts.answered)"))
        }

        @Test func `exchange and tracker admit by the same rule`() throws {
            let scratch = try Scratch()
            let rules = scratch.path("admission.yaml")
            try RulePack.sseDevText
                .replacing("intervalMsMin: 0 ", with: "intervalMsMin: 600000 ")
                .replacing(
                    "remainingSessionMsMin: 0",
                    with: """
                        remainingSessionMsMin: 0
                              marketSpreadAbove:
                                - {bidFrom: 0.0000, daysFrom: 0, form: absolute, value: 0.0030}
                        """
                )
                .write(toFile: rules, atomically: true, encoding: .utf8)
            let run = try Run.backtest(["--rules", rules, "--seed", "7"], in: scratch)
            let events = try run.export("rfqs").rows.map { String($0[3]) }
            let opened = events.filter { $0 == "requested" }.count
            #expect(events.contains("refused"))
            #expect(opened > 0)
            let found = try Requests(of: run)
            #expect(found.counts.requests == opened)
            #expect(found.counts.by_outcome == ["answered": opened])
            #expect(try run.replay().code == 0)
        }
    }
}
