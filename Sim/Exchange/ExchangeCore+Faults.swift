import Market
import Wire

/// Faults on request: the exchange misbehaves towards its members while its log stays the truth (F30–F39, I3).
extension ExchangeCore {
    /// Sessions that the exchange has broken by itself; a shell that sees it grow cuts the link.
    public func sessionBreaks(of participant: UInt16) -> UInt64 {
        row(of: PeerID(participant)).map { links[$0].breaks } ?? 0
    }

    mutating func inject(_ action: ExchangeAction) {
        record(
            ExchangeEvents.Entry(
                kind: .faultInjected, effectCode: action.kind.rawValue,
                quantity: Quantity(contracts: action.count)))
        guard let row = row(of: PeerID(action.participant.value)) else { return }
        let count = Int(max(action.count, 0))
        let until = clock + action.duration
        switch action.kind {
        case .lostReport: links[row].losses += count
        case .duplicateReport: links[row].duplicates += count
        case .reorderReport: links[row].swaps += count
        case .lateReport: links[row].lateUntil = until
        case .rejectStorm: stormUntil = until
        case .throttle:
            throttleMost = count
            throttleUntil = until
        case .silentCancel: cancelSilently(action, row: row)
        case .unknownFill: fillUnknown(action)
        case .overfill: overfill(action, row: row)
        case .staleData, .frozenData, .crossedData, .invalidData:
            dataFault = DataFault(kind: action.kind, until: until)
        case .phaseFlap: flap(action)
        case .sessionLoss:
            guard members[row].isConnected else { return }
            close(row, reason: .peerSilent)
            links[row].breaks += 1
        default: break
        }
    }

    private mutating func cancelSilently(_ action: ExchangeAction, row: Int) {
        let first = counters.events + 1
        for contract in contracts where action.concerns(contract) {
            cancelLegs(row: row, contract.index, reason: .exchange)
            refresh(contract.index)
        }
        let all = contracts
        let touched = cancelOrders(row: row, reason: .exchange) { action.concerns(all[$0.int]) }
        for contract in touched { refresh(contract) }
        // The log has it; the member is not told.
        for index in pending.indices
        where pending[index].sequence >= first
            && [.legCancelled, .orderCancelled].contains(pending[index].kind)
        {
            untold.append(pending[index].sequence)
        }
    }

    private mutating func fillUnknown(_ action: ExchangeAction) {
        guard action.count > 0,
            let contract = contracts.first(where: action.concerns)?.index
        else { return }
        let last = lastPrices[contract.int]
        fillOutside(
            contract, action.side, action.effect, participant: action.participant,
            price: last > .zero ? last : contracts[contract.int].previousSettlement,
            quantity: Quantity(contracts: action.count))
    }

    /// The first leg that rests in the scope fills with more than it has.
    private mutating func overfill(_ action: ExchangeAction, row: Int) {
        guard action.count > 0 else { return }
        for contract in contracts where action.concerns(contract) {
            let position = row * contracts.count + contract.index.int
            for side in Side.allCases where quotes[position].slot(side) != BookNode.none {
                let slot = quotes[position].slot(side)
                let order = books[contract.index.int].remove(slot)
                quotes[position].setSlot(side, BookNode.none)
                executionNumber += 1
                counters.trades += 1
                let quantity = Quantity(
                    contracts: order.remaining.contracts + min(action.count, 1_000))
                var event = Self.event(.legFilled, order, quantity: quantity, leaves: .zero)
                event.executionID = executionNumber
                record(event, on: contract.index)
                accounts[row].book(
                    order, price: order.price, quantity: quantity, in: contract)
                refresh(contract.index)
                return
            }
        }
    }

    private mutating func flap(_ action: ExchangeAction) {
        var flaps: [ScheduledAction] = []
        for round in 0..<Int64(min(max(action.count, 0), 100)) {
            let start = clock + TimeSpan(nanoseconds: 2 * round * action.duration.nanoseconds)
            flaps.append(.init(at: start, ExchangeAction(.halt, scope: action.scope)))
            flaps.append(
                .init(
                    at: start + action.duration, ExchangeAction(.resume, scope: action.scope)))
        }
        agenda = Self.agenda(agenda.reversed() + flaps)
    }

