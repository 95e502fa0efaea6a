import Glibc
import Market
import Pricing
import Quoter
import StrategyKit
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.4a"))
struct `A surface in the quoter` {
    private func volatilities(_ chain: ChainView) -> [Double?] {
        chain.indices.map(chain.volatility)
    }

    /// The largest difference; infinite where one of the two has no volatility.
    private func moved(_ a: [Double?], _ b: [Double?]) -> Double {
        zip(a, b).reduce(0) { max($0, abs(($1.0 ?? .infinity) - ($1.1 ?? -.infinity))) }
    }

    @Test(arguments: [SurfaceTuning.Model.svi, .wing])
    func `is fitted to the market and shown to strategies`(model: SurfaceTuning.Model) throws {
        let desk = try SurfaceDesk(SurfaceTuning(model: model, rmsMax: 5))
        desk.tick(3.5)
        try desk.market(halfTicks: 6)
        desk.wait(seconds: 60)
        let chain = try desk.chain()
        for position in chain.indices {
            let facts = chain.facts[position]
            let smile = SurfaceDesk.smiles[Int(facts.expiryRank)]
            let k = log(facts.strike.yuan / (3.5 * SurfaceDesk.carry))
            let made = (smile.variance(at: k).value / (Double(facts.daysToExpiry) / 365))
                .squareRoot()
            let found = try #require(chain.volatility(position))
            #expect(abs(found - made) < 0.015, "\(facts.strike) \(found) \(made)")
            let age = try #require(chain.fitAge(position))
            #expect(age <= .seconds(6) && !chain.surface(position).isLastGood)
        }
        let status = try desk.status()
        #expect(status.expiries == 2 && status.fitted == 2 && status.lastGood == 0)
        #expect(status.rmsWorst < 3 && status.published >= 10 && status.kept == 0)
        // Between the strikes and beyond them there is a volatility too.
        let odd = try #require(chain.surfaces[0].volatility(strike: Price(ticks: 35_555)))
        #expect(odd > 0.05 && odd < 1)
    }

    @Test func `the curve prices by default and says nothing of fits`() throws {
        let desk = try SurfaceDesk(SurfaceTuning())
        desk.tick(3.5)
        try desk.market()
        desk.wait(seconds: 10)
        #expect(desk.harness.core.status.surface == nil)
        let chain = try desk.chain()
        #expect(chain.fitAge(0) == nil && chain.surfaces[0].inputs.smile == nil)
        #expect(chain.volatility(0) != nil)
    }

    enum Ruin: CaseIterable {
        case allZero, noBids, crossed, oneStrike
    }

    /// Demands 5 and 7 of traders elsewhere: surfaces that degenerate, greeks that turn NaN.
    @Test(
        .rule("PEERS-3.7"), .rule("PEERS-3.5"), arguments: Ruin.allCases,
        [SurfaceTuning.Model.svi, .wing])
    func `a degenerate market keeps the last good smile, and says why`(
        ruin: Ruin, model: SurfaceTuning.Model
    ) throws {
        let desk = try SurfaceDesk(SurfaceTuning(model: model, rmsMax: 5))
        desk.tick(3.5)
        try desk.market()
        desk.wait(seconds: 30)
        let before = volatilities(try desk.chain())
        let published = try desk.status().published
        try desk.market { contract, entry in self.ruined(entry, contract, ruin) }
        desk.wait(seconds: 12)
        let chain = try desk.chain()
        // The level may still have followed the last straddles that were quoted.
        #expect(moved(volatilities(chain), before) < 2e-3)
        let status = try desk.status()
        #expect(status.fitted == 2 && status.lastGood == 2 && status.published == published)
        #expect(status.kept >= 4)
        let refusal = try #require(status.lastRefusal)
        let expected: VolatilitySurface.Reason =
            ruin == .oneStrike ? .tooFewPoints(1) : .noUsablePoints
        #expect(refusal.reason == expected)
        #expect(chain.surfaces.allSatisfy { $0.isLastGood && $0.refusal == expected })
        #expect(chain.indices.allSatisfy(chain.valuations.isUsable))
        #expect(try #require(chain.fitAge(0)) >= .seconds(10))
    }

    @Test(.rule("PEERS-3.7"), arguments: Ruin.allCases)
    func `without a good fit yet the curve prices`(ruin: Ruin) throws {
        let desk = try SurfaceDesk()
        desk.tick(3.5)
        try desk.market { contract, entry in self.ruined(entry, contract, ruin) }
        desk.wait(seconds: 10)
        let chain = try desk.chain()
        #expect(chain.surfaces.allSatisfy { $0.inputs.smile == nil && $0.fittedAt == nil })
        #expect(chain.surfaces.allSatisfy { $0.refusal != nil && !$0.isLastGood })
        #expect(chain.indices.allSatisfy(chain.valuations.isUsable))
        #expect(try desk.status().absent >= 4)
    }

