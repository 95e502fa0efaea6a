import Messaging
import TestSupport
import Testing

@Suite(.rule("D1"))
struct `A dealer and a router` {
    @Test(arguments: ["ipc", "tcp", "inproc"])
    func `talk both ways`(transport: String) throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        switch transport {
        case "ipc": try router.bind(to: post.ipc())
        case "tcp": try router.bind(to: Endpoint(parsing: Post.anyPort))
        default: try router.bind(to: Endpoint(parsing: "inproc://talk"))
        }
        var dealer = try DealerSocket(in: post.context)
        try dealer.connect(to: Endpoint(parsing: router.lastEndpoint))
        var peer = PeerIdentity()
        for number in 0..<20 as Range<UInt8> {
            let question = [UInt8](repeating: number, count: Int(number) * 40)
            try dealer.sendPatiently(question)
            #expect(try router.receivePatiently(from: &peer) == .message(question))
            #expect(try router.send([number], to: peer) == .sent)
            #expect(try dealer.receivePatiently() == .message([number]))
        }
        #expect(try router.receiveNow(from: &peer) == nil)
    }

    @Test func `a router tells its peers apart`() throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        try router.bind(to: post.ipc())
        var first = try DealerSocket(in: post.context)
        var second = try DealerSocket(in: post.context)
        try first.connect(to: post.ipc())
        try second.connect(to: post.ipc())
        try first.sendPatiently([1])
        var one = PeerIdentity()
        #expect(try router.receivePatiently(from: &one) == .message([1]))
        try second.sendPatiently([2])
        var two = PeerIdentity()
        #expect(try router.receivePatiently(from: &two) == .message([2]))
        #expect(one != two)
        #expect(try router.send([22], to: two) == .sent)
        #expect(try router.send([11], to: one) == .sent)
        #expect(try first.receivePatiently() == .message([11]))
        #expect(try second.receivePatiently() == .message([22]))
    }

    @Test func `a peer that nobody knows is unreachable`() throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        try router.bind(to: post.ipc())
        let stranger = [UInt8]("stranger".utf8).withUnsafeBytes { PeerIdentity($0) }
        #expect(try router.send([1], to: try #require(stranger)) == .unreachable)
        #expect(try router.send([1], to: PeerIdentity()) == .unreachable)
    }

    @Test func `nothing is queued for a peer that is not there`() throws {
        guard let post = try Post() else { return }
        var dealer = try DealerSocket(in: post.context)
        try dealer.connect(to: post.ipc())
        #expect(try dealer.send([1]) == .backPressured)
        var router = try RouterSocket(in: post.context)
        try router.bind(to: post.ipc())
        try dealer.sendPatiently([2])
        var peer = PeerIdentity()
        #expect(try router.receivePatiently(from: &peer) == .message([2]))
        #expect(try router.receiveNow(from: &peer) == nil)
    }

    @Test func `a peer that does not read presses back, it does not fill the memory`() throws {
        guard let post = try Post() else { return }
        let options = SocketOptions(sendHighWater: 10, receiveHighWater: 10)
        var router = try RouterSocket(in: post.context, options: options)
        try router.bind(to: post.ipc())
        var dealer = try DealerSocket(in: post.context, options: options)
        try dealer.connect(to: post.ipc())
        try dealer.sendPatiently([0])
        let message = [UInt8](repeating: 1, count: 100_000)
        var taken = 0
        while taken < 100_000, try dealer.send(message) == .sent { taken += 1 }
        #expect(taken < 1_000)
    }

    @Test func `a malformed message is consumed whole and the next is sound`() throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        try router.bind(to: post.ipc())
        var dealer = try DealerSocket(in: post.context)
        try dealer.connect(to: post.ipc())
        try dealer.sendPatiently([1])
        #expect(dealer.send(parts: [[2], [3], [4]]) == .sent)
        #expect(try dealer.send([UInt8](repeating: 5, count: 65)) == .sent)
        #expect(dealer.send(parts: [[], [6]]) == .sent)
        #expect(try dealer.send([UInt8](repeating: 7, count: 64)) == .sent)
        #expect(try dealer.send([]) == .sent)
        var peer = PeerIdentity()
        var received: [Received?] = []
        for _ in 0..<6 {
            received.append(try router.receivePatiently(from: &peer, capacity: 64))
            #expect(peer.count == 5)
        }
        #expect(
            received == [
                .message([1]), .malformed(.multipart(frames: 3)), .malformed(.tooLong(bytes: 65)),
                .malformed(.multipart(frames: 2)), .message([UInt8](repeating: 7, count: 64)),
                .message([]),
            ])
    }

    @Test(arguments: [(32, true), (33, false), (255, false)])
    func `an identity longer than 32 bytes is malformed`(length: Int, accepted: Bool) throws {
        let bytes = [UInt8](repeating: 0x61, count: length)
        let identity = bytes.withUnsafeBytes { PeerIdentity($0) }
        #expect((identity != nil) == accepted)
        guard let identity, let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        try router.bind(to: post.ipc())
        var dealer = try DealerSocket(in: post.context, identity: identity)
        try dealer.connect(to: post.ipc())
        try dealer.sendPatiently([1])
        var peer = PeerIdentity()
        #expect(try router.receivePatiently(from: &peer) == .message([1]))
        #expect(peer == identity)
    }

    @Test func `a message beyond the socket's maximum is never delivered`() throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(
            in: post.context, options: SocketOptions(maximumMessageBytes: 1_000))
        try router.bind(to: post.ipc())
        var dealer = try DealerSocket(in: post.context)
        try dealer.connect(to: post.ipc())
        try dealer.sendPatiently([UInt8](repeating: 1, count: 1_000))
        var peer = PeerIdentity()
        #expect(
            try router.receivePatiently(from: &peer)
                == .message([UInt8](repeating: 1, count: 1_000)))
        try dealer.sendPatiently([UInt8](repeating: 2, count: 1_001))
        // libzmq drops the connection, and with it what was on the way: send until one arrives.
        let descriptor = try router.fileDescriptor
        let next = try Post.patiently(on: descriptor) {
            _ = try dealer.send([3])
            return try router.receiveNow(from: &peer)
        }
        #expect(next == .message([3]))
    }
}
