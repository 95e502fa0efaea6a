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
        let entries = contracts.indices.compactMap { entry(row, $0) }
        var next = 0
        repeat {
            let end = min(next + Self.entriesPerFrameMax, entries.count)
            outbox.open(
                MemberTally(
                    participant: members[row].participant.value, tail: counters.events, at: clock,
                    isLast: end == entries.count ? 1 : 0),
                of: MemberTally.Entry.self, on: .orderSession,
                to: PeerID(members[row].participant.value))
            for entry in entries[next..<end] { outbox.append(entry) }
            outbox.close()
            next = end
        } while next < entries.count
    }

    /// Nil for a contract with nothing.
    private func entry(_ row: Int, _ contract: Int) -> MemberTally.Entry? {
        let quote = quotes[row * contracts.count + contract]
        func left(_ side: Side) -> Quantity {
            let slot = quote.slot(side)
            return slot == BookNode.none ? .zero : books[contract][slot].remaining
        }
        let net = accounts[row].net(contract)
        guard quote.hasLegs || net != 0 else { return nil }
        return MemberTally.Entry(
            contract: ContractIndex(contract), bidQuantity: left(.bid), askQuantity: left(.ask),
            net: Quantity(contracts: Int32(clamping: net)))
    }
}
