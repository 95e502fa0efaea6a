import Messaging
import Wire

/// Answers single requests (ROUTER) without a session: snapshots, control commands.
///
/// A caller keeps its peer number for as long as it calls; the least recent one gives way.
final class RequestServerLink: Link {
    private struct Caller {
        var identity = PeerIdentity()
        var usedAt: Int64 = -1
    }

    private var socket: RouterSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private let channel: Channel
    private let environment: UInt16
    private var callers: [Caller] = Array(repeating: Caller(), count: PeerID.countMax)
    var needsDrain = true
    private(set) var droppedFrames: UInt64 = 0

    init(
        context: MessagingContext, endpoint: Endpoint, channel: Channel, environment: UInt16
    ) throws(MessagingError) {
        var socket = try RouterSocket(in: context)
        try socket.bind(to: endpoint)
        descriptor = try socket.fileDescriptor
        self.socket = socket
        self.channel = channel
        self.environment = environment
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
                let bytes = buffer.prefix(count)
                guard let frame = try? Frame(bytes), frame.envelope.environment == environment
                else { continue }
                try handle(.frame(channel, number(of: identity, at: monotonic), bytes))
            }
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {}

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        // Asked by nobody on this socket: a signal or a file.
        if peer == .everybody { return }
        let index = Int(peer.value)
        guard callers.indices.contains(index), callers[index].usedAt >= 0 else {
            droppedFrames += 1
            return
        }
        needsDrain = true
        if try socket.send(UnsafeRawBufferPointer(bytes), to: callers[index].identity) != .sent {
            droppedFrames += 1
        }
    }

    /// 1…63; 0 stays "everybody".
    private func number(of identity: PeerIdentity, at monotonic: Int64) -> PeerID {
        var oldest = 1
        for index in 1..<callers.count {
            if callers[index].usedAt >= 0, callers[index].identity == identity {
                callers[index].usedAt = monotonic
                return PeerID(UInt16(index))
            }
            if callers[index].usedAt < callers[oldest].usedAt { oldest = index }
        }
        callers[oldest] = Caller(identity: identity, usedAt: monotonic)
        return PeerID(UInt16(oldest))
    }
}
