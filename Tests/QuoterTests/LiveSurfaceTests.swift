import Glibc
import Market
import Pricing
import Quoter
import StrategyKit
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.4a"))
struct `What a fit makes of the market` {
    private func desk(_ model: SurfaceTuning.Model = .wing, rmsMax: Double = 3) throws
        -> SurfaceDesk
    {
        let desk = try SurfaceDesk(SurfaceTuning(model: model, rmsMax: rmsMax))
        desk.tick(3.5)
        try desk.market()
        desk.wait(seconds: 120)
        return desk
    }

    private func volatilities(_ chain: ChainView) -> [Double] {
        chain.indices.map { chain.volatility($0) ?? .nan }
    }

    private func moved(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    /// Books that nobody has renewed say what was thought at the spot they were made for.
    @Test(arguments: [SurfaceTuning.Model.svi, .wing])
    func `quotes from before a move of the spot bend neither smile nor forward`(
        model: SurfaceTuning.Model
    ) throws {
        let desk = try desk(model)
        let before = try desk.chain()
        desk.tick(3.5 * 1.003)
        desk.wait(seconds: 20)
        let after = try desk.chain()
        for rank in before.surfaces.indices {
            let (old, new) = (before.surfaces[rank].inputs, after.surfaces[rank].inputs)
            #expect(abs(new.forward / old.forward / 1.003 - 1) < 1e-4)
            // By delta: the same moneyness, the same volatility.
            for k in [-0.08, 0, 0.08] {
                let was = try #require(old.volatility(strike: old.forward * exp(k)))
                let now = try #require(new.volatility(strike: new.forward * exp(k)))
                #expect(abs(was - now) < 1e-3, "\(rank) \(k) \(was) \(now)")
            }
        }
    }

    /// While nothing can be fitted parity is followed as slowly as ever: a forward that jumps moves every value.
    @Test func `refused fits do not let the forward jump`() throws {
        let desk = try desk(rmsMax: 0.01)
        #expect(try desk.status().published == 0 && desk.status().absent >= 40)
        let before = try desk.chain().surfaces[0].inputs.forward
        #expect(abs(before / 3.5 - SurfaceDesk.carry) < 2e-4)
        // Calls 40 ticks dearer at every strike: for the moment a forward 40 ticks higher.
        try desk.market { contract, entry in
            guard contract.type == .call else { return entry }
            var entry = entry
            entry.bid = entry.bid + Price(ticks: 40)
            entry.ask = entry.ask + Price(ticks: 40)
            return entry
        }
        desk.wait(seconds: 6)
        let after = try desk.chain().surfaces[0].inputs.forward
        #expect(after > before && (after - before) * 10_000 < 12, "\((after - before) * 10_000)")
    }

    @Test func `the level follows within seconds, a bend of one strike in minutes`() throws {
        let desk = try desk()
        let before = volatilities(try desk.chain())
        var smiles = SurfaceDesk.smiles
        // A quarter more variance everywhere: the level.
        for rank in smiles.indices {
            smiles[rank].a *= 1.25
            smiles[rank].b *= 1.25
        }
        try desk.market(smiles)
        desk.wait(seconds: 25)
        let risen = volatilities(try desk.chain())
        for (was, now) in zip(before, risen) {
            #expect(abs(now / was - 1.25.squareRoot()) < 0.03, "\(was) \(now)")
        }
        // One strike of one expiry 15 ticks dearer, call and put: within a spread of what is thought.
        let at = Price(ticks: 36_000)
        try desk.market(smiles) { contract, entry in
            guard contract.strike == at, contract.expiryRank == 1 else { return entry }
            var entry = entry
            entry.bid = entry.bid + Price(ticks: 15)
            entry.ask = entry.ask + Price(ticks: 15)
            return entry
        }
        desk.wait(seconds: 10)
        #expect(moved(volatilities(try desk.chain()), risen) < 2e-3)
    }

    @Test func `a smile that is lost leaves its level to the curve`() throws {
        let desk = try desk()
        var smiles = SurfaceDesk.smiles
        let before = try desk.chain()
        let left = try #require(
            before.surfaces[1].volatility(strike: Price(ticks: 35_000)))
        // The near expiry far above the later one, whose strikes fall silent: nothing can be kept of it.
        smiles[0].a += 0.02
        try desk.market(smiles) { contract, entry in
            guard contract.expiryRank == 1 else { return entry }
            var entry = entry
            entry.bidQuantity = .zero
            return entry
        }
        desk.wait(seconds: 12)
        let after = try desk.chain()
        #expect(after.surfaces[1].inputs.smile == nil && after.surfaces[1].refusal != nil)
        let found = try #require(after.surfaces[1].volatility(strike: Price(ticks: 35_000)))
        #expect(abs(found - left) < 2e-3, "\(left) \(found)")
    }
}
