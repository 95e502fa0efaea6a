import Market
import Risk
import Wire

extension RiskHarness {
    /// The exchange's tally: contract, what rests of its legs, bought less sold today.
    @discardableResult func tally(
        _ entries: [(contract: Int, bid: Int32, ask: Int32, net: Int32)], tail: UInt64? = nil,
        isLast: Bool = true
    ) -> Heard {
        let tail = tail ?? logSequence
        return deliver(on: .orderSession) { outbox in
            outbox.open(
                MemberTally(participant: 1, tail: tail, isLast: isLast ? 1 : 0),
                of: MemberTally.Entry.self, on: .orderSession)
            for entry in entries {
                outbox.append(
                    MemberTally.Entry(
                        contract: ContractIndex(entry.contract),
                        bidQuantity: Quantity(contracts: entry.bid),
                        askQuantity: Quantity(contracts: entry.ask),
                        net: Quantity(contracts: entry.net)))
            }
            outbox.close()
        }
    }
}
