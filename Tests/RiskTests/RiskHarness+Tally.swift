import Market
import Risk
import Wire

extension RiskHarness {
    /// The exchange's tally: contract, what rests of its legs, bought less sold today.
    @discardableResult func tally(
        _ entries: [(contract: Int, bid: Int32, ask: Int32, net: Int32)], tail: UInt64? = nil,
        isLast: Bool = true
    ) -> Heard {
        tell(
            entries.map { entry in
                MemberTally.Entry(
                    contract: ContractIndex(entry.contract),
                    bidQuantity: Quantity(contracts: entry.bid),
                    askQuantity: Quantity(contracts: entry.ask),
                    net: Quantity(contracts: entry.net), tradedVolume: abs(Int64(entry.net)))
            }, tail: tail, isLast: isLast)
    }

    /// The exchange's tally with everything it counts.
    @discardableResult func tell(
        _ entries: [MemberTally.Entry], messages: UInt64 = 0, tail: UInt64? = nil,
        isLast: Bool = true
    ) -> Heard {
        let tail = tail ?? logSequence
        return deliver(on: .orderSession) { outbox in
            outbox.open(
                MemberTally(
                    participant: 1, tail: tail, isLast: isLast ? 1 : 0, messages: messages),
                of: MemberTally.Entry.self, on: .orderSession)
            for entry in entries { outbox.append(entry) }
            outbox.close()
        }
    }
}
