package import Market
import Wire

/// The rest of the market: the flow's actions carried out.
extension ExchangeCore {
    /// What the simulated public thinks a contract is worth, for measures of pricing; nobody in the market is told.
    package func publicValue(
        _ contract: ContractIndex, at time: SessionTime
    ) -> (ticks: Double, spreadTicks: Double)? { flow.publicValue(contract, at: time) }

    /// Lets the flow act once and does what it says, at its time.
    mutating func act(into outbox: inout Outbox) {
        actions.removeAll(keepingCapacity: true)
        flow.act(tops: tops, phases: phases, into: &actions)
        var ticks: [UnderlyingTicks.Entry] = []
        for index in 0..<actions.count {
            switch actions[index] {
            case .underlying(
                let underlying, let last, let bid, let ask, let bidQuantity, let askQuantity):
                let tick = UnderlyingTicks.Entry(
                    underlying: underlying, time: clock, last: last, bid: bid, ask: ask,
                    bidQuantity: bidQuantity, askQuantity: askQuantity)
                let before = underlying.int < underlyings.count ? underlyings[underlying.int] : nil
                if move(tick), let told = told(tick, before: before) { ticks.append(told) }
            case .order(let order): enter(order)
            case .cancel(let reference): cancelCustomerOrder(reference)
            case .request(let contract, let quantity):
                ask(contract, quantity, from: .customers)
            }
        }
        publish(ticks, on: .marketData, to: .everybody, into: &outbox)
    }

    /// The tick as the public hears of it.
    private mutating func told(
        _ tick: UnderlyingTicks.Entry, before: UnderlyingTicks.Entry?
    ) -> UnderlyingTicks.Entry? {
        guard let fault = dataFault else { return tick }
        if frozenTicks.isEmpty {
            frozenTicks = Array(repeating: nil, count: underlyings.count)
        }
        let index = tick.underlying.int
        if frozenTicks[index] == nil { frozenTicks[index] = before }
        return fault.spoiled(tick, frozen: frozenTicks[index])
    }

    private mutating func move(_ tick: UnderlyingTicks.Entry) -> Bool {
        guard tick.underlying.int < underlyings.count else { return false }
        underlyings[tick.underlying.int] = tick
        moveShares(tick)
        record(
            ExchangeEvents.Entry(
                kind: .underlyingPrice, contract: ContractIndex(tick.underlying.int),
                price: tick.last, bid: tick.bid, ask: tick.ask))
        return true
    }

    private mutating func enter(_ order: CustomerOrder) {
        let index = order.contract.int
        guard index < contracts.count, phases[index].acceptsOrders, order.quantity > .zero,
            contracts[index].band.contains(order.price), customerOrders[order.reference] == nil,
            !order.immediateOrCancel || phases[index] == .continuous
        else {
            counters.customerOrdersRefused += 1
            return
        }
        orderNumber += 1
        var entered = Order(
            id: OrderID(2 * orderNumber), side: order.side, price: order.price,
            remaining: order.quantity, reference: order.reference)
        matchIfContinuous(&entered, in: order.contract)
        if entered.remaining > .zero, !order.immediateOrCancel {
            let slot = books[index].add(entered)
            customerOrders[order.reference] = CustomerLocation(
                contract: order.contract, slot: slot)
        }
        reportExecutions(order.contract)
        refresh(order.contract)
    }

    private mutating func cancelCustomerOrder(_ reference: UInt64) {
        guard !forbidsCancel,
            let location = customerOrders.removeValue(forKey: reference)
        else { return }
        _ = books[location.contract.int].remove(location.slot)
        refresh(location.contract)
    }

    /// Takes every customer's order off at the close; nobody is told.
    mutating func clearCustomers(_ contract: ContractIndex) {
        var references: [UInt64] = []
        for side in Side.allCases {
            books[contract.int].forEach(side) {
                if $0.kind == .customer { references.append($0.reference) }
            }
        }
        for reference in references {
            guard let location = customerOrders.removeValue(forKey: reference) else { continue }
            _ = books[contract.int].remove(location.slot)
        }
    }

    mutating func ask(
        _ contract: ContractIndex, _ quantity: Quantity, from requester: ParticipantID
    ) {
        guard quantity > .zero, contract.int < contracts.count else {
            counters.requestsRefused += 1
            return
        }
        let top = tops[contract.int]
        let objection =
            phases[contract.int] == .continuous
            ? requests.objection(
                contracts[contract.int], top: top, at: clock, terms: configuration.requests)
            : .phaseForbids
        guard objection == .none else {
            counters.requestsRefused += 1
            record(
                ExchangeEvents.Entry(
                    kind: .requestRefused, reasonCode: objection.rawValue,
                    participant: requester.value, quantity: quantity, bidQuantity: top.bidQuantity,
                    askQuantity: top.askQuantity, bid: top.bid,
                    ask: top.ask),
                on: contract)
            return
        }
        counters.requests += 1
        let id = requests.add(contract, at: clock, lifetime: configuration.requests.lifetime)
        record(
            ExchangeEvents.Entry(
                kind: .requestForQuote, participant: requester.value, quantity: quantity,
                requestID: id),
            on: contract)
    }

    mutating func expireRequest() {
        guard let request = requests.expireFirst() else { return }
        record(
            ExchangeEvents.Entry(kind: .requestExpired, requestID: request.id),
            on: request.contract)
    }
}
