import Market

/// Single orders count like a quote's leg: in full from the moment they leave, until the exchange's report takes them away.
extension ExposureBook {
    /// Counts an order that is about to leave.
    mutating func launch(_ order: WorkingOrder) {
        orders.add(order)
        count(order.contract, order.side, order.leg, by: order.leg.quantity)
    }

    /// What is left of the order can trade no more.
    mutating func dismissOrder(_ place: Int) {
        let order = orders.orders[place]
        count(order.contract, order.side, order.leg, by: -order.leg.quantity)
        orders.remove(place)
    }

    /// None of a contract's orders of a side rests at the exchange any more.
    mutating func dismissResting(_ contract: Int, _ side: Side) {
        for place in orders.orders.indices.reversed() {
            let order = orders.orders[place]
            if order.contract == contract, order.side == side, order.isLive { dismissOrder(place) }
        }
    }

    /// Takes up to `quantity` off the order; returns what it took. An order of which nothing is left is gone.
    mutating func reduceOrder(_ place: Int, by quantity: Int64) -> Int64 {
        let order = orders.orders[place]
        let taken = min(quantity, order.leg.quantity)
        guard taken > 0 else { return 0 }
        count(order.contract, order.side, order.leg, by: -taken)
        orders.take(taken, from: place)
        if orders.orders[place].leg.quantity == 0 { orders.remove(place) }
        return taken
    }

    /// Frees orders that were lost and have expired before `now`.
    mutating func resolveLostOrders(at now: Int64) {
        while let place = orders.expired(at: now) { dismissOrder(place) }
    }
}
