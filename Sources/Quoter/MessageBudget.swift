public import Market

/// At most so many messages in any second: a ring of the last send times.
public struct MessageBudget: Sendable, Equatable {
    private static let window = TimeSpan.seconds(1)
    private static let never = SessionTime(nanoseconds: .min / 2)

    private var sent: [SessionTime]
    private var oldest = 0

    /// - Parameter perSecondMax: at least 1 is taken.
    public init(perSecondMax: Int) {
        sent = Array(repeating: MessageBudget.never, count: max(1, perSecondMax))
    }

    /// When the next message may go.
    public var nextAvailable: SessionTime { sent[oldest] + MessageBudget.window }

    /// Whether one may go now.
    public func isAvailable(at now: SessionTime) -> Bool { nextAvailable <= now }

    /// Whether `count` more may go now.
    public func isAvailable(_ count: Int, at now: SessionTime) -> Bool {
        guard count > 0 else { return true }
        guard count <= sent.count else { return false }
        return sent[(oldest + count - 1) % sent.count] + MessageBudget.window <= now
    }

    /// Counts one message if it may go.
    public mutating func take(at now: SessionTime) -> Bool {
        guard isAvailable(at: now) else { return false }
        sent[oldest] = now
        oldest += 1
        if oldest == sent.count { oldest = 0 }
        return true
    }
}
