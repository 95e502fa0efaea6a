import Glibc
import Messaging
import TestSupport
import Testing

@Suite(.rule("F28"))
struct `What a socket cannot do` {
    @Test func `a port in use is named`() throws {
        guard let post = try Post() else { return }
        var first = try RouterSocket(in: post.context)
        try first.bind(to: Endpoint(parsing: Post.anyPort))
        let taken = try first.lastEndpoint
        var second = try RouterSocket(in: post.context)
        let error = #expect(throws: MessagingError.self) {
            try second.bind(to: Endpoint(parsing: taken))
        }
        #expect(error?.code == EADDRINUSE)
        #expect(error?.endpoint == taken)
        #expect(error?.description == "cannot bind \(taken): Address already in use")
    }

    @Test func `a Unix socket in use is not taken over, one left by the dead is`() throws {
        guard let post = try Post() else { return }
        var second = try RouterSocket(in: post.context)
        do {
            var first = try RouterSocket(in: post.context)
            try first.bind(to: post.ipc())
            let error = #expect(throws: MessagingError.self) { try second.bind(to: post.ipc()) }
            #expect(error?.code == EADDRINUSE)
        }
        let stale = open(post.path + "/b", O_CREAT | O_WRONLY, 0o600)
        close(stale)
        try second.bind(to: post.ipc("b"))
        #expect(try second.lastEndpoint == "ipc://\(post.path)/b")
    }

    @Test func `a folder that is not there is an error with the endpoint`() throws {
        guard let post = try Post() else { return }
        var router = try RouterSocket(in: post.context)
        let error = #expect(throws: MessagingError.self) {
            try router.bind(to: Endpoint(parsing: "ipc://\(post.path)/none/a"))
        }
        #expect(error?.operation == .bind)
        #expect(error?.endpoint == "ipc://\(post.path)/none/a")
    }

    @Test(arguments: [
        (SocketOptions(sendHighWater: 0), "sendHighWater 0 is not within 1...10000000"),
        (SocketOptions(receiveHighWater: 0), "receiveHighWater 0 is not within 1...10000000"),
        (
            SocketOptions(maximumMessageBytes: -1),
            "maximumMessageBytes -1 is not within 1...67108864"
        ),
        (SocketOptions(lingerMilliseconds: -1), "lingerMilliseconds -1 is not within 0...60000"),
    ])
    func `a limit that is none is refused`(options: SocketOptions, problem: String) throws {
        guard let post = try Post() else { return }
        #expect(options.problem == problem)
        let error = #expect(throws: MessagingError.self) {
            _ = try RouterSocket(in: post.context, options: options)
        }
        #expect(error?.description == "cannot configure a socket: \(problem)")
    }

    @Test func `the standard limits are fine`() {
        #expect(SocketOptions().problem == nil)
    }
}
