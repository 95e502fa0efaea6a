import Glibc
import Ledger
import Market
import Pricing
import StrategyKit

extension UnderlyingDesk {
    /// Pairs within this |ln K/F| count as near the money.
    static let nearMoneyness = 0.10

    /// Curves and forwards to open with: from yesterday's settlements against yesterday's close.
    ///
    /// The previous close is a calendar day ago, three on a Monday; longer holidays are left to calibration.
    mutating func calibrateFromSettlements(on day: TradingDay, ratePerYear: Double) {
        let spot = previousClose.yuan
        guard spot > 0 else { return }
        let daysSince: Int32 = day.weekday == 1 ? 3 : 1
        for expiry in layout.expiries.indices {
            let listed = layout.expiries[expiry]
            let years = Double(listed.daysToExpiry + daysSince) / TimeToExpiry.daysPerYear
            let discount = exp(-ratePerYear * years)
            parity.removeAll()
            for pair in layout.pairs[listed.pairs] {
                guard let call = settlement(pair.call), let put = settlement(pair.put),
                    abs(log(pair.strike.yuan / spot)) < UnderlyingDesk.nearMoneyness
                else { continue }
                parity.add(
                    strike: pair.strike.yuan, callMid: call, putMid: put, discount: discount)
            }
            guard
                let found = parity.estimate(spot: spot, carryRate: ratePerYear, years: years)
            else { continue }
            carries[expiry] = UnderlyingDesk.soundCarry(found.forward / spot)
            inputs[expiry].curve.refit(
                from: settlementFit(expiry, spot * carries[expiry], years, discount))
        }
    }

    private func settlementFit(
        _ expiry: Int, _ forward: Double, _ years: Double, _ discount: Double
    ) -> VolatilityFit {
        var fit = VolatilityFit()
        for pair in layout.pairs[layout.expiries[expiry].pairs] {
            let strike = pair.strike.yuan
            // The out-of-the-money one of the two: its price is all time value.
            let type: OptionType = strike < forward ? .put : .call
            guard let price = settlement(type == .put ? pair.put : pair.call) else { continue }
            let result = ImpliedVolatility.solve(
                type, price: price, forward: forward, strike: strike, years: years,
                discount: discount)
            guard let volatility = result.volatility, volatility > 0,
                let valued = Black76.valuation(
                    type, forward: forward, strike: strike, volatility: volatility, years: years)
            else { continue }
            fit.add(
                x: log(strike / forward) / years.squareRoot(), volatility: volatility,
                weight: valued.vega)
        }
        return fit
    }

    private func settlement(_ position: Int) -> Double? {
        guard position < chain.count else { return nil }
        let price = chain.facts[position].previousSettlement
        return price > .zero ? price.yuan : nil
    }

    /// Moves forwards and curve levels a little towards what others quote.
    mutating func calibrate(gain: Double) {
        let chain = chain
        for expiry in layout.expiries.indices where inputs[expiry].isUsable {
            let input = inputs[expiry]
            parity.removeAll()
            var residual = 0.0
            var weight = 0.0
            for pair in layout.pairs[layout.expiries[expiry].pairs] {
                guard let call = chain.outsideMid(pair.call),
                    let put = chain.outsideMid(pair.put),
                    abs(log(pair.strike.yuan / input.forward)) < UnderlyingDesk.nearMoneyness
                else { continue }
                parity.add(
                    strike: pair.strike.yuan, callMid: call, putMid: put,
                    discount: input.discount)
                // A straddle has vega and hardly any delta: its error is the volatility's.
                let vega = chain.valuations.vega[pair.call] + chain.valuations.vega[pair.put]
                let value = chain.valuations.value[pair.call] + chain.valuations.value[pair.put]
                residual += call + put - value
                weight += vega
            }
            guard parity.count >= 2 else { continue }
            if fitter == nil,
                let found = parity.estimate(spot: chain.spot, carryRate: 0, years: input.years)
            {
                let carry = found.forward / chain.spot
                carries[expiry] = UnderlyingDesk.soundCarry(
                    carries[expiry] + gain * (carry - carries[expiry]))
            }
            // Carries and levels of fitted smiles move with the fits.
            guard weight > 0, input.smile == nil else { continue }
            inputs[expiry].curve.adjustLevel(residual: residual / weight, gain: gain)
        }
    }

    /// The best prices that others make: nil when a side is missing, ours alone, or the spread too wide.
    func outsideTop(_ position: Int) -> (bid: Price, ask: Price)? { chain.outsideTop(position) }

    /// A forward more than 20 % from spot is a mistake somewhere.
    static func soundCarry(_ carry: Double) -> Double {
        carry.isFinite ? max(0.8, min(1.2, carry)) : 1
    }
}

extension ChainView {
    /// Outside spreads wider than this many times the permitted one say nothing.
    private static let outsideSpreadFactor: Int64 = 2

    /// The mid price that others make, under the conditions of `outsideTop`.
    fileprivate func outsideMid(_ position: Int) -> Double? {
        outsideTop(position).map { ($0.bid.yuan + $0.ask.yuan) / 2 }
    }

    fileprivate func outsideTop(_ position: Int) -> (bid: Price, ask: Price)? {
        guard position < count else { return nil }
        let state = states[position]
        let book = state.book
        guard book.isUsable, !Self.isOursAlone(state.ownBid, book.bid, book.bidQuantity),
            !Self.isOursAlone(state.ownAsk, book.ask, book.askQuantity)
        else { return nil }
        let permitted = spreadTicksMax(position, bid: book.bid)
        guard (book.ask - book.bid).ticks <= permitted * Self.outsideSpreadFactor else {
            return nil
        }
        return (book.bid, book.ask)
    }

    private static func isOursAlone(_ own: QuoteLeg, _ best: Price, _ quantity: Quantity) -> Bool {
        own.isPresent && own.price == best && quantity <= own.quantity
    }
}
