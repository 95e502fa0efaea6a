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

    /// Remembers the spot at which a book's prices were made: what others quoted then, they quoted for that one.
    mutating func noteBook(_ position: Int, bid: Price, ask: Price) {
        guard fitter != nil else { return }
        let book = chain.states[position].book
        if book.bid != bid || book.ask != ask { fitter?.quotedSpots[position] = chain.spot }
    }

    /// Fits every expiry to what others quote; what is refused leaves the last good smile in force.
    ///
    /// Runs from a timer, never between a tick and its quotes. The next fit is an interval away whatever happens.
    mutating func fitSurface(at now: SessionTime, ratePerYear: Double) {
        guard var fitter = self.fitter else { return }
        // Taken out while it works, so that its buffers are not copied.
        self.fitter = nil
        let seconds = fitter.seconds(at: now)
        fitter.lastAttempt = now
        fitter.nextFit = now + fitter.tuning.interval
        updateTimes(at: now, ratePerYear: ratePerYear)
        let smiles = inputs.indices.map { rank in
            followParity(rank, seconds, &fitter)
            return market(rank, seconds, &fitter)
        }
        let outcomes = fitter.surface.publish(smiles)
        for outcome in outcomes {
            note(outcome, at: now, &fitter)
            learn(from: outcome, seconds, &fitter)
        }
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
            returnToCurve(rank)
        }
        if let refusal {
            fitter.refusals[refusal.order] += 1
            fitter.lastRefusal = SurfaceStatus.Refusal(
                time: now, underlying: layout.underlying, expiry: layout.expiries[rank].day,
                reason: refusal)
        }
        chain.surfaces[rank].fittedAt = fitter.fittedAt[rank]
        chain.surfaces[rank].quality = outcome.smile?.quality
        chain.surfaces[rank].refusal = refusal
    }

    /// What is known of a strike fades; a published fit adds what the market showed, one made anew begins with it.
    private func learn(
        from outcome: VolatilitySurface.Outcome, _ seconds: Double, _ fitter: inout SurfaceFitter
    ) {
        let kept = 1 - SurfaceFitter.gain(seconds, of: SurfaceFitter.shapeSeconds)
        let (rank, isPublished, isAnew): (Int, Bool, Bool)
        switch outcome {
        case .published(let smile): (rank, isPublished, isAnew) = (smile.expiry, true, smile.isAnew)
        case .kept(let smile, _): (rank, isPublished, isAnew) = (smile.expiry, false, false)
        case .absent(let expiry, _): (rank, isPublished, isAnew) = (expiry, false, false)
        }
        for pair in layout.expiries[rank].pairs {
            let known = isAnew ? 0 : fitter.firmness[pair]
            fitter.firmness[pair] = kept * (known + (isPublished ? fitter.shown[pair] : 0))
        }
    }

    /// The curve prices from here on, from the level at which the smile leaves off: it has not followed meanwhile.
    private mutating func returnToCurve(_ rank: Int) {
        let input = inputs[rank]
        inputs[rank].smile = nil
        guard input.smile != nil, let left = input.volatility(strike: input.forward) else { return }
        inputs[rank].curve.adjustLevel(residual: left - input.curve.volatility(at: 0), gain: 1)
    }

    /// The expiry's carry from put-call parity near the money; few or contradicting pairs change nothing.
    ///
    /// Each leg is taken to today's spot by its delta: a quote from before the last move is no other forward.
    private mutating func followParity(
        _ rank: Int, _ seconds: Double, _ fitter: inout SurfaceFitter
    ) {
        let input = inputs[rank]
        guard input.isUsable else { return }
        fitter.parity.removeAll()
        for pair in layout.pairs[layout.expiries[rank].pairs] {
            guard abs(log(pair.strike.yuan / input.forward)) < UnderlyingDesk.nearMoneyness,
                let call = outsideTop(pair.call), let put = outsideTop(pair.put)
            else { continue }
            let callMid = midNow(call, pair.call, fitter)
            let putMid = midNow(put, pair.put, fitter)
            let spreads = call.ask.yuan - call.bid.yuan + put.ask.yuan - put.bid.yuan
            fitter.parity.add(
                forward: pair.strike.yuan + (callMid - putMid) / input.discount,
                half: 0.5 * spreads / input.discount)
        }
        guard let found = fitter.parity.estimate() else { return }
        // The same quotes say the same at the next fit.
        let lasting = SurfaceFitter.errorSeconds / max(1, seconds)
        let gain = fitter.carries[rank].gain(
            seconds: seconds,
            shownVariance: max(1, lasting) * found.variance / (chain.spot * chain.spot))
        let carry = carries[rank] + gain * (found.forward / chain.spot - carries[rank])
        carries[rank] = UnderlyingDesk.soundCarry(carry)
        inputs[rank].forward = chain.spot * carries[rank]
    }

    /// The middle that others would make at today's spot.
    private func midNow(
        _ top: (bid: Price, ask: Price), _ position: Int, _ fitter: SurfaceFitter
    ) -> Double {
        let mid = 0.5 * (top.bid.yuan + top.ask.yuan)
        let move = chain.valuations.delta[position] * (chain.spot - fitter.quotedSpots[position])
        return move.isFinite ? mid + move : mid
    }

    /// What others show of the expiry's volatilities, and what is thought of each strike before they are asked.
    ///
    /// The last smile, moved to the market's level, is held as firmly as fits so far have known each strike: the level
    /// follows at once, the shape slowly. A smile that was refused follows in its level alone.
    private mutating func market(
        _ rank: Int, _ seconds: Double, _ fitter: inout SurfaceFitter
    ) -> ExpirySmile {
        let input = inputs[rank]
        guard input.isUsable, input.years > 0 else {
            return ExpirySmile(expiry: rank, years: 0, forward: .nan, points: [])
        }
        gather(rank, &fitter)
        let points = fitter.quotes.strikes.compactMap {
            SmilePoint(
                k: $0.k, volatilityBid: max(0, $0.volatility - $0.half),
                volatilityAsk: $0.volatility + $0.half)
        }
        func thought(_ k: Double) -> Double {
            input.volatility(strike: input.forward * exp(k)) ?? .nan
        }
        let shown = fitter.quotes.shift(thought) ?? 0
        let gain =
            input.smile == nil
            ? 1 : SurfaceFitter.gain(seconds, of: SurfaceFitter.levelSeconds)
        inputs[rank].smile?.adjustLevel(residual: shown, gain: gain)
        let anchors = anchors(rank, fitter) { thought($0) + gain * shown }
        for pair in layout.expiries[rank].pairs { fitter.shown[pair] = 0 }
        for strike in fitter.quotes.strikes { fitter.shown[strike.pair] = strike.weight }
        return ExpirySmile(
            expiry: rank, years: input.years, forward: input.forward, points: points,
            anchors: anchors)
    }

    /// Every strike as firmly as it is known, and for SVI, whose wings no strike holds, wide ones beyond the outermost.
    private func anchors(
        _ rank: Int, _ fitter: SurfaceFitter, _ thought: (Double) -> Double
    ) -> [SmileAnchor] {
        let loose = 1 / (SurfaceFitter.anchorHalfWidth * SurfaceFitter.anchorHalfWidth)
        let strikes = fitter.quotes.strikes
        var next = 0
        var anchors = layout.expiries[rank].pairs.compactMap { pair -> SmileAnchor? in
            let k = log(layout.pairs[pair].strike.yuan / inputs[rank].forward)
            let isShown = next < strikes.count && strikes[next].pair == pair
            if isShown { next += 1 }
            return SmileAnchor(
                k: k, volatility: thought(k),
                halfWidth: 1 / max(loose, fitter.firmness[pair]).squareRoot(), isShown: isShown)
        }
        guard fitter.tuning.model == .svi, let low = anchors.first, let high = anchors.last,
            low.k < high.k
        else { return anchors }
        for (edge, side) in [(low, -1.0), (high, 1.0)] {
            guard
                let wing = SmileAnchor(
                    k: edge.k + side * (high.k - low.k), volatility: edge.volatility,
                    halfWidth: 3 * SurfaceFitter.anchorHalfWidth)
            else { continue }
            anchors.append(wing)
        }
        return anchors
    }

    /// Fills the fitter's columns with the expiry's outside quotes, each at the forward it was made for.
    private func gather(_ rank: Int, _ fitter: inout SurfaceFitter) {
        let input = inputs[rank]
        fitter.quotes.removeAll()
        for pair in layout.expiries[rank].pairs {
            let places = layout.pairs[pair]
            let strike = places.strike.yuan
            for (type, position) in [(OptionType.call, places.call), (.put, places.put)] {
                guard let top = outsideTop(position) else { continue }
                let quoted = fitter.quotedSpots[position] * carries[rank]
                let forward = quoted.isFinite && quoted > 0 ? quoted : input.forward
                // By delta a volatility belongs to the moneyness it was quoted at, by strike to the strike.
                let origin = fitter.tuning.stickiness == .delta ? forward : input.forward
                fitter.quotes.add(
                    type, pair: pair, k: log(strike / origin), top: top, strike: strike,
                    forward: forward, input)
            }
        }
        fitter.quotes.solve()
    }
}
