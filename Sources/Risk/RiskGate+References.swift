import Market

/// What the gate compares a quote with that no quoter told it.
extension RiskGate {
    /// An underlying's price: ends holds where the pack says so, and moves the yardsticks.
    mutating func ticked(underlying: Int, price: Int64, at time: Int64) {
        holds.ticked(underlying: underlying, price: price, at: time)
        if price > 0, price <= ContractTerms.priceTicksMax {
            hedges.slots[underlying].spot = price
        }
        if yardsticks.moves(underlying, to: price) { measure(underlying) }
    }

    /// Reckons an underlying's yardsticks anew.
    mutating func measure(_ underlying: Int) {
        for contract in yardsticks.contracts(of: underlying) {
            book.measure(
                contract, by: yardsticks.yardstick(contract, underlying: underlying))
        }
    }

    /// A contract's last public trade; 0 says nothing.
    mutating func traded(_ contract: ContractIndex, at price: Price) {
        guard Int(contract.value) < lastTrade.count, price > .zero,
            price.ticks <= ContractTerms.priceTicksMax
        else { return }
        lastTrade[Int(contract.value)] = price.ticks
    }

    /// Messages quotes may still use in the second that ends now; nil without a limit.
    mutating func quoteRoom(at now: SessionTime) -> Int64? {
        budget.advance(to: now)
        return messageRate.room(spent: budget.spent)
    }

    /// When so many messages fit; `now` if they do already.
    mutating func room(for cost: Int64, under limit: Int64, at now: SessionTime) -> SessionTime {
        budget.advance(to: now)
        return budget.room(for: cost, under: limit, at: now)
    }

    /// What the drop-in checks read.
    @inline(__always)
    mutating func moment(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase
    ) -> QuoteMoment {
        let contract = quote.contract.int
        var bid = group.bid(contract)
        var ask = group.ask(contract)
        if !terms.replacesInOneStep { meetOwn(contract, &bid, &ask) }
        book.orders.meet(contract, &bid, &ask)
        return QuoteMoment(
            quote: quote, own: own, before: book.slots[contract].worst, after: worst,
            sums: book.sums[Int(own.underlying)], yard: book.slots[contract].yard,
            lastTrade: lastTrade[contract], groupBid: bid, groupAsk: ask,
            resting: (book.live[contract].bid.quantity, book.live[contract].ask.quantity),
            tally: tally.contracts[contract], messagesToday: budget.today,
            tradesToday: tally.trades)
    }

    /// Where a replacement takes two steps, our own legs are in the new one's way.
    func meetOwn(_ contract: Int, _ bid: inout Int64, _ ask: inout Int64) {
        let first = contract * ExposureBook.inFlightMax
        var quotes = [book.live[contract]]
        quotes += book.inFlight[first..<first + Int(book.slots[contract].inFlightCount)]
        for quote in quotes {
            if quote.bid.quantity > 0 { bid = max(bid, quote.bid.price) }
            if quote.ask.quantity > 0 { ask = min(ask, quote.ask.price) }
        }
    }
}
