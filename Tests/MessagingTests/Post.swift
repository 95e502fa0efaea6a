import Glibc
import Messaging
import Testing

/// A context, a private folder for Unix sockets, and patience with a limit.
final class Post {
    let context: MessagingContext
    let path: String

    /// Nil, with a line, where libzmq is not installed.
    init?() throws {
        do {
            context = try MessagingContext()
        } catch {
            print("skipped: \(error)")
            return nil
        }
        var template = Array("/tmp/post-XXXXXX\0".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(
            decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in ["a", "b"] { unlink(path + "/" + name) }
        rmdir(path)
    }

    func ipc(_ name: String = "a") throws -> Endpoint {
        try Endpoint(parsing: "ipc://\(path)/\(name)")
    }

    static let anyPort = "tcp://127.0.0.1:0"

    /// Tries until it gives a value, waiting on the descriptor in between; nil after a minute.
    static func patiently<Value>(
        on descriptor: Int32, _ attempt: () throws -> Value?
    ) throws -> Value? {
        var poller = Poller(capacity: 1)
        _ = poller.add(descriptor)
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(60) {
            if let value = try attempt() { return value }
            _ = try poller.wait(timeoutNanoseconds: 5_000_000)
        }
        return nil
    }
}

extension DealerSocket {
    mutating func send(_ bytes: [UInt8]) throws -> SendOutcome {
        try bytes.withUnsafeBytes { try send($0) }
    }

    /// Sends as soon as a peer is connected.
    mutating func sendPatiently(_ bytes: [UInt8]) throws {
        let descriptor = try fileDescriptor
        let outcome = try Post.patiently(on: descriptor) {
            try send(bytes) == .sent ? true : nil
        }
        #expect(outcome == true)
    }

    mutating func receivePatiently(capacity: Int = 4_096) throws -> Received? {
        let descriptor = try fileDescriptor
        return try Post.patiently(on: descriptor) {
            try Received.from(capacity) { try receive(into: $0) }
        }
    }
}

extension SubscriberSocket {
    mutating func receiveNow(capacity: Int = 4_096) throws -> Received? {
        try Received.from(capacity) { try receive(into: $0) }
    }
}

extension RouterSocket {
    mutating func send(_ bytes: [UInt8], to identity: PeerIdentity) throws -> SendOutcome {
        try bytes.withUnsafeBytes { try send($0, to: identity) }
    }

    mutating func receiveNow(
        from identity: inout PeerIdentity, capacity: Int = 4_096
    ) throws -> Received? {
        try Received.from(capacity) { try receive(into: $0, identity: &identity) }
    }

    mutating func receivePatiently(
        from identity: inout PeerIdentity, capacity: Int = 4_096
    ) throws -> Received? {
        let descriptor = try fileDescriptor
        return try Post.patiently(on: descriptor) {
            try receiveNow(from: &identity, capacity: capacity)
        }
    }
}

extension PublisherSocket {
    mutating func send(_ bytes: [UInt8]) throws -> SendOutcome {
        try bytes.withUnsafeBytes { try send($0) }
    }
}

/// A message by value, or what was wrong with it.
enum Received: Equatable {
    case message([UInt8])
    case malformed(ReceiveOutcome.Malformation)

    static func from(
        _ capacity: Int, _ receive: (UnsafeMutableRawBufferPointer) throws -> ReceiveOutcome
    ) throws -> Received? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 8)
        defer { buffer.deallocate() }
        switch try receive(buffer) {
        case .message(let count): return .message(Array(buffer[..<count]))
        case .nothing: return nil
        case .malformed(let malformation): return .malformed(malformation)
        }
    }
}
