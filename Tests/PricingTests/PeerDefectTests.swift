import Glibc
import Market
import Pricing
import TestSupport
import Testing

/// Mistakes read in other option libraries (docs/peer-defects.md).
@Suite(.rule("C3.4a"))
struct `Volatilities of others that are wrong` {
    private struct Round {
        var type: OptionType
        var spot = 3.0
        var strike: Double
        var volatility: Double
        var rate: Double
        var dividend = 0.0
        var years: Double

        var text: String {
            "\(type) K \(strike) σ \(volatility) r \(rate) q \(dividend) T \(years)"
        }

        /// The volatility that the round's own price implies; nil where the price says nothing of it.
        func implied() throws -> (found: Double, tolerance: Double)? {
            let forward = spot * exp((rate - dividend) * years)
            let discount = exp(-rate * years)
            let valued = try #require(
                Black76.valuation(
                    type, forward: forward, strike: strike, volatility: volatility, years: years,
                    discount: discount))
            // A price near 3 carries an error of one part in 10^16: over vega, that is what is lost.
            guard valued.vega > 1e-9 else { return nil }
            let result = ImpliedVolatility.solve(
                type, price: valued.value, forward: forward, strike: strike, years: years,
                discount: discount)
            let tolerance = 1e-10 + 4e-15 / valued.vega
            return (try #require(result.volatility, "\(text)"), tolerance)
        }
    }

    @Test(.rule("PEER-13"))
    func `the way back is exact for every rate, dividend and time`() throws {
        var checked = 0
        for years in [1.0 / 365, 7.0 / 365, 0.25, 0.5, 1, 2] {
            for rate in [-0.01, 0, 0.02, 0.05, 0.1] {
                for dividend in [0, 0.02, 0.05] {
                    for strike in [2.4, 2.7, 2.9, 3.0, 3.1, 3.3, 3.6] {
                        for type in OptionType.allCases {
                            let round = Round(
                                type: type, strike: strike, volatility: 0.2, rate: rate,
                                dividend: dividend, years: years)
                            guard let (found, tolerance) = try round.implied() else { continue }
                            #expect(abs(found - 0.2) < tolerance, "\(round.text): \(found)")
                            checked += 1
                        }
                    }
                }
            }
        }
        #expect(checked > 900)
    }

    /// The case that was wrong elsewhere: 0.20 came back as 0.156, and as minus infinity at 5 %.
    @Test(.rule("PEER-13"), arguments: [0.02, 0.05])
    func `a quarter at a positive rate gives back its 20 per cent`(rate: Double) throws {
        let round = Round(type: .call, strike: 3, volatility: 0.2, rate: rate, years: 0.25)
        let found = try #require(try round.implied()).found
        #expect(abs(found - 0.2) < 1e-12)
    }

    @Test(.rule("PEER-14"))
    func `17 820 options near 3 yuan: not one is wrong by a hundredth`() throws {
        var (cases, checked) = (0, 0)
        var worst = 0.0
        for strike in stride(from: 2.35, through: 3.651, by: 0.05) {
            for days in [1.0, 3, 7, 14, 30, 45, 60, 91, 182, 365] {
                for volatility in [0.08, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.4, 0.59, 0.8] {
                    for rate in [0, 0.02, 0.05] {
                        for type in OptionType.allCases {
                            cases += 1
                            let round = Round(
                                type: type, strike: strike, volatility: volatility, rate: rate,
                                years: days / 365)
                            guard let (found, tolerance) = try round.implied() else { continue }
                            #expect(
                                abs(found - volatility) < min(tolerance, 0.01),
                                "\(round.text): \(found)")
                            worst = max(worst, abs(found - volatility))
                            checked += 1
                        }
                    }
                }
            }
        }
        #expect(cases == 17_820)
        #expect(checked > 13_000)
        #expect(worst < 1e-4)
    }
}
