import CZeroMQ

/// One to many, without promises: PUB.
///
/// A subscriber that is slow, late or away loses messages and nobody is told: publish only what is
/// sequenced and can be had again elsewhere. One owner, one thread.
public struct PublisherSocket: ~Copyable {
    private var handle: SocketHandle

    /// Opens the socket; nothing is bound yet.
    public init(
        in context: MessagingContext, options: SocketOptions = SocketOptions()
    ) throws(MessagingError) {
        handle = try SocketHandle.open(ZMQ_PUB, in: context, options: options)
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

    /// Publishes one message; `.sent` says nothing about who got it.
    public mutating func send(_ bytes: UnsafeRawBufferPointer) throws(MessagingError) -> SendOutcome
    {
        try handle.sendMessage(bytes)
    }
}
