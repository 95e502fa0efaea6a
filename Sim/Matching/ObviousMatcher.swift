/// What `OrderMatcher` is held against: the same rules in the most obvious way, searched each time.
///
/// One array a contract and side, in order of arrival. It shares no code with the book.
package struct ObviousMatcher: Sendable {
    private struct Resting {
        let order: UInt64
        let price: Int64
        var quantity: Int32
    }

    /// Bids at `2 × contract`, asks behind them.
    private var sides: [[Resting]]
    private var sequence: UInt32 = 0
    package private(set) var reports: [MatchReport] = []

    package init(contracts: Int) { sides = Array(repeating: [], count: contracts * 2) }

    package var restingCount: Int { sides.reduce(0) { $0 + $1.count } }

    package var restingQuantity: Int64 {
        sides.reduce(0) { $0 + $1.reduce(0) { $0 + Int64($1.quantity) } }
    }

    /// Price and quantity of each level of one side, best first.
    package func levels(contract: Int, isAsk: Bool) -> [(price: Int64, quantity: Int64)] {
        var totals: [Int64: Int64] = [:]
        for resting in sides[contract * 2 + (isAsk ? 1 : 0)] {
            totals[resting.price, default: 0] += Int64(resting.quantity)
        }
        return totals.sorted { isAsk ? $0.key < $1.key : $0.key > $1.key }
            .map { (price: $0.key, quantity: $0.value) }
    }

    /// What still rests of an order; nil when it does not.
    package func resting(_ order: UInt64) -> (isSell: Bool, contract: Int, quantity: Int32)? {
        guard let (side, position) = find(order) else { return nil }
        return (side % 2 == 1, side / 2, sides[side][position].quantity)
    }

    /// Forgets reports that were read.
    package mutating func removeReports() { reports.removeAll(keepingCapacity: true) }

    package mutating func take(_ message: OrderMessage) {
        switch message.kind {
        case .new, .immediate:
            report(.orderAck, message)
            enter(message, side: Int(message.contract) * 2 + (message.isSell ? 1 : 0))
        case .cancel:
            if let (side, position) = find(message.order) {
                let resting = sides[side].remove(at: position)
                reports.append(
                    MatchReport(
                        .cancelAck, sequence: sequence, order: message.order,
                        isSell: side % 2 == 1, price: resting.price))
            } else {
                reports.append(
                    MatchReport(.cancelReject, sequence: sequence, order: message.order))
            }
        case .modify:
            if let (side, position) = find(message.order) {
                sides[side].remove(at: position)
                enter(message, side: side)
                report(.modifyAck, message)
            } else {
                reports.append(
                    MatchReport(.modifyReject, sequence: sequence, order: message.order))
            }
        }
        sequence += 1
    }

    private mutating func enter(_ message: OrderMessage, side: Int) {
        var left = message.quantity
        let other = side ^ 1
        while left > 0, let position = best(of: other, against: message) {
            let quantity = min(left, sides[other][position].quantity)
            left -= quantity
            sides[other][position].quantity -= quantity
            reports.append(
                MatchReport(
                    .trade, sequence: sequence, order: message.order,
                    price: sides[other][position].price, quantity: quantity,
                    maker: sides[other][position].order))
            if sides[other][position].quantity == 0 { sides[other].remove(at: position) }
        }
        guard left > 0 else { return }
        if message.kind == .immediate {
            report(.cancelAck, message)
        } else {
            sides[side].append(
                Resting(order: message.order, price: message.price, quantity: left))
        }
    }

    /// The first come among the best priced that the message reaches.
    private func best(of side: Int, against message: OrderMessage) -> Int? {
        var found: Int?
        for (position, resting) in sides[side].enumerated() {
            let reaches =
                message.isSell ? resting.price >= message.price : resting.price <= message.price
            guard reaches else { continue }
            guard let leader = found else {
                found = position
                continue
            }
            let isBetter =
                message.isSell
                ? resting.price > sides[side][leader].price
                : resting.price < sides[side][leader].price
            if isBetter { found = position }
        }
        return found
    }

    private func find(_ order: UInt64) -> (side: Int, position: Int)? {
        for side in sides.indices {
            if let position = sides[side].firstIndex(where: { $0.order == order }) {
                return (side, position)
            }
        }
        return nil
    }

    private mutating func report(_ kind: MatchReport.Kind, _ message: OrderMessage) {
        reports.append(
            MatchReport(
                kind, sequence: sequence, order: message.order, isSell: message.isSell,
                price: message.price, quantity: kind == .cancelAck ? 0 : message.quantity))
    }
}
