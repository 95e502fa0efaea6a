import Messaging
import TestSupport
import Testing

@Suite(.rule("C1"))
struct `An endpoint` {
    @Test(arguments: [
        ("ipc:///run/obligato/risk", "ipc:///run/obligato/risk"),
        ("ipc://run/risk.sock", "ipc://run/risk.sock"),
        ("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5555"),
        ("tcp://127.0.0.1:0", "tcp://127.0.0.1:0"),
        ("tcp://127.9.9.9:65535", "tcp://127.9.9.9:65535"),
        ("tcp://localhost:5555", "tcp://127.0.0.1:5555"),
        ("inproc://market", "inproc://market"),
    ])
    func `is read as written`(text: String, description: String) throws {
        #expect(try Endpoint(parsing: text).description == description)
    }

    @Test(
        arguments: [
            ("", .transportUnknown),
            ("pgm://127.0.0.1:5555", .transportUnknown),
            ("127.0.0.1:5555", .transportUnknown),
            ("tcp://127.0.0.1:5555 ", .characters),
            ("ipc:///tmp/风控", .characters),
            ("ipc:///tmp/a\0b", .characters),
            ("ipc://", .pathMissing),
            ("ipc://*", .pathNotAFile),
            ("ipc://@risk", .pathNotAFile),
            ("inproc://", .nameMissing),
            ("inproc://" + String(repeating: "x", count: 201), .nameTooLong),
            ("tcp://", .portMissing),
            ("tcp://127.0.0.1", .portMissing),
            ("tcp://127.0.0.1:", .portMissing),
            ("tcp://127.0.0.1:*", .portInvalid),
            ("tcp://127.0.0.1:65536", .portInvalid),
            ("tcp://127.0.0.1:-1", .portInvalid),
            ("tcp://127.0.0.1:+1", .portInvalid),
            ("tcp://:5555", .hostMissing),
            ("tcp://eth0;10.0.0.1:5555", .hostInvalid),
            ("tcp://[::1]:5555", .addressFamily),
            ("tcp://*:5555", .notLoopback),
            ("tcp://0.0.0.0:5555", .notLoopback),
            ("tcp://10.0.0.1:5555", .notLoopback),
            ("tcp://127.0.0.1.example.com:5555", .notLoopback),
            ("tcp://127.0.0:5555", .notLoopback),
            ("tcp://127.0.0.256:5555", .notLoopback),
        ] as [(String, EndpointError.Reason)])
    func `is refused with the reason`(text: String, reason: EndpointError.Reason) {
        #expect(throws: EndpointError(text: text, reason: reason)) {
            _ = try Endpoint(parsing: text)
        }
    }

    @Test(arguments: ["tcp://*:5555", "tcp://10.0.0.1:5555", "tcp://exchange-1.example.com:5555"])
    func `a remote host is taken where the caller allows it`(text: String) throws {
        #expect(try Endpoint(parsing: text, allowRemote: true).description == text)
    }

    @Test func `a Unix socket's path may have 107 bytes and no more`() throws {
        let longest = "/" + String(repeating: "x", count: 106)
        #expect(try Endpoint(parsing: "ipc://" + longest).transport == .ipc(path: longest))
        let error = EndpointError(text: "ipc://\(longest)x", reason: .pathTooLong(bytes: 108))
        #expect(throws: error) { _ = try Endpoint(parsing: "ipc://\(longest)x") }
        #expect(error.description.hasSuffix("the path has 108 bytes; a Unix socket takes 107"))
    }
}
