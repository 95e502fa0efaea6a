import Market

/// A security's book put together again from its records, through the exchange's own `Book`.
///
/// Every trade is carried out by matching: an incoming order of the trade's size and price must meet exactly the order
/// that the trade names. Where it does not, the record wins and the difference is counted.
struct RebuiltBook: Sendable {
    private var book = Book(orderCapacity: 1 << 13, levelCapacity: 1 << 11)
    /// Where the resting orders are, by number.
    private var slots: [UInt64: Int32] = [:]
    private var executions: [Execution] = []
    /// The trades of the auction under way.
    private var auctionTrades: [TradeRecord] = []
    /// Of the last step carried out.
    private(set) var time = SessionTime(nanoseconds: 0)

    private(set) var bids = DepthLadder(.bid)
    private(set) var asks = DepthLadder(.ask)
    private(set) var auctions: [RebuiltAuction] = []
    private(set) var anomalies = OrderFileAnomalies()
    /// Trades outside auctions, and those of them that matching made by itself.
    private(set) var continuousTrades = 0
    private(set) var matchedTrades = 0

    /// Orders resting now.
    var count: Int { book.count }

    /// Ends the auction under way when `event` is not one of its trades; true when the book changed.
    mutating func settle(before event: OrderFileEvent) -> Bool {
        if case .trade(let trade) = event, trade.aggressor == nil { return false }
        guard !auctionTrades.isEmpty else { return false }
        settleAuction()
        return true
    }

    /// Carries out one step of the day.
    mutating func apply(_ event: OrderFileEvent) {
        if event.time < time { anomalies.timesBack += 1 }
        time = max(time, event.time)
        if case .trade(let trade) = event, trade.aggressor == nil {
            collect(trade)
            return
        }
        _ = settle(before: event)
        switch event {
        case .order(let order) where order.kind == .add: add(order)
        case .order(let order): delete(order)
        case .trade(let trade): match(trade)
        }
    }

    /// Settles what is still open and compares the book with the records' sums.
    mutating func finish() {
        settleAuction()
        compare()
    }

    private mutating func add(_ record: OrderRecord) {
        guard slots[record.number] == nil else {
            anomalies.repeatedOrders += 1
            return
        }
        slots[record.number] = book.add(
            Order(
                id: OrderID(record.number), side: record.side, price: record.price,
                remaining: record.quantity, reference: record.number))
        change(record.side, record.price, by: Int64(record.quantity.contracts))
        if TradingClock.isContinuous(time), let bid = bids.best, let ask = asks.best, bid >= ask,
            record.price == (record.side == .bid ? bid : ask)
        {
            anomalies.crossedBooks += 1
        }
    }

    private mutating func delete(_ record: OrderRecord) {
        guard let slot = slots[record.number] else {
            anomalies.unknownOrders += 1
            return
        }
        let order = book[slot]
        let quantity = bounded(record.quantity, by: order.remaining)
        change(order.side, order.price, by: -Int64(quantity.contracts))
        guard quantity == order.remaining else {
            rearrange(undoing: [], taking: quantity, from: record.number)
            return
        }
        _ = book.remove(slot)
        slots[record.number] = nil
    }

    private mutating func match(_ trade: TradeRecord) {
        continuousTrades += 1
        guard let aggressor = trade.aggressor, let number = trade.restingNumber,
            let slot = slots[number]
        else {
            anomalies.unknownOrders += 1
            return
        }
        let resting = book[slot]
        guard resting.side == aggressor.opposite else {
            anomalies.unknownOrders += 1
            return
        }
        let quantity = bounded(trade.quantity, by: resting.remaining)
        change(resting.side, resting.price, by: -Int64(quantity.contracts))
        var incoming = Order(
            id: OrderID(aggressor == .bid ? trade.buyNumber : trade.sellNumber),
            side: aggressor, price: trade.price, remaining: quantity)
        executions.removeAll(keepingCapacity: true)
        book.match(&incoming, into: &executions)
        guard executions.count == 1, let execution = executions.first,
            execution.resting.reference == number, execution.quantity == quantity,
            execution.price == trade.price
        else {
            anomalies.outOfPriority += 1
            rearrange(undoing: executions, taking: quantity, from: number)
            return
        }
        matchedTrades += 1
        if execution.resting.remaining == .zero { slots[number] = nil }
    }

