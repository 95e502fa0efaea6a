import Messaging
import Wire

/// What a link reports to its process.
enum LinkEvent {
    /// An application frame for the core. Valid until the link's next receive.
    case frame(Channel, PeerID, UnsafeRawBufferPointer)
    case opened(Channel, PeerID, epoch: UInt32, resumeAfter: UInt64)
    case closed(Channel, PeerID, SessionReason)
}

/// One socket with its session rules, on the thread of its process.
protocol Link: AnyObject {
    /// The descriptors to wait on.
    var fileDescriptors: [Int32] { get }

    /// Whether its sockets must be asked before the process may sleep: they were ready or sent on since they last
    /// answered that nothing waits. The shell sets it when a descriptor is ready; asking for nothing costs two
    /// system calls.
    var needsDrain: Bool { get set }

    /// Receives at most `limit` messages without waiting; true when there was any.
    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool

    /// Heartbeats, timeouts, retries.
    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws

    /// Sends a core's frame; what cannot be sent is counted, never waited for.
    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws

    /// Frames dropped because the peer was gone or not taking any.
    var droppedFrames: UInt64 { get }
}

/// A receive buffer of one maximum frame, allocated once.
final class ReceiveBuffer {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: WireSchema.frameBytesMax, alignment: 64)

    deinit { bytes.deallocate() }

    func prefix(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[0..<count])
    }
}

/// Heartbeat terms of a session: sent from the thread that does the work, so a hung loop falls silent.
struct HeartbeatTerms: Sendable, Equatable {
    var interval: Int64 = 50_000_000
    /// Silence after which a peer is gone.
    var patience: Int64 = 250_000_000
}

/// Encodes session messages outside the core's outbox: they carry no sequence of the core's streams.
struct SessionEncoder: ~Copyable {
    private var outbox: Outbox

    init(instance: UInt16, epoch: UInt32) {
        outbox = Outbox(instance: instance, epoch: epoch, capacity: 4_096)
    }

    var epoch: UInt32 { outbox.epoch }

    /// The bytes of one message with the envelope's sequence set to `sequence`.
    mutating func encode<Message: WireMessage>(
        _ message: Message, sequence: UInt64 = 0
    ) -> UnsafeMutableRawBufferPointer {
        outbox.begin(causation: 0, now: outbox.now)
        outbox.send(message, on: .shell)
        let bytes = outbox.bytes(of: outbox.frames[0])
        LogFrame.setSequence(bytes, sequence)
        return bytes
    }

    /// A message whose one group is empty: a beat of a log.
    mutating func encodeEmpty<Message: WireMessage, Block: WireBlock>(
        _ message: Message, of block: Block.Type
    ) -> UnsafeMutableRawBufferPointer {
        outbox.begin(causation: 0, now: outbox.now)
        outbox.open(message, of: block, on: .shell)
        outbox.close()
        let bytes = outbox.bytes(of: outbox.frames[0])
        LogFrame.setSequence(bytes, 0)
        return bytes
    }
}
