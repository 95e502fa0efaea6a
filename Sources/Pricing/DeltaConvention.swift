import Glibc
public import Market

/// What "a 25-delta option" means: of spot or forward, in the asset or less the premium (Castagna 2009).
public enum DeltaConvention: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case spot = "Spot"
    case forward = "Fwd"
    case premiumAdjustedSpot = "PaSpot"
    case premiumAdjustedForward = "PaFwd"

    fileprivate var isPremiumAdjusted: Bool {
        self == .premiumAdjustedSpot || self == .premiumAdjustedForward
    }

    fileprivate var isSpot: Bool { self == .spot || self == .premiumAdjustedSpot }
}

/// One expiry's market, in which strikes and deltas are exchanged.
public struct DeltaMarket: Hashable, Sendable, BitwiseCopyable {
    public let forward: Double
    /// Present value of one unit of the asset at expiry: e^{−qT}.
    public let assetDiscount: Double
    /// σ√T.
    public let deviation: Double

    /// Nil unless all are finite and positive.
    public init?(forward: Double, assetDiscount: Double, deviation: Double) {
        guard forward.isFinite, forward > 0, assetDiscount.isFinite, assetDiscount > 0,
            deviation.isFinite, deviation > 0
        else { return nil }
        self.forward = forward
        self.assetDiscount = assetDiscount
        self.deviation = deviation
    }

    /// The delta of a strike; nil for a strike that is not positive.
    public func delta(_ type: OptionType, strike: Double, _ convention: DeltaConvention) -> Double?
    {
        guard strike.isFinite, strike > 0 else { return nil }
        let sign: Double = type == .call ? 1 : -1
        let d1 = log(forward / strike) / deviation + 0.5 * deviation
        let share = convention.isPremiumAdjusted ? d1 - deviation : d1
        let scale =
            (convention.isSpot ? assetDiscount : 1)
            * (convention.isPremiumAdjusted ? strike / forward : 1)
        return sign * scale * NormalDistribution.cumulative(sign * share)
    }

    /// The strike with this delta, nil where no strike has it.
    ///
    /// A premium-adjusted call delta is reached twice; the out-of-the-money strike is meant, as dealers do.
    public func strike(_ type: OptionType, delta: Double, _ convention: DeltaConvention) -> Double?
    {
        let sign: Double = type == .call ? 1 : -1
        let share = sign * delta / (convention.isSpot ? assetDiscount : 1)
        guard share.isFinite, share > 0 else { return nil }
        if convention.isPremiumAdjusted { return adjustedStrike(type, share) }
        guard share < 1 else { return nil }
        let d1 = sign * NormalDistribution.inverseCumulative(share)
        return forward * exp(deviation * (0.5 * deviation - d1))
    }

    /// Solves (K/F)·Φ(±d2) = share by bisection on d2, on which a put's is monotone.
    private func adjustedStrike(_ type: OptionType, _ share: Double) -> Double? {
        let sign: Double = type == .call ? 1 : -1
        // Log of (K/F)·Φ(±d2), ln K/F = −s·d2 − s²/2.
        func excess(_ d2: Double) -> Double {
            log(NormalDistribution.cumulative(sign * d2)) - deviation * d2
                - 0.5 * deviation * deviation - log(share)
        }
        var low = -37.0
        var high = 37.0
        if type == .call { high = summit() }
        guard excess(low) * excess(high) <= 0 else { return nil }
        let isRising = excess(low) < excess(high)
        for _ in 0..<200 where high - low > 1e-15 {
            let middle = 0.5 * (low + high)
            if (excess(middle) < 0) == isRising { low = middle } else { high = middle }
        }
        return forward * exp(-deviation * (0.5 * (low + high)) - 0.5 * deviation * deviation)
    }

    /// The d2 at which a call's premium-adjusted delta is greatest: φ/Φ = s.
    private func summit() -> Double {
        var low = -37.0
        var high = 37.0
        for _ in 0..<200 where high - low > 1e-15 {
            let middle = 0.5 * (low + high)
            let ratio =
                NormalDistribution.density(middle) / NormalDistribution.cumulative(middle)
            if ratio > deviation { low = middle } else { high = middle }
        }
        return low
    }
}
