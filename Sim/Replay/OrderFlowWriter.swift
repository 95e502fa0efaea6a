import Market

/// Turns recorded steps back into what the customers sent.
struct OrderFlowWriter {
    /// What a replay cannot be made of.
    struct Objection: Error {
        let problem: String
        let accepted: String
    }

    private let source: OrderFileSource
    private let contract: ContractIndex
    private var steps: [OrderFileFlow.Step] = []
    /// Shares that the record has left of each resting order.
    private var remaining: [UInt64: Int64] = [:]
    /// The order whose trades on arrival are being read.
    private var arriving: Arrival?
    private var clock = SessionTime(nanoseconds: 0)

    private struct Arrival {
        let number: UInt64
        let side: Side
        let time: SessionTime
        /// The worst price it has paid.
        var price: Price
        var shares: Int64
        /// Resting orders it finished.
        var finished: [UInt64] = []
    }

    init(source: OrderFileSource, contract: ContractIndex) {
        self.source = source
        self.contract = contract
    }

    mutating func take(_ event: OrderFileEvent) throws(Objection) {
        switch event {
        case .trade(let trade):
            guard let side = trade.aggressor else { return try fill(trade) }
            try arrive(trade, side)
        case .order(let order) where order.kind == .add: try rest(order)
        case .order(let order): try delete(order)
        }
    }

    /// What happens after the close is left out: nobody is there any more.
    mutating func finished() throws(Objection) -> [OrderFileFlow.Step] {
        try enterArriving()
        return steps.filter { $0.time <= TradingClock.closing }
    }

    private mutating func arrive(_ trade: TradeRecord, _ side: Side) throws(Objection) {
        let number = side == .bid ? trade.buyNumber : trade.sellNumber
        if let arrival = arriving, arrival.number != number { try enter(arrival, resting: nil) }
        var arrival =
            arriving.flatMap { $0.number == number ? $0 : nil }
            ?? Arrival(
                number: number, side: side, time: trade.time, price: trade.price, shares: 0)
        arrival.shares += Int64(trade.quantity.contracts)
        if side.sign * trade.price.ticks > side.sign * arrival.price.ticks {
            arrival.price = trade.price
        }
        let other = side == .bid ? trade.sellNumber : trade.buyNumber
        if try reduce(other, by: trade.quantity) { arrival.finished.append(other) }
        _ = try ticks(trade.price)
        arriving = arrival
    }

    private mutating func rest(_ order: OrderRecord) throws(Objection) {
        guard remaining[order.number] == nil else {
            throw Objection(
                problem: "order number \(order.number) is in the book already",
                accepted: "each order once")
        }
        if let arrival = arriving {
            let isSame = arrival.number == order.number && arrival.side == order.side
            try enter(arrival, resting: isSame ? order : nil)
            arriving = nil
            if isSame {
                remaining[order.number] = Int64(order.quantity.contracts)
                return
            }
        }
        remaining[order.number] = Int64(order.quantity.contracts)
        append(
            .order(
                CustomerOrder(
                    reference: reference(order.number), contract: contract, side: order.side,
                    price: try ticks(order.price),
                    quantity: try contracts(Int64(order.quantity.contracts)),
                    immediateOrCancel: false)), at: order.time)
    }

    private mutating func delete(_ order: OrderRecord) throws(Objection) {
        try enterArriving()
        let isFinished = try reduce(order.number, by: order.quantity)
        cancel(order.number, at: order.time)
        guard !isFinished, let left = remaining[order.number] else { return }
        // Only a part was taken off: no flow can say so, the rest comes back at the end of its queue.
        append(
            .order(
                CustomerOrder(
                    reference: reference(order.number), contract: contract, side: order.side,
                    price: try ticks(order.price), quantity: try contracts(left),
                    immediateOrCancel: false)), at: order.time)
    }

    /// An auction's trade: our exchange has held its own; only who is finished counts.
    private mutating func fill(_ trade: TradeRecord) throws(Objection) {
        try enterArriving()
        for number in [trade.buyNumber, trade.sellNumber]
        where try reduce(number, by: trade.quantity) {
            cancel(number, at: trade.time)
        }
    }

    private mutating func enterArriving() throws(Objection) {
        guard let arrival = arriving else { return }
        try enter(arrival, resting: nil)
        arriving = nil
    }

    /// The order as it was sent; one of which nothing rested may not have been willing to pay more than it did.
    private mutating func enter(
        _ arrival: Arrival, resting: OrderRecord?
    ) throws(Objection) {
        let rest = Int64(resting?.quantity.contracts ?? 0)
        append(
            .order(
                CustomerOrder(
                    reference: reference(arrival.number), contract: contract, side: arrival.side,
                    price: try ticks(resting?.price ?? arrival.price),
                    quantity: try contracts(arrival.shares + rest),
                    immediateOrCancel: resting == nil)), at: arrival.time)
        for number in arrival.finished { cancel(number, at: arrival.time) }
    }

    /// Takes shares off the record's own count; true when nothing is left.
    private mutating func reduce(_ number: UInt64, by quantity: Quantity) throws(Objection) -> Bool
    {
        guard let left = remaining[number] else {
            throw Objection(
                problem: "order number \(number) is not in the book",
                accepted: "a record that begins with the day and is whole (exchange rebuild)")
        }
        let rest = left - Int64(quantity.contracts)
        guard rest >= 0 else {
            throw Objection(
                problem: "more than the \(left) shares left of order \(number)",
                accepted: "a record that begins with the day and is whole (exchange rebuild)")
        }
        remaining[number] = rest == 0 ? nil : rest
        return rest == 0
    }

    private mutating func cancel(_ number: UInt64, at time: SessionTime) {
        append(.cancel(reference: reference(number)), at: time)
    }

    private mutating func append(_ action: FlowAction, at time: SessionTime) {
        clock = max(clock, time)
        steps.append(OrderFileFlow.Step(time: clock, action: action))
    }

    /// Never one of the simulated customers' own.
    private func reference(_ number: UInt64) -> UInt64 {
        UInt64(1) << 63 | UInt64(contract.int) << 50 | number
    }

    private func ticks(_ price: Price) throws(Objection) -> Price {
        guard price.ticks % source.priceDivisor == 0 else {
            throw Objection(
                problem: "price \(price) over \(source.priceDivisor) is between two ticks",
                accepted: "prices that come out in whole 0.0001")
        }
        return Price(ticks: price.ticks / source.priceDivisor)
    }

    private func contracts(_ shares: Int64) throws(Objection) -> Quantity {
        let contracts = (shares + source.sharesPerContract - 1) / source.sharesPerContract
        guard contracts <= Int64(Int32.max) else {
            throw Objection(
                problem: "\(shares) shares in one order",
                accepted: "at most \(Int32.max) contracts")
        }
        return Quantity(contracts: Int32(contracts))
    }
}
