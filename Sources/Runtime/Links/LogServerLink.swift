import Market
import Messaging
import Wire

/// Serves an authoritative log to pullers (ROUTER): each says from where and how many events it will take.
///
/// Slow pullers wait in the log, not in a socket: nothing is sent beyond their credit.
final class LogServerLink: Link {
    private struct Puller {
        var identity: PeerIdentity
        var cursor: LogCursor
        var beatAt: Int64 = 0
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
    var needsDrain = true
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
                needsDrain = false
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
            } else if store.isComplete, pullers[index].cursor.isAtEnd(of: store) {
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
        let cursor = LogCursor(request, in: store)
        if let known = pullers.firstIndex(where: { $0.identity == identity }) {
            pullers[known].cursor = cursor
        } else {
            if pullers.count == pullersMax { pullers.removeFirst() }
            pullers.append(Puller(identity: identity, cursor: cursor))
        }
        try pushAll()
    }

    private func push(_ index: Int) throws {
        while let slot = pullers[index].cursor.next(in: store) {
            let bytes = store.bytes(of: slot)
            if slot.last > 0 {
                LogFrame.patch(
                    bytes, tail: store.tail, watermark: watermark().nanoseconds,
                    isComplete: store.isComplete)
            }
            needsDrain = true
            switch try socket.send(UnsafeRawBufferPointer(bytes), to: pullers[index].identity) {
            case .sent: pullers[index].cursor.advance(past: slot)
            case .backPressured: return
            case .unreachable:
                pullers.remove(at: index)
                return
            }
        }
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
        needsDrain = true
        return try socket.send(UnsafeRawBufferPointer(bytes), to: identity)
    }
}
