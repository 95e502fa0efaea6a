import Market
import Messaging
import Wire

/// Serves an authoritative log to pullers (ROUTER): each says from where and how many events it will take.
///
/// Slow pullers wait in the log, not in a socket: nothing is sent beyond their credit.
final class LogServerLink: Link {
    private struct Puller {
        var identity: PeerIdentity
        /// Next frame of the store to send.
        var position: Int
        /// Events that may still be sent.
        var credit: Int
        var beatAt: Int64
        var saidComplete = false
    }

    private var socket: RouterSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private let store: LogStore
    private let channel: Channel
    private var encoder: SessionEncoder
    private var pullers: [Puller] = []
    private let pullersMax = 32
    private let beat: Int64 = 50_000_000
    /// Session time before which no later event will be stamped.
    var watermark: () -> SessionTime = { SessionTime(nanoseconds: 0) }
    private(set) var droppedFrames: UInt64 = 0

    init(
        context: MessagingContext, endpoint: Endpoint, store: LogStore, channel: Channel,
        instance: UInt16, epoch: UInt32
    ) throws(MessagingError) {
        var socket = try RouterSocket(in: context)
        try socket.bind(to: endpoint)
        descriptor = try socket.fileDescriptor
        self.socket = socket
        self.store = store
        self.channel = channel
        encoder = SessionEncoder(instance: instance, epoch: epoch)
    }

    var fileDescriptors: [Int32] { [descriptor] }

    /// True once every puller has been told that the log is complete.
    var hasDelivered: Bool {
        store.isComplete && !pullers.isEmpty && pullers.allSatisfy(\.saidComplete)
    }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    {
        var any = false
        for _ in 0..<limit {
            var identity = PeerIdentity()
            switch try socket.receive(into: buffer.bytes, identity: &identity) {
            case .nothing:
                return any
            case .malformed: any = true
            case .message(let count):
                any = true
                guard let frame = try? Frame(buffer.prefix(count)),
                    let request = try? frame.root(LogRequest.self)
                else { continue }
                try grant(request, to: identity)
            }
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {
        for index in pullers.indices.reversed() {
            try push(index)
            guard index < pullers.count, monotonic - pullers[index].beatAt > beat else { continue }
            pullers[index].beatAt = monotonic
            if try beatBytes(to: pullers[index].identity) == .unreachable {
                pullers.remove(at: index)
            } else if store.isComplete, pullers[index].position == store.slots.count {
                pullers[index].saidComplete = true
            }
        }
    }

    /// Pushes what the log has gained to everybody with credit.
    func pushAll() throws {
        for index in pullers.indices.reversed() { try push(index) }
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        droppedFrames += 1
    }

    private func grant(_ request: LogRequest, to identity: PeerIdentity) throws {
        let credit = Int(min(request.credit, 1_000_000))
        let position = store.index(of: request.from)
        if let known = pullers.firstIndex(where: { $0.identity == identity }) {
            pullers[known].position = position
            pullers[known].credit = credit
        } else {
            if pullers.count == pullersMax { pullers.removeFirst() }
            pullers.append(
                Puller(identity: identity, position: position, credit: credit, beatAt: 0))
        }
        try pushAll()
    }

    private func push(_ index: Int) throws {
        var puller = pullers[index]
        while puller.credit > 0, puller.position < store.slots.count {
            let slot = store.slots[puller.position]
            let bytes = store.bytes(of: slot)
            if slot.last > 0 {
                LogFrame.patch(
                    bytes, tail: store.tail, watermark: watermark().nanoseconds,
                    isComplete: store.isComplete)
            }
            switch try socket.send(UnsafeRawBufferPointer(bytes), to: puller.identity) {
            case .sent:
                puller.position += 1
                puller.credit -= max(1, Int(slot.last &- slot.first) + 1)
            case .backPressured:
                pullers[index] = puller
                return
            case .unreachable:
                pullers.remove(at: index)
                return
            }
        }
        pullers[index] = puller
    }

    private func beatBytes(to identity: PeerIdentity) throws -> SendOutcome {
        let tail = store.tail
        let time = watermark()
        let complete: UInt8 = store.isComplete ? 1 : 0
        let bytes: UnsafeMutableRawBufferPointer
        if channel == .eventLog {
            bytes = encoder.encodeEmpty(
                ExchangeEvents(tail: tail, watermark: time, isComplete: complete),
                of: ExchangeEvents.Entry.self)
        } else {
            bytes = encoder.encodeEmpty(
                RiskDecisions(tail: tail, watermark: time, isComplete: complete),
                of: RiskDecisions.Entry.self)
        }
        return try socket.send(UnsafeRawBufferPointer(bytes), to: identity)
    }
}

/// Pulls a log (DEALER): carries the core's requests, repeats the last one when nothing comes.
final class LogClientLink: Link {
    private var socket: DealerSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private let channel: Channel
    private var lastRequest: [UInt8] = []
    private var heardAt: Int64 = 0
    private let patience: Int64 = 400_000_000
    private(set) var droppedFrames: UInt64 = 0

    init(context: MessagingContext, endpoint: Endpoint, channel: Channel) throws(MessagingError) {
        var socket = try DealerSocket(in: context)
        try socket.connect(to: endpoint)
        descriptor = try socket.fileDescriptor
        self.socket = socket
        self.channel = channel
    }

    var fileDescriptors: [Int32] { [descriptor] }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    {
        var any = false
        for _ in 0..<limit {
            switch try socket.receive(into: buffer.bytes) {
            case .nothing: return any
            case .malformed: any = true
            case .message(let count):
                any = true
                heardAt = monotonic
                try handle(.frame(channel, .everybody, buffer.prefix(count)))
            }
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {
        guard !lastRequest.isEmpty, monotonic - heardAt > patience else { return }
        heardAt = monotonic
        try lastRequest.withUnsafeBytes { _ = try socket.send($0) }
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        lastRequest = Array(bytes)
        if try socket.send(UnsafeRawBufferPointer(bytes)) != .sent {
            droppedFrames += 1
            heardAt = 0
        }
    }
}
