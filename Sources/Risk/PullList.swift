import Market
import Wire

/// Contracts whose quotes are to come off the exchange, until its reports say they have.
struct PullList: Sendable {
    /// The wait before a repetition doubles this often, from the configured one.
    private static let doublingsMax = 6
    /// A configured wait of nothing, or of a day, is not meant.
    private static let retryRange = TimeSpan.milliseconds(1)...TimeSpan.seconds(60)

    /// Per contract: everything up to this serial is to come off; 0 for none.
    private(set) var upTo: [UInt64] = []
    private(set) var reasons: [InstructionReason] = []
    /// Contracts in the list.
    private(set) var count = 0
    /// When what is left is sent again.
    private(set) var retryAt: SessionTime?
    private var tries = 0

    mutating func cover(contracts: Int) {
        upTo = Array(repeating: 0, count: contracts)
        reasons = Array(repeating: .none, count: contracts)
    }

    mutating func add(_ contract: Int, upTo serial: UInt64, for reason: InstructionReason) {
        if upTo[contract] == 0 { count += 1 }
        upTo[contract] = serial
        reasons[contract] = reason
        tries = 0
    }

    mutating func remove(_ contract: Int) {
        guard upTo[contract] != 0 else { return }
        upTo[contract] = 0
        count -= 1
        if count == 0 { retryAt = nil }
    }

    /// Notes that cancels were sent; each silent round doubles the wait, so a deaf exchange is not flooded (Z24a).
    mutating func scheduleRetry(at now: SessionTime, after configured: TimeSpan) {
        let range = Self.retryRange
        let wait = min(max(configured, range.lowerBound), range.upperBound)
        retryAt = now + TimeSpan(nanoseconds: wait.nanoseconds << min(tries, Self.doublingsMax))
        tries += 1
    }

    /// A cancel had to wait for room in the message budget.
    mutating func retry(by time: SessionTime) { retryAt = retryAt.map { min($0, time) } ?? time }

    /// A new link: the first repetition comes after the configured wait again.
    mutating func restart() { tries = 0 }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(tries)
        hasher.combine(retryAt?.nanoseconds ?? -1)
        for contract in upTo.indices where upTo[contract] != 0 {
            hasher.combine(contract)
            hasher.combine(upTo[contract])
            hasher.combine(Int(reasons[contract].rawValue))
        }
    }
}
