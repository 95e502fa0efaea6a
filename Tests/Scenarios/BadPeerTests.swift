import Glibc
import Messaging
import TestSupport
import Testing
import Wire

extension `Scenarios` {
    /// Somebody at risk's door who is no quoter, or no longer, or not yet: raw frames against a running risk process.
    @Suite(.serialized, .rule("I2.3", "I2.5", "I2.6", "I3.18", "P27.2b"))
    struct `Strangers at the quote session` {
        /// A socket that says what it likes.
        private final class Stranger {
            private var socket: DealerSocket
            private let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: 1 << 16, alignment: 16)

            init(_ context: MessagingContext, _ path: String) throws {
                socket = try DealerSocket(in: context)
                try socket.connect(to: try Endpoint(parsing: path))
            }

            deinit { buffer.deallocate() }

            func say(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes(send) }

            /// A socket that is not connected yet takes nothing.
            private func send(_ bytes: UnsafeRawBufferPointer) throws {
                for _ in 0..<2_000 {
                    if try socket.send(bytes) == .sent { return }
                    usleep(5_000)
                }
                Issue.record("never connected")
            }

            func say<Message: WireMessage>(
                _ message: Message, epoch: UInt32 = 1, environment: UInt16 = 1,
                sequence: UInt64 = 0
            ) throws {
                var outbox = Outbox(instance: 3, environment: environment, epoch: epoch)
                outbox.begin(causation: 0, now: outbox.now)
                outbox.send(message, on: .quoteSession)
                let bytes = outbox.bytes(of: outbox.frames[0])
                bytes.storeBytes(of: sequence, toByteOffset: 16, as: UInt64.self)
                try send(UnsafeRawBufferPointer(bytes))
            }

            /// Why risk does not want us; nil for anything else it says.
            func rejection() throws -> SessionReason? {
                guard case .message(let count) = try socket.receive(into: buffer) else {
                    return nil
                }
                let frame = try Frame(
                    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                if frame.template == LogonRejected.templateID {
                    return try frame.root(LogonRejected.self).reason
                }
                return frame.template == Logout.templateID
                    ? try frame.root(Logout.self).reason : nil
            }

            /// The reason of the next rejection that comes.
            func reason(_ desk: HandStartedDesk, line: Int = #line) throws -> SessionReason {
                var found: SessionReason?
                try desk.until("a rejection, line \(line)") {
                    found = try rejection()
                    return found != nil
                }
                return try #require(found)
            }
        }

        private func logon(_ quoter: UInt16) -> Logon {
            Logon(role: .quoter, participant: quoter, heartbeatMilliseconds: 100)
        }

        @Test func `each is told why, none is heard, and the desk quotes on`() throws {
            let desk = try HandStartedDesk()
            try desk.untilQuoted()
            let context = try MessagingContext()
            func stranger() throws -> Stranger {
                try Stranger(context, "ipc://\(desk.socket("quoteSession"))")
            }
            // Another environment, a quoter that cannot be, one that is there already.
            let foreign = try stranger()
            try foreign.say(logon(2), environment: 2)
            #expect(try foreign.reason(desk) == .wrongEnvironment)
            try foreign.say(logon(9))
            #expect(try foreign.reason(desk) == .unknownParticipant)
            try foreign.say(logon(1))
            #expect(try foreign.reason(desk) == .duplicateSession)
            // Without a logon nothing is a command.
            try foreign.say(QuoteInstructions(participant: 1), sequence: 1)
            #expect(try foreign.reason(desk) == .staleEpoch)
            // Bytes that are nothing: no answer, no harm.
            for length in [0, 1, 7, 8, 40, 5_000] {
                try foreign.say((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) })
            }
            // A sound logon, then a hole in the count: closed, to begin anew.
            let quoter = try stranger()
            try quoter.say(logon(2), epoch: 5)
            try quoter.say(QuoteInstructions(participant: 1), epoch: 5, sequence: 3)
            #expect(try quoter.reason(desk) == .sequenceGap)
            // The desk has six quotes still, and risk's log tells of each session that opened and closed.
            #expect(try desk.status().hasSuffix(" 6 live\n"))
            desk.end()
            let rows = try Obligato.run(["export", desk.path, "--stream", "decisions"]).output
                .split(separator: "\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false)
                }
            let kinds = rows.dropFirst().map { String($0[2]) }
            #expect(kinds.filter { $0 == "quoterUp" }.count == 2)
            #expect(kinds.filter { $0 == "quoterDown" }.count >= 1)
        }
    }
}
