import Market
import Wire

/// Taking orders off: one member's legs and orders, by scope and reason; sessions that end.
extension ExchangeCore {
    func connectedRow(_ peer: PeerID) -> Int? {
        guard isStarted, !isDayEnded, let row = row(of: peer), members[row].isConnected else {
            return nil
        }
        return row
    }

    func row(of peer: PeerID) -> Int? {
        guard Int(peer.value) < rowOfParticipant.count else { return nil }
        let row = rowOfParticipant[Int(peer.value)]
        return row >= 0 ? row : nil
    }

    mutating func changeSession(of peer: PeerID, _ event: SessionEvent) {
        guard isStarted, !isDayEnded, let row = row(of: peer) else { return }
        switch event.change {
        case .opened where !members[row].isConnected:
            members[row].isConnected = true
            members[row].cancelDue = nil
            links[row].reset()
            shares.open(row: row)
            record(ExchangeEvents.Entry(kind: .sessionOpened, participant: peer.value))
        case .closed where members[row].isConnected: close(row, reason: event.reason)
        case .opened, .closed: break
        default: malformedFrames += 1
        }
    }

    mutating func close(_ row: Int, reason: SessionReason) {
        members[row].isConnected = false
        record(
            ExchangeEvents.Entry(
                kind: .sessionClosed, reasonCode: reason.rawValue,
                participant: members[row].participant.value))
        // The exchange takes them off itself: the member's cancel-forbidden minute does not bind it.
        guard configuration.cancelsOnDisconnect else { return }
        if configuration.cancelDelay > .zero {
            members[row].cancelDue = clock + configuration.cancelDelay
        } else {
            cancelEverything(row: row, reason: .disconnect) { _ in true }
            shares.cancelAll(row: row, reason: .disconnect, at: clock)
        }
    }

    var nextDisconnectCancel: SessionTime? {
        guard configuration.cancelDelay > .zero else { return nil }
        var next: SessionTime?
        for row in members.indices {
            guard let due = members[row].cancelDue else { continue }
            next = min(next ?? due, due)
        }
        return next
    }

    mutating func cancelAfterDisconnect() {
        for row in members.indices {
            guard let due = members[row].cancelDue, due <= clock else { continue }
            members[row].cancelDue = nil
            cancelEverything(row: row, reason: .disconnect) { _ in true }
            shares.cancelAll(row: row, reason: .disconnect, at: clock)
        }
    }

    /// Counts a message of a member against what it may send in a second.
    mutating func countMessage(row: Int) -> Bool {
        let most =
            throttleUntil.map { $0 > clock } ?? false
            ? min(throttleMost, configuration.messagesPerSecondMax ?? .max)
            : configuration.messagesPerSecondMax
        return members[row].countMessage(at: clock, most: most)
    }

    /// Why the member's session or account may enter nothing now; cancels pass all but a restricted seat.
    func gateObjection(row: Int, isTimely: Bool) -> RejectReason {
        if !isTimely { return .throttled }
        if let stormUntil, stormUntil > clock { return .exchangeBusy }
        if members[row].isSeatRestricted { return .seatRestricted }
        return members[row].isAccountRestricted ? .accountRestricted : .none
    }

    /// Whether members may take nothing off now; an early close has its last minute too.
    var forbidsCancel: Bool {
        if closing == configuration.calendar.closing {
            return configuration.forbidsCancel(at: clock)
        }
        return marketPhase == .closingAuction && clock + .seconds(60) >= closing
            || configuration.forbidsCancel(at: clock) && clock < closing
    }

    mutating func massCancel(_ command: MassCancel, from peer: PeerID) {
        guard let row = connectedRow(peer) else {
            counters.strayInstructions += 1
            return
        }
        let reason = objection(to: command, from: peer, row: row)
        guard reason == .none else {
            record(
                ExchangeEvents.Entry(
                    kind: .cancelRejected, reasonCode: reason.rawValue,
                    contract: ContractIndex(command.index), participant: peer.value))
            return
        }
        let index = Int(command.index)
        let all = contracts
        if command.scopeCode < 2 {
            shares.cancelAll(
                row: row, underlying: command.scopeCode == 1 ? index : nil, reason: .massCancel,
                at: clock)
        }
        cancelEverything(row: row, reason: .massCancel) { contract in
            switch command.scopeCode {
            case 1: all[contract.int].underlying.int == index
            case 2: contract.int == index
            default: true
            }
        }
    }

    private func objection(
        to command: MassCancel, from peer: PeerID, row: Int
    ) -> RejectReason {
        guard command.participant == peer.value, command.scopeCode <= 2 else { return .malformed }
        if command.scopeCode == 1, Int(command.index) >= underlyings.count {
            return .unknownContract
        }
        if command.scopeCode == 2, Int(command.index) >= contracts.count {
            return .unknownContract
        }
        if members[row].isSeatRestricted { return .seatRestricted }
        return forbidsCancel ? .cancelForbidden : .none
    }

    mutating func cancelEverything(
        row: Int, reason: CancelReason, where applies: (ContractIndex) -> Bool
    ) {
        for contract in contracts where applies(contract.index) {
            cancelLegs(row: row, contract.index, reason: reason)
            refresh(contract.index)
        }
        let touched = cancelOrders(row: row, reason: reason, where: applies)
        for contract in touched { refresh(contract) }
    }

    /// Takes a member's legs in a contract off and logs each.
    mutating func cancelLegs(row: Int, _ contract: ContractIndex, reason: CancelReason) {
        let position = row * contracts.count + contract.int
        for side in Side.allCases { cancelLeg(position, side, contract, reason: reason) }
    }

    mutating func cancelLeg(
        _ position: Int, _ side: Side, _ contract: ContractIndex, reason: CancelReason
    ) {
        let slot = quotes[position].slot(side)
        guard slot != BookNode.none else { return }
        quotes[position].setSlot(side, BookNode.none)
        let order = books[contract.int].remove(slot)
        record(
            Self.event(
                .legCancelled, order, quantity: order.remaining, leaves: .zero, reason: reason),
            on: contract)
    }

    /// Takes a member's single orders off, oldest first; returns the contracts touched, in that order.
    @discardableResult
    mutating func cancelOrders(
        row: Int, reason: CancelReason, where applies: (ContractIndex) -> Bool
    ) -> [ContractIndex] {
        var touched: [ContractIndex] = []
        for open in members[row].orders where applies(open.contract) {
            takeOff(open, row: row, reason: reason)
            touched.append(open.contract)
        }
        return touched
    }

    mutating func takeOff(_ open: Member.OpenOrder, row: Int, reason: CancelReason) {
        let order = books[open.contract.int].remove(open.slot)
        members[row].removeOrder(open.id)
        record(
            Self.event(
                .orderCancelled, order, quantity: order.remaining, leaves: .zero, reason: reason),
            on: open.contract)
    }

    /// Takes one leg off without a word: the acceptance of its successor tells the quantity.
    mutating func takeLeg(_ position: Int, _ side: Side, _ contract: ContractIndex) -> Quantity {
        let slot = quotes[position].slot(side)
        guard slot != BookNode.none else { return .zero }
        quotes[position].setSlot(side, BookNode.none)
        return books[contract.int].remove(slot).remaining
    }
}
