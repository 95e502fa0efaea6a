import Wire

/// Messages of the day at most the limit; withdrawals are counted but never refused.
public struct DailyMessageCheck: RiskCheck {
    public static let about = CheckAbout(
        "daily messages", rule: "P9.3", codes: [.dailyMessageCount, .noLimitSet],
        parameters: ["messagesPerDayMax", "declaredMessagesPerDayMax"],
        reads: ["messages of the day"])

    /// Nil refuses.
    public let limit: Int64?

    public init(limit: Int64?) { self.limit = limit }

    @inline(__always)
    public func verdict(spent: Int64, cost: Int64) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: spent + cost) }
        return spent + cost <= limit
            ? .pass : .refuse(.dailyMessageCount, value: spent + cost, limit: limit)
    }
}
