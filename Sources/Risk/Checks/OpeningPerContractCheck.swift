import Wire

/// Contracts of one contract opened in the day, as if everything resting and in flight were filled (H23).
public struct OpeningPerContractCheck: QuoteCheck {
    public static let about = CheckAbout(
        "opening per contract", rule: "H23", codes: [.openingLimit, .noLimitSet],
        parameters: ["openingPerContractMax, contracts"],
        reads: ["the instruction", "openings of the day"])

    /// Contracts; nil refuses.
    public let limit: Int64?

    @inline(__always)
    public init(_ limits: RiskLimits) { limit = limits.openingPerContractMax }

    /// Contracts opened without and with the quote.
    public struct Reading: QuoteReading {
        public let before: Int64
        public let after: Int64

        public init(before: Int64, after: Int64) {
            self.before = before
            self.after = after
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            before = moment.before.opened
            after = moment.after.opened
        }
    }

    /// What only closes passes, however much was opened.
    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: reading.after) }
        return reading.after <= limit || reading.after <= reading.before
            ? .pass : .refuse(.openingLimit, value: reading.after, limit: limit)
    }
}
