import Market
import Wire

/// Orders in the underlyings under other limits.
extension LimitTrial {
    /// After both cores have judged a frame of hedges.
    mutating func compareHedges(_ frame: Frame) {
        guard let group = try? frame.group(HedgeOrders.Entry.self) else { return }
        for index in 0..<group.count {
            let id = group[index].clientID
            switch (Self.passed(id, by: old), Self.passed(id, by: new)) {
            case (true, false):
                withheldHedges.insert(id.value)
                figures.newlyRefusedHedges += 1
            case (false, true):
                figures.newlyPassedHedges += 1
                new.gate?.endHedge(id)
            default: break
            }
        }
    }

    private static func passed(_ id: QuoteID, by core: borrowing RiskCore) -> Bool {
        !core.refusals.contains { $0.kind == .hedgeRefused && $0.quoteID == id }
    }

    /// The second core hears only of what it sent.
    mutating func receiveHedgeReports(
        _ frame: Frame, from peer: PeerID, at now: SessionTime
    ) {
        guard let root = try? frame.root(HedgeReports.self),
            let group = try? frame.group(HedgeReports.Entry.self)
        else { return }
        reports.begin(causation: 0, now: now)
        reports.open(root, of: HedgeReports.Entry.self, on: .orderSession)
        for index in 0..<group.count where !withheldHedges.contains(group[index].clientID.value) {
            reports.append(group[index])
        }
        reports.close()
        guard let made = reports.frames.first,
            let heard = try? Frame(UnsafeRawBufferPointer(reports.bytes(of: made)))
        else { return }
        new.receive(heard, on: .orderSession, from: peer, at: now, into: &newBox)
    }
}