    private mutating func collect(_ trade: TradeRecord) {
        if auctionTrades.isEmpty {
            let bidLevels = book.levels(.bid)
            let askLevels = book.levels(.ask)
            auctions.append(
                RebuiltAuction(
                    kind: RebuiltAuction.kind(at: trade.time), time: trade.time,
                    computed: CallAuction.uncross(
                        bids: bidLevels, asks: askLevels, reference: nil,
                        tick: Self.step(of: bidLevels + askLevels)),
                    actual: CallAuction.Outcome(price: trade.price, volume: 0)))
        }
        auctionTrades.append(trade)
        let row = auctions.count - 1
        auctions[row].actual = CallAuction.Outcome(
            price: trade.price,
            volume: auctions[row].actual.volume + Int64(trade.quantity.contracts))
    }

    /// Uncrosses the book once an auction's trades are all read; the fills of each order must be the recorded ones.
    private mutating func settleAuction() {
        guard !auctionTrades.isEmpty, let auction = auctions.last else { return }
        let trades = auctionTrades
        auctionTrades.removeAll(keepingCapacity: true)
        if let outcome = auction.computed, auction.isEqual {
            var uncrossed = book
            executions.removeAll(keepingCapacity: true)
            uncrossed.uncross(outcome, into: &executions)
            if fills(of: executions) == fills(of: trades) {
                book = uncrossed
                for execution in executions { settle(execution) }
                compare()
                return
            }
        }
        anomalies.outOfPriority += 1
        for trade in trades {
            force(trade.quantity, from: trade.buyNumber, .bid)
            force(trade.quantity, from: trade.sellNumber, .ask)
        }
        compare()
    }

    private mutating func settle(_ execution: Execution) {
        for order in [execution.resting, execution.incoming] {
            change(order.side, order.price, by: -Int64(execution.quantity.contracts))
            if order.remaining == .zero { slots[order.reference] = nil }
        }
    }

    private mutating func force(_ quantity: Quantity, from number: UInt64, _ side: Side) {
        guard let slot = slots[number], case let order = book[slot], order.side == side else {
            anomalies.unknownOrders += 1
            return
        }
        let taken = bounded(quantity, by: order.remaining)
        change(side, order.price, by: -Int64(taken.contracts))
        rearrange(undoing: [], taking: taken, from: number)
    }

    private func fills(of executions: [Execution]) -> [UInt64: Int64] {
        var fills: [UInt64: Int64] = [:]
        for execution in executions {
            let quantity = Int64(execution.quantity.contracts)
            fills[execution.resting.reference, default: 0] += quantity
            fills[execution.incoming.reference, default: 0] += quantity
        }
        return fills
    }

    private func fills(of trades: [TradeRecord]) -> [UInt64: Int64] {
        var fills: [UInt64: Int64] = [:]
        for trade in trades {
            fills[trade.buyNumber, default: 0] += Int64(trade.quantity.contracts)
            fills[trade.sellNumber, default: 0] += Int64(trade.quantity.contracts)
        }
        return fills
    }

    private mutating func bounded(_ quantity: Quantity, by left: Quantity) -> Quantity {
        if quantity > left { anomalies.negativeQuantities += 1 }
        return min(quantity, left)
    }

    private mutating func change(_ side: Side, _ price: Price, by quantity: Int64) {
        let isPossible =
            side == .bid ? bids.change(price, by: quantity) : asks.change(price, by: quantity)
        if !isPossible { anomalies.negativeQuantities += 1 }
    }

    /// Fills the book anew with everybody's place kept: what no ordinary step of an exchange can do.
    private mutating func rearrange(
        undoing undone: [Execution], taking quantity: Quantity, from number: UInt64
    ) {
        let undoneNumbers = Set(undone.map(\.resting.reference))
        var orders = undone.map { execution in
            var order = execution.resting
            order.remaining = order.remaining + execution.quantity
            return order
        }
        for side in Side.allCases {
            book.forEach(side) { order in
                if !undoneNumbers.contains(order.reference) { orders.append(order) }
            }
        }
        book = Book(orderCapacity: orders.count, levelCapacity: 1 << 11)
        slots.removeAll(keepingCapacity: true)
        for var order in orders {
            if order.reference == number { order.remaining = order.remaining - quantity }
            if order.remaining > .zero { slots[order.reference] = book.add(order) }
        }
    }

    private mutating func compare() {
        if !bids.equals(book.levels(.bid)) { anomalies.bookDifferences += 1 }
        if !asks.equals(book.levels(.ask)) { anomalies.bookDifferences += 1 }
    }

    /// The largest price step that all levels are multiples of: the security's tick as far as it can be seen.
    private static func step(of levels: [CallAuction.Level]) -> Int64 {
        var step: Int64 = 0
        for level in levels {
            var (a, b) = (step, level.price.ticks)
            while b != 0 { (a, b) = (b, a % b) }
            step = a
        }
        return max(1, step)
    }
}
