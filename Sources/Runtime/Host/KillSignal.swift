import Glibc

/// SIGUSR1 asks risk to kill everything; it needs no socket, no supervisor and no file.
enum KillSignal {
    // A signal handler may only touch this one word; it is written there and taken by the duty loop.
    nonisolated(unsafe) private static var received: Int32 = 0

    static func install() {
        signal(SIGUSR1) { _ in KillSignal.received = 1 }
        var heard = sigset_t()
        sigemptyset(&heard)
        sigaddset(&heard, SIGUSR1)
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    }

    /// Whether one came since the last time.
    static func take() -> Bool {
        guard received != 0 else { return false }
        received = 0
        return true
    }
}
