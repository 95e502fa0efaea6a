import Messaging
import Wire

/// The accepting end of a session (ROUTER): logon, heartbeat, one live session per participant.
final class ServerLink: Link {
    /// What a server answers at logon, and how it resends what a peer missed.
    struct Terms {
        let channel: Channel
        let tradingDay: Int32
        let environment: UInt16
        let participants: Set<UInt16>
        var heartbeat = HeartbeatTerms()
    }

    private struct Peer {
        var identity: PeerIdentity
        var epoch: UInt32
        var inbound: InboundSequence
        var heardAt: Int64
        var sentAt: Int64
    }

    private var socket: RouterSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private let terms: Terms
    private var encoder: SessionEncoder
    private var peers: [Peer?] = Array(repeating: nil, count: PeerID.countMax)
    /// Called at logon, after it is accepted and before the core hears of it.
    /// Why a peer may not have a session now; nil lets it in. Asked at logon and again and again.
    var refusal: ((PeerID) -> SessionReason?)?
    var resend: ((PeerID, _ resumeAfter: UInt64) throws -> Void)?
    /// Last sequence the core has stamped on the stream to a peer.
    var outboundSequence: ((PeerID) -> UInt64)?
    var needsDrain = true
    private(set) var droppedFrames: UInt64 = 0

    init(
        context: MessagingContext, endpoint: Endpoint, terms: Terms, instance: UInt16,
        epoch: UInt32
    ) throws(MessagingError) {
        var socket = try RouterSocket(in: context)
        try socket.bind(to: endpoint)
        descriptor = try socket.fileDescriptor
        self.socket = socket
        self.terms = terms
        encoder = SessionEncoder(instance: instance, epoch: epoch)
    }

    var fileDescriptors: [Int32] { [descriptor] }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    {
        var any = false
        for _ in 0..<limit {
            var identity = PeerIdentity()
            switch try socket.receive(into: buffer.bytes, identity: &identity) {
            case .nothing:
                needsDrain = false
                return any
            case .malformed: any = true
            case .message(let count):
                any = true
                try take(buffer.prefix(count), from: identity, at: monotonic, handle)
            }
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {
        for index in peers.indices {
            guard let peer = peers[index] else { continue }
            if let reason = refusal?(PeerID(UInt16(index))) {
                needsDrain = true
                _ = try socket.send(
                    UnsafeRawBufferPointer(encoder.encode(Logout(reason: reason))),
                    to: peer.identity)
                try close(index, reason, handle)
            } else if monotonic - peer.heardAt > terms.heartbeat.patience {
                try close(index, .peerSilent, handle)
            } else if monotonic - peer.sentAt > terms.heartbeat.interval {
                needsDrain = true
                _ = try socket.send(
                    UnsafeRawBufferPointer(encoder.encode(Heartbeat())), to: peer.identity)
                peers[index]?.sentAt = monotonic
            }
        }
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        if peer == .everybody {
            for index in peers.indices where peers[index] != nil {
                try send(bytes, to: PeerID(UInt16(index)))
            }
            return
        }
        guard Int(peer.value) < peers.count, let session = peers[Int(peer.value)] else {
            droppedFrames += 1
            return
        }
        needsDrain = true
        if try socket.send(UnsafeRawBufferPointer(bytes), to: session.identity) != .sent {
            droppedFrames += 1
        }
    }

    /// Breaks a session that the core has closed by itself: half a message, then silence until the peer logs on.
    func cut(_ peer: PeerID) throws {
        guard Int(peer.value) < peers.count, let session = peers[Int(peer.value)] else { return }
        peers[Int(peer.value)] = nil
        needsDrain = true
        let whole = UnsafeRawBufferPointer(encoder.encode(Heartbeat()))
        _ = try socket.send(
            UnsafeRawBufferPointer(rebasing: whole[..<(whole.count / 2)]), to: session.identity)
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, from identity: PeerIdentity, at monotonic: Int64,
        _ handle: (LinkEvent) throws -> Void
    ) throws {
        guard let frame = try? Frame(bytes) else { return }
        if frame.template == Template.logon {
            try logon(frame, from: identity, at: monotonic, handle)
            return
        }
        guard let index = peers.firstIndex(where: { $0?.identity == identity }),
            var peer = peers[index]
        else {
            // A session of an earlier life of ours: tell the peer at once, it would wait for silence.
            _ = try socket.send(
                UnsafeRawBufferPointer(encoder.encode(Logout(reason: .staleEpoch))), to: identity)
            return
        }
        peer.heardAt = monotonic
        let verdict =
            frame.template == Template.heartbeat || frame.envelope.epoch != peer.epoch
            ? nil : peer.inbound.accept(frame.envelope.sequence)
        peers[index] = peer
        if frame.template == Template.logout {
            try close(index, .logout, handle)
        } else if let verdict {
            switch verdict {
            case .next: try handle(.frame(terms.channel, PeerID(UInt16(index)), bytes))
            case .repeated: return
            case .gap:
                // Commands are missing: the peer must log on again and learn what is live.
                try reject(identity, .sequenceGap)
                try close(index, .sequenceGap, handle)
            }
        }
    }

    private func logon(
        _ frame: Frame, from identity: PeerIdentity, at monotonic: Int64,
        _ handle: (LinkEvent) throws -> Void
    ) throws {
        guard let logon = try? frame.root(Logon.self) else { return }
        let index = Int(logon.participant)
        guard logon.envelope.environment == terms.environment else {
            return try reject(identity, .wrongEnvironment)
        }
        guard terms.participants.contains(logon.participant), index < peers.count else {
            return try reject(identity, .unknownParticipant)
        }
        if let reason = refusal?(PeerID(logon.participant)) { return try reject(identity, reason) }
        if let live = peers[index] {
            if live.identity == identity {
                try close(index, .logout, handle)
            } else if logon.envelope.epoch > live.epoch {
                // A later life of the same writer: the journal lock says that the earlier one is gone,
                // and if it only slept, it wakes up fenced.
                try close(index, .staleEpoch, handle)
            } else {
                // One writer: another one of the same or an older epoch is refused while this one lives.
                return try reject(identity, .duplicateSession)
            }
        }
        let peer = PeerID(logon.participant)
        peers[index] = Peer(
            identity: identity, epoch: logon.envelope.epoch,
            inbound: InboundSequence(startingAfter: logon.envelope.sequence),
            heardAt: monotonic, sentAt: monotonic)
        let accepted = LogonAccepted(
            heartbeatMilliseconds: UInt32(terms.heartbeat.interval / 1_000_000),
            tradingDay: terms.tradingDay)
        needsDrain = true
        _ = try socket.send(
            UnsafeRawBufferPointer(
                encoder.encode(accepted, sequence: outboundSequence?(peer) ?? 0)), to: identity)
        try resend?(peer, logon.resumeAfter)
        try handle(
            .opened(
                terms.channel, peer, epoch: logon.envelope.epoch,
                resumeAfter: logon.resumeAfter))
    }

    private func reject(_ identity: PeerIdentity, _ reason: SessionReason) throws {
        needsDrain = true
        _ = try socket.send(
            UnsafeRawBufferPointer(encoder.encode(LogonRejected(reason: reason))), to: identity)
    }

    private func close(
        _ index: Int, _ reason: SessionReason, _ handle: (LinkEvent) throws -> Void
    ) throws {
        peers[index] = nil
        try handle(.closed(terms.channel, PeerID(UInt16(index)), reason))
    }
}
