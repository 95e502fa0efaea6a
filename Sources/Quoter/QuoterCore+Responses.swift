import Ledger
import Market
import Pricing
import StrategyKit
import Wire

/// The request desk: one answer per request in time, held as agreed, and a reason for each that got none.
extension QuoterCore {
    // MARK: requests

    mutating func applyRequest(_ event: ExchangeEvents.Entry) -> Bool {
        guard let place = place(event.contract), event.requestID != .none else { return false }
        guard configuration.terms.answersRequests, desks[place.desk].isOurs else { return true }
        let isKnown =
            slots[event.contract.int].held == event.requestID
            || openRequests.contains { $0.id == event.requestID }
        guard !isKnown else { return false }
        let limit = configuration.terms.responseTimeMax
        let allowance = min(limit, configuration.tuning.networkAllowance)
        let deadline = event.time + TimeSpan(nanoseconds: limit.nanoseconds - allowance.nanoseconds)
        openRequests.append(
            OpenRequest(
                id: event.requestID, contract: event.contract, openedAt: event.time,
                deadline: deadline))
        schedule(deadline + QuoterCore.instant)
        showFirstRequest(event.contract)
        return true
    }

    /// The first moment at which a deadline is over.
    static let instant = TimeSpan(nanoseconds: 1)

    /// Puts the contract's oldest open request into its slot.
    mutating func showFirstRequest(_ contract: ContractIndex) {
        let index = contract.int
        guard let first = openRequests.first(where: { $0.contract == contract }) else {
            slots[index].request = .none
            return
        }
        slots[index].request = first.id
        slots[index].requestDeadline = first.deadline
        touch(contract)
    }

    /// The exchange has accepted the answer: the request is done with.
    mutating func settleAnswered(_ id: QuoteRequestID, _ contract: ContractIndex) {
        openRequests.removeAll { $0.id == id }
        showFirstRequest(contract)
    }

    /// No answer can count any more: the reason goes on record.
    mutating func giveUp(_ id: QuoteRequestID) {
        guard let index = openRequests.firstIndex(where: { $0.id == id }) else { return }
        var request = openRequests.remove(at: index)
        if request.reason == .none, request.refusal == .none, request.reject == .none,
            session != .ready || !isExchangeUp
        {
            request.reason = .linkDown
        }
        givenUp.append(request)
        showFirstRequest(request.contract)
    }

    /// Gives up what is over its time; an answer on its way is waited for, the exchange decides.
    mutating func expireRequests() {
        for request in openRequests {
            let isOnItsWay = slots[request.contract.int].pendingAnswers == request.id
            if now > request.deadline, !isOnItsWay {
                giveUp(request.id)
            } else if now <= request.deadline {
                schedule(request.deadline + QuoterCore.instant)
            }
        }
    }

    /// Changes what is known of an open request; `.none` and closed ones are passed over.
    mutating func note(_ id: QuoteRequestID, _ change: (inout OpenRequest) -> Void) {
        guard id != .none, let index = openRequests.firstIndex(where: { $0.id == id }) else {
            return
        }
        change(&openRequests[index])
    }

    /// Answers go before every continuous requote of this frame, oldest request first.
    mutating func answerRequests(into outbox: inout Outbox) {
        guard session == .ready, isExchangeUp else { return }
        for index in openRequests.indices where index < openRequests.count {
            let request = openRequests[index]
            guard slots[request.contract.int].request == request.id else { continue }
            carryOut(plan(request.contract), request.contract, into: &outbox)
        }
    }

    mutating func recordGivenUp(into outbox: inout Outbox) {
        guard !givenUp.isEmpty else { return }
        for request in givenUp {
            counters.requestsUnanswered += 1
            outbox.send(request.record, on: .status)
        }
        givenUp.removeAll(keepingCapacity: true)
    }

    // MARK: hold

    /// Whether the live quote is a response that has to rest; risk decides by the same rules.
    func isHeld(_ contract: ContractIndex, _ place: Place) -> Bool {
        guard slots[contract.int].held != .none else { return false }
        let slot = slots[contract.int]
        guard now < slot.heldUntil, slot.isLive else { return false }
        let releases = configuration.terms.responseReleases
        let phase = desks[place.desk].chain.states[place.position].phase
        if releases.contains(.phaseEnd), !quotingPhases[Int(phase.rawValue)] { return false }
        return
            !(releases.contains(.underlyingChanged)
            && desks[place.desk].movedAt > slot.heldSince)
    }

