public import Ledger
import Market
import Pricing
import StrategyKit
import Wire

/// Where the profit came from: each held contract's step from one mark to the next, by the greeks it began with.
extension QuoterCore {
    /// Ends the step of one contract and begins the next; called when its mark moves.
    mutating func explain(_ contract: ContractIndex, _ place: Place) {
        let desk = desks[place.desk]
        let valuations = desk.chain.valuations
        let net = ledger.net(contract)
        guard valuations.isUsable(place.position), desk.hasSpot else { return }
        let expiry = desk.layout.expiryOfPosition[place.position]
        let surface = desk.chain.surfaces[expiry]
        let input = surface.inputs
        let strike = desk.chain.facts[place.position].strike
        let volatility = surface.volatility(strike: strike) ?? 0
        if let start = starts[contract.int], net != 0 {
            gains.add(
                shares: net * Int64(desk.chain.facts[place.position].unit), from: start,
                forward: input.forward, volatility: volatility, years: input.years)
        }
        let value = valuations.value[place.position]
        let gamma = valuations.gamma[place.position]
        let spot = desk.chain.spot
        // The forward moves with the spot and not with time, so Black's equation leaves interest and gamma.
        let theta =
            configuration.tuning.ratePerYear * value
            - volatility * volatility * spot * spot * gamma / 2
        starts[contract.int] = GreekGains.Start(
            spot: spot, carry: input.forward / spot, volatility: volatility, years: input.years,
            delta: valuations.delta[place.position], gamma: gamma,
            vega: valuations.vega[place.position], theta: theta)
    }

    /// The day so far, in parts that add up to the last digit.
    public var explained: ProfitExplained {
        let parts = ledger.parts
        let fees = MicroYuan(parts.fees.count + shareLedger.fees.count).money
        let total = MicroYuan(
            parts.total.count + shareLedger.profit.count - shareLedger.fees.count)
        return ProfitExplained(
            total: total.money, edge: parts.edge.money, greeks: gains,
            hedging: shareLedger.profit.money, fees: fees)
    }

    /// Puts the parts on record, with the delta they leave.
    mutating func sendExplained(into outbox: inout Outbox) {
        let explained = explained
        var net = 0.0
        var hedged: Int64 = 0
        for number in desks.indices {
            net += desks[number].chain.netDelta
            hedged += hedges[number].net
        }
        let netShares = Int64(exactly: net.rounded()) ?? 0
        outbox.send(
            PortfolioExplained(
                total: explained.total, edge: explained.edge, delta: explained.delta,
                gamma: explained.gamma, vega: explained.vega, theta: explained.theta,
                hedging: explained.hedging, fees: explained.fees,
                unexplained: explained.unexplained, netDeltaShares: netShares,
                optionDeltaShares: netShares - hedged, hedgeShares: hedged), on: .status)
    }
}
