import Foundation
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `SVI` {
    static let vogt = SVISlice(a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153)

    /// Gatheral and Jacquier 2014, examples 3.1 and 5.1.
    @Test func `the Vogt smile has butterfly arbitrage and the published jump wings`() throws {
        let slice = SVI.vogt
        let wings = try #require(JumpWings(slice, years: 1))
        let published = JumpWings(
            v: 0.01742625, psi: -0.1752111, p: 0.6997381, c: 1.316798, vMin: 0.0116249)
        #expect(distance(wings, published) < 5e-7)
        #expect(slice.isSound)
        let k = try #require(slice.butterflyArbitrage)
        #expect(k > 0.5 && k < 1.2)
        let back = try #require(SVISlice(wings, years: 1))
        for k in [-1.0, -0.2, 0, 0.4, 1.5] {
            #expect(abs(back.variance(at: k).value - slice.variance(at: k).value) < 1e-12)
        }
    }

    @Test func `its guaranteed repair is the published one, and free`() throws {
        let wings = try #require(JumpWings(SVI.vogt, years: 1)).guaranteed
        let published = JumpWings(
            v: 0.01742625, psi: -0.1752111, p: 0.6997381, c: 0.3493158, vMin: 0.01548182)
        #expect(distance(wings, published) < 5e-7)
        #expect(try #require(SVISlice(published, years: 1)).butterflyArbitrage == nil)
    }

    @Test func `the nearest repair is between the two`() {
        let found = SVI.vogt.withoutButterfly(years: 1)
        #expect(found.slice.butterflyArbitrage == nil)
        #expect(found.share > 0.05 && found.share < 0.95)
        #expect(found.slice.variance(at: 0).value - SVI.vogt.variance(at: 0).value < 1e-12)
    }

    @Test func `agrees with the reference cases`() throws {
        guard let data = ReferenceTable.data("svi_cases.json") else { return }
        let file = try JSONDecoder().decode(Cases.self, from: data)
        for entry in file.cases {
            let wings = entry.wings
            if let raw = entry.raw {
                let slice = SVISlice(
                    a: raw["a"] ?? .nan, b: raw["b"] ?? .nan, rho: raw["rho"] ?? .nan,
                    m: raw["m"] ?? .nan, sigma: raw["sigma"] ?? .nan)
                #expect((slice.butterflyArbitrage == nil) == entry.isFree)
                #expect(distance(try #require(JumpWings(slice, years: entry.t)), wings) < 5e-7)
            }
            let slice = try #require(SVISlice(wings, years: entry.t))
            #expect((slice.butterflyArbitrage == nil) == entry.isFree, "\(entry.name)")
            #expect(distance(try #require(JumpWings(slice, years: entry.t)), wings) < 1e-7)
        }
        #expect(file.cases.count == 2)
    }

    @Test func `a smile is fitted exactly from its own points`() throws {
        let made = SVISlice(a: 0.004, b: 0.05, rho: -0.4, m: 0.02, sigma: 0.12)
        var surface = VolatilitySurface(model: .svi)
        let outcome = surface.publish([smile(made, expiry: 1, years: 0.25)])[0]
        guard case .published(let found) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        for step in -30...30 {
            let k = Double(step) / 100
            let error = found.form.variance(at: k).value - made.variance(at: k).value
            #expect(abs(error) < 1e-8, "k \(k)")
        }
        #expect(found.quality.points == 13 && found.quality.pointsInside == 13)
        #expect(found.quality.rms < 1e-3 && found.repaired == 0)
        #expect(found.butterflyFound == nil && found.calendarFound == nil)
    }

    private func distance(_ a: JumpWings, _ b: JumpWings) -> Double {
        max(
            abs(a.v - b.v), abs(a.psi - b.psi), abs(a.p - b.p), abs(a.c - b.c),
            abs(a.vMin - b.vMin))
    }

    private struct Cases: Decodable {
        let cases: [Case]
    }

    private struct Case: Decodable {
        let name: String
        let t: Double
        let raw: [String: Double]?
        let wings: JumpWings
        let isFree: Bool

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            name = try values.decode(String.self, forKey: Key(stringValue: "name"))
            t = try values.decode(Double.self, forKey: Key(stringValue: "t"))
            raw = try values.decodeIfPresent(
                [String: Double].self, forKey: Key(stringValue: "raw"))
            isFree = try values.decode(Bool.self, forKey: Key(stringValue: "butterfly_free"))
            let key = values.allKeys.first { $0.stringValue.hasPrefix("jump_wings") }
            let parts = try values.decode(
                [String: Double].self, forKey: key ?? Key(stringValue: "jump_wings"))
            wings = JumpWings(
                v: parts["v"] ?? .nan, psi: parts["psi"] ?? .nan, p: parts["p"] ?? .nan,
                c: parts["c"] ?? .nan, vMin: parts["v_tilde"] ?? .nan)
        }
    }
}

