import Messaging
import TestSupport
import Testing

@Suite(.rule("D1"))
struct `A publisher and its subscribers` {
    @Test(arguments: ["ipc", "tcp"])
    func `get what they asked for, in order`(transport: String) throws {
        guard let post = try Post() else { return }
        var publisher = try PublisherSocket(in: post.context)
        try publisher.bind(
            to: transport == "ipc" ? post.ipc() : Endpoint(parsing: Post.anyPort))
        let endpoint = try Endpoint(parsing: publisher.lastEndpoint)
        var subscriber = try SubscriberSocket(in: post.context)
        try subscriber.subscribe(toPrefix: [7])
        try subscriber.connect(to: endpoint)
        // A subscription takes its time and nobody is told when it holds: publish until one arrives.
        let descriptor = try subscriber.fileDescriptor
        let first = try Post.patiently(on: descriptor) {
            _ = try publisher.send([7, 0])
            return try subscriber.receiveNow()
        }
        #expect(first == .message([7, 0]))
        for number in 1...50 as ClosedRange<UInt8> {
            #expect(try publisher.send([8, number]) == .sent)
            #expect(try publisher.send([7, number]) == .sent)
        }
        var numbers: [UInt8] = []
        while numbers.last != 50 {
            let next = try Post.patiently(on: descriptor) { try subscriber.receiveNow() }
            guard case .message(let bytes) = next, bytes.count == 2, bytes[0] == 7 else {
                Issue.record("received \(String(describing: next))")
                return
            }
            if bytes[1] > 0 { numbers.append(bytes[1]) }
        }
        #expect(numbers == Array(1...50))
    }

    @Test func `publishing to nobody is no error`() throws {
        guard let post = try Post() else { return }
        var publisher = try PublisherSocket(in: post.context)
        try publisher.bind(to: post.ipc())
        #expect(try publisher.send([1]) == .sent)
    }
}
