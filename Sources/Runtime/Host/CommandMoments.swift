/// The machine's monotonic time at each step of one command, nanoseconds.
struct CommandMoments {
    let received: Int64
    /// Journaled and in force.
    let decided: Int64
    /// All that followed from it is in the sockets.
    let sent: Int64
    /// Something went to the exchange with it.
    let reachesExchange: Bool
}
