import Market
import Pricing

/// What risk itself thinks one contract is worth and how it moves, to hold a quote against.
///
/// It is independent of the quoters: yesterday's settlement moved by today's underlying at the volatility the settlement
/// implies. It is coarse and wants to be: it tells a wrong number from a price, not a good price from a better one.
struct Yardstick: Equatable, Sendable, BitwiseCopyable {
    /// Ticks.
    var reference: Int64 = 0
    /// Shares one contract stands for.
    var delta: Int64 = 0
    /// Shares for a move of 1 % of the underlying.
    var gamma: Int64 = 0
    /// 1/10 000 yuan a volatility point.
    var vega: Int64 = 0
}

/// The formula behind one contract's yardstick.
struct YardstickModel: Sendable, BitwiseCopyable {
    /// Where the settlement implies no volatility: about an ETF's.
    private static let volatilityFallback = 0.25
    private static let greekMax = 1e9

    private let type: OptionType
    private let strike: Double
    private let unit: Double
    private let years: Double
    private let volatility: Double
    /// What the settlement is above the formula at yesterday's close; 0 where the volatility was found.
    private let shift: Double

    init(_ contract: OptionContract, underlyingClose: Price) {
        type = contract.type
        strike = contract.strike.yuan
        unit = Double(contract.unit)
        years = Double(max(0, contract.daysToExpiry) + 1) / TimeToExpiry.daysPerYear
        let settlement = contract.previousSettlement.yuan
        let spot = underlyingClose.yuan
        let implied = ImpliedVolatility.solve(
            contract.type, price: settlement, forward: spot, strike: strike, years: years
        ).volatility
        volatility = implied.map { min(max($0, 0.05), 3) } ?? Self.volatilityFallback
        let value = Black76.valuation(
            contract.type, forward: spot, strike: strike, volatility: volatility, years: years)
        shift = value.map { settlement - $0.value } ?? 0
    }

    /// Nil when the formula has no answer: then nothing is known.
    func yardstick(at spot: Price) -> Yardstick? {
        let forward = spot.yuan
        guard
            let value = Black76.valuation(
                type, forward: forward, strike: strike, volatility: volatility, years: years),
            value.value.isFinite, value.delta.isFinite, value.gamma.isFinite, value.vega.isFinite
        else { return nil }
        return Yardstick(
            reference: max(1, Self.integer((value.value + shift) * 10_000)),
            delta: Self.integer(value.delta * unit),
            gamma: Self.integer(value.gamma * forward * 0.01 * unit),
            vega: Self.integer(value.vega * 0.01 * unit * 10_000))
    }

    private static func integer(_ value: Double) -> Int64 {
        guard value.isFinite else { return 0 }
        return Int64(min(max(value, -greekMax), greekMax).rounded())
    }
}
