import Glibc
import Market

/// Cash dividends at known times, taken out of spot before pricing (the escrowed model, Hull ch. 12).
public struct DiscreteDividends: Hashable, Sendable {
    /// One payment.
    public struct Payment: Hashable, Sendable, BitwiseCopyable {
        /// From now to the ex-dividend day.
        public var years: Double
        /// Yuan per share.
        public var amount: Double

        public init(years: Double, amount: Double) {
            self.years = years
            self.amount = amount
        }
    }

    public let payments: [Payment]

    /// Nil when a payment is not finite, negative, or lies before now.
    public init?(_ payments: [Payment]) {
        for payment in payments {
            guard payment.years.isFinite, payment.amount.isFinite, payment.years >= 0,
                payment.amount >= 0
            else { return nil }
        }
        self.payments = payments.sorted { ($0.years, $0.amount) < ($1.years, $1.amount) }
    }

    /// What the payments up to `years` are worth now.
    public func presentValue(rate: Double, until years: Double) -> Double {
        payments.reduce(0) { sum, payment in
            payment.years <= years ? sum + payment.amount * exp(-rate * payment.years) : sum
        }
    }

    /// The option on what is left of spot; `.outOfRange` when the dividends are worth all of it.
    public func valuation(of option: BlackScholesMerton, volatility: Double) -> ValuationResult {
        var escrowed = option
        escrowed.spot -= presentValue(rate: option.rate, until: option.years)
        return escrowed.valuation(volatility: volatility)
    }

    /// The price for delivery in `years`; nil when it is not a positive number.
    public func forward(spot: Double, rate: Double, years: Double) -> Double? {
        let forward = (spot - presentValue(rate: rate, until: years)) * exp(rate * years)
        return forward.isFinite && forward > 0 ? forward : nil
    }
}
