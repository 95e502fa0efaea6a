import CZeroMQ

/// Why libzmq or the system did not do what was asked; the code stays for matching.
public struct MessagingError: Error, Equatable, Sendable {
    /// What was being done.
    public enum Operation: String, Sendable {
        case load = "load libzmq"
        case createContext = "create a ZeroMQ context"
        case createSocket = "create a socket"
        case configure = "configure a socket"
        case bind = "bind"
        case connect = "connect"
        case subscribe = "subscribe"
        case send = "send"
        case receive = "receive"
        case inspect = "inspect a socket"
        case wait = "wait for messages"
    }

    /// The errno value, or libzmq's own code; 0 if the library itself is missing.
    public let code: Int32
    public let operation: Operation
    /// The endpoint concerned, or nil.
    public let endpoint: String?
    /// The reason in words.
    public let reason: String

    /// A failure that libzmq or the system names with a code.
    public init(code: Int32, operation: Operation, endpoint: String? = nil) {
        self.init(
            code: code, operation: operation, endpoint: endpoint,
            reason: String(cString: obl_zmq_strerror(code)))
    }

    init(code: Int32, operation: Operation, endpoint: String? = nil, reason: String) {
        self.code = code
        self.operation = operation
        self.endpoint = endpoint
        self.reason = reason
    }
}

extension MessagingError: CustomStringConvertible {
    /// `cannot bind tcp://127.0.0.1:5555: Address already in use`
    public var description: String {
        let place = endpoint.map { " " + $0 } ?? ""
        return "cannot \(operation.rawValue)\(place): \(reason)"
    }
}
