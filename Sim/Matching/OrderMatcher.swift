/// The simulator's order book behind the outside format: messages in, reports out.
///
/// Per message, in the order of the report text: acknowledgement, trades at the resting price, the rest of an
/// immediate order cancelled; for a modify its trades, then its acknowledgement.
package struct OrderMatcher: ~Copyable {
    /// Why a message is no use to any book.
    package enum Refusal: UInt8, Error, Hashable, Sendable {
        /// A new order under a number that still rests.
        case stillResting
        /// A modify that names the other side than its order's.
        case otherSide
    }

    /// The first message of a run that could not be taken; everything before it has been.
    package struct Refused: Error, Hashable, Sendable {
        package let position: Int
        package let refusal: Refusal

        package init(position: Int, refusal: Refusal) {
            self.position = position
            self.refusal = refusal
        }
    }

    private var queues: BookQueues
    private var index: OrderIndex
    private var sequence: UInt32 = 0
    /// A few hundred contracts are in the cache as they are.
    private let looksAhead: Bool
    /// Order numbers come in any order: where each is looked up is fetched so many messages ahead.
    private static let indexAhead = 18

    /// - Parameters:
    ///   - orderCapacity: orders that rest at once without the pool growing.
    ///   - orderCount: one more than the largest order number expected.
    package init(contracts: Int = 1, orderCapacity: Int = 1_024, orderCount: Int = 1_024) {
        queues = BookQueues(contracts: contracts, orderCapacity: orderCapacity)
        index = OrderIndex(directCount: orderCount)
        looksAhead = contracts > 256
    }

    /// Orders resting now.
    package var restingCount: Int { queues.count }

    /// Quantities of all resting orders together.
    package var restingQuantity: Int64 {
        var sum: Int64 = 0
        queues.forEachLadder { ladder in
            queues.forEachLevel(ladder) { _, level, _ in
                sum += level.total
                return true
            }
        }
        return sum
    }

    /// Price and quantity of each level of one side, best first.
    package func levels(contract: Int, isAsk: Bool) -> [(price: Int64, quantity: Int64)] {
        var levels: [(price: Int64, quantity: Int64)] = []
        queues.forEachLevel(BookQueues.ladder(contract, isAsk: isAsk)) { price, level, _ in
            levels.append((price, level.total))
            return true
        }
        return levels
    }

    /// Takes messages in order; contracts are among those of `init`, prices and quantities as
    /// `OrderMessage` says.
    package mutating func run(
        _ messages: [OrderMessage], into buffer: inout MatchReportBuffer
    ) throws(Refused) {
        try take(messages, into: &buffer)
    }

    /// As above; only sums are kept.
    package mutating func run(
        _ messages: [OrderMessage], into tally: inout MatchTally
    ) throws(Refused) {
        try take(messages, into: &tally)
    }

    @inline(__always)
    private mutating func take<Sink: MatchReportSink & ~Copyable>(
        _ messages: [OrderMessage], into sink: inout Sink
    ) throws(Refused) {
        for position in messages.indices {
            if position + Self.indexAhead < messages.count {
                index.prefetch(messages[position + Self.indexAhead].order)
            }
            if looksAhead { lookAhead(messages, position) }
            if let refusal = take(messages[position], into: &sink) {
                throw Refused(position: position, refusal: refusal)
            }
            sequence &+= 1
        }
    }

    @inline(__always)
    private mutating func take<Sink: MatchReportSink & ~Copyable>(
        _ message: OrderMessage, into sink: inout Sink
    ) -> Refusal? {
        switch message.kind {
        case .new, .immediate:
            guard index[message.order] == 0 else { return .stillResting }
            sink.take(report(.orderAck, message))
            let ladder = BookQueues.ladder(Int(message.contract), isAsk: message.isSell)
            let left = enter(message, on: ladder, into: &sink)
            if left > 0, message.kind == .immediate { sink.take(residual(message)) }
        case .cancel:
            let slot = index[message.order]
            guard slot != 0 else {
                sink.take(
                    MatchReport(.cancelReject, sequence: sequence, order: message.order))
                return nil
            }
            let node = queues.node(slot)
            sink.take(cancelled(node))
            index[message.order] = 0
            queues.remove(slot)
        case .modify:
            let slot = index[message.order]
            guard slot != 0 else {
                sink.take(
                    MatchReport(.modifyReject, sequence: sequence, order: message.order))
                return nil
            }
            let ladder = queues.node(slot).place.ladder
            guard message.isSell == (ladder & 1 != 0) else { return .otherSide }
            index[message.order] = 0
            queues.remove(slot)
            _ = enter(message, on: ladder, into: &sink)
            sink.take(report(.modifyAck, message))
        }
        return nil
    }

    /// Has what the coming messages will touch brought near, in three steps, each reading what the one before
    /// it fetched.
    @inline(__always)
    private func lookAhead(_ messages: [OrderMessage], _ position: Int) {
        guard position + 18 < messages.count else { return }
        queues.prefetchLadders(ladder(messages[position + 18]))
        let middle = messages[position + 12]
        let near = messages[position + 6]
        switch middle.kind {
        case .new, .immediate:
            queues.prefetchLevels(ladder(middle), rank: rank(middle))
        case .cancel, .modify:
            queues.prefetchNode(index.glimpse(middle.order))
        }
        switch near.kind {
        case .new, .immediate:
            queues.prefetchNeighbours(ladder(near), rank: rank(near))
        case .cancel, .modify:
            queues.prefetchQueue(index.glimpse(near.order))
        }
    }

    @inline(__always)
    private func ladder(_ message: OrderMessage) -> Int {
        BookQueues.ladder(Int(message.contract), isAsk: message.isSell)
    }

    @inline(__always)
    private func rank(_ message: OrderMessage) -> Int64 {
        BookQueues.rank(message.price, on: ladder(message))
    }

    /// Trades, and rests what is left of anything but an immediate order; returns what is left.
    @inline(__always)
    private mutating func enter<Sink: MatchReportSink & ~Copyable>(
        _ message: OrderMessage, on ladder: Int, into sink: inout Sink
    ) -> Int32 {
        let rank = BookQueues.rank(message.price, on: ladder)
        var remaining = message.quantity
        queues.match(ladder, rank: rank, remaining: &remaining) { price, quantity, resting, _ in
            if resting.remaining == 0 { index[resting.id] = 0 }
            sink.take(
                MatchReport(
                    .trade, sequence: sequence, order: message.order, price: price,
                    quantity: quantity, maker: resting.id))
        }
        if remaining > 0, message.kind != .immediate {
            index[message.order] = queues.add(
                ladder, rank: rank, remaining: remaining, id: message.order)
        }
        return remaining
    }

    @inline(__always)
    private func report(_ kind: MatchReport.Kind, _ message: OrderMessage) -> MatchReport {
        MatchReport(
            kind, sequence: sequence, order: message.order, isSell: message.isSell,
            price: message.price, quantity: message.quantity)
    }

    @inline(__always)
    private func residual(_ message: OrderMessage) -> MatchReport {
        MatchReport(
            .cancelAck, sequence: sequence, order: message.order, isSell: message.isSell,
            price: message.price)
    }

    @inline(__always)
    private func cancelled(_ node: BookNode) -> MatchReport {
        MatchReport(
            .cancelAck, sequence: sequence, order: node.id, isSell: node.place.ladder & 1 != 0,
            price: BookQueues.rank(node.rank, on: node.place.ladder))
    }
}