/// Points on a smile, a volatility point wide.
private func smile(_ shape: some SmileShape, expiry: Int, years: Double, width: Double = 0.01)
    -> ExpirySmile
{
    let points = (-6...6).compactMap { step in
        let k = Double(step) * 0.05
        let volatility = (shape.variance(at: k).value / years).squareRoot()
        return SmilePoint(
            k: k, volatilityBid: volatility - width / 2, volatilityAsk: volatility + width / 2)
    }
    return ExpirySmile(expiry: expiry, years: years, forward: 3, points: points)
}

@Suite(.rule("C3.4a"))
struct `Wing form` {
    static let wing = WingSlice(
        volatility: 0.2, slope: -0.1, putCurvature: 0.6, callCurvature: 0.4, downCutoff: -0.3,
        upCutoff: 0.3, years: 0.25)

    /// Orc's formulas for each stretch, computed by hand.
    @Test(arguments: [
        (-0.2, 0.244), (0.1, 0.194), (0.0, 0.2), (-0.9, 0.3185), (0.9, 0.2165),
        (-0.4, 0.314_666_666_666_667),
    ])
    func `follows the published formulas`(k: Double, volatility: Double) {
        let variance = `Wing form`.wing.variance(at: k).value
        #expect(abs((variance / 0.25).squareRoot() - volatility) < 1e-12)
    }

    @Test func `is smooth at its cutoffs and its derivatives are its slopes`() {
        let wing = `Wing form`.wing
        for k in [-0.46, -0.44, -0.31, -0.29, -0.1, 0.1, 0.29, 0.31, 0.44, 0.46] {
            let (up, down) = (wing.variance(at: k + 1e-6), wing.variance(at: k - 1e-6))
            let here = wing.variance(at: k)
            #expect(abs((up.value - down.value) / 2e-6 - here.slope) < 1e-8)
            #expect(abs((up.slope - down.slope) / 2e-6 - here.curvature) < 1e-7)
        }
        for k in [-0.45, -0.3, 0, 0.3, 0.45] {
            let (up, down) = (wing.variance(at: k + 1e-9), wing.variance(at: k - 1e-9))
            #expect(abs(up.value - down.value) < 1e-9 && abs(up.slope - down.slope) < 1e-8)
        }
    }

    @Test func `is fitted exactly from its own points`() {
        var surface = VolatilitySurface(model: .wing)
        let outcome = surface.publish([smile(`Wing form`.wing, expiry: 1, years: 0.25)])[0]
        guard case .published(let found) = outcome, case .wing(let wing) = found.form else {
            Issue.record("\(outcome)")
            return
        }
        #expect(abs(wing.volatility - 0.2) < 1e-12 && abs(wing.slope + 0.1) < 1e-12)
        #expect(abs(wing.putCurvature - 0.6) < 1e-11 && abs(wing.callCurvature - 0.4) < 1e-11)
        #expect(abs(wing.downCutoff + 0.3) < 1e-12 && abs(wing.upCutoff - 0.3) < 1e-12)
        #expect(found.repaired == 0)
    }

