import Messaging

/// One command to a running process and what it answers: whoever gives it waits for the last word, and goes.
struct CommandSocket {
    let endpoint: String
    /// Real nanoseconds to wait for the last word.
    let patience: Int64

    /// How long one look at the socket may take.
    private static let pause: Int64 = 1_000_000

    /// Sends the command once there is somebody to take it.
    ///
    /// - Parameters:
    ///   - began: monotonic time from which patience counts.
    ///   - isLast: takes one answer and when it came; true when no other is waited for.
    /// - Returns: false when the last word has not come.
    func ask(
        _ command: UnsafeRawBufferPointer, since began: Int64,
        _ isLast: (UnsafeRawBufferPointer, Int64) throws -> Bool
    ) throws -> Bool {
        var socket = try DealerSocket(in: try MessagingContext())
        try socket.connect(to: try Endpoint(parsing: endpoint))
        let clock = MonotonicClock()
        var isSent = false
        let buffer = ReceiveBuffer()
        var poller = Poller(capacity: 1)
        _ = poller.add(try socket.fileDescriptor)
        while clock.now() - began < patience {
            if !isSent { isSent = try socket.send(command) == .sent }
            while case .message(let count) = try socket.receive(into: buffer.bytes) {
                if try isLast(buffer.prefix(count), clock.now()) { return true }
            }
            _ = try poller.wait(timeoutNanoseconds: Self.pause)
        }
        return false
    }
}
