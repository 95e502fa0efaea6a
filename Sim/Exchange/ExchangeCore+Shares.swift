import Market
import Wire

/// Members' orders in the underlyings' shares, beside the option market: a stream of reports of its own, for the shares market is
/// another platform with another log.
extension ExchangeCore {
    mutating func enterShares(_ frame: Frame, from peer: PeerID) throws(WireError) {
        let root = try frame.root(HedgeOrders.self)
        let entries = try frame.group(HedgeOrders.Entry.self)
        guard let row = connectedRow(peer) else {
            counters.strayInstructions += UInt64(entries.count)
            return
        }
        let isMeant = root.participant == peer.value && root.expires >= clock
        for index in 0..<entries.count {
            let isTimely = countMessage(row: row)
            var reason = isMeant ? gateObjection(row: row, isTimely: isTimely) : .malformed
            if entries[index].underlying.int >= underlyings.count { reason = .unknownContract }
            if reason == .none, marketPhase != .continuous { reason = .phaseForbids }
            shares.enter(entries[index], row: row, objection: reason, at: clock)
        }
    }

    /// The shares of an underlying moved: what rests there may trade.
    mutating func moveShares(_ tick: UnderlyingTicks.Entry) {
        shares.move(tick)
        if marketPhase == .continuous { shares.meet(tick.underlying.int, at: clock) }
    }

    /// Tells connected members what they have not heard.
    mutating func reportShares(into outbox: inout Outbox) {
        for row in members.indices where members[row].isConnected && shares.hasUnheard(row: row) {
            let participant = members[row].participant.value
            let entries = shares.takeUnheard(row: row)
            for start in stride(
                from: entries.startIndex, to: entries.endIndex, by: Self.entriesPerFrameMax)
            {
                outbox.open(
                    HedgeReports(participant: participant), of: HedgeReports.Entry.self,
                    on: .orderSession, to: PeerID(participant))
                for entry in entries[
                    start..<min(start + Self.entriesPerFrameMax, entries.endIndex)]
                { outbox.append(entry) }
                outbox.close()
            }
        }
    }
}