    /// The smile of a recorded E-mini chain: so steep at its ends that a parabola cut off there has a negative density.
    @Test func `a steep end moves its cutoff in, and the points keep their fit`() throws {
        let steep = SVISlice(a: 0.0013, b: 0.033, rho: -0.584, m: 0.0483, sigma: 0.0268)
        let points = (-7...15).compactMap { step -> SmilePoint? in
            let k = Double(step) / 100
            let volatility = (steep.variance(at: k).value / 0.2027).squareRoot()
            return SmilePoint(
                k: k, volatilityBid: volatility - 0.002, volatilityAsk: volatility + 0.002)
        }
        for isLive in [false, true] {
            var surface = VolatilitySurface(model: .wing, isLive: isLive)
            surface.publish([ExpirySmile(expiry: 1, years: 0.2027, forward: 3, points: points)])
            let found = try #require(surface.smile(1))
            #expect(found.butterflyFound != nil && found.form.butterflyArbitrage == nil)
            #expect(found.repaired == 0)
            #expect(found.quality.rms < 1.2 && found.quality.pointsInside >= 16, "\(found.quality)")
        }
    }

    @Test func `moves with the forward as far as it swims`() throws {
        let wing = `Wing form`.wing
        let stays = try #require(
            wing.moved(from: 3, to: 3.3, swimming: 0, volatilityRate: 0.5, slopeRate: 0.2))
        #expect(stays.slice == wing && stays.origin == 3)
        let swims = try #require(
            wing.moved(from: 3, to: 3.3, swimming: 1, volatilityRate: 0.5, slopeRate: 0.2))
        #expect(abs(swims.slice.volatility - 0.15) < 1e-12)
        #expect(abs(swims.slice.slope + 0.12) < 1e-12)
        #expect(abs(swims.origin - 3.3) < 1e-12)
        #expect(wing.moved(from: 3, to: 6, swimming: 1, volatilityRate: 0.5) == nil)
    }
}

@Suite(.rule("C3.4a"))
struct `Volatility surface` {
    static let near = SVISlice(a: 0.004, b: 0.05, rho: -0.4, m: 0.02, sigma: 0.12)

