import Market
import Risk
import Wire

/// A round of quotes over 100, 288, 1 000 and 10 000 contracts, each replacing one that rests, through every check.
///
/// One thread, one gate, all limits set, 1 µs between quotes and 1 s between rounds; what the exchange answers is
/// applied outside the timing. Left out: decoding, encoding, the journal, the sockets.
enum RiskDecision {
    static func run() throws -> [BenchmarkLine] {
        try [100, 288, 1_000, 10_000].map(measure)
    }

    private static func measure(_ count: Int) throws -> BenchmarkLine {
        // Slices as long as a chain: one of a millisecond would hold the scheduler's turns as well.
        let slice = count > 288 ? 250 : count
        var rounds = try Rounds(contracts: count, slice: slice)
        try rounds.first()
        let samples = try Harness.measure(
            repetitions: 2_400, warmUp: 2 * count / slice, operations: slice,
            prepare: { if rounds.isOver { try rounds.answerAndPrepare() } },
            { rounds.decide() })
        while !rounds.isOver { rounds.decide() }
        try rounds.answerAndPrepare()
        let checks = CheckCatalogue.abouts.count
        let each = (samples.median / Double(checks) * 10).rounded() / 10
        return BenchmarkLine(
            name: "Risk \(count)", operation: "two-sided quote", unit: .nanoseconds,
            samples: samples, bar: 100, hash: rounds.hash,
            note: "\(each) ns a check, \(checks) checks")
    }

    private struct Rounds {
        static let limits = RiskLimits(
            positionPerContractMax: 1_000, directionPerUnderlyingMax: 100_000,
            totalPositionMax: 1_000_000, purchaseMax: Money(yuan: 1_000_000),
            quantityPerOrderMax: 1_000, valuePerOrderMax: Money(yuan: 1_000_000),
            collarBasisPoints: 5_000, collarTicksMin: 500, openingPerContractMax: 1 << 40,
            openingPerUnderlyingMax: 1 << 40, deltaSharesMax: 1 << 50, gammaSharesMax: 1 << 50,
            vegaMax: Money(tenThousandths: 1 << 60),
            funds: Money(yuan: 100_000_000_000), messagesPerSecondMax: 65_000,
            withdrawalReservePerSecond: 100, messagesPerDayMax: 1 << 40)

        private var gate: RiskGate
        private let contracts: [OptionContract]
        private var entries: [QuoteInstructions.Entry] = []
        private var now = SessionTime(hour: 9, minute: 30)
        private var round: UInt64 = 0
        private var passed = 0
        private var decided = 0
        private let slice: Int
        private var next = 0

        /// All contracts have had their quote.
        var isOver: Bool { next == entries.count }

        init(contracts count: Int, slice: Int) throws {
            self.slice = slice
            let directory = try RiskChain.directory(contracts: count)
            contracts = directory.contracts
            gate = RiskGate(
                directory: directory, limits: Self.limits, terms: RiskTerms(), opening: [])
            gate.open(in: .continuous)
            entries.reserveCapacity(contracts.count)
        }

        /// Something to replace.
        mutating func first() throws {
            prepare()
            while !isOver { decide() }
        }

        mutating func decide() {
            let context = InstructionContext(
                participant: 1, expires: now + .milliseconds(500), quoter: PeerID(1))
            var passed = 0
            for index in next..<min(next + slice, entries.count) {
                let entry = entries[index]
                now = now + .microseconds(1)
                // As a frame's loop does.
                if index + 4 < entries.count { gate.lookAhead(entries[index + 4].contract) }
                if gate.decide(entry, context, at: now).isPass { passed += 1 }
            }
            self.passed += passed
            decided += min(slice, entries.count - next)
            next = min(next + slice, entries.count)
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
            next = 0
            entries.removeAll(keepingCapacity: true)
            for (index, contract) in contracts.enumerated() {
                let bid = max(1, contract.previousSettlement.ticks - 1 - Int64(round & 1))
                entries.append(
                    QuoteInstructions.Entry(
                        TwoSidedQuote(
                            contract: contract.index,
                            id: QuoteID(round * UInt64(contracts.count) + UInt64(index)),
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
