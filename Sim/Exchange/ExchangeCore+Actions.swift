import Market
import Wire

/// What the venue, clearing or a fault does by itself, by the scenario's clock or on command.
extension ExchangeCore {
    /// Latest first, those of one instant in the order they were given.
    static func agenda(_ actions: [ScheduledAction]) -> [ScheduledAction] {
        actions.enumerated().sorted {
            ($0.element.time, $0.offset) > ($1.element.time, $1.offset)
        }.map(\.element)
    }

    mutating func carryOut(_ action: ExchangeAction) {
        switch action.kind {
        case .halt: halt(action)
        case .resume: resume(action)
        case .restrictOpening: restrictOpening(action)
        case .closeEarly: closeEarly(action)
        case .restrictAccount: restrict(action, isSeat: false, isOn: true)
        case .liftAccount: restrict(action, isSeat: false, isOn: false)
        case .restrictSeat: restrict(action, isSeat: true, isOn: true)
        case .liftSeat: restrict(action, isSeat: true, isOn: false)
        case .cancelAll: cancelAll(action)
        case .forceTrade: trade(action)
        case .bust: changeTrade(action)
        case .correct: changeTrade(action)
        default: inject(action)
        }
    }

    private mutating func restrictOpening(_ action: ExchangeAction) {
        let restrictions = OpenRestrictions(rawValue: UInt8(truncatingIfNeeded: action.count) & 7)
        for contract in contracts where action.concerns(contract) {
            states[contract.index.int].restrictions = restrictions
            record(
                ExchangeEvents.Entry(
                    kind: .restrictionChanged, reasonCode: restrictions.isEmpty ? 0 : 1,
                    effectCode: 3, quantity: Quantity(contracts: Int32(restrictions.rawValue))),
                on: contract.index)
        }
    }

    private func row(of action: ExchangeAction) -> Int? {
        row(of: PeerID(action.participant.value))
    }

    private mutating func restrict(_ action: ExchangeAction, isSeat: Bool, isOn: Bool) {
        guard let row = row(of: action) else { return }
        if isSeat {
            members[row].isSeatRestricted = isOn
        } else {
            members[row].isAccountRestricted = isOn
        }
        record(
            ExchangeEvents.Entry(
                kind: .restrictionChanged, reasonCode: isOn ? 1 : 0,
                participant: action.participant.value, effectCode: isSeat ? 2 : 1))
    }

    private mutating func cancelAll(_ action: ExchangeAction) {
        guard let row = row(of: action) else { return }
        let all = contracts
        cancelEverything(row: row, reason: .exchange) { action.concerns(all[$0.int]) }
    }

    /// Clearing's forced close (强行平仓): a fill under a number the member never had.
    private mutating func trade(_ action: ExchangeAction) {
        guard case .contract(let contract) = action.scope, contract.int < contracts.count,
            action.count > 0, row(of: action) != nil
        else { return }
        let index = contract.int
        let last =
            lastPrices[index] > .zero ? lastPrices[index] : contracts[index].previousSettlement
        fillOutside(
            contract, action.side, action.effect, participant: action.participant,
            price: action.price > .zero ? action.price : last,
            quantity: Quantity(contracts: action.count))
    }

    /// Logs and books a fill that no order of the member accounts for; its quote number is nobody's.
    mutating func fillOutside(
        _ contract: ContractIndex, _ side: Side, _ effect: PositionEffect,
        participant: ParticipantID, price: Price, quantity: Quantity
    ) {
        orderNumber += 1
        let order = Order(
            id: OrderID(2 * orderNumber), side: side, price: price, remaining: quantity,
            reference: Self.foreignNumbers + orderNumber, participant: participant,
            kind: .quoteLeg, effect: effect)
        executionNumber += 1
        counters.trades += 1
        var event = Self.event(.legFilled, order, quantity: quantity, leaves: .zero)
        event.executionID = executionNumber
        record(event, on: contract)
        if remembersFills {
            event.contract = contract
            fills.append(event)
        }
        accounts[rowOfParticipant[Int(participant.value)]].book(
            order, price: price, quantity: quantity, in: contracts[contract.int])
    }

    /// Numbers from here on are given out by the exchange itself, never by a member.
    private static var foreignNumbers: UInt64 { 1 << 62 }

    // MARK: trades taken back

    /// A bust or a correction is told to each member who had a side of the trade.
    private mutating func changeTrade(_ action: ExchangeAction) {
        // Fills are in the order of their numbers; a trade between two members has two.
        for index in fills.indices where fills[index].executionID == action.execution {
            let fill = fills[index]
            guard let side = fill.side, let effect = OrderEffect(rawValue: fill.effectCode),
                fill.quantity > .zero
            else { continue }
            let row = rowOfParticipant[Int(fill.participant)]
            let contract = contracts[fill.contract.int]
            var event = fill
            event.leaves = .zero
            if action.kind == .bust {
                event.kind = .tradeBusted
                let order = Order(
                    id: fill.orderID, side: side, price: fill.price, remaining: fill.quantity,
                    effect: effect.position, isCovered: effect.isCovered)
                accounts[row].book(
                    order, price: fill.price, quantity: fill.quantity, in: contract, sign: -1)
                fills[index].quantity = .zero
            } else {
                guard action.price > .zero else { continue }
                event.kind = .tradeCorrected
                event.bid = fill.price
                event.price = action.price
                accounts[row].correct(
                    side, by: action.price.ticks - fill.price.ticks, quantity: fill.quantity,
                    unit: contract.unit)
                fills[index].price = action.price
            }
            record(event, on: fill.contract)
        }
    }

    /// What only some days have: nothing is combined where nothing of it happened.
    func hashVenue(into hasher: inout StateHasher) {
        if configuration.account != nil { for account in accounts { account.hash(into: &hasher) } }
        if configuration.circuitBreaker != nil || !configuration.actions.isEmpty || hasActed {
            hasher.combine(UInt64(marketPhase.rawValue))
            hasher.combine(closing.nanoseconds)
            hashFaults(into: &hasher)
            hasher.combine(agenda.count)
            for isHalted in underlyingIsHalted { hasher.combine(isHalted) }
            for state in states {
                hasher.combine(state.isHalted)
                hasher.combine(state.interruptedUntil?.nanoseconds ?? -1)
                hasher.combine(state.hasCollected)
                hasher.combine(state.reference.ticks)
                hasher.combine(UInt64(state.restrictions.rawValue))
            }
            for fill in fills {
                hasher.combine(fill.executionID)
                hasher.combine(fill.price.ticks)
                hasher.combine(fill.quantity.contracts)
            }
        }
    }
}
