import CZeroMQ

/// Listens to publishers: SUB. It gets nothing before `subscribe`.
///
/// One owner, one thread.
public struct SubscriberSocket: ~Copyable {
    private var handle: SocketHandle

    /// Opens the socket; it is connected to nothing yet.
    public init(
        in context: MessagingContext, options: SocketOptions = SocketOptions()
    ) throws(MessagingError) {
        handle = try SocketHandle.open(ZMQ_SUB, in: context, options: options)
    }

    public mutating func bind(to endpoint: Endpoint) throws(MessagingError) {
        try handle.bind(to: endpoint)
    }

    /// Connects, and keeps connecting again in the background.
    public mutating func connect(to endpoint: Endpoint) throws(MessagingError) {
        try handle.connect(to: endpoint)
    }

    /// Asks for the messages that begin with these bytes; no bytes asks for all.
    public mutating func subscribe(toPrefix prefix: [UInt8] = []) throws(MessagingError) {
        let result = prefix.withUnsafeBytes { bytes in
            obl_zmq_set_bytes(handle.raw, ZMQ_SUBSCRIBE, bytes.baseAddress, bytes.count)
        }
        try handle.check(result, .subscribe)
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
}
