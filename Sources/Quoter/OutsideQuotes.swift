import Market
import Pricing

/// What others quote of one expiry, as volatilities: filled, solved and read once at each fit, in buffers that stay.
struct OutsideQuotes {
    /// One strike's volatility: of its call and put together, the tighter one counting for more.
    struct Strike {
        var pair: Int
        var k: Double
        var volatility: Double
        /// Of the tighter of the two.
        var half: Double

        var weight: Double { 1 / (half * half) }
    }

    private var mids: VolatilityColumns
    private var asks: VolatilityColumns
    private var places: [(pair: Int, k: Double)] = []
    private(set) var strikes: [Strike] = []
    /// By strike, what the market shows above what is thought; and sorted.
    private var residuals: [(value: Double, weight: Double, half: Double)] = []

    init(capacity: Int) {
        mids = VolatilityColumns(capacity: 2 * capacity)
        asks = VolatilityColumns(capacity: 2 * capacity)
        places.reserveCapacity(2 * capacity)
        strikes.reserveCapacity(capacity)
        residuals.reserveCapacity(capacity)
    }

    mutating func removeAll() {
        mids.removeAll()
        asks.removeAll()
        places.removeAll(keepingCapacity: true)
        strikes.removeAll(keepingCapacity: true)
    }

    /// Takes a quote of the strikes' next pair; one whose bid is below intrinsic value says nothing of volatility.
    ///
    /// - Parameter forward: the one it was made for.
    mutating func add(
        _ type: OptionType, pair: Int, k: Double, top: (bid: Price, ask: Price), strike: Double,
        forward: Double, _ input: ExpiryInputs
    ) {
        let sign = type == .call ? 1.0 : -1.0
        guard top.bid.yuan > input.discount * sign * (forward - strike) else { return }
        places.append((pair, k))
        mids.append(
            type, price: 0.5 * (top.bid.yuan + top.ask.yuan), forward: forward, strike: strike,
            years: input.years, discount: input.discount)
        asks.append(
            type, price: top.ask.yuan, forward: forward, strike: strike, years: input.years,
            discount: input.discount)
    }

    /// Makes one volatility of each strike's quotes.
    mutating func solve() {
        mids.solve()
        asks.solve()
        for index in places.indices {
            let (mid, ask) = (mids.volatilities[index], asks.volatilities[index])
            guard mid.isFinite, mid > 0, ask.isFinite, ask >= mid else { continue }
            let next = Strike(
                pair: places[index].pair, k: places[index].k, volatility: mid,
                half: max(ask - mid, 1e-3))
            if let last = strikes.last, last.pair == next.pair {
                strikes[strikes.count - 1] = OutsideQuotes.together(last, next)
            } else {
                strikes.append(next)
            }
        }
    }

    private static func together(_ a: Strike, _ b: Strike) -> Strike {
        let share = a.weight / (a.weight + b.weight)
        return Strike(
            pair: a.pair, k: share * a.k + (1 - share) * b.k,
            volatility: share * a.volatility + (1 - share) * b.volatility,
            half: min(a.half, b.half))
    }

    /// How far the market's volatilities lie above what is thought of them, whatever a few strikes say; nil without any.
    mutating func shift(_ thought: (Double) -> Double) -> Double? {
        residuals.removeAll(keepingCapacity: true)
        var total = 0.0
        for strike in strikes {
            let residual = strike.volatility - thought(strike.k)
            guard residual.isFinite else { continue }
            residuals.append((residual, strike.weight, strike.half))
            total += strike.weight
        }
        guard total > 0 else { return nil }
        residuals.sort { $0.value < $1.value }
        var below = 0.0
        let middle =
            residuals.first {
                below += $0.weight
                return below >= 0.5 * total
            }?.value ?? 0
        // A mean, but of those not far from the middle.
        var (sum, weight) = (0.0, 0.0)
        for residual in residuals where abs(residual.value - middle) <= 2 * residual.half {
            sum += residual.weight * residual.value
            weight += residual.weight
        }
        return weight > 0 ? sum / weight : middle
    }
}
