import Wire

/// Messages in any rolling second at most the limit (SSE-PT-01); the reserve is for withdrawals alone.
public struct MessageRateCheck: Sendable {
    /// Nil refuses.
    public let limit: Int64?
    public let withdrawalReserve: Int64

    public init(limit: Int64?, withdrawalReserve: Int64) {
        self.limit = limit
        self.withdrawalReserve = withdrawalReserve
    }

    /// - Parameter spent: messages in the second that ends now.
    @inline(__always)
    public func verdict(spent: Int64, cost: Int64, isWithdrawal: Bool) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: spent + cost) }
        let allowed = isWithdrawal ? limit : limit - withdrawalReserve
        return spent + cost <= allowed
            ? .pass : .refuse(.messageRate, value: spent + cost, limit: allowed)
    }
}
