import Market
import Wire

extension RiskCore {
    mutating func receiveMarketData(_ frame: Frame) throws(WireError) {
        switch frame.template {
        case InstrumentList.templateID: load(frame)
        case PhaseChanges.templateID:
            let group = try frame.group(PhaseChanges.Entry.self)
            let isSnapshot = try frame.root(PhaseChanges.self).isSnapshot != 0
            meetEpoch(frame.envelope, isSnapshot: isSnapshot)
            for index in 0..<group.count {
                let entry = group[index]
                setPhase(
                    entry.phaseCode, contract: entry.contract,
                    sequence: isSnapshot ? nil : frame.envelope.sequence)
            }
        case BookTops.templateID:
            let message = try frame.root(BookTops.self)
            let group = try frame.group(BookTops.Entry.self)
            let isSnapshot = message.isSnapshot != 0
            meetEpoch(frame.envelope, isSnapshot: isSnapshot)
            for index in 0..<group.count {
                let contract = group[index].contract
                let isOlder =
                    isSnapshot && Int(contract.value) < phaseSequence.count
                    && phaseSequence[contract.int] > message.asOfSequence
                if isOlder { continue }
                gate?.traded(contract, at: group[index].last)
                setPhase(
                    group[index].phaseCode, contract: contract,
                    sequence: isSnapshot ? nil : frame.envelope.sequence)
            }
        case UnderlyingTicks.templateID:
            let group = try frame.group(UnderlyingTicks.Entry.self)
            for index in 0..<group.count { tick(group[index]) }
        default: break
        }
    }

    /// Ticks matter to risk as moves that end a hold, and to its own yardsticks.
    private mutating func tick(_ entry: UnderlyingTicks.Entry) {
        guard entry.underlying.int < directory?.underlyings.count ?? 0 else { return }
        gate?.ticked(
            underlying: entry.underlying.int, price: entry.last.ticks,
            at: entry.time.nanoseconds)
    }

    /// A hole in the stream: what moved meanwhile is not known.
    mutating func followMarketData(_ envelope: Envelope) {
        guard envelope.sequence > 0 else { return }
        let follows =
            envelope.epoch == tickEpoch && envelope.sequence == marketDataSequence &+ 1
        if !follows { gate?.holds.lostTicks() }
        tickEpoch = envelope.epoch
        marketDataSequence = envelope.sequence
    }

    /// A publisher that started again counts from 1 again.
    private mutating func meetEpoch(_ envelope: Envelope, isSnapshot: Bool) {
        guard !isSnapshot, envelope.epoch != marketDataEpoch else { return }
        marketDataEpoch = envelope.epoch
        for contract in phaseSequence.indices { phaseSequence[contract] = 0 }
    }

    private mutating func setPhase(
        _ code: UInt8, contract: ContractIndex, sequence: UInt64?
    ) {
        guard let phase = TradingPhase(rawValue: code),
            Int(contract.value) < phaseSequence.count
        else { return }
        gate?.setPhase(phase, of: contract.int)
        if let sequence { phaseSequence[contract.int] = sequence }
    }

    private mutating func load(_ frame: Frame) {
        guard let loaded = try? InstrumentList.directory(from: frame) else {
            malformedFrames += 1
            return
        }
        if let directory {
            // The list is fixed for the day; another one is not believed.
            if directory != loaded { malformedFrames += 1 }
            return
        }
        directory = loaded
        let count = loaded.contracts.count
        gate = RiskGate(directory: loaded, limits: limits, terms: terms, opening: opening)
        gate?.exchangeIsUp = exchangeIsUp
        quoters = Array(repeating: 0, count: count)
        openingNet =
            gate.map { gate in
                loaded.contracts.indices.map {
                    gate.book.holdings.long[$0] - gate.book.holdings.short[$0]
                }
            } ?? []
        lastReports = Array(repeating: SessionTime(nanoseconds: 0), count: count)
        isExplained = Array(repeating: false, count: count)
        pulls.cover(contracts: count)
        phaseSequence = Array(repeating: 0, count: count)
        applyLatches()
        applyStanding()
    }
}