    @Test(arguments: SmileModel.allCases)
    func `a later expiry below an earlier one is lifted, kept or refused, never published`(
        model: SmileModel
    ) throws {
        let near = `Volatility surface`.near
        var below = near
        below.a -= 0.0002
        var above = near
        above.a += 0.004
        var surface = VolatilitySurface(model: model)
        let good = surface.publish([
            smile(near, expiry: 1, years: 0.1), smile(above, expiry: 2, years: 0.25),
        ])
        #expect(good.allSatisfy { if case .published = $0 { true } else { false } })
        let next = surface.publish([
            smile(near, expiry: 1, years: 0.1), smile(below, expiry: 2, years: 0.25),
        ])
        let (first, second) = (try #require(next[0].smile), try #require(next[1].smile))
        #expect(second.form.calendarArbitrage(after: first.form) == nil)
        switch next[1] {
        case .published(let found): #expect(found.calendarFound != nil)
        case .kept(let found, .calendar(let earlier, _)):
            #expect(earlier == 1 && found == good[1].smile)
        default: Issue.record("\(next[1])")
        }
    }

    @Test func `points of the Vogt smile are fitted and moved until no butterfly is left`() throws {
        let points = (-10...14).compactMap { step -> SmilePoint? in
            let k = Double(step) * 0.1
            let volatility = SVI.vogt.variance(at: k).value.squareRoot()
            return SmilePoint(
                k: k, volatilityBid: volatility - 0.002, volatilityAsk: volatility + 0.002)
        }
        var surface = VolatilitySurface(model: .svi)
        surface.publish([ExpirySmile(expiry: 7, years: 1, forward: 100, points: points)])
        let found = try #require(surface.smile(7))
        #expect(found.butterflyFound != nil)
        #expect(found.quality.rms < 20)
        #expect(found.form.butterflyArbitrage == nil)
    }

    @Test(arguments: SmileModel.allCases)
    func `what cannot be fitted keeps the last good smile and says why`(model: SmileModel) throws {
        var surface = VolatilitySurface(model: model)
        let bad = [
            ExpirySmile(expiry: 1, years: 0.1, forward: 3, points: []),
            ExpirySmile(expiry: 2, years: 0, forward: 3, points: []),
            ExpirySmile(expiry: 3, years: .nan, forward: .nan, points: []),
        ]
        for outcome in surface.publish(bad) {
            guard case .absent(_, .noUsablePoints) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        let good = smile(`Volatility surface`.near, expiry: 1, years: 0.1)
        let first = try #require(surface.publish([good])[0].smile)
        #expect(surface.publish([bad[0]])[0] == .kept(first, .noUsablePoints))
        #expect(surface.smile(1) == first)
    }

    @Test(arguments: SmileModel.allCases)
    func `degenerate chains end with a sound smile or a reason`(model: SmileModel) {
        var random = Generator(seed: 41)
        for _ in 0..<60 {
            var surface = VolatilitySurface(model: model)
            let expiries = (0..<3).map { expiry in
                let points = (0..<Int(random.next() % 12)).compactMap { _ -> SmilePoint? in
                    let bid = random.wild()
                    let k = random.next() % 4 == 0 ? 0.1 : random.wild() - 1
                    return SmilePoint(
                        k: k, volatilityBid: bid,
                        volatilityAsk: bid + (random.next() % 2 == 0 ? 0 : 0.1))
                }
                return ExpirySmile(
                    expiry: expiry, years: random.wild(), forward: random.wild(), points: points)
            }
            var last: FittedSmile?
            for outcome in surface.publish(expiries) {
                guard let found = outcome.smile else { continue }
                #expect(found.form.butterflyArbitrage == nil, "seed 41 \(found)")
                if let last {
                    #expect(found.form.calendarArbitrage(after: last.form) == nil, "seed 41")
                }
                last = found
                let at = found.volatility(strike: found.forward, forward: found.forward, .delta)
                #expect(at.map { $0.isFinite && $0 > 0 } ?? false, "seed 41 \(found)")
            }
        }
    }

    @Test func `sticky strike and sticky delta move as they say`() throws {
        var surface = VolatilitySurface(model: .svi)
        surface.publish([smile(`Volatility surface`.near, expiry: 1, years: 0.1)])
        let found = try #require(surface.smile(1))
        let before = try #require(found.volatility(strike: 3.1, forward: 3, .strike))
        #expect(found.volatility(strike: 3.1, forward: 3.2, .strike) == before)
        let moved = try #require(found.volatility(strike: 3.1 * 1.1, forward: 3 * 1.1, .delta))
        #expect(abs(moved - before) < 1e-12)
        #expect(try #require(found.volatility(strike: 3.1, forward: 3.2, .delta)) != before)
        #expect(found.volatility(strike: .nan, forward: 3, .delta) == nil)
    }

    @Test func `forward and discount by regression, whatever one pair says`() throws {
        var parity = ParityRegression()
        for step in 0..<9 {
            let strike = 2.6 + 0.1 * Double(step)
            let wrong = step == 7 ? 0.2 : 0
            parity.add(
                strike: strike, callMid: 1 + 0.995 * (3.012 - strike) + wrong, putMid: 1,
                halfSpread: 0.001)
        }
        let found = try #require(parity.estimate())
        #expect(abs(found.forward - 3.012) < 1e-9 && abs(found.discount - 0.995) < 1e-9)
        #expect(found.pairs == 9 && found.pairsInside == 8)
        let known = try #require(parity.estimate(discount: 0.995))
        #expect(abs(known.forward - 3.012) < 1e-12)
        #expect(ParityRegression().estimate() == nil)
    }
}
