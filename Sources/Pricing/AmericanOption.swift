import Glibc
import Market

/// An American option on an asset with a continuous dividend yield; with yield = rate, one on a future.
public struct AmericanOption: Hashable, Sendable, BitwiseCopyable {
    /// The same option with exercise at expiry only.
    public var european: BlackScholesMerton
    public var method: AmericanMethod

    public init(_ european: BlackScholesMerton, method: AmericanMethod = .exact) {
        self.european = european
        self.method = method
    }

    /// What exercise now brings, at least zero.
    public var intrinsicValue: Double {
        Black76.intrinsicValue(european.type, forward: european.spot, strike: european.strike)
    }

    /// The value alone; nil where `valuation` has none.
    public func price(volatility: Double) -> Double? {
        if case .success(let price) = priced(volatility) { price } else { nil }
    }

    /// Value and greeks; vega, rho and the second orders by symmetric differences of the value.
    ///
    /// - Parameter volatility: per root year.
    public func valuation(volatility: Double) -> ValuationResult {
        let price: Double
        switch priced(volatility) {
        case .success(let found): price = found
        case .failure(let reason): return reason.result
        }
        guard let found = AmericanGreeks(option: self, volatility: volatility)?.valuation(price)
        else { return .noBoundary }
        return found.isFinite ? .value(found) : .notFinite
    }

    /// The volatility that a price implies; 0 when it is what exercise now, or certain exercise later, brings.
    public func impliedVolatility(price: Double) -> ImpliedVolatilityResult {
        guard price.isFinite, european.refusal(volatility: 0) == nil else { return .notFinite }
        guard let least = self.price(volatility: 0) else { return .notFinite }
        guard price >= least else { return .belowIntrinsic }
        guard price > least else { return .value(0) }
        let most = european.type == .call ? european.spot : european.strike
        guard european.years > 0, price < most || method != .exact else { return .aboveMaximum }
        return bracketed(price)
    }

    /// Grows a bracket from 20 %, then bisects with secant steps (the value rises with volatility).
    private func bracketed(_ price: Double) -> ImpliedVolatilityResult {
        var low = 0.0
        var high = 0.2
        while let value = self.price(volatility: high), value < price {
            low = high
            high *= 2
            guard high < 100 else { return .aboveMaximum }
        }
        guard var above = self.price(volatility: high).map({ $0 - price }),
            var below = self.price(volatility: low).map({ $0 - price })
        else { return .notFinite }
        for step in 0..<200 where high - low > 1e-13 * high {
            let secant = low - below * (high - low) / (above - below)
            let isSecant = step % 3 != 2 && secant > low && secant < high
            let middle = isSecant ? secant : 0.5 * (low + high)
            guard let value = self.price(volatility: middle) else { return .notFinite }
            if value == price { return .value(middle) }
            if value < price {
                (low, below) = (middle, value - price)
            } else {
                (high, above) = (middle, value - price)
            }
        }
        return .value(0.5 * (low + high))
    }

    private struct Refusal: Error {
        let result: ValuationResult
    }

    private func priced(_ volatility: Double) -> Result<Double, Refusal> {
        if let refused = european.refusal(volatility: volatility) {
            return .failure(Refusal(result: refused))
        }
        let found: Double?
        if volatility * european.years.squareRoot() < 1e-7 {
            found = certainValue
        } else if isNeverExercisedEarly {
            found = european.valuation(volatility: volatility).valuation?.value
        } else if hasTwoBoundaries {
            found = nil
        } else {
            switch method {
            case .exact:
                found = ExerciseBoundary(self, volatility: volatility)?.value(european.spot)
            case .baroneAdesiWhaley: found = QuadraticAmerican(european, volatility)?.plain
            case .juQuadratic: found = QuadraticAmerican(european, volatility)?.corrected
            case .bjerksundStensland: found = FlatBoundary(european, volatility)?.value
            }
        }
        guard let found else { return .failure(Refusal(result: .noBoundary)) }
        guard found.isFinite else { return .failure(Refusal(result: .notFinite)) }
        let waiting = european.valuation(volatility: volatility).valuation?.value ?? 0
        return .success(max(found, waiting, intrinsicValue))
    }

    /// What the side that is received at exercise earns, and what is given up: strike and spot for a put.
    var carry: (received: Double, given: Double) {
        european.type == .put
            ? (european.rate, european.dividendYield) : (european.dividendYield, european.rate)
    }

    /// Exercise brings nothing that waiting does not.
    var isNeverExercisedEarly: Bool { carry.received <= 0 && carry.given >= carry.received }

    /// Exercise pays only between two boundaries.
    var hasTwoBoundaries: Bool { carry.received <= 0 && carry.given < carry.received }

    /// Without volatility: the best moment on a path that is known.
    private var certainValue: Double {
        let sign: Double = european.type == .call ? 1 : -1
        let (r, q) = (european.rate, european.dividendYield)
        func worth(_ t: Double) -> Double {
            sign * (european.spot * exp(-q * t) - european.strike * exp(-r * t))
        }
        var best = max(0, worth(0), worth(european.years))
        // Where the slope is zero: q·S·e^{−qt} = r·K·e^{−rt}.
        let ratio = (r * european.strike) / (q * european.spot)
        if r != q, ratio.isFinite, ratio > 0 {
            let t = log(ratio) / (r - q)
            if t > 0, t < european.years { best = max(best, worth(t)) }
        }
        return best
    }
}
