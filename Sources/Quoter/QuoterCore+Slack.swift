import Ledger
import Market
import Pricing
import StrategyKit
import Wire

/// What the tracker says may still be lost: taken as advice, with its age; and what was made of it, on record.
extension QuoterCore {
    mutating func applySlack(_ frame: Frame) throws(WireError) {
        let head = try frame.root(ObligationSlack.self)
        let entries = try frame.group(ObligationSlack.Entry.self)
        guard isSound(head.asOf) else { return }
        for index in 0..<entries.count {
            let entry = entries[index]
            guard let place = place(entry.contract) else {
                counters.ignoredEntries += 1
                continue
            }
            desks[place.desk].chain.states[place.position].slackSeconds =
                entry.slackNanoseconds / 1_000_000_000
            desks[place.desk].isLost[place.position] = entry.isLost != 0
        }
        // Only a full round says that what is known of every contract is of that age.
        guard head.isFull != 0 else { return }
        for desk in desks.indices { desks[desk].chain.slackTime = head.asOf }
    }

    mutating func applyUnderlyingSlack(_ frame: Frame) throws(WireError) {
        let head = try frame.root(UnderlyingSlack.self)
        let entries = try frame.group(UnderlyingSlack.Entry.self)
        guard isSound(head.asOf) else { return }
        for index in 0..<entries.count {
            let number = entries[index].underlying.int
            guard number < desks.count else {
                counters.ignoredEntries += 1
                continue
            }
            desks[number].reviseDrops(missesLeft: Int64(entries[index].missesLeft))
        }
    }

    /// Figures from the future would never grow old.
    private mutating func isSound(_ time: SessionTime) -> Bool {
        if time.nanoseconds >= 0, time <= now + .seconds(1) { return true }
        counters.ignoredEntries += 1
        return false
    }

    /// Notes a decision that slack made; sent when the batch of instructions is closed.
    mutating func noteSlackTrade(
        _ reason: InstructionReason, _ contract: ContractIndex, _ place: Place, id: QuoteID
    ) {
        let slack = desks[place.desk].chain.slackSeconds(place.position)
        slackTrades.append(
            SlackTrade(
                contract: contract, reason: reason, isSlackKnown: slack == nil ? 0 : 1, quoteID: id,
                slackSeconds: slack ?? 0,
                cost: Money(tenThousandths: desks[place.desk].quotingCost(place.position) ?? 0)))
    }

    mutating func sendSlackTrades(into outbox: inout Outbox) {
        guard !slackTrades.isEmpty else { return }
        for trade in slackTrades { outbox.send(trade, on: .status) }
        slackTrades.removeAll(keepingCapacity: true)
    }
}

extension UnderlyingDesk {
    /// What it is thought to cost to stand in a contract, 1/10 000 yuan: one volatility point on the least
    /// quantity and on what is held already. Nil without a price.
    ///
    /// Vega stands for the risk of being picked off, the holding for how little more of it is wanted. It orders
    /// contracts and gives decisions a size; it is no forecast of a loss.
    func quotingCost(_ position: Int) -> Int64? {
        let facts = chain.facts[position]
        let lots = Double(facts.quantityMin.contracts) + Double(abs(chain.states[position].net))
        let vega = chain.valuations.vega[position]
        let cost = abs(vega) * 0.01 * Double(facts.unit) * lots * 10_000
        guard cost.isFinite, cost < 1e15 else { return nil }
        return Int64(cost.rounded())
    }

    mutating func reviseDrops(missesLeft: Int64) {
        guard drops != nil else { return }
        var costs: [Int64?] = []
        for position in chain.indices {
            costs.append(chain.facts[position].isObliged ? quotingCost(position) : nil)
        }
        drops?.revise(costs: costs, isLost: isLost, missesLeft: missesLeft)
        isDirty = true
    }

    /// Takes the dropped contracts out of the wishes.
    mutating func applyDrops() {
        guard let drops, drops.count > 0 else { return }
        for position in chain.indices where drops.isDropped(position) {
            wishes[position] = .none(.notObliged)
        }
    }
}
