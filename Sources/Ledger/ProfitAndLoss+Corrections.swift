public import Market

/// Trades that were taken back or corrected (撤销, 更正): money moves again, marks stay.
extension ProfitAndLoss {
    /// Undoes a fill at the price it counts at now, its fee included.
    ///
    /// `theoreticalValue` is the one it was booked with; nil where nobody knows it any more: then the edge
    /// it once captured stays, and holding carries the difference.
    public mutating func takeBack(_ fill: Fill, theoreticalValue: MicroYuan?) -> Outcome {
        let signed = -fill.side.sign * Int64(fill.quantity.contracts)
        let quantity = -Int64(fill.quantity.contracts)
        return change(fill, by: signed, fees: quantity, theoreticalValue: theoreticalValue)
    }

    /// A fill counts at another price; the difference is cash, and edge where its fill's edge was booked.
    public mutating func reprice(_ fill: Fill, to price: Price, movesEdge: Bool) -> Outcome {
        guard fill.quantity > .zero, isKnown(fill.contract),
            let old = MicroYuan(fill.price)?.count, let new = MicroYuan(price)?.count,
            let change = difference(new, old)
        else { return .refused }
        let signed = fill.side.sign * Int64(fill.quantity.contracts)
        guard let paid = amount(signed, change, fill.contract) else { return .refused }
        return settle(received: -paid, edge: movesEdge ? -paid : 0, fees: 0, marked: 0)
            ? .booked(edge: MicroYuan(movesEdge ? -paid : 0)) : .refused
    }

    private mutating func change(
        _ fill: Fill, by signed: Int64, fees contracts: Int64, theoreticalValue: MicroYuan?
    ) -> Outcome {
        guard fill.quantity > .zero, isKnown(fill.contract),
            let price = MicroYuan(fill.price)?.count,
            let margin = difference(theoreticalValue?.count ?? price, price),
            let captured = amount(signed, margin, fill.contract),
            let paid = amount(signed, price, fill.contract),
            let added = amount(signed, mark(of: fill.contract), fill.contract)
        else { return .refused }
        let fee = feePerContract.multipliedReportingOverflow(by: contracts)
        guard !fee.overflow, let net = sum(self.net(fill.contract), signed),
            settle(received: -paid, edge: captured, fees: fee.partialValue, marked: added)
        else { return .refused }
        setNet(net, of: fill.contract)
        return .booked(edge: MicroYuan(captured))
    }
}
