package import Market
import Wire

/// Market data below the best bid and ask, where the scenario asks for it.
extension ExchangeCore {
    /// Publishes the sides that changed since the last time.
    mutating func publishDepth(into outbox: inout Outbox) {
        guard depth.levelsMax > 0 else { return }
        var entries = depth.takeChanges(in: books)
        if let fault = dataFault { entries = entries.map(fault.spoiled) }
        send(entries, DepthBooks(), on: .marketData, to: .everybody, into: &outbox)
    }

    /// All sides for one who asked, as of the last market data frame.
    func sendDepth(to peer: PeerID, asOf sequence: UInt64, into outbox: inout Outbox) {
        guard depth.levelsMax > 0 else { return }
        send(
            depth.entries(of: books), DepthBooks(isSnapshot: 1, asOfSequence: sequence),
            on: .snapshot, to: peer, into: &outbox)
    }

    private func send(
        _ entries: [DepthBooks.Entry], _ root: DepthBooks, on channel: Channel, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        for start in stride(from: 0, to: entries.count, by: Self.entriesPerFrameMax) {
            outbox.open(root, of: DepthBooks.Entry.self, on: channel, to: peer)
            for entry in entries[start..<min(start + Self.entriesPerFrameMax, entries.count)] {
                outbox.append(entry)
            }
            outbox.close()
        }
    }
}

extension ExchangeCore {
    /// A side of a contract's book, best first: what depth is held against.
    package func levels(_ contract: ContractIndex, _ side: Side) -> [CallAuction.Level] {
        books[contract.int].levels(side)
    }
}
