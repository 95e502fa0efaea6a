import Glibc
import Messaging
import TestSupport
import Testing

@Suite(.rule("D1"))
struct `The poller` {
    @Test func `sees which descriptor is readable, and a time that ran out`() throws {
        var (first, second) = ([Int32](repeating: 0, count: 2), [Int32](repeating: 0, count: 2))
        try #require(pipe(&first) == 0 && pipe(&second) == 0)
        defer { for descriptor in first + second { close(descriptor) } }
        var poller = Poller(capacity: 2)
        let slots = (poller.add(first[0]), poller.add(second[0]))
        #expect(poller.isReady(slots.0) && poller.isReady(slots.1))
        #expect(try poller.wait(timeoutNanoseconds: 0) == .timedOut)
        #expect(!poller.isReady(slots.0) && !poller.isReady(slots.1))
        #expect(try poller.wait(timeoutNanoseconds: -5) == .timedOut)
        #expect(write(second[1], "x", 1) == 1)
        #expect(try poller.wait(timeoutNanoseconds: nil) == .ready(count: 1))
        #expect(!poller.isReady(slots.0) && poller.isReady(slots.1))
    }

    @Test func `no wake-up is missed if sockets are drained as the rule says`() throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        try router.bind(to: post.ipc())
        var dealer = try DealerSocket(in: post.context)
        try dealer.connect(to: post.ipc())
        try dealer.sendPatiently([0])
        var poller = Poller(capacity: 2)
        let slots = try (poller.add(router.fileDescriptor), poller.add(dealer.fileDescriptor))
        var peer = PeerIdentity()
        var (answered, sentByRouter, sentByDealer) = (0, false, true)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 8)
        defer { buffer.deallocate() }
        while answered < 2_000 {
            var isIdle = true
            if poller.isReady(slots.0) || sentByRouter {
                sentByRouter = false
                while case .message = try router.receive(into: buffer, identity: &peer) {
                    #expect(try router.send([1], to: peer) == .sent)
                    (isIdle, sentByRouter) = (false, true)
                }
            }
            if poller.isReady(slots.1) || sentByDealer {
                sentByDealer = false
                while case .message = try dealer.receive(into: buffer) {
                    answered += 1
                    #expect(try dealer.send([2]) == .sent)
                    (isIdle, sentByDealer) = (false, true)
                }
            }
            guard isIdle else { continue }
            // A signal meant for somebody else is no answer; a machine under load is given time.
            if try poller.wait(timeoutNanoseconds: 60_000_000_000) == .timedOut {
                Issue.record("a wake-up was missed after \(answered) answers")
                return
            }
        }
    }
}
