import CZeroMQ
import Glibc

/// Waits for any of a few descriptors: ZeroMQ sockets', signalfd, eventfd, timerfd.
///
/// **The rule.** A ZeroMQ descriptor is edge-triggered: it becomes readable when libzmq has
/// something new to tell, not while messages wait. So before each `wait`, every socket must have
/// answered `.nothing` to a `receive` *after* its last send and after its last `isReady`. A socket
/// that was neither sent on nor ready since its last `.nothing` need not be asked again: an asking
/// costs a system call. In a loop:
///
///     for each socket: if poller.isReady(slot) || sentSinceDrained { receive until .nothing }
///     repeat the pass while it received or sent anything, then wait
///
/// A socket that only publishes needs no slot. One owner, one thread.
public struct Poller: ~Copyable {
    /// Why a wait ended.
    public enum Wake: Equatable, Sendable {
        /// So many descriptors are readable, or hung up.
        case ready(count: Int)
        case timedOut
        /// A signal was handled; nothing is known about the descriptors.
        case interrupted
    }

    private let entries: UnsafeMutablePointer<pollfd>
    private let capacity: Int
    /// How many descriptors are watched.
    public private(set) var count = 0

    /// A poller for at most so many descriptors; 1 to 1 024.
    public init(capacity: Int = 16) {
        precondition((1...1_024).contains(capacity), "poller capacity \(capacity)")
        self.capacity = capacity
        entries = .allocate(capacity: capacity)
        entries.initialize(repeating: pollfd(), count: capacity)
    }

    deinit {
        entries.deallocate()
    }

    /// Watches a descriptor from now on and gives its slot: 0, 1, 2, …
    public mutating func add(_ fileDescriptor: Int32) -> Int {
        precondition(count < capacity, "poller is full: \(capacity)")
        // Ready until first drained: an edge may have passed before anybody watched.
        entries[count] = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: Int16(POLLIN))
        count += 1
        return count - 1
    }

    /// Whether the last wait found this slot readable or hung up; true before the first wait and
    /// after an interrupted one, when nothing is known.
    public func isReady(_ slot: Int) -> Bool {
        precondition(slot >= 0 && slot < count, "poller slot \(slot)")
        return entries[slot].revents != 0
    }

    /// Waits until a descriptor is readable, a signal came, or so many nanoseconds went by.
    ///
    /// 0 only looks; nil waits for ever; a negative time is 0. Allocates nothing. The kernel may be
    /// late by the thread's timer slack (50 µs unless `PR_SET_TIMERSLACK` says less).
    public mutating func wait(timeoutNanoseconds: Int64?) throws(MessagingError) -> Wake {
        let timeout = timeoutNanoseconds.map { max(0, $0) } ?? -1
        let result = obl_poll(entries, count, timeout)
        if result > 0 { return .ready(count: Int(result)) }
        if result == 0 { return .timedOut }
        guard result == -EINTR else { throw MessagingError(code: -result, operation: .wait) }
        for slot in 0..<count { entries[slot].revents = Int16(POLLIN) }
        return .interrupted
    }
}
