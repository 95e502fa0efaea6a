import Glibc

/// SIGTERM and SIGINT ask the process to finish its record and leave.
enum StopSignal {
    // A signal handler may only touch this one word; it is written there and read by the duty loop.
    nonisolated(unsafe) private static var received: Int32 = 0

    static func install() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in StopSignal.received = 1 }
        }
        // Whoever started us may have blocked signals, and a child inherits that: it would never hear the end.
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in [SIGTERM, SIGINT] { sigaddset(&heard, number) }
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    }

    static var isRequested: Bool { received != 0 }
}
