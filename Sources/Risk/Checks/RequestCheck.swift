public import Market
import Wire

/// A response names a request the exchange made for this contract, and comes in time.
public struct RequestCheck: RiskCheck {
    public static let about = CheckAbout(
        "request", rule: "C3.10b", codes: [.requestUnknown, .overflow],
        parameters: ["responseDelayMax, time"],
        reads: ["the instruction", "open requests", "the time"])

    public let delayMax: TimeSpan

    public init(delayMax: TimeSpan) { self.delayMax = delayMax }

    /// - Parameter requestedAt: when the exchange made the request; nil when it never did or ended it.
    @inline(__always)
    public func verdict(id: QuoteRequestID, requestedAt: SessionTime?, now: SessionTime) -> Verdict
    {
        guard let requestedAt else {
            return .refuse(.requestUnknown, value: Int64(clamping: id.value))
        }
        let (delay, overflow) = now.nanoseconds.subtractingReportingOverflow(
            requestedAt.nanoseconds)
        if overflow { return .refuse(.overflow) }
        return delay <= delayMax.nanoseconds
            ? .pass : .refuse(.requestUnknown, value: delay, limit: delayMax.nanoseconds)
    }
}
