import Ledger
import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// Ends a frame: asks the strategies of the chains that changed, then looks at single contracts.
    mutating func settle(into outbox: inout Outbox) {
        let hasRequests = !openRequests.isEmpty
        if hasRequests {
            // All wishes first: an answer goes before any other contract's requote takes the budget.
            for number in desks.indices where desks[number].isDirty {
                desks[number].refresh(at: now, tuning: configuration.tuning)
            }
            answerRequests(into: &outbox)
        }
        for number in desks.indices where desks[number].isDirty {
            desks[number].isDirty = false
            if !hasRequests { desks[number].refresh(at: now, tuning: configuration.tuning) }
            reviseAll(number, into: &outbox)
        }
        // A request given up on the way shows the contract's next one: the list may grow.
        var next = 0
        while next < touched.count {
            let contract = touched[next]
            next += 1
            slots[contract.int].isTouched = false
            carryOut(plan(contract), contract, into: &outbox)
        }
        touched.removeAll(keepingCapacity: true)
        closeBatch(into: &outbox)
        recordGivenUp(into: &outbox)
        hedge(into: &outbox)
    }

    /// Brings every contract of a chain in line with its wish, the most urgent first when the budget is short.
    mutating func reviseAll(_ number: Int, into outbox: inout Outbox) {
        guard session == .ready, isExchangeUp else { return }
        let count = desks[number].chain.count
        guard !budget.isAvailable(count, at: now) else {
            for position in 0..<count {
                let contract = desks[number].chain.facts[position].contract
                carryOut(plan(contract), contract, into: &outbox)
            }
            return
        }
        for urgency in (1...QuotePlan.urgencyMax).reversed() {
            for position in 0..<count {
                let contract = desks[number].chain.facts[position].contract
                let plan = plan(contract)
                if plan.urgency == urgency { carryOut(plan, contract, into: &outbox) }
            }
        }
    }

    /// What the contract needs, given its wish, what stands, and what may be sent at all.
    mutating func plan(_ contract: ContractIndex) -> QuotePlan {
        let index = contract.int
        let place = places[index]
        guard session == .ready, isExchangeUp, !hasDayEnded, !slots[index].isInFlight,
            slots[index].retryAt <= now, desks[place.desk].isOurs
        else { return .nothing }
        let phase = desks[place.desk].chain.states[place.position].phase
        guard phase.acceptsOrders else {
            if slots[index].hasRequest { note(slots[index].request) { $0.reason = .phase } }
            return .nothing
        }
        if slots[index].hasRequest, now > slots[index].requestDeadline {
            giveUp(slots[index].request)
        }
        let isHeld = isHeld(contract, place)
        if isHeld, configuration.terms.replacementEndsHold {
            if slots[index].hasRequest {
                note(slots[index].request) { $0.refusal = .holdReplacement }
            }
            return .nothing
        }
        switch wish(contract, place, in: phase, isHeld: isHeld) {
        case .none(let reason):
            let reason = InstructionReason(rawValue: reason.rawValue)
            if slots[index].hasRequest { note(slots[index].request) { $0.reason = reason } }
            guard slots[index].isLive || slots[index].isUnknown else { return .nothing }
            return isHeld ? heldPlan(contract, place) : .withdraw(reason)
        case .quote(let bid, let ask):
            return plan(bid, ask, contract, place, isMaintenance: false)
        case .maintain(let bid, let ask):
            return plan(bid, ask, contract, place, isMaintenance: true)
        }
    }

    private func plan(
        _ bid: QuoteLeg, _ ask: QuoteLeg, _ contract: ContractIndex, _ place: Place,
        isMaintenance: Bool
    ) -> QuotePlan {
        let index = contract.int
        let urgency: Int
        if slots[index].hasRequest {
            urgency = 4
        } else if !slots[index].isTwoSided {
            urgency = 3
        } else {
            let revision = rule.revision(
                liveBid: slots[index].bid, liveAsk: slots[index].ask, wishBid: bid, wishAsk: ask,
                theoreticalTicks: desks[place.desk].chain.valuations.value[place.position]
                    * 10_000,
                isFar: desks[place.desk].chain.facts[place.position].isFar)
            switch revision {
            case .keep: return .nothing
            case .moved: urgency = 1
            case .crossed: urgency = 2
            case .spreadExceeded, .depleted: urgency = 3
            }
        }
        return .quote(
            bid: bid, ask: ask, answering: slots[index].request, urgency: urgency,
            isMaintenance: isMaintenance)
    }

    /// The strategy's wish where it may be followed, else none and why.
    private mutating func wish(
        _ contract: ContractIndex, _ place: Place, in phase: TradingPhase, isHeld: Bool
    ) -> QuoteWish {
        guard quotingPhases[Int(phase.rawValue)] else { return .none(.phase) }
        guard desks[place.desk].hasSpot else { return .none(.noReference) }
        guard !desks[place.desk].isStale else { return .none(.staleFeed) }
        let continuous = desks[place.desk].wishes[place.position]
        let index = contract.int
        let isAsked = slots[index].hasRequest || isHeld && continuous == .none(.notObliged)
        guard isAsked else {
            let wish = checked(continuous, place)
            return isHeld ? fitted(wish, place) : wish
        }
        let answer = desks[place.desk].answer(
            QuoteRequestView(
                id: slots[index].hasRequest ? slots[index].request : slots[index].held,
                position: place.position, time: now, deadline: slots[index].requestDeadline))
        if case .none = answer { return checked(fitted(continuous, place), place) }
        return checked(fitted(answer, place), place)
    }

    /// A wish that breaks the terms is not followed: no strategy can quote too wide, too small or crossed.
    private mutating func checked(_ wish: QuoteWish, _ place: Place) -> QuoteWish {
        let bid: QuoteLeg
        let ask: QuoteLeg
        switch wish {
        case .quote(let first, let second), .maintain(let first, let second):
            (bid, ask) = (first, second)
        case .none: return wish
        }
        let facts = desks[place.desk].chain.facts[place.position]
        let sizes = facts.quantityMin...facts.quantityMax
        guard bid.price < ask.price, facts.band.contains(bid.price),
            facts.band.contains(ask.price), sizes.contains(bid.quantity),
            sizes.contains(ask.quantity),
            (ask.price - bid.price).ticks
                <= rule.allowance.spreadTicksMax(bid: bid.price, isFar: facts.isFar)
        else {
            counters.wishesRefused += 1
            return .none(.strategyChoice)
        }
        return wish
    }
}
