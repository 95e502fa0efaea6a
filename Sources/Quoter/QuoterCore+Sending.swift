import Ledger
import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// Sends what a plan says if the budget has room; otherwise the chain waits for it.
    mutating func carryOut(
        _ plan: QuotePlan, _ contract: ContractIndex, into outbox: inout Outbox
    ) {
        let place = places[contract.int]
        switch plan {
        case .nothing: return
        case .withdraw(let reason):
            guard let id = nextQuoteID(place) else { return }
            let quote = TwoSidedQuote(contract: contract, id: id, bid: .absent, ask: .absent)
            send(quote, reason: reason, place, into: &outbox)
            if reason == .slackSpent || reason == .notObliged && desks[place.desk].drops != nil {
                noteSlackTrade(reason, contract, place, id: id)
            }
        case .quote(let bid, let ask, let answering, let urgency, let isMaintenance):
            guard let id = nextQuoteID(place) else {
                note(answering) { $0.reason = .messageBudget }
                return
            }
            note(answering) { $0.sent(id) }
            let quote = TwoSidedQuote(
                contract: contract, id: id, bid: leg(bid, .bid, contract, place),
                ask: leg(ask, .ask, contract, place), answering: answering)
            let worth = RequoteWorth.value(
                urgency: urgency,
                stake: RequoteWorth.stake(
                    slots[contract.int], bid: bid, ask: ask,
                    unit: desks[place.desk].chain.facts[place.position].unit),
                slackSeconds: desks[place.desk].chain.slackSeconds(place.position))
            send(
                quote, reason: isMaintenance ? .obligationKept : .none, worth: worth, place,
                into: &outbox)
            if isMaintenance { noteSlackTrade(.obligationKept, contract, place, id: id) }
        }
    }

    /// Nil, and the chain deferred, without room in the budget.
    private mutating func nextQuoteID(_ place: Place) -> QuoteID? {
        guard budget.take(at: now) else {
            desks[place.desk].hasDeferred = true
            return nil
        }
        lastQuoteID += 1
        return QuoteID(lastQuoteID)
    }

    /// Open or close is chosen by what is held (C3.5), less what the resting leg may still close: until the
    /// exchange has replaced it, it can fill too.
    private func leg(
        _ wished: QuoteLeg, _ side: Side, _ contract: ContractIndex, _ place: Place
    ) -> QuoteLeg {
        var position = positions[contract]
        let resting = side == .bid ? slots[contract.int].bid : slots[contract.int].ask
        if resting.effect == .close {
            if side == .bid {
                position.short = max(.zero, position.short - min(position.short, resting.quantity))
            } else {
                position.long = max(.zero, position.long - min(position.long, resting.quantity))
            }
        }
        let effect =
            slots[contract.int].opensOnly
            ? .open : position.effect(of: side, quantity: wished.quantity)
        return QuoteLeg(price: wished.price, quantity: wished.quantity, effect: effect)
    }

    private mutating func send(
        _ quote: TwoSidedQuote, reason: InstructionReason, worth: UInt64 = 0, _ place: Place,
        into outbox: inout Outbox
    ) {
        if isBatchOpen, outbox.openCount >= QuoterCore.entriesPerFrameMax {
            closeBatch(into: &outbox)
        }
        if !isBatchOpen {
            isBatchOpen = true
            outbox.open(
                QuoteInstructions(
                    participant: configuration.participant.value,
                    expires: now + configuration.tuning.instructionLifetime),
                of: QuoteInstructions.Entry.self, on: .quoteSession, to: configuration.riskPeer)
        }
        let value = MicroYuan(yuan: desks[place.desk].chain.valuations.value[place.position])
        var entry = QuoteInstructions.Entry(
            quote, reason: reason, theoreticalMicroYuan: value?.count ?? 0)
        entry.worth = worth
        outbox.append(entry)
        slots[quote.contract.int].send(quote)
        counters.instructions += 1
    }

    mutating func closeBatch(into outbox: inout Outbox) {
        guard isBatchOpen else { return }
        isBatchOpen = false
        outbox.close()
        sendSlackTrades(into: &outbox)
    }

    /// Revalues what is held and puts the book on record.
    mutating func sendMark(into outbox: inout Outbox) {
        markPortfolio()
        let status = status
        outbox.send(
            PortfolioMark(
                cash: status.cash.money, marketValue: status.markedValue.money,
                edge: status.profitAndLoss.edge.money,
                holding: status.profitAndLoss.holding.money,
                fees: status.profitAndLoss.fees.money,
                deltaShares: Int64(exactly: status.deltaShares.rounded()) ?? 0,
                vegaYuan: Int64(exactly: status.vegaYuan.rounded()) ?? 0,
                grossContracts: status.grossContracts), on: .status)
        sendExplained(into: &outbox)
    }

    /// Brings the marks of everything held to the current theoretical values.
    mutating func markPortfolio() {
        for desk in desks.indices {
            for position in desks[desk].chain.indices
            where desks[desk].chain.states[position].net != 0 {
                guard let value = MicroYuan(yuan: desks[desk].chain.valuations.value[position])
                else { continue }
                let contract = desks[desk].chain.facts[position].contract
                explain(contract, Place(desk: desk, position: position))
                ledger.mark(contract, at: value)
            }
        }
        markHedges()
    }
}
