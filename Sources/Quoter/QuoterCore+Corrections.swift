import Ledger
import Market
import Wire

/// Trades the exchange takes back or counts at another price: the quoter's book follows, and so do its quotes.
extension QuoterCore {
    mutating func applyCorrection(_ event: ExchangeEvents.Entry) -> Bool {
        guard isOurs(event), let side = event.side,
            let effect = event.positionEffect,
            event.quantity > .zero, event.price > .zero, let place = place(event.contract)
        else { return false }
        var fill = Fill(
            contract: event.contract, side: side, effect: effect, price: event.price,
            quantity: event.quantity)
        let key = QuoterCore.key(event, side)
        let value = fillValues[key]
        guard event.kind == .tradeBusted else {
            fill.price = event.bid
            let outcome = ledger.reprice(fill, to: event.price, movesEdge: value != nil)
            guard outcome != .refused else { return false }
            counters.tradesChanged += 1
            return true
        }
        guard ledger.takeBack(fill, theoreticalValue: value) != .refused else { return false }
        fillValues[key] = nil
        counters.tradesChanged += 1
        if positions.takeBack(fill) != .applied { counters.unmatchedFills += 1 }
        mirrorPosition(event.contract, place)
        desks[place.desk].sumInventory()
        desks[place.desk].isDirty = true
        return true
    }

    /// An execution has up to two sides of ours.
    static func key(_ event: ExchangeEvents.Entry, _ side: Side) -> UInt64 {
        event.executionID << 1 | (side == .bid ? 0 : 1)
    }
}
