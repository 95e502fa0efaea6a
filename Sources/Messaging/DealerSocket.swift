import CZeroMQ

/// The side of a conversation that has one peer: DEALER with `IMMEDIATE`.
///
/// Without a connected peer nothing is queued (`.backPressured`), so no stale message is delivered
/// to a peer that comes back later. One owner, one thread.
public struct DealerSocket: ~Copyable {
    private var handle: SocketHandle

    /// Opens the socket; `identity` is for tests of ROUTERs, libzmq's own is better otherwise.
    public init(
        in context: MessagingContext, options: SocketOptions = SocketOptions(),
        identity: PeerIdentity? = nil
    ) throws(MessagingError) {
        let handle = try SocketHandle.open(ZMQ_DEALER, in: context, options: options)
        try handle.set(ZMQ_IMMEDIATE, 1)
        if let identity {
            let result = identity.withBytes { bytes in
                obl_zmq_set_bytes(handle.raw, ZMQ_ROUTING_ID, bytes.baseAddress, bytes.count)
            }
            try handle.check(result, .configure)
        }
        self.handle = handle
    }

    /// Listens; an address that somebody listens on already is an error, for ipc too.
    public mutating func bind(to endpoint: Endpoint) throws(MessagingError) {
        try handle.bind(to: endpoint)
    }

    /// Connects, and keeps connecting again in the background.
    public mutating func connect(to endpoint: Endpoint) throws(MessagingError) {
        try handle.connect(to: endpoint)
    }

    /// The endpoint last bound or connected.
    public var lastEndpoint: String {
        get throws(MessagingError) { try handle.lastEndpoint() }
    }

    /// The descriptor for `Poller`; edge-triggered, see the rule there.
    public var fileDescriptor: Int32 {
        get throws(MessagingError) { try handle.fileDescriptor() }
    }

    /// Takes one message without waiting.
    public mutating func receive(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(MessagingError) -> ReceiveOutcome {
        try handle.receiveMessage(into: buffer)
    }

    /// Sends one message without waiting.
    public mutating func send(_ bytes: UnsafeRawBufferPointer) throws(MessagingError) -> SendOutcome
    {
        try handle.sendMessage(bytes)
    }

    /// Sends one message of several frames: what a well-behaved peer never does, for tests.
    package mutating func send(parts: [[UInt8]]) -> SendOutcome {
        var outcome = SendOutcome.sent
        for (index, part) in parts.enumerated() {
            let flags = index + 1 < parts.count ? ZMQ_SNDMORE : 0
            let result = part.withUnsafeBytes { bytes in
                obl_zmq_send_frame(handle.raw, bytes.baseAddress, bytes.count, flags)
            }
            if result != 0 { outcome = .backPressured }
        }
        return outcome
    }
}
