import Market
import Wire

/// What a quote would make of positions and money.
extension RiskGate {
    /// What the quote would make of the position if everything under way were filled, in the worst order.
    @inline(__always)
    mutating func exposure(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase
    ) -> Verdict {
        let contract = quote.contract.int
        let held = book.holdings.held(contract)
        let before = book.slots[contract].worst
        if quote.bid.effect == .close {
            let verdict = closingQuantity.verdict(
                held: held.short, closing: Int64(quote.bid.quantity.contracts), side: .bid)
            guard case .pass = verdict else { return verdict }
        }
        if quote.ask.effect == .close {
            let verdict = closingQuantity.verdict(
                held: held.long, closing: Int64(quote.ask.quantity.contracts), side: .ask)
            guard case .pass = verdict else { return verdict }
        }
        let buys = worst.long - before.long
        let sells = worst.short - before.short
        // A side that can only close is never held back by a limit it lowers.
        if buys > 0 {
            let verdict = positionLimit.verdict(worstCase: worst.long, side: .bid)
                .then(directionLimit.verdict(worstCase: lean(.bid, own) + buys, side: .bid))
            guard case .pass = verdict else { return verdict }
        }
        if sells > 0 {
            let verdict = positionLimit.verdict(worstCase: worst.short, side: .ask)
                .then(directionLimit.verdict(worstCase: lean(.ask, own) + sells, side: .ask))
            guard case .pass = verdict else { return verdict }
        }
        guard buys + sells > 0 else { return .pass }
        return totalPosition.verdict(worstCase: book.total + buys + sells, side: nil)
    }

    /// The underlying's direction an opening on this side adds to.
    @inline(__always)
    mutating func lean(_ side: Side, _ own: ContractTerms) -> Int64 {
        (side == .bid) == own.isCall
            ? book.sums[Int(own.underlying)].bullish : book.sums[Int(own.underlying)].bearish
    }

    /// Margin of what the ask could open, a close beyond the holding included; nil when it does not fit.
    @inline(__always)
    mutating func margin(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase
    ) -> Int64? {
        let opened = quote.ask.effect == .open ? Int64(quote.ask.quantity.contracts) : 0
        let oversold = worst.oversold - book.slots[quote.contract.int].worst.oversold
        let (total, overflow) = own.marginPerContract.multipliedReportingOverflow(
            by: opened + oversold)
        return overflow ? nil : total
    }

    @inline(__always)
    static func work(of quote: TwoSidedQuote) -> ExposureBook.Working {
        let bid = Int64(quote.bid.quantity.contracts)
        let ask = Int64(quote.ask.quantity.contracts)
        return ExposureBook.Working(
            openBuy: quote.bid.effect == .open ? bid : 0,
            openSell: quote.ask.effect == .open ? ask : 0,
            closeBuy: quote.bid.effect == .close ? bid : 0,
            closeSell: quote.ask.effect == .close ? ask : 0)
    }

    @inline(__always)
    static func working(_ quote: TwoSidedQuote, _ own: ContractTerms) -> WorkingQuote {
        var working = WorkingQuote.none
        working.id = quote.id.value
        working.request = quote.answering.value
        working.bid = WorkingLeg(
            price: quote.bid.price.ticks,
            reservePerContract: quote.bid.price.ticks * Int64(own.unit),
            quantity: Int64(quote.bid.quantity.contracts), sent: quote.bid.quantity.contracts,
            effect: quote.bid.effect)
        working.ask = WorkingLeg(
            price: quote.ask.price.ticks,
            reservePerContract: quote.ask.effect == .open ? own.marginPerContract : 0,
            quantity: Int64(quote.ask.quantity.contracts), sent: quote.ask.quantity.contracts,
            effect: quote.ask.effect)
        return working
    }
}
