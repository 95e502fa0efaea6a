import Glibc

/// Forward and discount of one expiry from put-call parity, C − P = D·(F − K), regressed robustly on the strikes.
///
/// Starts at the median of all pairs' slopes (Theil and Sen) and refines with Tukey's weights, under which a stale or
/// crossed pair counts for nothing.
public struct ParityRegression: Hashable, Sendable {
    /// What was found.
    public struct Estimate: Hashable, Sendable, BitwiseCopyable {
        public let forward: Double
        /// Present value of one yuan at expiry.
        public let discount: Double
        /// Pairs that the line meets within twice their half spread.
        public let pairsInside: Int
        public let pairs: Int

        init(forward: Double, discount: Double, pairsInside: Int, pairs: Int) {
            self.forward = forward
            self.discount = discount
            self.pairsInside = pairsInside
            self.pairs = pairs
        }

        /// A forward known otherwise; nil unless both are finite and positive.
        init?(given forward: Double, discount: Double) {
            guard forward.isFinite, forward > 0, discount.isFinite, discount > 0 else {
                return nil
            }
            self.init(forward: forward, discount: discount, pairsInside: 0, pairs: 0)
        }
    }

    private struct Pair: Hashable {
        let strike: Double
        let difference: Double
        let half: Double
    }

    private var pairs: [Pair] = []

    public init() {}

    /// Forgets the pairs and keeps their room.
    public mutating func removeAll() { pairs.removeAll(keepingCapacity: true) }

    /// Pairs taken.
    public var count: Int { pairs.count }

    /// Takes a strike's mid prices and the half spread of their difference; ignores what is not a finite positive number.
    public mutating func add(strike: Double, callMid: Double, putMid: Double, halfSpread: Double) {
        let difference = callMid - putMid
        guard strike.isFinite, strike > 0, callMid > 0, putMid > 0, difference.isFinite,
            halfSpread.isFinite, halfSpread >= 0
        else { return }
        pairs.append(
            Pair(strike: strike, difference: difference, half: max(halfSpread, 1e-6 * strike)))
    }

    /// Forward and discount; with a known discount, or a single strike and discount 1, the forward alone.
    public func estimate(discount known: Double? = nil) -> Estimate? {
        guard !pairs.isEmpty else { return nil }
        if let known {
            guard known.isFinite, known > 0 else { return nil }
            return forward(discount: known)
        }
        guard let slope = medianSlope, slope < -0.2, slope > -5 else { return forward(discount: 1) }
        let start = (slope: slope, level: median(pairs.map { $0.difference - slope * $0.strike }))
        guard let line = refined(start), line.slope < -0.2, line.slope > -5 else {
            return forward(discount: -slope)
        }
        return estimate(forward: line.level / -line.slope, discount: -line.slope)
    }

    private func forward(discount: Double) -> Estimate? {
        estimate(
            forward: median(pairs.map { $0.strike + $0.difference / discount }),
            discount: discount)
    }

    private func estimate(forward: Double, discount: Double) -> Estimate? {
        guard forward.isFinite, forward > 0 else { return nil }
        let inside = pairs.filter {
            abs($0.difference - discount * (forward - $0.strike)) <= 2 * $0.half
        }
        return Estimate(
            forward: forward, discount: discount, pairsInside: inside.count, pairs: pairs.count)
    }

    private var medianSlope: Double? {
        var slopes: [Double] = []
        for (index, first) in pairs.enumerated() {
            for second in pairs[(index + 1)...] where second.strike != first.strike {
                slopes.append(
                    (second.difference - first.difference) / (second.strike - first.strike))
            }
        }
        return slopes.isEmpty ? nil : median(slopes)
    }

    private func refined(_ start: (slope: Double, level: Double)) -> (slope: Double, level: Double)?
    {
        var line = start
        let center = median(pairs.map(\.strike))
        for _ in 0..<30 {
            let errors = pairs.map { abs($0.difference - line.level - line.slope * $0.strike) }
            let usual = median(errors)
            var system = LeastSquares(unknowns: 2)
            for (pair, error) in zip(pairs, errors) {
                let ratio = min(1, error / (6 * max(pair.half, usual)))
                let weight = (1 - ratio * ratio) * (1 - ratio * ratio)
                system.add(
                    [1, pair.strike - center], pair.difference,
                    weight: weight / (pair.half * pair.half))
            }
            guard let found = system.solution() else { return nil }
            let next = (slope: found[1], level: found[0] - found[1] * center)
            let isSettled = abs(next.slope - line.slope) < 1e-14
            line = next
            if isSettled { break }
        }
        return line
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard !sorted.isEmpty else { return .nan }
        return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
    }
}
