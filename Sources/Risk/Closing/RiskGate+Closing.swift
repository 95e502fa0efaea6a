import Market
import Wire

extension RiskGate {
    /// What is held in a scope, holding by holding.
    func holdings(in scope: ControlScope) -> [ForcedClose.Leg] {
        var legs: [ForcedClose.Leg] = []
        for contract in book.terms.indices
        where scope.covers(contract: contract, underlying: book.terms[contract].underlying) {
            let held = book.holdings.held(contract)
            if held.long > 0 {
                legs.append(
                    ForcedClose.Leg(contract: contract, side: .ask, planned: held.long))
            }
            if held.short > 0 {
                legs.append(
                    ForcedClose.Leg(contract: contract, side: .bid, planned: held.short))
            }
        }
        return legs
    }

    /// Contracts held that closing on a side would take away.
    func closable(_ contract: Int, _ side: Side) -> Int64 {
        let held = book.holdings.held(contract)
        return side == .bid ? held.short : held.long
    }

    /// The next order of a leg: immediate or cancel, as far through the market as the collar lets a price be, as large as one may be.
    ///
    /// Nil where there is nothing to close, or no price to close at.
    func closingOrder(_ leg: ForcedClose.Leg) -> OrderInstructions.Entry? {
        let own = book.terms[leg.contract]
        guard
            let bounds = PriceCollarCheck(limits).bounds(
                yardstick: book.slots[leg.contract].yard.reference,
                lastTrade: lastTrade[leg.contract])
        else { return nil }
        let wanted = leg.side == .bid ? bounds.bidMax : bounds.askMin
        let price = min(max(wanted, own.band.down.ticks, 1), own.band.up.ticks)
        let left = min(leg.planned - leg.closed, closable(leg.contract, leg.side))
        var size = min(left, Int64(own.quantityMax), limits.quantityPerOrderMax ?? 0)
        if let most = limits.valuePerOrderMax?.tenThousandths {
            size = min(size, most / (price * Int64(own.unit)))
        }
        guard size > 0, price % terms.priceTick == 0 else { return nil }
        return OrderInstructions.Entry(
            contract: ContractIndex(leg.contract), sideCode: leg.side.rawValue,
            effectCode: PositionEffect.close.rawValue,
            kindCode: OrderKind.limitImmediateOrCancel.rawValue,
            clientID: QuoteID(book.orders.lastID[leg.contract] &+ 1), price: Price(ticks: price),
            quantity: Quantity(contracts: Int32(clamping: size)))
    }
}
