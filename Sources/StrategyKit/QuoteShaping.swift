/// Turns a centre and a width into two permitted prices, in integers.
public enum QuoteShaping {
    /// Centres beyond this many ticks are not prices.
    static let centreTicksMax = 1e9
    /// A value this near to a tick is on it: the last digits of a Double must not move a price.
    static let roundingSlack = 1e-6

    /// Bid and ask around a centre, as near to `width` as the allowance and the price band let them be.
    ///
    /// The bid rounds down and the ask up (outward) while the permitted spread has room, inward otherwise.
    /// The permitted spread depends on the bid, and falls at a tier's start: the width is narrowed until the
    /// bid it leads to permits it.
    /// Nil when the centre is not a price or lies a tick or more outside the price band (a limit price, SSE-TR-04).
    /// A worthless option is quoted at the lowest price there is.
    /// - Parameters:
    ///   - centre: in ticks, fractions allowed.
    ///   - width: wanted, in ticks; at least one is taken.
    public static func prices(
        centre: Double, width: Int64, isFar: Bool, allowance: SpreadAllowance, band: PriceBand
    ) -> (bid: Price, ask: Price)? {
        guard centre.isFinite, abs(centre) < centreTicksMax, band.down < band.up,
            centre > Double(band.down.ticks - 1) || centre == 0 && band.down.ticks == 1,
            centre < Double(band.up.ticks + 1)
        else { return nil }
        var width = max(1, min(width, Int64(centreTicksMax)))
        var bid = lowerPrice(centre, width)
        var permitted = allowance.spreadTicksMax(bid: bid, isFar: isFar)
        if width > permitted {
            width = min(width, allowance.spreadTicksMax(bid: lowerPrice(centre, 0), isFar: isFar))
        }
        // Each round narrows the width by half the tier's ratio of what the last one took off.
        for _ in 0..<8 {
            bid = lowerPrice(centre, width)
            permitted = allowance.spreadTicksMax(bid: bid, isFar: isFar)
            guard width > permitted else { break }
            width = permitted
        }
        bid = min(max(bid, band.down), band.up - oneTick)
        permitted = allowance.spreadTicksMax(bid: bid, isFar: isFar)
        let upper = Int64((centre + 0.5 * Double(width) - roundingSlack).rounded(.up))
        let spread = max(1, min(permitted, upper - bid.ticks))
        let ask = min(bid + Price(ticks: spread), band.up)
        return (bid, ask)
    }

    /// The widest permitted quote of the smallest size that counts: presence at the least risk.
    public static func maintenance(
        centre: Double, facts: ContractFacts, allowance: SpreadAllowance
    ) -> QuoteWish {
        guard
            let prices = prices(
                centre: centre, width: Int64(centreTicksMax), isFar: facts.isFar,
                allowance: allowance, band: facts.band)
        else { return .none(.strategyChoice) }
        return .maintain(
            bid: QuoteLeg(price: prices.bid, quantity: facts.quantityMin),
            ask: QuoteLeg(price: prices.ask, quantity: facts.quantityMin))
    }

    private static let oneTick = Price(ticks: 1)

    private static func lowerPrice(_ centre: Double, _ width: Int64) -> Price {
        Price(ticks: Int64((centre - 0.5 * Double(width) + roundingSlack).rounded(.down)))
    }

    /// A size between the smallest that counts and the largest allowed.
    public static func quantity(_ wanted: Int32, for facts: ContractFacts) -> Quantity {
        min(max(Quantity(contracts: wanted), facts.quantityMin), facts.quantityMax)
    }
}
