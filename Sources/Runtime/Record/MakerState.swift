import Market
import Wire

/// The maker's own live state at the exchange, contract by contract, folded from the exchange's events.
struct MakerState {
    /// Remaining quantities; price 0 where there is no leg.
    private(set) var quotes: [BookTop]
    /// Quote that rests, for evidence.
    private(set) var quoteIDs: [QuoteID]

    init(contracts: Int) {
        quotes = Array(repeating: .empty, count: contracts)
        quoteIDs = Array(repeating: .none, count: contracts)
    }

    /// Applies one event; true when a contract's own state changed.
    mutating func apply(_ event: ExchangeEvents.Entry) -> Bool {
        let index = event.contract.int
        guard quotes.indices.contains(index) else { return false }
        switch event.kind {
        case .quoteAccepted:
            quotes[index] = BookTop(
                bid: event.bidQuantity > .zero ? event.bid : .zero,
                bidQuantity: event.bidQuantity,
                ask: event.askQuantity > .zero ? event.ask : .zero,
                askQuantity: event.askQuantity)
            quoteIDs[index] = event.quoteID
            return true
        case .legFilled:
            setRemaining(event.leaves, side: event.side, of: index)
            return true
        case .legCancelled:
            setRemaining(.zero, side: event.side, of: index)
            return true
        default: return false
        }
    }

    private mutating func setRemaining(_ quantity: Quantity, side: Side?, of index: Int) {
        if side == .bid {
            quotes[index].bidQuantity = quantity
            if quantity == .zero { quotes[index].bid = .zero }
        } else {
            quotes[index].askQuantity = quantity
            if quantity == .zero { quotes[index].ask = .zero }
        }
    }
}
