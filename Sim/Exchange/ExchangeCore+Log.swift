public import Market
public import Wire

/// The event log, the members' reports out of it, and market data.
extension ExchangeCore {
    static let entriesPerFrameMax = 400

    /// Whether an event of the log is an execution report of this member: what the session carries.
    public static func isReport(
        _ event: ExchangeEvents.Entry, to participant: ParticipantID
    ) -> Bool {
        switch event.kind {
        case .requestForQuote, .requestExpired, .dayEnded: true
        case .makerScore: false
        default: event.participant == participant.value
        }
    }

    /// Appends an event about a contract at the clock's time.
    mutating func record(_ event: ExchangeEvents.Entry, on contract: ContractIndex) {
        var event = event
        event.contract = contract
        event.phaseCode = phases[contract.int].rawValue
        record(event)
    }

    mutating func record(_ event: ExchangeEvents.Entry) {
        var event = event
        counters.events += 1
        event.sequence = counters.events
        event.time = clock
        pending.append(event)
        switch event.kind {
        case .quoteAccepted, .legCancelled, .legFilled, .orderCancelled, .orderFilled:
            if let row = row(of: PeerID(event.participant)) { dayCounts[row].take(event) }
        default: break
        }
    }

    /// Sends what is pending: to the log, then to each connected member its own.
    mutating func flush(into outbox: inout Outbox) {
        publishChangedPhases(into: &outbox)
        if !released.isEmpty { release(into: &outbox) }
        if configuration.marketData.timing == .events { publishTops(into: &outbox) }
        reportShares(into: &outbox)
        guard !pending.isEmpty else { return }
        send(pending, to: nil, on: .eventLog, into: &outbox)
        for row in members.indices where members[row].isConnected {
            report(to: row, into: &outbox)
        }
        pending.removeAll(keepingCapacity: true)
        untold.removeAll(keepingCapacity: true)
    }

    func send(
        _ events: [ExchangeEvents.Entry], to participant: ParticipantID?, on channel: Channel,
        into outbox: inout Outbox
    ) {
        let peer = participant.map { PeerID($0.value) } ?? .everybody
        let root = ExchangeEvents(
            tail: counters.events, watermark: clock, isComplete: isDayEnded ? 1 : 0)
        var isOpen = false
        for event in events {
            if let participant, !Self.isReport(event, to: participant) { continue }
            if isOpen, outbox.openCount == Self.entriesPerFrameMax {
                outbox.close()
                isOpen = false
            }
            if !isOpen {
                outbox.open(root, of: ExchangeEvents.Entry.self, on: channel, to: peer)
                isOpen = true
            }
            outbox.append(event)
        }
        if isOpen { outbox.close() }
    }

    /// Publishes the tops that changed since the last time.
    mutating func publishTops(into outbox: inout Outbox) {
        // What is not told now is told when the fault is over.
        if let kind = dataFault?.kind, kind == .staleData || kind == .frozenData { return }
        let changed = contracts.indices.filter { isDirty[$0] }
        for index in changed { isDirty[index] = false }
        publish(tops: changed, BookTops(), on: .marketData, to: .everybody, into: &outbox)
        publishDepth(into: &outbox)
    }

    private func publish(
        tops indices: [Int], _ root: BookTops, on channel: Channel, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        for start in stride(from: 0, to: indices.count, by: Self.entriesPerFrameMax) {
            outbox.open(root, of: BookTops.Entry.self, on: channel, to: peer)
            for index in indices[start..<min(start + Self.entriesPerFrameMax, indices.count)] {
                let top = BookTops.Entry(
                    contract: ContractIndex(index), bidQuantity: tops[index].bidQuantity,
                    bid: tops[index].bid, ask: tops[index].ask,
                    askQuantity: tops[index].askQuantity, phaseCode: phases[index].rawValue,
                    last: lastPrices[index])
                outbox.append(channel == .marketData ? dataFault?.spoiled(top) ?? top : top)
            }
            outbox.close()
        }
    }

    /// Reports that have waited long enough go first.
    private mutating func release(into outbox: inout Outbox) {
        let events = pending
        pending.removeAll()
        for row in released where members[row].isConnected { report(to: row, into: &outbox) }
        released.removeAll()
        pending = events
    }

    private mutating func publishChangedPhases(into outbox: inout Outbox) {
        guard !changedPhases.isEmpty else { return }
        publishPhases(of: changedPhases, on: .marketData, to: .everybody, into: &outbox)
        changedPhases.removeAll(keepingCapacity: true)
    }

    private func publishPhases(
        of indices: [Int], isSnapshot: Bool = false, on channel: Channel, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        let root = PhaseChanges(isSnapshot: isSnapshot ? 1 : 0)
        for start in stride(from: 0, to: indices.count, by: Self.entriesPerFrameMax) {
            outbox.open(root, of: PhaseChanges.Entry.self, on: channel, to: peer)
            for index in indices[start..<min(start + Self.entriesPerFrameMax, indices.count)] {
                outbox.append(
                    PhaseChanges.Entry(
                        contract: ContractIndex(index), phaseCode: phases[index].rawValue))
            }
            outbox.close()
        }
    }

    func publish(
        _ ticks: [UnderlyingTicks.Entry], on channel: Channel, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        guard !ticks.isEmpty else { return }
        outbox.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: channel, to: peer)
        for tick in ticks { outbox.append(tick) }
        outbox.close()
    }

    /// The whole public state for one who asked, as of the last market data frame.
    func sendSnapshot(to peer: PeerID, into outbox: inout Outbox) {
        let sequence = outbox.sequence(of: .marketData, to: .everybody)
        InstrumentList.send(configuration.directory, on: .snapshot, to: peer, into: &outbox)
        publishPhases(
            of: Array(contracts.indices), isSnapshot: true, on: .snapshot, to: peer, into: &outbox)
        publish(
            tops: Array(contracts.indices), BookTops(isSnapshot: 1, asOfSequence: sequence),
            on: .snapshot, to: peer, into: &outbox)
        sendDepth(to: peer, asOf: sequence, into: &outbox)
        publish(underlyings.compactMap(\.self), on: .snapshot, to: peer, into: &outbox)
    }
}
