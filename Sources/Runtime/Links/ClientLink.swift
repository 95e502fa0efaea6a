import Messaging
import Wire

/// The calling end of a session (DEALER): logs on until accepted, beats, watches for gaps, logs on again.
final class ClientLink: Link {
    struct Terms {
        let channel: Channel
        let role: ProcessRole
        let participant: UInt16
        let environment: UInt16
        let buildHash: UInt64
        var heartbeat = HeartbeatTerms()
    }

    private enum State {
        case waiting(retryAt: Int64)
        case open
    }

    private var socket: DealerSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private let terms: Terms
    private var encoder: SessionEncoder
    private var state = State.waiting(retryAt: 0)
    private var inbound = InboundSequence()
    private var heardAt: Int64 = 0
    private var sentAt: Int64 = 0
    /// Last log sequence the core has applied: where the resend starts.
    var resumeAfter: (() -> UInt64)?
    /// Last sequence the core has stamped on its stream to the server.
    var outboundSequence: (() -> UInt64)?
    var needsDrain = true
    private(set) var droppedFrames: UInt64 = 0
    /// Why the last logon was refused; nil once accepted.
    private(set) var refusal: SessionReason?

    init(
        context: MessagingContext, endpoint: Endpoint, terms: Terms, instance: UInt16,
        epoch: UInt32
    ) throws(MessagingError) {
        var socket = try DealerSocket(in: context)
        try socket.connect(to: endpoint)
        descriptor = try socket.fileDescriptor
        self.socket = socket
        self.terms = terms
        encoder = SessionEncoder(instance: instance, epoch: epoch)
    }

    var fileDescriptors: [Int32] { [descriptor] }

    var isOpen: Bool {
        if case .open = state { return true }
        return false
    }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    {
        var any = false
        for _ in 0..<limit {
            switch try socket.receive(into: buffer.bytes) {
            case .nothing:
                needsDrain = false
                return any
            case .malformed: any = true
            case .message(let count):
                any = true
                heardAt = monotonic
                try take(buffer.prefix(count), at: monotonic, handle)
            }
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {
        switch state {
        case .waiting(let retryAt):
            if monotonic >= retryAt { try logon(at: monotonic) }
        case .open:
            if monotonic - heardAt > terms.heartbeat.patience {
                try close(.peerSilent, at: monotonic, handle)
            } else if monotonic - sentAt > terms.heartbeat.interval {
                needsDrain = true
                _ = try socket.send(UnsafeRawBufferPointer(encoder.encode(Heartbeat())))
                sentAt = monotonic
            }
        }
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        guard case .open = state else {
            droppedFrames += 1
            return
        }
        needsDrain = true
        if try socket.send(UnsafeRawBufferPointer(bytes)) != .sent { droppedFrames += 1 }
    }

    /// Says goodbye; the server need not wait for silence.
    func logout() throws {
        guard isOpen else { return }
        needsDrain = true
        _ = try socket.send(UnsafeRawBufferPointer(encoder.encode(Logout(reason: .logout))))
    }

    private func logon(at monotonic: Int64) throws {
        let logon = Logon(
            role: terms.role, participant: terms.participant,
            heartbeatMilliseconds: UInt32(terms.heartbeat.interval / 1_000_000),
            resumeAfter: resumeAfter?() ?? 0, buildHash: terms.buildHash)
        needsDrain = true
        _ = try socket.send(
            UnsafeRawBufferPointer(encoder.encode(logon, sequence: outboundSequence?() ?? 0)))
        state = .waiting(retryAt: monotonic + terms.heartbeat.interval)
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, at monotonic: Int64,
        _ handle: (LinkEvent) throws -> Void
    ) throws {
        guard let frame = try? Frame(bytes) else { return }
        switch frame.template {
        case Template.logonAccepted:
            guard !isOpen, let accepted = try? frame.root(LogonAccepted.self) else { return }
            state = .open
            refusal = nil
            inbound = InboundSequence(startingAfter: accepted.envelope.sequence)
            sentAt = monotonic
            try handle(
                .opened(
                    terms.channel, .everybody, epoch: accepted.envelope.epoch, resumeAfter: 0))
        case Template.logonRejected:
            guard let rejected = try? frame.root(LogonRejected.self) else { return }
            refusal = rejected.reason
            if isOpen { try close(rejected.reason, at: monotonic, handle) }
        case Template.heartbeat: return
        case Template.logout:
            let reason = (try? frame.root(Logout.self))?.reason ?? .logout
            try close(reason, at: monotonic, handle)
        default:
            guard isOpen else { return }
            // Resent frames stand outside the count; the core applies reports idempotently.
            if frame.envelope.sequence == 0 {
                return try handle(.frame(terms.channel, .everybody, bytes))
            }
            switch inbound.accept(frame.envelope.sequence) {
            case .next: try handle(.frame(terms.channel, .everybody, bytes))
            case .repeated: return
            case .gap: try close(.sequenceGap, at: monotonic, handle)
            }
        }
    }

    private func close(
        _ reason: SessionReason, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void
    ) throws {
        guard isOpen else { return }
        let pause = reason == .staleEpoch ? 0 : terms.heartbeat.interval
        state = .waiting(retryAt: monotonic + pause)
        try handle(.closed(terms.channel, .everybody, reason))
    }
}
