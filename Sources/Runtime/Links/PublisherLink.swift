import Messaging
import Wire

/// Market data or status to whoever listens (PUB): may drop, so it carries nothing that is counted.
final class PublisherLink: Link {
    private var socket: PublisherSocket
    /// It only sends: nothing ever waits.
    var needsDrain = false
    private(set) var droppedFrames: UInt64 = 0

    init(context: MessagingContext, endpoint: Endpoint) throws(MessagingError) {
        var socket = try PublisherSocket(in: context)
        try socket.bind(to: endpoint)
        self.socket = socket
    }

    var fileDescriptors: [Int32] { [] }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    { false }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {}

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        if try socket.send(UnsafeRawBufferPointer(bytes)) != .sent { droppedFrames += 1 }
    }
}
