import Market

/// Draws contracts with fixed weights.
struct ContractChoice: Sendable {
    private let cumulative: [Double]

    /// - Parameter weights: by contract index, none negative, not all zero.
    init(weights: [Double]) {
        var sum = 0.0
        cumulative = weights.map {
            sum += $0
            return sum
        }
        precondition(sum > 0, "no contract to choose")
    }

    func pick(_ chance: inout SeededGenerator) -> ContractIndex {
        let target = chance.uniform() * cumulative[cumulative.count - 1]
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > target { high = middle } else { low = middle + 1 }
        }
        return ContractIndex(low)
    }

    /// Most customers trade the nearest expiry near the money.
    static func popular(_ opinion: PublicOpinion) -> ContractChoice {
        ContractChoice(
            weights: weights(opinion) { rank, deviations in
                PortableMath.exp(-0.8 * rank - 0.5 * deviations * deviations)
            })
    }

    /// Those who must ask for a quote want what is rarely quoted: far expiries, deep strikes.
    static func neglected(_ opinion: PublicOpinion) -> ContractChoice {
        ContractChoice(
            weights: weights(opinion) { rank, deviations in
                (1 + rank) * (0.3 + min(deviations.magnitude, 3))
            })
    }

    private static func weights(
        _ opinion: PublicOpinion, _ weight: (Double, Double) -> Double
    ) -> [Double] {
        opinion.contracts.map {
            let deviations = opinion.estimate($0.index, at: TradingClock.opening).deviations
            return weight(Double($0.expiryRank), min(max(deviations, -5), 5))
        }
    }
}