    mutating func releaseAfterFill(_ index: Int) {
        guard slots[index].held != .none else { return }
        let releases = configuration.terms.responseReleases
        let quantityMin =
            configuration.terms.responseQuantityMin ?? configuration.terms.quantityMin
        let isTooSmall = min(slots[index].bid.quantity, slots[index].ask.quantity) < quantityMin
        if releases.contains(.partialFill) || releases.contains(.filled) && isTooSmall {
            slots[index].releaseHold()
        } else if isTooSmall {
            answerAgain(index)
        }
    }

    /// A response traded below the size that counts is no response any more: in time, the request is open again.
    private mutating func answerAgain(_ index: Int) {
        let slot = slots[index]
        guard now <= slot.heldDeadline, !openRequests.contains(where: { $0.id == slot.held })
        else { return }
        openRequests.append(
            OpenRequest(
                id: slot.held, contract: ContractIndex(index), openedAt: slot.heldSince,
                deadline: slot.heldDeadline))
        schedule(slot.heldDeadline + QuoterCore.instant)
        showFirstRequest(ContractIndex(index))
    }

    /// In place of a withdrawal risk would refuse: the widest quote that keeps the response alive, of the least size.
    func heldPlan(_ contract: ContractIndex, _ place: Place) -> QuotePlan {
        let slot = slots[contract.int]
        let desk = desks[place.desk]
        let facts = desk.chain.facts[place.position]
        let value = desk.chain.valuations.value[place.position] * 10_000
        let middle = Double(slot.bid.price.ticks + slot.ask.price.ticks) / 2
        guard slot.isTwoSided,
            let prices = QuoteShaping.prices(
                centre: value.isFinite && !desk.isStale ? value : middle, width: .max,
                isFar: facts.isFar, allowance: responseAllowance, band: facts.band)
        else { return .nothing }
        let quantity = responseQuantity(facts.quantityMin, facts)
        let width = (slot.ask.price - slot.bid.price).ticks
        let isWider = (prices.ask - prices.bid).ticks > width
        let isUsable = value.isFinite && !desk.isStale
        let isCrossed =
            isUsable
            && (value <= Double(slot.bid.price.ticks) || value >= Double(slot.ask.price.ticks))
        let isSmaller = slot.bid.quantity > quantity || slot.ask.quantity > quantity
        guard isWider || isSmaller || isCrossed, prices.bid < prices.ask else { return .nothing }
        return .quote(
            bid: QuoteLeg(price: prices.bid, quantity: quantity),
            ask: QuoteLeg(price: prices.ask, quantity: quantity), answering: .none, urgency: 3,
            isMaintenance: false)
    }

    private var responseAllowance: SpreadAllowance {
        configuration.terms.responseAllowance ?? rule.allowance
    }

    private func responseQuantity(_ wished: Quantity, _ facts: ContractFacts) -> Quantity {
        min(max(wished, configuration.terms.responseQuantityMin ?? .zero), facts.quantityMax)
    }

    /// A wish made to count as a response, where responses have limits of their own.
    func fitted(_ wish: QuoteWish, _ place: Place) -> QuoteWish {
        guard case .quote(var bid, var ask) = wish, bid.price < ask.price else { return wish }
        let facts = desks[place.desk].chain.facts[place.position]
        bid.quantity = responseQuantity(bid.quantity, facts)
        ask.quantity = responseQuantity(ask.quantity, facts)
        let width = (ask.price - bid.price).ticks
        let permitted = responseAllowance.spreadTicksMax(bid: bid.price, isFar: facts.isFar)
        guard width > permitted else { return .quote(bid: bid, ask: ask) }
        let middle = Double(bid.price.ticks + ask.price.ticks) / 2
        guard
            let prices = QuoteShaping.prices(
                centre: middle, width: permitted, isFar: facts.isFar, allowance: responseAllowance,
                band: facts.band)
        else { return wish }
        bid.price = prices.bid
        ask.price = prices.ask
        return .quote(bid: bid, ask: ask)
    }
}

extension UnderlyingDesk {
    /// Notes a last price; the first one after a hole is no move.
    mutating func follow(_ last: Price, at time: SessionTime) {
        guard last > .zero else { return }
        if lastPrice != .zero, lastPrice != last { movedAt = time }
        lastPrice = last
    }
}
