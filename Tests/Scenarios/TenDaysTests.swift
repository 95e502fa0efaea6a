import Foundation
import Market
import Runtime
import TestSupport
import Testing
import Wire

extension `Scenarios` {
    /// The tracker, a slow recomputation that shares no code with it, and the venue's own score.
    @Suite(.serialized, .rule("C3.8", "SSE-MM-02", "SSE-MM-05", "SSE-MM-06", "PEER-04"))
    struct `Ten seeded days` {
        /// Two days at a time; every second one by the other strategy, whose gaps are of another kind.
        static let pairs = stride(from: UInt64(11), to: 21, by: 2).map { ($0, $0 + 1) }

        @Test(arguments: pairs)
        func `tracker, slow reference and simulator agree in every figure of every contract`(
            seeds: (UInt64, UInt64)
        ) throws {
            let scratch = try Scratch()
            let first = try start(seeds.0, strategy: "inventory-skew", in: scratch)
            let second = try start(seeds.1, strategy: "constant-spread", in: scratch)
            for (seed, day) in [(seeds.0, first), (seeds.1, second)] {
                let result = day.running.finish()
                try #require(result.code == 0, "seed \(seed): \(result.output)\(result.error)")
                try expectEqual(Run(path: day.path), "seed \(seed)")
            }
        }

        private func start(_ seed: UInt64, strategy: String, in scratch: Scratch) throws -> (
            path: String, running: Obligato.Running
        ) {
            let path = scratch.path("run-\(seed)")
            let arguments = [
                "backtest", "--quiet", "--seed", String(seed), "--strategy", strategy, "--out",
                path,
            ]
            return (path, try Obligato.start(arguments))
        }

        private func expectEqual(_ run: Run, _ seed: Comment) throws {
            let page = try run.figures()
            let slow = try SlowDay(run)
            let presences = slow.contracts.map { SlowDay.presence(of: $0) }
            let rows = page.rules
            #expect(rows.count == slow.contracts.count + 2 * 2, seed)
            for (contract, presence) in zip(slow.contracts, presences) {
                let row = try #require(rows.first { $0.contract == contract.name }, seed)
                expectEqual(row, presence, "\(seed), \(contract.name)")
            }
            for underlying in Set(slow.contracts.map(\.underlying)).sorted() {
                let own = rows.filter { $0.underlying == underlying }
                let coverage = try #require(own.first { $0.kind == "coverage" }, seed)
                let (met, obliged) = slow.coverage(of: underlying, presences)
                #expect(coverage.contracts_met == met, "\(seed), \(underlying)")
                #expect(coverage.value == .init(Int64(met.count), obliged), seed)
                expectVerdict(coverage, seed)
                let response = try #require(own.first { $0.kind == "rfqResponse" }, seed)
                expectEqual(response, slow.requests(of: underlying), "\(seed), \(underlying)")
            }
            try expectEqual(run, slow, presences, seed)
            #expect(page.exchange_difference_ns == 0, seed)
        }

        private func expectEqual(
            _ row: Run.Figures.Row, _ slow: SlowDay.Presence, _ place: Comment
        ) {
            #expect(row.session_ns == slow.met + slow.notMet + slow.exempt, place)
            #expect(row.met_ns == slow.met, place)
            #expect(row.not_met_ns == slow.notMet, place)
            #expect(row.exempt_ns == slow.exempt, place)
            #expect(row.unknown_ns == 0, place)
            #expect(row.value == .init(slow.met, slow.obliged), place)
            #expect(row.best == row.value, place)
            #expect(row.sampled == .init(slow.samplesMet, slow.samples), place)
            #expect(row.causes?.values.reduce(0, +) == slow.notMet, place)
            expectVerdict(row, place)
        }

        private func expectEqual(
            _ row: Run.Figures.Row, _ slow: SlowDay.Requests, _ place: Comment
        ) {
            let found = SlowDay.Requests(
                requests: row.requests ?? -1, inadmissible: row.inadmissible ?? -1,
                answered: row.answered ?? -1, late: row.late ?? -1,
                heldShort: row.held_short ?? -1, missed: row.missed ?? -1)
            #expect(found == slow, place)
            #expect(row.unknown == 0 && row.pending == 0, place)
            #expect(row.value == .init(slow.answered, slow.counted), place)
            expectVerdict(row, place)
        }

        private func expectVerdict(_ row: Run.Figures.Row, _ place: Comment) {
            let bar = SlowDay.Rule.threshold
            let passes =
                row.value.den == 0 ? nil : row.value.num * bar.den >= row.value.den * bar.num
            #expect(row.pass == passes, place)
        }

        /// The venue's score as it wrote it into its own log.
        private func expectEqual(
            _ run: Run, _ slow: SlowDay, _ presences: [SlowDay.Presence], _ seed: Comment
        ) throws {
            var scores: [Int: ExchangeEvents.Entry] = [:]
            try DayRecord.open(run.path).forEachEvent {
                if $0.kind == .makerScore { scores[Int($0.contract.value)] = $0 }
            }
            #expect(scores.count == slow.contracts.count, seed)
            for (place, presence) in presences.enumerated() {
                let score = try #require(scores[place], seed)
                let name: Comment = "\(seed), \(slow.contracts[place].name)"
                #expect(Int64(score.executionID) == presence.met, name)
                #expect(Int64(score.orderID.value) == presence.notMet, name)
                // The exchange excuses for price limits; an interruption's time it does not count at all.
                #expect(Int64(score.requestID.value) <= presence.exempt, name)
                #expect(Int64(score.quantity.contracts) == presence.samplesMet, name)
                #expect(Int64(score.leaves.contracts) == presence.samples, name)
            }
        }
    }
}

extension Run {
    /// `obligations.json`, every figure of it.
    struct Figures: Decodable {
        struct Ratio: Decodable, Equatable {
            let num: Int64
            let den: Int64

            init(_ num: Int64, _ den: Int64) {
                self.num = num
                self.den = den
            }
        }

        struct Row: Decodable {
            let rule: String
            let kind: String
            let contract: String?
            let underlying: String
            let session_ns: Int64?
            let met_ns: Int64?
            let not_met_ns: Int64?
            let exempt_ns: Int64?
            let unknown_ns: Int64?
            let causes: [String: Int64]?
            let value: Ratio
            let best: Ratio
            let sampled: Ratio?
            let pass: Bool?
            let contracts_met: [String]?
            let requests: Int64?
            let inadmissible: Int64?
            let answered: Int64?
            let late: Int64?
            let held_short: Int64?
            let missed: Int64?
            let unknown: Int64?
            let pending: Int64?
        }

        let rules: [Row]
        let exchange_difference_ns: Int64?
    }

    func figures() throws -> Figures {
        try JSONDecoder().decode(
            Figures.self, from: Data(contentsOf: URL(fileURLWithPath: path + "/obligations.json")))
    }
}
