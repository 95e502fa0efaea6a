import Market

/// Own prices beside the quote's: how deep the least size lies (CN-FUND-01).
extension GeneralValidity {
    /// Whether one side alone is large enough, where the other one is excused.
    func isEnough(on side: Side, _ quote: LiveQuote, of contract: Int) -> Bool {
        let reached = reach(side, quote, contract)
        if reached.isLargeEnough { return true }
        return reached.quantity > .zero
            && isLarge(reached.quantity.contracts, at: reached.price, contract)
    }

    struct Reach {
        var price: Price
        var quantity: Quantity
        /// The least size was reached by summing up prices, so the last price's alone says nothing.
        var isLargeEnough: Bool
    }

    /// The best own price and what rests there, or the price at which the least size is reached.
    ///
    /// Where it never is, everything counts at its last price: too small, and said to be.
    func reach(_ side: Side, _ quote: LiveQuote, _ contract: Int) -> Reach {
        let levels = levels(side, quote, contract)
        guard let best = levels.first else {
            return Reach(price: .zero, quantity: .zero, isLargeEnough: false)
        }
        guard validity.sizeBasis == .cumulated else {
            let there = levels.prefix { $0.price == best.price }
                .reduce(Int32(0)) { $0.addingReportingOverflow($1.remaining).partialValue }
            return Reach(
                price: best.price, quantity: Quantity(contracts: max(0, there)),
                isLargeEnough: false)
        }
        var sum: Int128 = 0
        for level in levels {
            sum += size(level.remaining, at: level.price, contract)
            if isLarge(sum) {
                return Reach(
                    price: level.price, quantity: Quantity(contracts: level.remaining),
                    isLargeEnough: true)
            }
        }
        return Reach(
            price: levels[levels.count - 1].price,
            quantity: Quantity(contracts: levels[levels.count - 1].remaining), isLargeEnough: false)
    }

    /// The quote and the orders of one side, best price first.
    private func levels(_ side: Side, _ quote: LiveQuote, _ contract: Int)
        -> [(price: Price, remaining: Int32)]
    {
        var levels: [(price: Price, remaining: Int32)] = []
        if !orders.isEmpty {
            levels = orders[contract][side].map { ($0.price, $0.remaining.contracts) }
        }
        let own = side == .bid ? (quote.bid, quote.bidRemaining) : (quote.ask, quote.askRemaining)
        if own.1 > .zero {
            let place = levels.firstIndex {
                side == .bid ? $0.price < own.0 : $0.price > own.0
            }
            levels.insert((own.0, own.1.contracts), at: place ?? levels.count)
        }
        return levels
    }
}
