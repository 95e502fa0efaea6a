import Market
import Pricing

/// Arbitrage that lies in the quotes of one expiry themselves, with no model: bought at the ask, sold at the bid.
struct QuoteArbitrage: Hashable {
    /// A further call, or a nearer put, that is dearer.
    var verticals = 0
    /// Three neighbouring strikes whose middle is sold above the line between the others.
    var butterflies = 0
    /// Neighbours looked at.
    var looked = 0

    init(verticals: Int = 0, butterflies: Int = 0, looked: Int = 0) {
        self.verticals = verticals
        self.butterflies = butterflies
        self.looked = looked
    }

    mutating func count(_ quotes: [OptionQuote]) {
        for type in OptionType.allCases {
            let ordered = quotes.filter { $0.type == type && $0.bid > 0 && $0.ask > 0 }
                .sorted { $0.strike < $1.strike }
            for (near, far) in zip(ordered, ordered.dropFirst()) {
                looked += 1
                let (cheap, dear) = type == .call ? (far, near) : (near, far)
                if cheap.bid > dear.ask { verticals += 1 }
            }
            for index in ordered.indices.dropFirst().dropLast() {
                let (low, middle, high) = (
                    ordered[index - 1], ordered[index], ordered[index + 1]
                )
                let share = (high.strike - middle.strike) / (high.strike - low.strike)
                if middle.bid > share * low.ask + (1 - share) * high.ask { butterflies += 1 }
            }
        }
    }
}