    // MARK: what the faults do to the streams

    /// When a report that waits goes out, or data is sound again.
    var nextFaultEnd: SessionTime? {
        var next = dataFault?.until
        for link in links {
            guard let until = link.lateUntil else { continue }
            next = min(next ?? until, until)
        }
        return next
    }

    mutating func endFaults() {
        if let fault = dataFault, fault.until <= clock {
            dataFault = nil
            frozenTicks.removeAll()
            for index in isDirty.indices { isDirty[index] = true }
            depth.forget()
        }
        for row in links.indices {
            guard let until = links[row].lateUntil, until <= clock else { continue }
            links[row].lateUntil = nil
            released.append(row)
        }
    }

    /// Sends a member its reports, through whatever is wrong with its stream.
    mutating func report(to row: Int, into outbox: inout Outbox) {
        if links[row].isSound, links[row].held.isEmpty {
            sendReports(pending, to: row, into: &outbox)
            return
        }
        let participant = members[row].participant
        var own = pending.filter { Self.isReport($0, to: participant) && isTold($0) }
        if links[row].lateUntil != nil {
            links[row].held.append(contentsOf: own)
            return
        }
        // What waits goes first, whatever else is wrong: a session never overtakes itself unnumbered.
        let wasLate = released.contains(row)
        if wasLate || (links[row].losses > 0 || links[row].duplicates > 0) && !own.isEmpty {
            own = links[row].held + own
            links[row].held.removeAll()
        }
        guard !own.isEmpty || wasLate else { return }
        if links[row].losses > 0 {
            links[row].losses -= 1
            links[row].shift += 1
        } else if links[row].duplicates > 0 {
            links[row].duplicates -= 1
            sendReports(own, to: row, into: &outbox)
            links[row].shift -= 1
            sendReports(own, to: row, into: &outbox)
        } else if links[row].swaps > 0, links[row].held.isEmpty {
            links[row].held = own
        } else if links[row].swaps > 0 {
            swap(own, to: row, into: &outbox)
        } else {
            let held = links[row].held
            links[row].held.removeAll()
            sendReports(held + own, to: row, into: &outbox)
        }
    }

    private mutating func swap(
        _ own: [ExchangeEvents.Entry], to row: Int, into outbox: inout Outbox
    ) {
        let held = links[row].held
        links[row].held.removeAll()
        links[row].swaps -= 1
        links[row].shift += 1
        sendReports(own, to: row, into: &outbox)
        links[row].shift -= 2
        sendReports(held, to: row, into: &outbox)
        links[row].shift += 1
    }

    private func isTold(_ event: ExchangeEvents.Entry) -> Bool {
        untold.isEmpty || !untold.contains(event.sequence)
    }

    private func sendReports(
        _ events: [ExchangeEvents.Entry], to row: Int, into outbox: inout Outbox
    ) {
        let first = outbox.frames.count
        let told = untold.isEmpty ? events : events.filter(isTold)
        send(told, to: members[row].participant, on: .orderSession, into: &outbox)
        shiftNumbers(of: row, from: first, in: &outbox)
    }

    /// Numbers what a member is sent as its spoiled stream has it.
    func shiftNumbers(of row: Int, from first: Int, in outbox: inout Outbox) {
        guard links[row].shift != 0 else { return }
        for frame in outbox.frames[first...] {
            let bytes = outbox.bytes(of: frame)
            let place = WireSchema.headerLength + Self.sequenceOffset
            let sequence = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            bytes.storeBytes(
                of: sequence &+ UInt64(bitPattern: links[row].shift), toByteOffset: place,
                as: UInt64.self)
        }
    }

    /// Where the envelope keeps its sequence.
    private static var sequenceOffset: Int { 8 }

    func hashFaults(into hasher: inout StateHasher) {
        for link in links { link.hash(into: &hasher) }
        hasher.combine(stormUntil?.nanoseconds ?? -1)
        hasher.combine(throttleUntil?.nanoseconds ?? -1)
        hasher.combine(throttleMost)
        hasher.combine(UInt64(dataFault?.kind.rawValue ?? 0))
        hasher.combine(dataFault?.until.nanoseconds ?? -1)
        for tick in frozenTicks { hasher.combine(tick?.last.ticks ?? -1) }
    }
}
