public import Market
import Wire

/// Messages of the last second, exactly, and of the day.
///
/// The window is rolling: a message at t counts until just before t + 1 s (two calendar seconds can each look
/// harmless while the second across their border is not).
public struct MessageBudget: Sendable {
    public static let window = TimeSpan.seconds(1)

    private struct Spending: Sendable, BitwiseCopyable {
        var time: Int64
        var cost: Int64
    }

    /// Messages in the window, as of the last `advance` or `spend`.
    public private(set) var spent: Int64 = 0
    public private(set) var today: Int64 = 0
    /// Most messages any rolling second of the day held.
    public private(set) var peak: Int64 = 0
    /// Messages of the calendar second of the last spending, and the most one held: the other way rules may count.
    public private(set) var calendarSpent: Int64 = 0
    public private(set) var calendarPeak: Int64 = 0
    private var calendarSecond = Int64.min
    private var ring: [Spending]
    private var first = 0
    /// The newest spending's time.
    private var newestTime = Int64.min
    private var count = 0

    /// - Parameter capacity: different times at which messages can be told apart within one window; beyond, they
    ///   merge into the newest, which can only overstate what is spent.
    public init(capacity: Int) {
        ring = Array(repeating: Spending(time: 0, cost: 0), count: max(1, capacity))
    }

    /// A division costs more than every comparison of a decision together.
    private func place(_ offset: Int) -> Int {
        let place = first + offset
        return place >= ring.count ? place - ring.count : place
    }

    /// Forgets what is a second old.
    public mutating func advance(to now: SessionTime) {
        while count > 0, now.nanoseconds - ring[first].time >= Self.window.nanoseconds {
            spent -= ring[first].cost
            first = first + 1 == ring.count ? 0 : first + 1
            count -= 1
        }
    }

    public mutating func spend(_ cost: Int64, at now: SessionTime) {
        advance(to: now)
        spendNow(cost, at: now)
    }

    /// Takes over a larger count of the day: the exchange's.
    mutating func raise(today count: Int64) { today = max(today, count) }

    /// As `spend`, where `advance` has just been called.
    mutating func spendNow(_ cost: Int64, at now: SessionTime) {
        spent += cost
        today += cost
        peak = max(peak, spent)
        count(cost, inSecondOf: now)
        if count > 0, now.nanoseconds == newestTime || count == ring.count {
            let newest = place(count - 1)
            ring[newest] = Spending(time: now.nanoseconds, cost: ring[newest].cost + cost)
        } else {
            ring[place(count)] = Spending(time: now.nanoseconds, cost: cost)
            count += 1
        }
        newestTime = now.nanoseconds
    }

    /// A comparison for most messages; the division only where the second has changed.
    @inline(__always)
    private mutating func count(_ cost: Int64, inSecondOf now: SessionTime) {
        let (since, overflow) = now.nanoseconds.subtractingReportingOverflow(calendarSecond)
        if overflow || since < 0 || since >= Self.window.nanoseconds {
            let length = Self.window.nanoseconds
            calendarSecond = now.nanoseconds / length * length
            calendarSpent = 0
        }
        calendarSpent += cost
        calendarPeak = max(calendarPeak, calendarSpent)
    }

    /// When so many more messages fit under the limit; `now` if they do already.
    func room(for cost: Int64, under limit: Int64, at now: SessionTime) -> SessionTime {
        var left = spent
        var offset = 0
        while left + cost > limit, offset < count {
            left -= ring[place(offset)].cost
            offset += 1
        }
        guard offset > 0 else { return now }
        return SessionTime(nanoseconds: ring[place(offset - 1)].time) + Self.window
    }

    /// Makes room to tell more times apart; less is never taken away.
    mutating func grow(to capacity: Int) {
        guard capacity > ring.count else { return }
        var larger = Array(repeating: Spending(time: 0, cost: 0), count: capacity)
        for offset in 0..<count { larger[offset] = ring[place(offset)] }
        ring = larger
        first = 0
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(spent)
        hasher.combine(today)
        hasher.combine(peak)
        hasher.combine(calendarSecond)
        hasher.combine(calendarSpent)
        hasher.combine(calendarPeak)
        for offset in 0..<count {
            let spending = ring[place(offset)]
            hasher.combine(spending.time)
            hasher.combine(spending.cost)
        }
    }
}
