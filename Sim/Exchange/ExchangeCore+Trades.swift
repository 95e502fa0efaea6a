import Market
import Wire

/// What a change in a book brings about: reports of trades, tops, the maker's score.
extension ExchangeCore {
    mutating func matchIfContinuous(_ order: inout Order, in contract: ContractIndex) {
        let index = contract.int
        guard phases[index] == .continuous, triggered != index else { return }
        guard let breaker = configuration.circuitBreaker else {
            books[index].match(&order, into: &executions)
            return
        }
        let limit = order.price
        let inside = breaker.inside(reference: states[index].reference)
        order.price = order.side == .bid ? min(limit, inside.up) : max(limit, inside.down)
        books[index].match(&order, into: &executions)
        let isCapped = order.price != limit
        order.price = limit
        // What would trade beyond the band does not: it waits for the auction (SSE-TR-05 `[M]`).
        if isCapped, order.remaining > .zero, reaches(limit, order.side, books[index].top) {
            triggered = index
        }
    }

    private func reaches(_ limit: Price, _ side: Side, _ top: BookTop) -> Bool {
        side == .bid ? top.hasAsk && top.ask <= limit : top.hasBid && top.bid >= limit
    }

    /// Logs the executions of one step, the resting side first; customers' own are not logged.
    mutating func reportExecutions(_ contract: ContractIndex) {
        for index in 0..<executions.count {
            let execution = executions[index]
            executionNumber += 1
            counters.trades += 1
            if lastPrices[contract.int] != execution.price {
                lastPrices[contract.int] = execution.price
                isDirty[contract.int] = true
            }
            report(execution.resting, in: execution, contract)
            report(execution.incoming, in: execution, contract)
        }
        executions.removeAll(keepingCapacity: true)
    }

    private mutating func report(
        _ order: Order, in execution: Execution, _ contract: ContractIndex
    ) {
        let isDone = order.remaining == .zero
        switch order.kind {
        case .customer:
            if isDone { customerOrders[order.reference] = nil }
        case .quoteLeg:
            log(.legFilled, order, execution, contract)
            let row = rowOfParticipant[Int(order.participant.value)]
            accounts[row].book(
                order, price: execution.price, quantity: execution.quantity,
                in: contracts[contract.int])
            if isDone {
                quotes[row * contracts.count + contract.int].setSlot(order.side, BookNode.none)
            }
        case .memberOrder:
            log(.orderFilled, order, execution, contract)
            let row = rowOfParticipant[Int(order.participant.value)]
            accounts[row].book(
                order, price: execution.price, quantity: execution.quantity,
                in: contracts[contract.int])
            if isDone { members[row].removeOrder(order.id) }
        }
    }

    private mutating func log(
        _ kind: ExchangeEventKind, _ order: Order, _ execution: Execution,
        _ contract: ContractIndex
    ) {
        var event = Self.event(kind, order, quantity: execution.quantity)
        event.price = execution.price
        event.executionID = executionNumber
        record(event, on: contract)
        if remembersFills {
            event.contract = contract
            fills.append(event)
        }
    }

    /// Brings the tops of a contract up to date after its book changed, and says so.
    mutating func refresh(_ contract: ContractIndex) {
        let top = books[contract.int].top
        if top != tops[contract.int] {
            tops[contract.int] = top
            isDirty[contract.int] = true
        }
        let market = books[contract.int].topWithoutMaker
        if market != marketTops[contract.int] {
            marketTops[contract.int] = market
            record(
                ExchangeEvents.Entry(
                    kind: .marketTop, bidQuantity: market.bidQuantity,
                    askQuantity: market.askQuantity, bid: market.bid, ask: market.ask),
                on: contract)
        }
        observeScore(contract)
        if triggered == contract.int { interrupt(contract) }
    }

    /// Writes down what the maker's score of a contract depends on.
    mutating func observeScore(_ contract: ContractIndex) {
        let row = rowOfParticipant[Int(configuration.maker.value)]
        guard row >= 0 else { return }
        let quote = quotes[row * contracts.count + contract.int]
        let band = contracts[contract.int].band
        let market = marketTops[contract.int]
        var state = MakerScore.State(
            isLimitLocked: market.hasBid && market.bid >= band.up
                || market.hasAsk && market.ask <= band.down,
            isContinuous: phases[contract.int] == .continuous)
        if quote.bidSlot != BookNode.none {
            let leg = books[contract.int][quote.bidSlot]
            state.bid = leg.price
            state.bidQuantity = leg.remaining
        }
        if quote.askSlot != BookNode.none {
            let leg = books[contract.int][quote.askSlot]
            state.ask = leg.price
            state.askQuantity = leg.remaining
        }
        score.observe(contract, state, at: clock)
    }

    /// An event about one order.
    static func event(
        _ kind: ExchangeEventKind, _ order: Order, quantity: Quantity, leaves: Quantity? = nil,
        reason: CancelReason = .none
    ) -> ExchangeEvents.Entry {
        ExchangeEvents.Entry(
            kind: kind, sideCode: order.side.rawValue, reasonCode: reason.rawValue,
            participant: order.participant.value,
            effectCode: order.effect.rawValue + (order.isCovered ? 2 : 0), quantity: quantity,
            leaves: leaves ?? order.remaining,
            quoteID: QuoteID(order.reference), orderID: order.id, requestID: order.request,
            price: order.price)
    }
}
