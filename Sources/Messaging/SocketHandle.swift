import CZeroMQ
import Glibc

/// What every role's socket has in common: one owner, limits set before use, closed at the end.
struct SocketHandle: ~Copyable {
    let raw: UnsafeMutableRawPointer
    let context: MessagingContext
    /// What it is bound or connected to, for error messages.
    private var endpoint: String?

    private init(_ raw: UnsafeMutableRawPointer, in context: MessagingContext) {
        self.raw = raw
        self.context = context
    }

    /// Opens a socket with all of its limits in place.
    static func open(
        _ type: Int32, in context: MessagingContext, options: SocketOptions
    ) throws(MessagingError) -> SocketHandle {
        if let problem = options.problem {
            throw MessagingError(code: EINVAL, operation: .configure, reason: problem)
        }
        var code: Int32 = 0
        guard let raw = obl_zmq_socket(context.raw, type, &code) else {
            throw MessagingError(code: code, operation: .createSocket)
        }
        let handle = SocketHandle(raw, in: context)
        try handle.set(ZMQ_SNDHWM, options.sendHighWater)
        try handle.set(ZMQ_RCVHWM, options.receiveHighWater)
        try handle.set(ZMQ_LINGER, options.lingerMilliseconds)
        try handle.set(ZMQ_RECONNECT_IVL, options.reconnectMilliseconds)
        try handle.set(ZMQ_RECONNECT_IVL_MAX, options.reconnectMillisecondsMax)
        try handle.check(
            obl_zmq_set_int64(raw, ZMQ_MAXMSGSIZE, Int64(options.maximumMessageBytes)), .configure)
        return handle
    }

    deinit {
        _ = obl_zmq_close(raw)
    }

    /// Sets an integer option; the value was range-checked in `SocketOptions`.
    func set(_ option: Int32, _ value: Int) throws(MessagingError) {
        try check(obl_zmq_set_int(raw, option, Int32(value)), .configure)
    }

    mutating func bind(to endpoint: Endpoint) throws(MessagingError) {
        self.endpoint = endpoint.description
        // libzmq unlinks a Unix socket before it binds: a second process would take over the
        // address of a living one without either of them noticing.
        if case .ipc(let path) = endpoint.transport, obl_unix_listener_present(path) == 0 {
            throw failure(EADDRINUSE, .bind)
        }
        try check(obl_zmq_bind(raw, endpoint.description), .bind)
    }

    mutating func connect(to endpoint: Endpoint) throws(MessagingError) {
        self.endpoint = endpoint.description
        try check(obl_zmq_connect(raw, endpoint.description), .connect)
    }

    func lastEndpoint() throws(MessagingError) -> String {
        var text = [CChar](repeating: 0, count: 512)
        var count = text.count
        try check(obl_zmq_get_text(raw, ZMQ_LAST_ENDPOINT, &text, &count), .inspect)
        return String(decoding: text.prefix(max(0, count - 1)).map(UInt8.init), as: UTF8.self)
    }

    func fileDescriptor() throws(MessagingError) -> Int32 {
        var descriptor: Int32 = -1
        try check(obl_zmq_get_int(raw, ZMQ_FD, &descriptor), .inspect)
        return descriptor
    }

    /// One frame; nil if none waits.
    func receiveFrame(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(MessagingError) -> (byteCount: Int, isLast: Bool)? {
        var size = 0
        var more: Int32 = 0
        let result = obl_zmq_receive_frame(raw, buffer.baseAddress, buffer.count, &size, &more)
        if result == 0 { return (size, more == 0) }
        if result == -EAGAIN { return nil }
        throw failure(-result, .receive)
    }

    /// One whole message of one frame; anything else is consumed to its end.
    func receiveMessage(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(MessagingError) -> ReceiveOutcome {
        guard let frame = try receiveFrame(into: buffer) else { return .nothing }
        guard frame.isLast else {
            return .malformed(.multipart(frames: 1 + (try skipRest())))
        }
        guard frame.byteCount <= buffer.count else {
            return .malformed(.tooLong(bytes: frame.byteCount))
        }
        return .message(byteCount: frame.byteCount)
    }

    /// Consumes the frames left of a message and counts them.
    func skipRest() throws(MessagingError) -> Int {
        var frames = 0
        let nowhere = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        while let frame = try receiveFrame(into: nowhere) {
            frames += 1
            if frame.isLast { break }
        }
        return frames
    }

    /// 0, or -EAGAIN or -EHOSTUNREACH, which are outcomes; everything else throws.
    func sendFrame(
        _ bytes: UnsafeRawBufferPointer, flags: Int32 = 0
    ) throws(MessagingError) -> Int32 {
        let result = obl_zmq_send_frame(raw, bytes.baseAddress, bytes.count, flags)
        if result == 0 || result == -EAGAIN || result == -EHOSTUNREACH { return result }
        throw failure(-result, .send)
    }

    func sendMessage(_ bytes: UnsafeRawBufferPointer) throws(MessagingError) -> SendOutcome {
        switch try sendFrame(bytes) {
        case 0: .sent
        case -EHOSTUNREACH: .unreachable
        default: .backPressured
        }
    }

    func check(_ result: Int32, _ operation: MessagingError.Operation) throws(MessagingError) {
        if result < 0 { throw failure(-result, operation) }
    }

    private func failure(_ code: Int32, _ operation: MessagingError.Operation) -> MessagingError {
        MessagingError(code: code, operation: operation, endpoint: endpoint)
    }
}
