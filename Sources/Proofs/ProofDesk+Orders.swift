import Market
import Risk
import Wire

/// Single orders of a quoter.
extension ProofDesk {
    func order(
        _ contract: Int, _ side: Side, _ size: Int32, at ticks: Int64,
        kind: OrderKind = .limitImmediateOrCancel, effect: PositionEffect = .open,
        reviewed: Bool = false
    ) -> OrderInstructions.Entry {
        lastID += 1
        return OrderInstructions.Entry(
            contract: ContractIndex(contract), sideCode: side.rawValue,
            effectCode: effect.rawValue, kindCode: kind.rawValue, reserved: reviewed ? 1 : 0,
            clientID: QuoteID(lastID), price: Price(ticks: ticks),
            quantity: Quantity(contracts: size))
    }

    /// The cancel of an order by the exchange's number.
    func cancel(_ contract: Int, order: OrderID) -> OrderInstructions.Entry {
        lastID += 1
        return OrderInstructions.Entry(
            contract: ContractIndex(contract), kindCode: OrderKind.cancel.rawValue,
            clientID: QuoteID(lastID), orderID: order)
    }

    /// The first refusal; nil where it passed.
    @discardableResult func send(
        order: OrderInstructions.Entry, from quoter: UInt16 = 1
    ) -> RiskDecisions.Entry? {
        let mark = decisions.count
        tellRisk(on: .quoteSession, from: quoter) { outbox in
            outbox.open(
                OrderInstructions(
                    participant: ParticipantID.maker.value, expires: now + .milliseconds(500)),
                of: OrderInstructions.Entry.self, on: .quoteSession)
            outbox.append(order)
            outbox.close()
        }
        settle()
        return decisions[mark...].first { $0.kind == .orderRefused }
    }
}
