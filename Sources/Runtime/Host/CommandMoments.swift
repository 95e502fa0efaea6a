/// The machine's monotonic time at each step of one command, nanoseconds.
struct CommandMoments {
    let received: Int64
    /// Journaled and in force.
    let decided: Int64
    /// Its first frame for the exchange is handed to the socket; nil where there is none.
    let sent: Int64?
}
