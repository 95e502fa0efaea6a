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

    /// An underlying's last price, to risk alone.
    func tell(underlying: Int, at ticks: Int64) {
        tellRisk { outbox in
            outbox.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
            outbox.append(
                UnderlyingTicks.Entry(
                    underlying: UnderlyingIndex(underlying), time: now,
                    last: Price(ticks: ticks), bid: .zero, ask: .zero))
            outbox.close()
        }
    }

    /// Shares of the first underlying bought; the refusal, or nil where it passed.
    func send(hedge shares: Int64, at ticks: Int64) -> RefusalCode? {
        lastID += 1
        let mark = decisions.count
        tellRisk(on: .quoteSession, from: 1) { outbox in
            outbox.open(
                HedgeOrders(
                    participant: ParticipantID.maker.value, expires: now + .milliseconds(500)),
                of: HedgeOrders.Entry.self, on: .quoteSession)
            outbox.append(
                HedgeOrders.Entry(
                    underlying: UnderlyingIndex(0), sideCode: Side.bid.rawValue,
                    kindCode: OrderKind.limitImmediateOrCancel.rawValue,
                    clientID: QuoteID(lastID), price: Price(ticks: ticks), shares: shares))
            outbox.close()
        }
        settle()
        return decisions[mark...].first { $0.kind == .hedgeRefused }?.refusal
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
