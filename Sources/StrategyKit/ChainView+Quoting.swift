extension ChainView {
    /// What is left of the day's continuous trading, 1 before the opening and 0 after the end.
    public var tradingDayLeft: Double {
        var ahead: Int64 = 0
        var all: Int64 = 0
        for segment in SessionCalendar.shanghaiOptions.segments where segment.phase == .continuous {
            all += (segment.end - segment.start).nanoseconds
            ahead += max(0, (segment.end - max(segment.start, time)).nanoseconds)
        }
        return Double(ahead) / Double(all)
    }

    /// The widest permitted spread, in ticks, of a quote whose bid is near `ticks`.
    public func spreadTicksMax(_ position: Int, near ticks: Double) -> Double {
        let reference = ticks.isNaN ? 0 : max(0, min(ticks.rounded(), 1e9))
        return Double(spreadTicksMax(position, bid: Price(ticks: Int64(reference))))
    }

    /// Both sides around `value`, moved by `shift` and `width` wide as far as terms and price band permit.
    ///
    /// The shift is at most one permitted spread: further away risk's price collar waits. Sizes are brought
    /// between the smallest that counts and the largest allowed.
    /// - Parameters:
    ///   - value: in ticks, fractions allowed.
    ///   - shift: ticks; positive raises both prices.
    ///   - width: wanted spread in ticks; rounded up.
    public func quote(
        _ position: Int, around value: Double, shiftedBy shift: Double = 0, width: Double,
        buying bidSize: Quantity, selling askSize: Quantity
    ) -> QuoteWish {
        let facts = facts[position]
        let centre = centre(position, around: value, shiftedBy: shift)
        let ticks = width.isNaN ? 1 : max(1, min(width.rounded(.up), QuoteShaping.centreTicksMax))
        guard
            let prices = QuoteShaping.prices(
                centre: centre, width: Int64(ticks), isFar: facts.isFar, allowance: allowance,
                band: facts.band)
        else { return .none(.strategyChoice) }
        let sizes = facts.quantityMin...facts.quantityMax
        return .quote(
            bid: QuoteLeg(
                price: prices.bid, quantity: min(max(bidSize, sizes.lowerBound), sizes.upperBound)),
            ask: QuoteLeg(
                price: prices.ask, quantity: min(max(askSize, sizes.lowerBound), sizes.upperBound)))
    }

    /// The widest permitted quote of the smallest size that counts, around `value` moved by `shift` ticks.
    public func maintenance(_ position: Int, around value: Double, shiftedBy shift: Double = 0)
        -> QuoteWish
    {
        QuoteShaping.maintenance(
            centre: centre(position, around: value, shiftedBy: shift), facts: facts[position],
            allowance: allowance)
    }

    /// Beside the price limits a shift gives way: the centre stays where a quote is possible.
    private func centre(_ position: Int, around value: Double, shiftedBy shift: Double) -> Double {
        let band = facts[position].band
        let room = spreadTicksMax(position, near: value)
        let bounded = shift.isNaN ? 0 : max(-room, min(room, shift))
        return min(
            max(value + bounded, min(value, Double(band.down.ticks))),
            max(value, Double(band.up.ticks)))
    }
}