    private func ruined(_ entry: BookTops.Entry, _ contract: OptionContract, _ ruin: Ruin)
        -> BookTops.Entry?
    {
        var entry = entry
        switch ruin {
        case .allZero:
            (entry.bid, entry.ask) = (.zero, .zero)
            (entry.bidQuantity, entry.askQuantity) = (.zero, .zero)
        case .noBids:
            entry.bid = .zero
            entry.bidQuantity = .zero
        case .crossed: swap(&entry.bid, &entry.ask)
        case .oneStrike:
            guard contract.strike != Price(ticks: 36_000) else { return entry }
            entry.bidQuantity = .zero
        }
        return entry
    }

    /// Demand 5: from the last hour of the last day into its last second.
    @Test(.rule("PEERS-3.5")) func `no NaN appears as an expiry runs out`() throws {
        let desk = try SurfaceDesk(days: [0, 28])
        desk.harness.now = SessionTime(hour: 14, minute: 56, second: 50)
        desk.tick(3.5)
        var smiles = SurfaceDesk.smiles
        smiles[0] = SVISlice(flat: 1e-4)
        for _ in 0..<20 {
            try desk.market(smiles) { contract, entry in
                // Worth nothing any more: no bid, one tick asked.
                var entry = entry
                if contract.daysToExpiry == 0, entry.bid <= Price(ticks: 1) {
                    entry.bid = .zero
                    entry.bidQuantity = .zero
                    entry.ask = Price(ticks: 1)
                }
                return entry
            }
            desk.wait(seconds: 10)
            let chain = try desk.chain()
            for position in chain.indices {
                #expect(chain.valuations.isUsable(position))
                #expect(chain.valuations.delta[position].isFinite)
                #expect(chain.valuations.gamma[position].isFinite)
                #expect(chain.valuations.vega[position].isFinite)
            }
            #expect(try desk.status().rmsMean.isFinite)
        }
    }

    @Test func `a later expiry below an earlier one is lifted or refused`() throws {
        let desk = try SurfaceDesk()
        desk.tick(3.5)
        try desk.market()
        desk.wait(seconds: 10)
        var smiles = SurfaceDesk.smiles
        smiles[1].a = 0.0001
        smiles[1].b = 0.01
        try desk.market(smiles)
        desk.wait(seconds: 20)
        let chain = try desk.chain()
        let forms = try chain.surfaces.map { try #require($0.inputs.smile).form }
        #expect(forms[1].calendarArbitrage(after: forms[0]) == nil)
        #expect(forms.allSatisfy { $0.butterflyArbitrage == nil })
    }

    @Test func `between fits strikes or deltas keep their volatility, as the setting says`() throws
    {
        for stickiness in [Stickiness.strike, .delta] {
            let desk = try SurfaceDesk(
                SurfaceTuning(
                    model: .svi, interval: .seconds(60), stickiness: stickiness, rmsMax: 3))
            desk.tick(3.5)
            try desk.market()
            desk.wait(seconds: 61)
            let before = volatilities(try desk.chain())
            // Less than what brings the next fit on.
            desk.tick(3.5 * 1.004)
            let after = volatilities(try desk.chain())
            let way = moved(after, before)
            #expect(stickiness == .strike ? way < 2e-4 : way > 5e-4, "\(way)")
            let chain = try desk.chain()
            let smile = try #require(chain.surfaces[0].inputs.smile)
            #expect(smile.stickiness == stickiness)
        }
    }

    @Test func `a forward far from the last fit brings the next one on`() throws {
        let desk = try SurfaceDesk(SurfaceTuning(model: .svi, interval: .seconds(600), rmsMax: 3))
        desk.tick(3.5)
        try desk.market()
        desk.wait(seconds: 5)
        let first = try desk.status().published
        desk.tick(3.5 * 1.004)
        desk.wait(seconds: 3)
        #expect(try desk.status().published == first)
        desk.tick(3.5 * 1.012)
        desk.wait(seconds: 3)
        #expect(try desk.status().published > first)
    }

    @Test func `nothing is fitted to a stale underlying or outside continuous trading`() throws {
        let desk = try SurfaceDesk()
        desk.tick(3.5)
        try desk.market()
        desk.wait(seconds: 6)
        let fits = try desk.status().published
        desk.harness.wait(milliseconds: 60_000)
        // One fit more at most: the one due before the feed counted as stale.
        #expect(try desk.status().published <= fits + 2)
        desk.tick(3.5)
        let standing = try desk.status().published
        desk.harness.phase(
            .pause, contracts: desk.harness.directory.contracts.map(\.index.value))
        desk.wait(seconds: 20)
        #expect(try desk.status().published <= standing + 2)
    }

    @Test func `one step or many: the same fits and the same state`() throws {
        let hashes = try [10, 70, 4_500].map { step -> UInt64 in
            let desk = try SurfaceDesk(SurfaceTuning(model: .svi, interval: .seconds(2), rmsMax: 3))
            desk.tick(3.5)
            try desk.market()
            var left: Int64 = 4_500
            while left > 0 {
                let next = min(left, Int64(step))
                desk.harness.wait(milliseconds: next)
                left -= next
            }
            return desk.harness.core.stateHash
        }
        #expect(Set(hashes).count == 1)
    }
}
