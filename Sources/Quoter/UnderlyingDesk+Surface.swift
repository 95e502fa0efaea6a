import Glibc
import Market
import Pricing
import StrategyKit

extension UnderlyingDesk {
    /// A forward far from that of the last fit does not wait for the interval's end.
    mutating func hastenFit(at now: SessionTime) {
        guard let fitter, fitter.nextFit > now else { return }
        let hasMoved = inputs.indices.contains {
            abs(inputs[$0].forward / fitter.forwards[$0] - 1) > SurfaceFitter.forwardMoveMax
        }
        guard hasMoved else { return }
        self.fitter?.nextFit = max(now, fitter.lastAttempt + SurfaceFitter.pause)
    }

    /// Fits every expiry to what others quote; what is refused leaves the last good smile in force.
    ///
    /// Runs from a timer, never between a tick and its quotes. The next fit is an interval away whatever happens.
    mutating func fitSurface(at now: SessionTime, ratePerYear: Double) {
        guard var fitter = self.fitter else { return }
        // Taken out while it works, so that its buffers are not copied.
        self.fitter = nil
        fitter.lastAttempt = now
        fitter.nextFit = now + fitter.tuning.interval
        updateTimes(at: now, ratePerYear: ratePerYear)
        let smiles = inputs.indices.map { rank in
            followParity(rank, &fitter)
            return market(rank, &fitter)
        }
        let outcomes = fitter.surface.publish(smiles)
        for outcome in outcomes { note(outcome, at: now, &fitter) }
        for rank in inputs.indices { fitter.forwards[rank] = inputs[rank].forward }
        self.fitter = fitter
        needsReprice = true
        isDirty = true
    }

    private mutating func note(
        _ outcome: VolatilitySurface.Outcome, at now: SessionTime, _ fitter: inout SurfaceFitter
    ) {
        let rank: Int
        let refusal: VolatilitySurface.Reason?
        switch outcome {
        case .published(let smile):
            (rank, refusal) = (smile.expiry, nil)
            fitter.published += 1
            fitter.fittedAt[rank] = now
            inputs[rank].smile = MovingSmile(smile, fitter.tuning.stickiness)
        case .kept(let smile, let reason):
            (rank, refusal) = (smile.expiry, reason)
            fitter.kept += 1
        case .absent(let expiry, let reason):
            (rank, refusal) = (expiry, reason)
            fitter.absent += 1
            fitter.fittedAt[rank] = nil
            inputs[rank].smile = nil
        }
        if let refusal {
            fitter.lastRefusal = SurfaceStatus.Refusal(
                time: now, underlying: layout.underlying, expiry: layout.expiries[rank].day,
                reason: refusal)
        }
        chain.surfaces[rank].fittedAt = fitter.fittedAt[rank]
        chain.surfaces[rank].quality = outcome.smile?.quality
        chain.surfaces[rank].refusal = refusal
    }

    /// The expiry's forward from put-call parity near the money, robustly; few or contradicting pairs change nothing.
    private mutating func followParity(_ rank: Int, _ fitter: inout SurfaceFitter) {
        let input = inputs[rank]
        guard input.isUsable else { return }
        fitter.parity.removeAll()
        for pair in layout.pairs[layout.expiries[rank].pairs] {
            guard let call = outsideTop(pair.call), let put = outsideTop(pair.put),
                abs(log(pair.strike.yuan / input.forward)) < UnderlyingDesk.nearMoneyness
            else { continue }
            fitter.parity.add(
                strike: pair.strike.yuan, callMid: (call.bid.yuan + call.ask.yuan) / 2,
                putMid: (put.bid.yuan + put.ask.yuan) / 2,
                halfSpread: (call.ask.yuan - call.bid.yuan + put.ask.yuan - put.bid.yuan) / 2)
        }
        guard fitter.parity.count >= 2,
            let found = fitter.parity.estimate(discount: input.discount),
            2 * found.pairsInside >= found.pairs
        else { return }
        // The first one is taken whole: settlements may be far from the market.
        let gain = input.smile == nil ? 1 : SurfaceFitter.carryGain
        let carry = carries[rank] + gain * (found.forward / chain.spot - carries[rank])
        carries[rank] = UnderlyingDesk.soundCarry(carry)
        inputs[rank].forward = chain.spot * carries[rank]
    }

    /// What others show of the expiry's volatilities, out of the money where they quote it; anchors elsewhere.
    private func market(_ rank: Int, _ fitter: inout SurfaceFitter) -> ExpirySmile {
        let input = inputs[rank]
        guard input.isUsable, input.years > 0 else {
            return ExpirySmile(expiry: rank, years: 0, forward: .nan, points: [])
        }
        gather(rank, &fitter)
        fitter.bids.solve()
        fitter.asks.solve()
        var points: [SmilePoint] = []
        var anchors: [SmilePoint] = []
        var taken = 0
        let lift = lift(rank)
        for pair in layout.expiries[rank].pairs {
            let strike = layout.pairs[pair].strike.yuan
            let k = log(strike / input.forward)
            if taken < fitter.pairs.count, fitter.pairs[taken] == pair {
                let (bid, ask) = (fitter.bids.volatilities[taken], fitter.asks.volatilities[taken])
                taken += 1
                if let point = SmilePoint(
                    k: k, volatilityBid: bid.isNaN ? 0 : bid, volatilityAsk: ask)
                {
                    points.append(point)
                    continue
                }
            }
            let half = SurfaceFitter.anchorHalfWidth
            let held = input.curve.volatility(at: k / input.years.squareRoot()) + lift
            if let anchor = SmilePoint(
                k: k, volatilityBid: max(0, held - half), volatilityAsk: held + half)
            {
                anchors.append(anchor)
            }
        }
        return ExpirySmile(
            expiry: rank, years: input.years, forward: input.forward, points: points,
            anchors: anchors)
    }

    /// From the settlements' curve to the smile in force, at the forward.
    ///
    /// Anchors have the curve's shape: held at the last smile they would let it wander where nobody else quotes.
    private func lift(_ rank: Int) -> Double {
        let input = inputs[rank]
        guard input.smile != nil, let now = input.volatility(strike: input.forward) else {
            return 0
        }
        return now - input.curve.volatility(at: 0)
    }

    /// Fills the fitter's columns with the expiry's outside prices: the out-of-the-money one of a pair, else its twin.
    private func gather(_ rank: Int, _ fitter: inout SurfaceFitter) {
        let input = inputs[rank]
        fitter.bids.removeAll()
        fitter.asks.removeAll()
        fitter.pairs.removeAll(keepingCapacity: true)
        for pair in layout.expiries[rank].pairs {
            let places = layout.pairs[pair]
            let strike = places.strike.yuan
            let types: (OptionType, OptionType) =
                strike < input.forward ? (.put, .call) : (.call, .put)
            func position(_ type: OptionType) -> Int { type == .call ? places.call : places.put }
            let type: OptionType
            let top: (bid: Price, ask: Price)
            if let found = outsideTop(position(types.0)) {
                (type, top) = (types.0, found)
            } else if let found = outsideTop(position(types.1)) {
                (type, top) = (types.1, found)
            } else {
                continue
            }
            fitter.pairs.append(pair)
            fitter.bids.append(
                type, price: top.bid.yuan, forward: input.forward, strike: strike,
                years: input.years, discount: input.discount)
            fitter.asks.append(
                type, price: top.ask.yuan, forward: input.forward, strike: strike,
                years: input.years, discount: input.discount)
        }
    }
}
