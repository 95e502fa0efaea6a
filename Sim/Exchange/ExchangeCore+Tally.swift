import Market
import Wire

/// What the exchange counts for each member, told now and then: the drop copy a member can hold its own books against.
extension ExchangeCore {
    mutating func sendTallies(into outbox: inout Outbox) {
        nextTally = configuration.tallyInterval.map { clock + $0 }
        for row in members.indices where members[row].isConnected {
            // Behind reports that wait it would tell what the member cannot know.
            guard links[row].lateUntil == nil, links[row].held.isEmpty else { continue }
            let first = outbox.frames.count
            tell(row, into: &outbox)
            shiftNumbers(of: row, from: first, in: &outbox)
        }
    }

    private func tell(_ row: Int, into outbox: inout Outbox) {
        let resting = restingOrders(of: row)
        let entries = contracts.indices.compactMap { entry(row, $0, resting) }
        var next = 0
        repeat {
            let end = min(next + Self.entriesPerFrameMax, entries.count)
            outbox.open(
                MemberTally(
                    participant: members[row].participant.value, tail: counters.events, at: clock,
                    isLast: end == entries.count ? 1 : 0, messages: members[row].messagesToday),
                of: MemberTally.Entry.self, on: .orderSession,
                to: PeerID(members[row].participant.value))
            for entry in entries[next..<end] { outbox.append(entry) }
            outbox.close()
            next = end
        } while next < entries.count
    }

    /// What rests of a member's single orders, by contract and side.
    private func restingOrders(of row: Int) -> [(bid: Int64, ask: Int64)] {
        var resting = Array(repeating: (bid: Int64(0), ask: Int64(0)), count: contracts.count)
        for open in members[row].orders {
            let order = books[open.contract.int][open.slot]
            let left = Int64(order.remaining.contracts)
            if order.side == .bid {
                resting[open.contract.int].bid += left
            } else {
                resting[open.contract.int].ask += left
            }
        }
        return resting
    }

    /// Nil for a contract with nothing.
    private func entry(_ row: Int, _ contract: Int, _ resting: [(bid: Int64, ask: Int64)])
        -> MemberTally.Entry?
    {
        let quote = quotes[row * contracts.count + contract]
        func left(_ side: Side) -> Quantity {
            let slot = quote.slot(side)
            return slot == BookNode.none ? .zero : books[contract][slot].remaining
        }
        let net = accounts[row].net(contract)
        let orders = resting[contract]
        let counts = dayCounts[row].contracts[contract]
        guard quote.hasLegs || net != 0 || orders.bid + orders.ask > 0 || counts != .init() else {
            return nil
        }
        return MemberTally.Entry(
            contract: ContractIndex(contract), bidQuantity: left(.bid), askQuantity: left(.ask),
            net: Quantity(contracts: Int32(clamping: net)),
            orderBidQuantity: Quantity(contracts: Int32(clamping: orders.bid)),
            orderAskQuantity: Quantity(contracts: Int32(clamping: orders.ask)),
            cancels: counts.cancels, cancelledVolume: counts.cancelledVolume,
            tradedVolume: counts.tradedVolume)
    }
}
