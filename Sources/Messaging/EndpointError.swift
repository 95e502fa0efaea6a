/// Why a text is not an endpoint that we use.
public struct EndpointError: Error, Equatable, Sendable {
    public enum Reason: Error, Equatable, Sendable {
        case transportUnknown
        case characters
        case pathMissing
        case pathNotAFile
        case pathTooLong(bytes: Int)
        case nameMissing
        case nameTooLong
        case hostMissing
        case hostInvalid
        case addressFamily
        case notLoopback
        case portMissing
        case portInvalid
    }

    /// The text as it was written.
    public let text: String
    public let reason: Reason

    public init(text: String, reason: Reason) {
        self.text = text
        self.reason = reason
    }
}

extension EndpointError: CustomStringConvertible {
    /// The text, what is wrong with it, and what would be right.
    public var description: String { "endpoint '\(text)': \(reason.description)" }
}

extension EndpointError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .transportUnknown: "must begin with ipc://, tcp:// or inproc://"
        case .characters: "holds a space, a control or a non-ASCII character"
        case .pathMissing: "ipc:// needs a path"
        case .pathNotAFile:
            "ipc:// needs the path of a file, which permissions can protect; no '*' or '@'"
        case .pathTooLong(let bytes):
            "the path has \(bytes) bytes; a Unix socket takes \(Endpoint.ipcPathBytesMax)"
        case .nameMissing: "inproc:// needs a name"
        case .nameTooLong: "the name is longer than \(Endpoint.nameBytesMax) bytes"
        case .hostMissing: "tcp:// needs a host, as in tcp://127.0.0.1:5555"
        case .hostInvalid: "the host is not a name or an IPv4 address"
        case .addressFamily: "IPv6 is not supported; write an IPv4 address"
        case .notLoopback:
            "the host is not loopback (127.x.x.x); remote hosts must be allowed first"
        case .portMissing: "tcp:// needs a port; 0 lets the system choose"
        case .portInvalid: "the port must be a number from 0 to 65535"
        }
    }
}
