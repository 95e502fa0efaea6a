import CZeroMQ
import Glibc

/// libzmq's I/O thread and its sockets; one per process, passed to whoever opens a socket.
///
/// Each socket keeps its context alive, so the context ends after the last socket closed. Ending
/// then waits only for unsent messages, and that is bounded by `SocketOptions.lingerMilliseconds`:
/// libzmq's famous hang at exit (a context ended before its sockets) cannot be written.
///
/// `@unchecked Sendable`: a ZeroMQ context may be used from any thread, and `raw` never changes.
public final class MessagingContext: @unchecked Sendable {
    let raw: UnsafeMutableRawPointer

    /// Loads libzmq if necessary and starts its I/O thread.
    public init() throws(MessagingError) {
        try ZeroMQLibrary.load()
        guard let raw = obl_zmq_ctx_new() else {
            throw MessagingError(code: ENOMEM, operation: .createContext)
        }
        // Sockets whose options were never set must not hold up the exit either.
        _ = obl_zmq_ctx_set(raw, ZMQ_BLOCKY, 0)
        self.raw = raw
    }

    deinit {
        _ = obl_zmq_ctx_term(raw)
    }
}
