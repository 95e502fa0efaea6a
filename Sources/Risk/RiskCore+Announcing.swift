import Market
import Wire

extension RiskCore {
    /// Tells open quoters what they cannot learn from their own reports: the link, the latches, pulled quotes.
    ///
    /// Sequence 0, as refusals: these are messages, not the log. A pull goes to the contract's quoter alone.
    mutating func announce(at now: SessionTime, into outbox: inout Outbox) {
        guard !announcements.isEmpty else { return }
        for quoter in 1...Self.quoterMax where quoterIsOpen[quoter] {
            var isOpen = false
            for entry in announcements where concerns(entry, quoter) {
                if isOpen, outbox.openCount == DecisionLog.frameEntriesMax {
                    outbox.close()
                    isOpen = false
                }
                if !isOpen {
                    outbox.open(
                        RiskDecisions(watermark: now), of: RiskDecisions.Entry.self,
                        on: .quoteSession, to: PeerID(UInt16(quoter)))
                    isOpen = true
                }
                outbox.append(entry)
            }
            if isOpen { outbox.close() }
        }
        announcements.removeAll(keepingCapacity: true)
    }

    private func concerns(_ entry: RiskDecisions.Entry, _ quoter: Int) -> Bool {
        guard [.pulled, .tallyCorrected, .orderTallyCorrected].contains(entry.kind),
            entry.contract.int < quoters.count
        else {
            return true
        }
        return Int(quoters[entry.contract.int]) == quoter
    }
}
