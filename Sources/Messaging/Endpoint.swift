/// Where a socket binds or connects: `ipc:///run/obligato/risk`, `tcp://127.0.0.1:5555`, `inproc://x`.
public struct Endpoint: Hashable, Sendable {
    /// How the bytes travel.
    public enum Transport: Hashable, Sendable {
        /// A Unix socket at this path.
        case ipc(path: String)
        /// TCP; port 0 lets the system choose one at bind.
        case tcp(host: String, port: UInt16)
        /// Within one process and one context.
        case inproc(name: String)
    }

    /// `sun_path` holds 108 bytes, one of them for the closing zero.
    public static let ipcPathBytesMax = 107
    static let nameBytesMax = 200

    public let transport: Transport

    /// Reads an endpoint; hosts that are not loopback, and `*`, need `allowRemote`.
    public init(parsing text: String, allowRemote: Bool = false) throws(EndpointError) {
        func refused(_ reason: EndpointError.Reason) -> EndpointError {
            EndpointError(text: text, reason: reason)
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw refused(.characters) }
        if let path = text.tail(after: "ipc://") {
            guard !path.isEmpty else { throw refused(.pathMissing) }
            guard path != "*", !path.hasPrefix("@") else { throw refused(.pathNotAFile) }
            let count = path.utf8.count
            guard count <= Self.ipcPathBytesMax else { throw refused(.pathTooLong(bytes: count)) }
            transport = .ipc(path: path)
        } else if let name = text.tail(after: "inproc://") {
            guard !name.isEmpty else { throw refused(.nameMissing) }
            guard name.utf8.count <= Self.nameBytesMax else { throw refused(.nameTooLong) }
            transport = .inproc(name: name)
        } else if let address = text.tail(after: "tcp://") {
            let (host, port): (String, UInt16)
            do throws(EndpointError.Reason) {
                (host, port) = try Self.hostAndPort(address, allowRemote: allowRemote)
            } catch {
                throw refused(error)
            }
            transport = .tcp(host: host, port: port)
        } else {
            throw refused(.transportUnknown)
        }
    }

    private static func hostAndPort(
        _ address: String, allowRemote: Bool
    ) throws(EndpointError.Reason) -> (String, UInt16) {
        guard !address.contains("[") else { throw .addressFamily }
        guard let colon = address.lastIndex(of: ":") else { throw .portMissing }
        let digits = address[address.index(after: colon)...]
        guard !digits.isEmpty else { throw .portMissing }
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(digits) else {
            throw .portInvalid
        }
        let written = String(address[..<colon])
        guard !written.isEmpty else { throw .hostMissing }
        // libzmq resolves no names at bind; this one means the same everywhere.
        let host = written == "localhost" ? "127.0.0.1" : written
        if host == "*" {
            guard allowRemote else { throw .notLoopback }
            return (host, port)
        }
        guard host.utf8.allSatisfy(isHostByte), host.utf8.count <= nameBytesMax else {
            throw .hostInvalid
        }
        guard allowRemote || isLoopback(host) else { throw .notLoopback }
        return (host, port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { $0.utf8.count <= 3 && UInt8($0) != nil && !$0.hasPrefix("+") }
    }
}

extension Endpoint: CustomStringConvertible {
    /// The text that libzmq takes.
    public var description: String {
        switch transport {
        case .ipc(let path): "ipc://" + path
        case .tcp(let host, let port): "tcp://\(host):\(port)"
        case .inproc(let name): "inproc://" + name
        }
    }
}

extension String {
    fileprivate func tail(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
