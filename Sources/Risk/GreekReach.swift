import Wire

/// How far one greek of an underlying can go to either side, without and with a quote.
public struct GreekReach: Sendable, Equatable, BitwiseCopyable {
    public var highBefore: Int64
    public var highAfter: Int64
    public var lowBefore: Int64
    public var lowAfter: Int64

    public init(highBefore: Int64, highAfter: Int64, lowBefore: Int64, lowAfter: Int64) {
        self.highBefore = highBefore
        self.highAfter = highAfter
        self.lowBefore = lowBefore
        self.lowAfter = lowAfter
    }

    /// The worst case goes `perContract` further with each contract the net position can grow or fall by.
    @inline(__always)
    init(
        high: Int64, low: Int64, perContract: Int64, before: ExposureBook.WorstCase,
        after: ExposureBook.WorstCase
    ) {
        let up = after.high - before.high
        let down = after.low - before.low
        highBefore = high
        lowBefore = low
        highAfter = high &+ perContract &* (perContract > 0 ? up : down)
        lowAfter = low &+ perContract &* (perContract > 0 ? down : up)
    }

    /// Refuses what lies beyond the limit on a side and what the quote pushes further out there.
    @inline(__always)
    func verdict(limit: Int64?, code: @autoclosure () -> RefusalCode) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: highAfter) }
        if highAfter > limit, highAfter > highBefore {
            return .refuse(code(), value: highAfter, limit: limit)
        }
        return lowAfter < -limit && lowAfter < lowBefore
            ? .refuse(code(), value: lowAfter, limit: -limit) : .pass
    }
}
