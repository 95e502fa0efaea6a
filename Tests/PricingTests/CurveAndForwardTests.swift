import Glibc
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Volatility curve` {
    @Test func `a quadratic smile is fitted exactly`() {
        var fit = VolatilityFit()
        for x in stride(from: -0.6, through: 0.6, by: 0.1) {
            fit.add(x: x, volatility: 0.22 - 0.05 * x + 0.3 * x * x, weight: 1 + abs(x))
        }
        var curve = VolatilityCurve(flat: 0.2)
        #expect(curve.refit(from: fit) == .fitted)
        for x in [-0.5, -0.13, 0.0, 0.4] {
            #expect(abs(curve.volatility(at: x) - (0.22 - 0.05 * x + 0.3 * x * x)) < 1e-12)
        }
        // Beyond the points the wing is flat.
        #expect(curve.volatility(at: 9) == curve.volatility(at: 0.6))
        #expect(curve.volatility(at: -9) == curve.volatility(at: -0.6))
    }

    @Test(arguments: [
        ([(0.0, 0.2)], VolatilityCurve.FitOutcome.flat),
        ([(0.0, 0.2), (0.1, 0.3)], .flat),
        ([(0.1, 0.2), (0.1, 0.2), (0.1, 0.2)], .flat),
        ([], .keptNoPoints),
        ([(0.0, Double.nan), (Double.infinity, 0.2), (0.0, -0.2)], .keptNoPoints),
        ([(-1.0, 0.3), (0.0, 0.2), (0.5, 0.22), (1.0, 0.3)], .fitted),
        ([(-1.0, 0.011), (-0.9, 0.9), (0.9, 0.011), (1.0, 0.011)], .keptDegenerate),
    ])
    func `a fit that does not work leaves a usable curve and says why`(
        points: [(Double, Double)], expected: VolatilityCurve.FitOutcome
    ) {
        var fit = VolatilityFit()
        for (x, volatility) in points { fit.add(x: x, volatility: volatility) }
        var curve = VolatilityCurve(flat: 0.37)
        #expect(curve.refit(from: fit) == expected)
        #expect(curve.lastFit == expected)
        if expected == .keptNoPoints || expected == .keptDegenerate {
            #expect(curve.volatility(at: 0) == 0.37)
        }
        for x in stride(from: -2.0, through: 2.0, by: 0.1) {
            #expect(curve.volatility(at: x) >= VolatilityCurve.volatilityMin)
        }
    }

    @Test func `the level follows the market a step at a time and is never zero`() {
        var curve = VolatilityCurve(flat: 0.2)
        curve.adjustLevel(residual: 0.04, gain: 0.25)
        #expect(abs(curve.volatility(at: 0) - 0.21) < 1e-15)
        curve.adjustLevel(residual: .nan, gain: 0.25)
        #expect(abs(curve.volatility(at: 0) - 0.21) < 1e-15)
        for _ in 0..<100 { curve.adjustLevel(residual: -0.5, gain: 1) }
        #expect(abs(curve.volatility(at: 0) - VolatilityCurve.volatilityMin) < 1e-15)
    }
}

@Suite(.rule("C3.4a"))
struct `Parity forward` {
    @Test func `is the median of what the pairs say`() {
        var parity = ParityForward(pairsMax: 4)
        parity.add(strike: 3.4, callMid: 0.15, putMid: 0.05, discount: 1)
        parity.add(strike: 3.5, callMid: 0.09, putMid: 0.08, discount: 1)
        parity.add(strike: 3.6, callMid: 0.90, putMid: 0.05, discount: 1)
        let found = parity.estimate(spot: 3.5, carryRate: 0, years: 0.1)
        #expect(found?.source == .parity(pairs: 3))
        #expect(abs((found?.forward ?? 0) - 3.51) < 1e-12)
    }

    @Test func `weights pull the median`() {
        var parity = ParityForward(pairsMax: 4)
        parity.add(strike: 3.4, callMid: 0.1, putMid: 0.1, discount: 1)
        parity.add(strike: 3.5, callMid: 0.1, putMid: 0.1, discount: 1)
        parity.add(strike: 3.6, callMid: 0.1, putMid: 0.1, discount: 1, weight: 5)
        #expect(parity.estimate(spot: 3.5, carryRate: 0, years: 0.1)?.forward == 3.6)
    }

    @Test func `falls back to spot and carry, and says so`() {
        var parity = ParityForward(pairsMax: 4)
        parity.add(strike: 3.4, callMid: 0.1, putMid: 0, discount: 1)
        parity.add(strike: 3.5, callMid: .nan, putMid: 0.1, discount: 1)
        parity.add(strike: 3.5, callMid: 0.1, putMid: 0.1, discount: 1)
        let found = parity.estimate(spot: 3.5, carryRate: 0.02, years: 0.5)
        #expect(found?.source == .carry)
        #expect(found?.forward == 3.5 * exp(0.01))
        #expect(parity.estimate(spot: .nan, carryRate: 0.02, years: 0.5) == nil)
        #expect(parity.estimate(spot: 0, carryRate: 0.02, years: 0.5) == nil)
    }

    @Test func `a copy takes as many pairs as the original`() {
        var parity = ParityForward(pairsMax: 3)
        parity.add(strike: 3.4, callMid: 0.1, putMid: 0.1, discount: 1)
        var copy = parity
        for strike in [3.5, 3.6, 3.7] {
            copy.add(strike: strike, callMid: 0.1, putMid: 0.1, discount: 1)
        }
        #expect(copy.count == 3)
        #expect(parity.count == 1)
    }
}

@Suite(.rule("SSE-TR-02"))
struct `Time to expiry` {
    // 14 400 s of trading: 09:30–11:30 and 13:00–15:00.
    private static let rows: [(hour: Int, minute: Int, days: Int32, secondsLeft: Double)] = [
        (9, 0, 7, 14_400),
        (12, 0, 7, 7_200),
        (12, 30, 7, 7_200),
        (15, 0, 7, 0),
        (14, 30, 0, 1_800),
        (15, 0, 0, 0),
    ]

    @Test(arguments: rows)
    func `counts calendar days and the trading left today`(
        hour: Int, minute: Int, days: Int32, secondsLeft: Double
    ) {
        let time = SessionTime(hour: hour, minute: minute)
        let expected = (Double(days) + secondsLeft / 14_400) / 365
        #expect(TimeToExpiry().years(days: days, at: time) == expected)
        #expect(TimeToExpiry().years(days: -1, at: time) == 0)
    }
}
