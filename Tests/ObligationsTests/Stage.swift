import Market
import Obligations
import Testing

/// A small day to test on: contracts of one underlying, times in seconds after 09:30.
struct Stage {
    static let open: Int64 = 9 * 3_600 + 30 * 60

    let directory: InstrumentDirectory
    var ledger: ObligationLedger
    var causes: CauseTimeline
    private var sequence: UInt64 = 0

    init(_ edits: [(String, String)] = [], contracts: Int = 1, daysToExpiry: Int32 = 20) throws {
        try self.init(
            pack: Stage.pack(edits),
            directory: Stage.directory(contracts: contracts, daysToExpiry: daysToExpiry))
    }

    init(pack: RulePack, directory: InstrumentDirectory) {
        self.init(unheard: directory, pack: pack)
        for contract in directory.contracts {
            ledger.phaseChanged(contract.index, to: .continuous, at: Stage.at(0))
        }
    }

    /// A day of which the exchange has said nothing yet.
    init(unheard directory: InstrumentDirectory) throws {
        self.init(unheard: directory, pack: try Stage.pack())
    }

    private init(unheard directory: InstrumentDirectory, pack: RulePack) {
        self.directory = directory
        ledger = ObligationLedger(
            pack: pack, directory: directory, calendar: .shanghaiOptions)
        causes = CauseTimeline(directory: directory)
    }

    /// The bundled pack with pieces of its text exchanged.
    static func pack(_ edits: [(String, String)] = []) throws -> RulePack {
        var text = RulePack.sseDevText
        for (old, new) in edits {
            try #require(text.contains(old), "the pack has no \(old)")
            text = text.replacing(old, with: new)
        }
        return try RulePack.load(yaml: text, file: "test.yaml")
    }

    static func directory(contracts: Int, underlyings: Int = 1, daysToExpiry: Int32 = 20) throws
        -> InstrumentDirectory
    {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        let expiry = try #require(TradingDay(yyyymmdd: 20_211_222))
        return try InstrumentDirectory(
            day: day,
            underlyings: (0..<underlyings).map {
                Underlying(
                    index: UnderlyingIndex($0), code: String(510_050 + $0),
                    previousClose: Price(ticks: 35_000))
            },
            contracts: (0..<contracts).map {
                OptionContract(
                    index: ContractIndex($0), code: UInt32(10_000_001 + $0),
                    tradingCode: "510050C2112M0\(3_000 + $0)",
                    underlying: UnderlyingIndex($0 % underlyings), type: .call,
                    strike: Price(ticks: 30_000 + Int64($0)), unit: 10_000, expiry: expiry,
                    expiryRank: 0, daysToExpiry: daysToExpiry,
                    previousSettlement: Price(ticks: 1_000),
                    band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 4_500)))
            })
    }

    /// Seconds after 09:30, on one line of time (no lunch).
    static func at(_ seconds: Double) -> SessionTime {
        SessionTime(
            nanoseconds: open * 1_000_000_000 + Int64((seconds * 1_000).rounded()) * 1_000_000)
    }

    /// The exchange tells the maker's quote; sizes 10 unless told.
    mutating func quote(
        _ bid: Int64, _ ask: Int64, sizes: (Int32, Int32) = (10, 10),
        _ trigger: QuoteTrigger = .accepted, answering: UInt64 = 0, contract: Int = 0,
        at seconds: Double
    ) {
        sequence += 1
        ledger.quoteChanged(
            ContractIndex(contract),
            to: LiveQuote(
                bid: Price(ticks: bid), bidRemaining: Quantity(contracts: sizes.0),
                ask: Price(ticks: ask), askRemaining: Quantity(contracts: sizes.1)),
            evidence: QuoteEvidence(quote: QuoteID(sequence), logSequence: sequence),
            trigger: trigger, answering: QuoteRequestID(answering), at: Stage.at(seconds))
    }

    mutating func noQuote(_ trigger: QuoteTrigger, contract: Int = 0, at seconds: Double) {
        quote(0, 0, sizes: (0, 0), trigger, contract: contract, at: seconds)
    }

    mutating func phase(_ phase: TradingPhase, contract: Int = 0, at seconds: Double) {
        ledger.phaseChanged(ContractIndex(contract), to: phase, at: Stage.at(seconds))
    }

    mutating func market(bid: Int64, ask: Int64, contract: Int = 0, at seconds: Double) {
        ledger.marketChanged(
            ContractIndex(contract),
            topWithoutMaker: BookTop(
                bid: Price(ticks: bid), bidQuantity: Quantity(contracts: bid > 0 ? 1 : 0),
                ask: Price(ticks: ask), askQuantity: Quantity(contracts: ask > 0 ? 1 : 0)),
            at: Stage.at(seconds))
    }

    mutating func request(_ id: UInt64, contract: Int = 0, at seconds: Double) {
        ledger.requestOpened(
            QuoteRequestID(id), on: ContractIndex(contract), at: Stage.at(seconds))
    }

    /// One contract's figures with the session cut at a time.
    func totals(contract: Int = 0, until seconds: Double) -> PresenceTotals {
        ledger.totals(of: ContractIndex(contract), at: Stage.at(seconds))
    }

    func causes(contract: Int = 0, until seconds: Double) -> [String: Int64] {
        ledger.report(causes: causes, at: Stage.at(seconds)).rules[contract].causes ?? [:]
    }

    func outcome(of id: UInt64, at seconds: Double) -> RequestOutcome? {
        ledger.requests(at: Stage.at(seconds)).first { $0.id.value == id }?.outcome
    }
}

/// Milliseconds and seconds as the report's nanoseconds.
func ms(_ count: Int64) -> Int64 { count * 1_000_000 }
func s(_ count: Int64) -> Int64 { count * 1_000_000_000 }
