/// The forward that an expiry's pairs of call and put show, and how surely: the weighted mean of those near the median.
struct OutsideParity {
    private var forwards: [(value: Double, half: Double)] = []

    mutating func removeAll() { forwards.removeAll(keepingCapacity: true) }

    /// - Parameter half: of the pair's two spreads together.
    mutating func add(forward: Double, half: Double) {
        guard forward.isFinite, forward > 0, half.isFinite, half > 0 else { return }
        forwards.append((forward, half))
    }

    /// Nil with fewer than two pairs, or where most contradict the median.
    mutating func estimate() -> (forward: Double, variance: Double)? {
        guard forwards.count >= 2 else { return nil }
        forwards.sort { ($0.value, $0.half) < ($1.value, $1.half) }
        let total = forwards.reduce(0) { $0 + 1 / ($1.half * $1.half) }
        var below = 0.0
        let middle =
            forwards.first {
                below += 1 / ($0.half * $0.half)
                return below >= 0.5 * total
            }?.value ?? 0
        var (sum, weight, count) = (0.0, 0.0, 0)
        for pair in forwards where abs(pair.value - middle) <= pair.half {
            sum += pair.value / (pair.half * pair.half)
            weight += 1 / (pair.half * pair.half)
            count += 1
        }
        guard 2 * count >= forwards.count, count >= 2 else { return nil }
        // A middle is off by about half of its half spread.
        return (sum / weight, 0.25 / weight)
    }
}
