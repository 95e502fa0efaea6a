import Market
import Obligations
import Sim
import Wire

/// Quote changes of a made-up day over 200 contracts into the obligation ledger with the bundled pack.
///
/// Seeded: of ten changes eight are new quotes, one a partial fill, one a withdrawal; 100 000 a day, spread over the
/// continuous time of the morning. Left out: the decoding of frames, requests for quote.
enum TrackerEvent {
    private static let contracts = 200
    private static let batch = 1_000
    private static let batchesPerDay = 100
    private static let days = 5

    private struct Change {
        let contract: ContractIndex
        let quote: LiveQuote
        let evidence: QuoteEvidence
        let trigger: QuoteTrigger
        let time: SessionTime
    }

    static func run() throws -> [BenchmarkLine] {
        let directory = try BenchmarkChain.directory()
        let pack = try RulePack.sseDev()
        let changes = stream(directory)
        func opened() -> ObligationLedger {
            var ledger = ObligationLedger(
                pack: pack, directory: directory, calendar: .shanghaiOptions)
            for contract in directory.contracts {
                ledger.phaseChanged(
                    contract.index, to: .continuous, at: SessionTime(hour: 9, minute: 30))
            }
            return ledger
        }
        var ledger = opened()
        var next = 0
        let samples = try Harness.measure(
            repetitions: days * batchesPerDay, warmUp: batchesPerDay, operations: batch,
            prepare: {
                guard next == changes.count else { return }
                ledger = opened()
                next = 0
            },
            {
                for index in next..<next + batch {
                    let change = changes[index]
                    ledger.quoteChanged(
                        change.contract, to: change.quote, evidence: change.evidence,
                        trigger: change.trigger, at: change.time)
                }
                next += batch
            })
        return [
            BenchmarkLine(
                name: "TrackerEvent", operation: "event", unit: .nanoseconds, samples: samples,
                hash: hash(of: ledger))
        ]
    }

    private static func stream(_ directory: InstrumentDirectory) -> [Change] {
        var random = SeededGenerator(seed: 7, stream: "tracker benchmark")
        let count = batch * batchesPerDay
        var live = Array(repeating: LiveQuote.none, count: contracts)
        let start = SessionTime(hour: 9, minute: 30)
        let step = 7_200_000_000_000 / Int64(count)
        return (0..<count).map { index in
            let contract = Int(random.next() % UInt64(contracts))
            let kind = random.next() % 10
            var trigger = QuoteTrigger.accepted
            if kind == 8, live[contract].bidRemaining.contracts > 1 {
                live[contract].bidRemaining.contracts -= 1
                trigger = .filled
            } else if kind == 9 {
                live[contract] = .none
                trigger = .withdrawn
            } else {
                let middle = directory.contracts[contract].previousSettlement.ticks
                let half = 1 + Int64(random.next() % 20)
                live[contract] = LiveQuote(
                    bid: Price(ticks: max(1, middle - half)),
                    bidRemaining: Quantity(contracts: 10),
                    ask: Price(ticks: middle + half), askRemaining: Quantity(contracts: 10))
            }
            return Change(
                contract: ContractIndex(contract), quote: live[contract],
                evidence: QuoteEvidence(
                    quote: QuoteID(UInt64(index + 1)), logSequence: UInt64(index + 1)),
                trigger: trigger, time: start + TimeSpan(nanoseconds: Int64(index) * step))
        }
    }

    private static func hash(of ledger: ObligationLedger) -> UInt64 {
        var hasher = StateHasher()
        for contract in 0..<contracts {
            let totals = ledger.totals(of: ContractIndex(contract))
            let text = Array("\(totals)".utf8)
            text.withUnsafeBytes { hasher.combine($0) }
        }
        return hasher.value
    }
}
