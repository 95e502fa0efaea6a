import Market
import Risk
import Sim
import Wire

/// The order session's link between exchange and risk as a shell would keep it: its count, its cuts, its return.
struct VirtualOrderLink {
    /// How long a cut link stays down.
    static let pause = TimeSpan.seconds(1)

    var inbound = InboundSequence()
    /// When the link is open again; nil while it is.
    var reopensAt: SessionTime?
    var breaksSeen: UInt64 = 0
    /// Cuts so far, for whatever reason.
    private(set) var cuts = 0

    var isDown: Bool { reopensAt != nil }

    mutating func cut(at now: SessionTime) {
        reopensAt = now + Self.pause
        cuts += 1
    }
}

extension VirtualDesk {
    /// Whether risk's core may see these bytes: a hole in the count cuts the link, repeats are dropped.
    func admits(_ bytes: UnsafeRawBufferPointer) -> OrderLinkVerdict {
        if orderLink.isDown { return .dropped }
        guard let frame = try? Frame(bytes) else { return .admitted }
        // Resent frames stand outside the count.
        if frame.envelope.sequence == 0 { return .admitted }
        switch orderLink.inbound.accept(frame.envelope.sequence) {
        case .next: return .admitted
        case .repeated: return .dropped
        case .gap: return .hole
        }
    }

    enum OrderLinkVerdict { case admitted, dropped, hole }

    /// Both sides lose the session; what was on the way is lost with it.
    func cutOrderLink(_ reason: SessionReason, isKnownToExchange: Bool = false) throws {
        orderLink.cut(at: now)
        emptyOrderLines()
        if !isKnownToExchange { try tell(.exchange, closed(reason), from: PeerID(1)) }
        try tell(.risk, closed(reason))
    }

    private func closed(_ reason: SessionReason) -> SessionEvent {
        SessionEvent(
            channelCode: Channel.orderSession.rawValue, change: .closed, reason: reason,
            peerEpoch: 1)
    }

    /// A session that the exchange broke itself reaches risk as half a message and silence.
    func noticeBreak() throws {
        let breaks = exchange.ask { $0.sessionBreaks(of: ParticipantID.maker.value) }
        guard breaks != orderLink.breaksSeen else { return }
        orderLink.breaksSeen = breaks
        guard !orderLink.isDown else { return }
        let whole = UnsafeRawBufferPointer(encodeHalfMessage())
        try risk.deliver(
            UnsafeRawBufferPointer(rebasing: whole[..<(whole.count / 2)]), on: .orderSession,
            from: .everybody, at: now, monotonic: 0)
        try cutOrderLink(.peerSilent, isKnownToExchange: true)
    }

    /// Logs on again: risk learns what it missed before anything new.
    func reopenOrderLink() throws {
        orderLink.reopensAt = nil
        emptyOrderLines()
        try open(.risk, .orderSession, .everybody)
        let resender = ReportResender(log: events, instance: 1, epoch: 1)
        try resender.send(to: PeerID(1), after: risk.core.lastApplied) { putReport($0) }
        orderLink.inbound.resume(
            after: exchange.outbox.sequence(of: .orderSession, to: PeerID(1)))
        try open(.exchange, .orderSession, PeerID(1))
    }
}
