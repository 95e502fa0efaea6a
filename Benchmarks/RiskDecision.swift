import Market
import Risk
import Wire

/// A round of quotes over 288 contracts, each replacing one that rests, through every check of the gate.
///
/// One thread, one gate, all limits set, 1 µs between quotes and 1 s between rounds; what the exchange answers is
/// applied outside the timing. Left out: decoding, encoding, the journal, the sockets.
enum RiskDecision {
    static func run() throws -> [BenchmarkLine] {
        var rounds = try Rounds()
        try rounds.first()
        let samples = try Harness.measure(
            repetitions: 2_000, warmUp: 200, operations: BenchmarkChain.count,
            prepare: { try rounds.answerAndPrepare() },
            { rounds.decide() })
        try rounds.answerAndPrepare()
        return [
            BenchmarkLine(
                name: "RiskDecision", operation: "two-sided quote", unit: .nanoseconds,
                samples: samples, bar: 100, hash: rounds.hash)
        ]
    }

    private struct Rounds {
        static let limits = RiskLimits(
            positionPerContractMax: 1_000, directionPerUnderlyingMax: 100_000,
            totalPositionMax: 1_000_000, purchaseMax: Money(yuan: 1_000_000),
            quantityPerOrderMax: 1_000, valuePerOrderMax: Money(yuan: 1_000_000),
            collarBasisPoints: 5_000, collarTicksMin: 500, openingPerContractMax: 1 << 40,
            openingPerUnderlyingMax: 1 << 40, deltaSharesMax: 1 << 50, gammaSharesMax: 1 << 50,
            vegaMax: Money(tenThousandths: 1 << 60),
            funds: Money(yuan: 1_000_000_000), messagesPerSecondMax: 10_000,
            withdrawalReservePerSecond: 100, messagesPerDayMax: 1 << 40)

        private var gate: RiskGate
        private let contracts: [OptionContract]
        private var entries: [QuoteInstructions.Entry] = []
        private var now = SessionTime(hour: 9, minute: 30)
        private var round: UInt64 = 0
        private var passed = 0
        private var decided = 0

        init() throws {
            let directory = try BenchmarkChain.directory()
            contracts = directory.contracts
            gate = RiskGate(
                directory: directory, limits: Self.limits, terms: RiskTerms(), opening: [])
            gate.open(in: .continuous)
            entries.reserveCapacity(contracts.count)
        }

        /// Something to replace.
        mutating func first() throws {
            prepare()
            decide()
        }

        mutating func decide() {
            let context = InstructionContext(
                participant: 1, expires: now + .milliseconds(500), quoter: PeerID(1))
            var passed = 0
            for entry in entries {
                now = now + .microseconds(1)
                if gate.decide(entry, context, at: now).isPass { passed += 1 }
            }
            self.passed += passed
            decided += entries.count
        }

        mutating func answerAndPrepare() throws {
            guard passed == decided else {
                throw BenchmarkFailure(description: "\(decided - passed) quotes were refused")
            }
            for entry in entries {
                var event = ExchangeEvents.Entry(
                    time: now, kind: .quoteAccepted, contract: entry.contract,
                    quoteID: entry.quoteID, orderID: OrderID(entry.quoteID.value),
                    bid: entry.bid, ask: entry.ask)
                event.bidQuantity = entry.bidQuantity
                event.askQuantity = entry.askQuantity
                // An acceptance also says what was left of the quote it replaced.
                event.quantity = round > 1 ? entry.bidQuantity : .zero
                event.leaves = round > 1 ? entry.askQuantity : .zero
                guard gate.apply(event) == .applied else {
                    throw BenchmarkFailure(description: "an acceptance was unexpected")
                }
            }
            now = now + .seconds(1)
            prepare()
        }

        private mutating func prepare() {
            round += 1
            entries.removeAll(keepingCapacity: true)
            for (index, contract) in contracts.enumerated() {
                let bid = max(1, contract.previousSettlement.ticks - 1 - Int64(round & 1))
                entries.append(
                    QuoteInstructions.Entry(
                        TwoSidedQuote(
                            contract: contract.index,
                            id: QuoteID(round * UInt64(BenchmarkChain.count) + UInt64(index)),
                            bid: QuoteLeg(
                                price: Price(ticks: bid), quantity: Quantity(contracts: 10)),
                            ask: QuoteLeg(
                                price: Price(ticks: bid + 2), quantity: Quantity(contracts: 10)),
                            answering: .none)))
            }
        }

        var hash: UInt64 {
            var hasher = StateHasher()
            hasher.combine(passed)
            hasher.combine(gate.available.tenThousandths)
            hasher.combine(gate.totalWorst)
            hasher.combine(gate.serial)
            return hasher.value
        }
    }
}
