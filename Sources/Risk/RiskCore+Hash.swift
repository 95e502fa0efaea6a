import Market
import Wire

extension RiskCore {
    public var stateHash: UInt64 {
        var hasher = StateHasher()
        hasher.combine(gate != nil)
        gate?.hash(into: &hasher)
        log.hash(into: &hasher)
        counters.hash(into: &hasher)
        hasher.combine(malformedFrames)
        hasher.combine(frameRefusedAt?.nanoseconds ?? -1)
        hasher.combine(lastApplied)
        hasher.combine(exchangeIsUp)
        hasher.combine(isResynced)
        hasher.combine(UInt64(marketDataEpoch))
        hasher.combine(UInt64(tickEpoch))
        hasher.combine(marketDataSequence)
        for isOpen in quoterIsOpen { hasher.combine(isOpen) }
        for contract in isExplained.indices {
            hasher.combine(isExplained[contract])
            hasher.combine(Int(quoters[contract]))
            hasher.combine(phaseSequence[contract])
            hasher.combine(lastReports[contract].nanoseconds)
        }
        pulls.hash(into: &hasher)
        for command in waiting { command.hash(into: &hasher) }
        latches.hash(into: &hasher)
        close?.hash(into: &hasher)
        reviews.hash(into: &hasher)
        limitBook.hash(into: &hasher)
        reactions.hash(into: &hasher)
        tally.hash(into: &hasher)
        switches.hash(into: &hasher)
        venue.hash(into: &hasher)
        return hasher.value
    }
}

extension RiskCore.WaitingCommand {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(id)
        hasher.combine(UInt64(peer.value))
        hasher.combine(scope.hashWord)
        hasher.combine(serial)
        for contract in contracts { hasher.combine(contract) }
        hasher.combine(receivedAt.nanoseconds)
    }
}

extension DecisionLog {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(sequence)
        hasher.combine(isFinal)
    }
}

extension RiskCounters {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(accepted)
        hasher.combine(refused)
        hasher.combine(unexpectedReports)
        for count in refusedByCode { hasher.combine(count) }
    }
}
