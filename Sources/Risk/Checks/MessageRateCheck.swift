import Wire

/// Messages in any rolling second at most the limit (SSE-PT-01); the reserve is for withdrawals alone.
public struct MessageRateCheck: RiskCheck {
    public static let about = CheckAbout(
        "message rate", rule: "SSE-PT-01", codes: [.messageRate, .noLimitSet],
        parameters: [
            "messagesPerSecondMax", "gatewayMessagesPerSecondMax", "declaredMessagesPerSecondMax",
            "withdrawalReservePerSecond", "massCancelReservePerSecond",
        ],
        reads: ["messages of the last second"])

    /// Nil refuses.
    public let limit: Int64?
    public let withdrawalReserve: Int64
    /// Kept for risk's own mass cancels.
    public let massCancelReserve: Int64

    public init(limit: Int64?, withdrawalReserve: Int64, massCancelReserve: Int64 = 0) {
        self.limit = limit
        self.withdrawalReserve = withdrawalReserve
        self.massCancelReserve = massCancelReserve
    }

    /// Messages quotes may still use in the second that ends now; nil without a limit.
    public func room(spent: Int64) -> Int64? {
        limit.map { $0 - withdrawalReserve - massCancelReserve - spent }
    }

    /// - Parameter spent: messages in the second that ends now.
    @inline(__always)
    public func verdict(spent: Int64, cost: Int64, isWithdrawal: Bool) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: spent + cost) }
        let allowed = limit - massCancelReserve - (isWithdrawal ? 0 : withdrawalReserve)
        return spent + cost <= allowed
            ? .pass : .refuse(.messageRate, value: spent + cost, limit: allowed)
    }
}
