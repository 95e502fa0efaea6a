import Market
import Risk
import Wire

extension RiskHarness {
    func order(
        _ contract: Int, _ side: Side = .bid, price: Int64 = 1_000, size: Int32 = 1,
        kind: OrderKind = .limit, effect: PositionEffect = .open, id: UInt64? = nil
    ) -> OrderInstructions.Entry {
        OrderInstructions.Entry(
            contract: ContractIndex(contract), sideCode: side.rawValue,
            effectCode: effect.rawValue, kindCode: kind.rawValue, clientID: QuoteID(id ?? nextID()),
            price: Price(ticks: price), quantity: Quantity(contracts: size))
    }

    func cancel(_ contract: Int, order: UInt64) -> OrderInstructions.Entry {
        OrderInstructions.Entry(
            contract: ContractIndex(contract), kindCode: OrderKind.cancel.rawValue,
            clientID: QuoteID(nextID()), orderID: OrderID(order))
    }

    @discardableResult func send(
        orders: [OrderInstructions.Entry], from quoter: UInt16 = 1, participant: UInt16 = 1,
        expires: SessionTime? = nil
    ) -> Heard {
        let expires = expires ?? now + .milliseconds(500)
        return deliver(on: .quoteSession, from: quoter) { outbox in
            outbox.open(
                OrderInstructions(participant: participant, expires: expires),
                of: OrderInstructions.Entry.self, on: .quoteSession)
            for entry in orders { outbox.append(entry) }
            outbox.close()
        }
    }

    @discardableResult func send(_ order: OrderInstructions.Entry) -> Heard {
        send(orders: [order])
    }

    func told(
        _ kind: ExchangeEventKind, _ order: OrderInstructions.Entry, orderID: UInt64,
        quantity: Int32? = nil, leaves: Int32 = 0, price: Int64? = nil, execution: UInt64 = 0,
        reason: UInt8 = 0
    ) -> ExchangeEvents.Entry {
        ExchangeEvents.Entry(
            kind: kind, sideCode: order.sideCode, reasonCode: reason, contract: order.contract,
            participant: 1, effectCode: order.effectCode,
            quantity: quantity.map { Quantity(contracts: $0) } ?? order.quantity,
            leaves: Quantity(contracts: leaves), quoteID: order.clientID, orderID: OrderID(orderID),
            price: price.map { Price(ticks: $0) } ?? order.price, executionID: execution)
    }

    /// Sends an order and lets the exchange accept it.
    @discardableResult func rest(_ order: OrderInstructions.Entry, as orderID: UInt64) -> Heard {
        send(order)
        return report([told(.orderAccepted, order, orderID: orderID)])
    }

    func exposure(_ contract: Int) -> RiskGate.Exposure? {
        core.gate?.exposure(of: ContractIndex(contract))
    }
}
