import Glibc

/// The forward of one expiry from put-call parity: the weighted median of K + (C − P) / discount.
///
/// Reused from one estimate to the next, so that it allocates only in `init`. A median, because one stale
/// or crossed pair must not move the forward.
public struct ParityForward: Sendable {
    private var forwards: [Double]
    private var weights: [Double]
    private let pairsMin: Int
    private let pairsMax: Int

    /// - Parameters:
    ///   - pairsMax: how many pairs an estimate can take.
    ///   - pairsMin: with fewer usable pairs the estimate falls back to spot and carry.
    public init(pairsMax: Int, pairsMin: Int = 2) {
        forwards = []
        forwards.reserveCapacity(pairsMax)
        weights = []
        weights.reserveCapacity(pairsMax)
        self.pairsMin = max(1, pairsMin)
        self.pairsMax = pairsMax
    }

    /// Forgets the pairs of the last estimate.
    public mutating func removeAll() {
        forwards.removeAll(keepingCapacity: true)
        weights.removeAll(keepingCapacity: true)
    }

    /// Takes one strike's mid prices, or ignores the pair: not finite, not positive, or beyond capacity.
    public mutating func add(
        strike: Double, callMid: Double, putMid: Double, discount: Double, weight: Double = 1
    ) {
        let forward = strike + (callMid - putMid) / discount
        guard callMid > 0, putMid > 0, discount > 0, forward.isFinite, forward > 0,
            weight.isFinite, weight > 0, forwards.count < pairsMax
        else { return }
        // Insertion keeps the list sorted; there are a dozen strikes at most.
        var position = forwards.count
        while position > 0, forwards[position - 1] > forward { position -= 1 }
        forwards.insert(forward, at: position)
        weights.insert(weight, at: position)
    }

    /// Pairs taken since `removeAll`.
    public var count: Int { forwards.count }

    /// The forward, or nil when neither the pairs nor spot and carry give one.
    ///
    /// - Parameter carryRate: continuous, per year, net of dividends.
    public func estimate(spot: Double, carryRate: Double, years: Double) -> ForwardEstimate? {
        if forwards.count >= pairsMin {
            return ForwardEstimate(
                forward: weightedMedian, source: .parity(pairs: forwards.count))
        }
        let forward = spot * exp(carryRate * years)
        guard spot > 0, forward.isFinite, forward > 0 else { return nil }
        return ForwardEstimate(forward: forward, source: .carry)
    }

    private var weightedMedian: Double {
        let half = weights.reduce(0, +) / 2
        var below = 0.0
        for (position, weight) in weights.enumerated() {
            below += weight
            if below == half, position + 1 < forwards.count {
                return (forwards[position] + forwards[position + 1]) / 2
            }
            if below > half { return forwards[position] }
        }
        return forwards[forwards.count - 1]
    }
}
