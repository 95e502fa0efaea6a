import Glibc
import Market
import Pricing
import Quoter
import StrategyKit
import Testing
import Wire

/// Keeps what a strategy was last shown; a test reads it on the thread that feeds the core.
final class SeenChain: @unchecked Sendable {
    // Never read while the core runs.
    var chain: ChainView?
}

/// Quotes nothing and shows the test what it saw.
struct Onlooker: QuotingStrategy {
    static let name = "onlooker"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    let seen: SeenChain

    init(parameters: StrategyParameters) throws(ParameterError) { seen = SeenChain() }
    init(_ seen: SeenChain) { self.seen = seen }

    mutating func quote(_ chain: ChainView, wishes: inout QuoteWishes) { seen.chain = chain }
    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish { .none(.strategyChoice) }
}

/// A quoter with a fitted surface, two expiries of nine strikes, and a market that others make.
final class SurfaceDesk {
    static let smiles = [
        SVISlice(a: 0.0014, b: 0.02, rho: -0.4, m: 0.01, sigma: 0.09),
        SVISlice(a: 0.004, b: 0.03, rho: -0.35, m: 0.02, sigma: 0.12),
    ]
    static let carry = 1.002

    let harness: QuoterHarness
    let seen = SeenChain()
    private let clock = TimeToExpiry()
    private(set) var spot = 3.5

    init(
        _ tuning: SurfaceTuning = SurfaceTuning(model: .svi, rmsMax: 3), days: [Int32] = [22, 50],
        strikes: Int = 9
    ) throws {
        var all = QuoterTuning()
        all.surface = tuning
        let directory = try SurfaceDesk.directory(days: days, strikes: strikes)
        harness = try QuoterHarness(
            strategy: Onlooker(seen), tuning: all, directory: directory)
        harness.instruments()
        harness.phase(.continuous, contracts: directory.contracts.map(\.index.value))
        harness.session(.opened)
        harness.snapshot()
    }

    static func directory(days: [Int32], strikes: Int) throws -> InstrumentDirectory {
        let day = try #require(TradingDay(yyyymmdd: 20_210_105))
        var contracts: [OptionContract] = []
        for (rank, days) in days.enumerated() {
            var expiry = day
            while expiry.days(since: day) < days { expiry = expiry.following }
            for step in 0..<strikes {
                for type in OptionType.allCases {
                    contracts.append(
                        OptionContract(
                            index: ContractIndex(contracts.count),
                            code: UInt32(10_000_001 + contracts.count),
                            tradingCode: "T\(contracts.count)", underlying: UnderlyingIndex(0),
                            type: type,
                            strike: Price(ticks: Int64(35_000 + 1_000 * (step - strikes / 2))),
                            unit: 10_000, expiry: expiry, expiryRank: UInt8(rank),
                            daysToExpiry: days, previousSettlement: Price(ticks: 1_000),
                            band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 20_000))))
                }
            }
        }
        return try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_000))
            ], contracts: contracts)
    }

    /// The spot moves, or the same is said again at a later time.
    func tick(_ spot: Double) {
        self.spot = spot
        harness.tick(Int64((spot * 10_000).rounded()))
    }

    /// Bid and ask of every contract around what `smiles` are worth; `shape` may make of them what it likes.
    func market(
        _ smiles: [SVISlice] = SurfaceDesk.smiles, halfTicks: Int64 = 8,
        _ shape: (OptionContract, BookTops.Entry) -> BookTops.Entry? = { $1 }
    ) throws {
        for contract in harness.directory.contracts {
            let years = clock.years(days: contract.daysToExpiry, at: harness.now)
            let smile = smiles[Int(contract.expiryRank)]
            let k = log(contract.strike.yuan / (spot * SurfaceDesk.carry))
            let value = try #require(
                Black76.valuation(
                    contract.type, forward: spot * SurfaceDesk.carry, strike: contract.strike.yuan,
                    volatility: (smile.variance(at: k).value
                        / (Double(max(1, contract.daysToExpiry)) / 365))
                        .squareRoot(), years: years)
            ).value
            let mid = Int64((value * 10_000).rounded())
            let entry = BookTops.Entry(
                contract: contract.index, bidQuantity: Quantity(contracts: 10),
                bid: Price(ticks: max(1, mid - halfTicks)), ask: Price(ticks: mid + halfTicks),
                askQuantity: Quantity(contracts: 10), phaseCode: TradingPhase.continuous.rawValue)
            if let entry = shape(contract, entry) { harness.book(entry) }
        }
    }

    /// Later, with the same spot said again so that the feed is not stale.
    func wait(seconds: Int64) {
        for _ in 0..<seconds {
            harness.wait(milliseconds: 1_000)
            tick(spot)
        }
    }

    func chain() throws -> ChainView { try #require(seen.chain) }

    func status() throws -> SurfaceStatus { try #require(harness.core.status.surface) }
}
