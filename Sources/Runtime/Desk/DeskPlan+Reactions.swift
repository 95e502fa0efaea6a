import Market
import Risk

extension DeskPlan {
    /// What the exchange may do to us before quoting pauses; 0 holds nothing.
    ///
    /// - Parameter speed: session seconds per second; silence and doubt are measured in real time.
    func reactions(_ limits: LimitSettings, speed: Int64) -> ReactionTerms {
        func count(_ given: Int64?, _ usual: Int64) -> Int? {
            let count = given ?? usual
            return count == 0 ? nil : Int(min(count, 10_000))
        }
        func span(_ given: Int64?, _ usual: Int64) -> TimeSpan? {
            let milliseconds = given ?? usual
            return milliseconds == 0
                ? nil : .milliseconds(min(milliseconds, 86_400_000) * speed)
        }
        return ReactionTerms(
            rejectionsMax: count(limits.reactionRejections, 20),
            unexpectedReportsMax: count(limits.reactionUnexpectedReports, 5),
            window: .milliseconds(min(limits.reactionWindowMilliseconds ?? 10_000, 86_400_000)),
            unacknowledgedAfter: span(limits.reactionUnacknowledgedMilliseconds, 3_000),
            unresolvedAfter: span(limits.reactionUnresolvedMilliseconds, 5_000),
            talliesMax: count(limits.reactionTallies, 1))
    }
}
