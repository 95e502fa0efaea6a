import CZeroMQ
import Glibc

/// The side of a conversation that knows its peers apart: ROUTER with `ROUTER_MANDATORY`.
///
/// One owner, one thread.
public struct RouterSocket: ~Copyable {
    private var handle: SocketHandle

    /// Opens the socket; nothing is bound yet.
    public init(
        in context: MessagingContext, options: SocketOptions = SocketOptions()
    ) throws(MessagingError) {
        let handle = try SocketHandle.open(ZMQ_ROUTER, in: context, options: options)
        // Without it a message to an unknown peer vanishes without a word.
        try handle.set(ZMQ_ROUTER_MANDATORY, 1)
        self.handle = handle
    }

    /// Listens; an address that somebody listens on already is an error, for ipc too.
    public mutating func bind(to endpoint: Endpoint) throws(MessagingError) {
        try handle.bind(to: endpoint)
    }

    public mutating func connect(to endpoint: Endpoint) throws(MessagingError) {
        try handle.connect(to: endpoint)
    }

    /// The endpoint last bound, with the port that the system chose for port 0.
    public var lastEndpoint: String {
        get throws(MessagingError) { try handle.lastEndpoint() }
    }

    /// The descriptor for `Poller`; edge-triggered, see the rule there.
    public var fileDescriptor: Int32 {
        get throws(MessagingError) { try handle.fileDescriptor() }
    }

    /// Takes one message without waiting, and who sent it; the identity is set for `.malformed` too.
    public mutating func receive(
        into buffer: UnsafeMutableRawBufferPointer, identity: inout PeerIdentity
    ) throws(MessagingError) -> ReceiveOutcome {
        var isLast = false
        let count = try identity.fill { (bytes) throws(MessagingError) in
            guard let frame = try handle.receiveFrame(into: bytes) else { return nil }
            isLast = frame.isLast
            return frame.byteCount
        }
        guard let count else { return .nothing }
        if isLast { return .malformed(.multipart(frames: 0)) }
        guard count <= PeerIdentity.bytesMax else {
            _ = try handle.skipRest()
            identity = PeerIdentity()
            return .malformed(.identityTooLong(bytes: count))
        }
        return try handle.receiveMessage(into: buffer)
    }

    /// Sends one message to one peer without waiting.
    public mutating func send(
        _ bytes: UnsafeRawBufferPointer, to identity: PeerIdentity
    ) throws(MessagingError) -> SendOutcome {
        let addressed = try identity.withBytes { (name) throws(MessagingError) in
            try handle.sendFrame(name, flags: ZMQ_SNDMORE)
        }
        if addressed == -EHOSTUNREACH { return .unreachable }
        if addressed == -EAGAIN { return .backPressured }
        // Once the address is taken the frame is too: to the peer, or nowhere if it just went.
        return try handle.sendMessage(bytes)
    }
}
