import Messaging
import Wire

/// The tracker's advice as the quoter hears it (SUB): may drop, for every round repeats what holds.
final class SlackLink: Link {
    private var socket: SubscriberSocket
    private let descriptors: [Int32]
    private let buffer = ReceiveBuffer()
    var needsDrain = true
    private(set) var droppedFrames: UInt64 = 0

    init(context: MessagingContext, endpoint: Endpoint) throws(MessagingError) {
        var socket = try SubscriberSocket(in: context)
        try socket.subscribe(toPrefix: [])
        try socket.connect(to: endpoint)
        descriptors = [try socket.fileDescriptor]
        self.socket = socket
    }

    var fileDescriptors: [Int32] { descriptors }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    {
        var any = false
        needsDrain = true
        for _ in 0..<limit {
            guard case .message(let count) = try socket.receive(into: buffer.bytes) else {
                needsDrain = false
                break
            }
            any = true
            // Status lines and alerts share the socket; they are not for the core.
            guard let frame = try? Frame(buffer.prefix(count)),
                frame.template == Template.obligationSlack
                    || frame.template == Template.underlyingSlack
            else { continue }
            try handle(.frame(.slack, .everybody, buffer.prefix(count)))
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {}

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        droppedFrames += 1
    }
}
