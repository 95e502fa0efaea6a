import Market
import Wire

/// Non-trade instructions (非交易指令): lock and unlock, exercise and its cancel, disposal transfer (C3.6, B3.4).
extension ExchangeCore {
    private enum Kind: UInt8 {
        case lock = 1
        case unlock = 2
        case exercise = 3
        case cancelExercise = 4
        case disposalTransfer = 5
    }

    private static let sharesMax: Int64 = 1_000_000_000_000

    /// Answers every entry of a frame on its own, in order.
    mutating func enterInstructions(_ frame: Frame, from peer: PeerID) throws(WireError) {
        let root = try frame.root(AccountInstructions.self)
        let entries = try frame.group(AccountInstructions.Entry.self)
        guard let row = connectedRow(peer) else {
            counters.strayInstructions += UInt64(entries.count)
            return
        }
        let isMeant = root.participant == peer.value && root.expires >= clock
        for index in 0..<entries.count {
            let entry = entries[index]
            let isTimely = countMessage(row: row)
            var reason = isMeant ? objection(to: entry, row: row) : .malformed
            if reason == .none { reason = gateObjection(row: row, isTimely: isTimely) }
            if reason == .none { carryOut(entry, row: row) }
            answer(entry, reason, row: row)
        }
    }

    private func objection(to entry: AccountInstructions.Entry, row: Int) -> RejectReason {
        guard let kind = Kind(rawValue: entry.kindCode) else { return .malformed }
        switch kind {
        case .lock, .unlock, .disposalTransfer:
            guard entry.underlying.int < underlyings.count else { return .unknownContract }
            guard entry.shares > 0, entry.shares <= Self.sharesMax else { return .malformed }
        case .exercise, .cancelExercise:
            guard entry.contract.int < contracts.count else { return .unknownContract }
            guard entry.quantity > .zero else { return .quantityTooSmall }
        }
        guard configuration.instructionWindows.contains(clock) else { return .outsideWindow }
        switch kind {
        case .lock, .disposalTransfer:
            return entry.shares > accounts[row].shares[entry.underlying.int]
                ? .insufficientShares : .none
        case .unlock:
            let underlying = entry.underlying.int
            let free =
                accounts[row].locked[underlying]
                - accounts[row].sharesBound(underlying, contracts)
            return entry.shares > free ? .insufficientShares : .none
        case .exercise: return exerciseObjection(entry, row: row)
        case .cancelExercise:
            let exercised = accounts[row].exercised[entry.contract.int]
            return Int64(entry.quantity.contracts) > exercised ? .unknownInstruction : .none
        }
    }

    /// On the exercise day only, no more than is held; a put delivers shares that must be there (SSE-TR-09).
    private func exerciseObjection(
        _ entry: AccountInstructions.Entry, row: Int
    ) -> RejectReason {
        let contract = contracts[entry.contract.int]
        guard contract.expiry == configuration.directory.day else { return .notExerciseDay }
        let quantity = Int64(entry.quantity.contracts)
        let account = accounts[row]
        guard quantity <= account.long[contract.index.int] - account.exercised[contract.index.int]
        else { return .closeExceedsHolding }
        if contract.type == .put {
            return quantity * Int64(contract.unit) > account.shares[contract.underlying.int]
                ? .insufficientShares : .none
        }
        guard configuration.account?.funds != nil else { return .none }
        let (cost, overflow) = (quantity * Int64(contract.unit)).multipliedReportingOverflow(
            by: contract.strike.ticks)
        return overflow || cost > account.cash ? .insufficientFunds : .none
    }

    private mutating func carryOut(_ entry: AccountInstructions.Entry, row: Int) {
        guard let kind = Kind(rawValue: entry.kindCode) else { return }
        let quantity = Int64(entry.quantity.contracts)
        switch kind {
        case .lock: accounts[row].lock(entry.shares, of: entry.underlying.int)
        case .unlock: accounts[row].lock(-entry.shares, of: entry.underlying.int)
        case .disposalTransfer: accounts[row].transfer(entry.shares, of: entry.underlying.int)
        case .exercise: accounts[row].exercise(quantity, of: entry.contract.int)
        case .cancelExercise: accounts[row].exercise(-quantity, of: entry.contract.int)
        }
    }

    private mutating func answer(
        _ entry: AccountInstructions.Entry, _ reason: RejectReason, row: Int
    ) {
        record(
            ExchangeEvents.Entry(
                kind: reason == .none ? .instructionAccepted : .instructionRejected,
                reasonCode: reason.rawValue, contract: entry.contract,
                participant: members[row].participant.value, effectCode: entry.kindCode,
                quantity: entry.quantity, quoteID: entry.clientID,
                executionID: UInt64(clamping: entry.shares)))
    }
}
