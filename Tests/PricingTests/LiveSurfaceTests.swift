import Glibc
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `A surface fitted live` {
    private static let strikes = (-8...8).map { 0.028 * Double($0) }

    /// As steep as index puts are: a fade over half the cutoff bends so sharply that prices beyond it arbitrage.
    private static func steep(_ k: Double) -> Double {
        0.2265 - 0.37 * k + (k < 0 ? 1.45 : 0.9) * k * k
    }

    private func expiry(
        _ volatility: (Double) -> Double, half: Double = 0.002, years: Double = 0.14,
        anchors: [SmileAnchor] = []
    ) -> ExpirySmile {
        ExpirySmile(
            expiry: 1, years: years, forward: 3.75,
            points: `A surface fitted live`.strikes.compactMap {
                SmilePoint(
                    k: $0, volatilityBid: volatility($0) - half,
                    volatilityAsk: volatility($0) + half)
            }, anchors: anchors)
    }

    private func anchors(_ volatility: (Double) -> Double, halfWidth: Double) -> [SmileAnchor] {
        `A surface fitted live`.strikes.compactMap {
            SmileAnchor(
                k: $0, volatility: volatility($0), halfWidth: halfWidth, isShown: true)
        }
    }

    private func miss(_ smile: FittedSmile, _ volatility: (Double) -> Double) -> Double {
        `A surface fitted live`.strikes.reduce(0) { worst, k in
            let found = (smile.form.variance(at: k).value / smile.years).squareRoot()
            return max(worst, abs(found - volatility(k)))
        }
    }

    @Test func `a steep wing is faded over a longer stretch, and unchanged where strikes are`()
        throws
    {
        var surface = VolatilitySurface(model: .wing, rmsMax: 1, isLive: true)
        let outcome = surface.publish([expiry(`A surface fitted live`.steep)])[0]
        guard case .published(let smile) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(smile.butterflyFound != nil && smile.repaired == 0)
        #expect(smile.form.butterflyArbitrage == nil)
        #expect(miss(smile, `A surface fitted live`.steep) < 1e-9)
    }

    @Test(arguments: SmileModel.allCases)
    func `two strikes that contradict all others are passed over, and counted`(model: SmileModel)
        throws
    {
        func flat(_ k: Double) -> Double { 0.2 + 0.1 * k * k }
        var smile = expiry(flat)
        for stray in [8, 9] {
            smile.points[stray].volatilityBid -= 0.1
            smile.points[stray].volatilityAsk -= 0.1
        }
        var surface = VolatilitySurface(model: model, rmsMax: 1, isLive: true)
        let found = try #require(surface.publish([smile])[0].smile)
        #expect(found.quality.pointsLeftOut == 2 && found.quality.points == 15)
        #expect(miss(found, flat) < 2e-3)
        // A third of them is a market, not a mistake.
        for stray in 10..<14 {
            smile.points[stray].volatilityBid -= 0.1
            smile.points[stray].volatilityAsk -= 0.1
        }
        var other = VolatilitySurface(model: model, rmsMax: 1, isLive: true)
        guard case .absent(_, .poorFit) = other.publish([smile])[0] else {
            Issue.record("\(other.outcomes)")
            return
        }
    }

    @Test func `anchors hold what the market barely contradicts, and give way where it does`()
        throws
    {
        func thought(_ k: Double) -> Double { 0.2 + 0.1 * k * k }
        // Half a spread higher: of 1 + 4 parts one is the market's.
        var surface = VolatilitySurface(model: .wing, rmsMax: 1, isLive: true)
        let held = try #require(
            surface.publish([
                expiry({ thought($0) + 0.001 }, anchors: anchors(thought, halfWidth: 0.001))
            ])[0].smile)
        #expect(!held.isAnew)
        let at = (held.form.variance(at: 0).value / held.years).squareRoot()
        #expect(abs(at - 0.2002) < 1e-5, "\(at)")
        // Five spreads higher: the market by itself.
        let anew = try #require(
            surface.publish([
                expiry({ thought($0) + 0.02 }, anchors: anchors(thought, halfWidth: 0.001))
            ])[0].smile)
        #expect(anew.isAnew)
        #expect(miss(anew) { thought($0) + 0.02 } < 1e-6)
    }

    @Test func `a search from the last smile ends where a thorough one does`() throws {
        let slice = SVISlice(a: 0.001, b: 0.03, rho: -0.3, m: 0.01, sigma: 0.1)
        func made(_ k: Double) -> Double { (slice.variance(at: k).value / 0.14).squareRoot() }
        var live = VolatilitySurface(model: .svi, rmsMax: 1, isLive: true)
        live.publish([expiry { made($0) + 0.01 }])
        let warm = try #require(live.publish([expiry(made)])[0].smile)
        var thorough = VolatilitySurface(model: .svi)
        let full = try #require(thorough.publish([expiry(made)])[0].smile)
        #expect(miss(full, made) < 1e-6)
        #expect(miss(warm, made) < 2e-4)
    }
}
