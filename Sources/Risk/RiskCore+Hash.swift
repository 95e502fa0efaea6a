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
        }
        pulls.hash(into: &hasher)
        for command in waiting { command.hash(into: &hasher) }
        latches.hash(into: &hasher)
        return hasher.value
    }
}

extension RiskCore.WaitingCommand {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(id)
        hasher.combine(UInt64(peer.value))
        hasher.combine(scope.hashWord)
        hasher.combine(serial)
        hasher.combine(receivedAt.nanoseconds)
    }
}

extension ControlScope {
    var hashWord: UInt64 { UInt64(code) << 32 | UInt64(index) }
}

extension Latches {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(kills.count)
        for kill in kills {
            hasher.combine(kill.scope.hashWord)
            hasher.combine(kill.releaser != nil)
            let name = Array((kill.releaser ?? "").utf8)
            name.withUnsafeBytes { hasher.combine($0) }
        }
        hasher.combine(pauses.count)
        for scope in pauses { hasher.combine(scope.hashWord) }
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
