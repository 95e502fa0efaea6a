import Messaging
import Wire

/// Pulls a log (DEALER): carries the core's requests, repeats the last one when nothing comes.
final class LogClientLink: Link {
    private var socket: DealerSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private let channel: Channel
    private var lastRequest: [UInt8] = []
    private var heardAt: Int64 = 0
    private let patience: Int64 = 400_000_000
    var needsDrain = true
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
            case .nothing:
                needsDrain = false
                return any
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
        needsDrain = true
        try lastRequest.withUnsafeBytes { _ = try socket.send($0) }
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        lastRequest = Array(bytes)
        needsDrain = true
        if try socket.send(UnsafeRawBufferPointer(bytes)) != .sent {
            droppedFrames += 1
            heardAt = 0
        }
    }
}
