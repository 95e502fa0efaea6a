import Market
import Wire

/// The newest signs of one kind: tells when so many have come within the window, and which contracts they concern.
struct SignBurst: Sendable {
    /// More than a threshold needs are not kept.
    private static let countLimit = 10_000

    private let countMax: Int
    private let window: Int64
    private var times: [Int64] = []
    private var contracts: [UInt32] = []
    private var next = 0

    init(_ countMax: Int?, within window: TimeSpan) {
        self.countMax = min(max(countMax ?? 0, 0), Self.countLimit)
        self.window = max(0, window.nanoseconds)
        times.reserveCapacity(self.countMax)
        contracts.reserveCapacity(self.countMax)
    }

    /// Adds one; returns the contracts of all when it is one of too many, and counts anew then.
    mutating func add(_ contract: UInt32, at now: SessionTime) -> [UInt32]? {
        guard countMax > 0 else { return nil }
        if times.count < countMax {
            times.append(now.nanoseconds)
            contracts.append(contract)
        } else {
            times[next] = now.nanoseconds
            contracts[next] = contract
            next = (next + 1) % countMax
        }
        guard times.count == countMax,
            now.nanoseconds.subtractingClamped(times[next]) < window
        else { return nil }
        let found = contracts
        times.removeAll(keepingCapacity: true)
        contracts.removeAll(keepingCapacity: true)
        next = 0
        return found
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(next)
        for index in times.indices {
            hasher.combine(times[index])
            hasher.combine(UInt64(contracts[index]))
        }
    }
}
