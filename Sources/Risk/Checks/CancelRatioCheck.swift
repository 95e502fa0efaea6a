import Market
import Wire

/// No requote that would make the contract's cancels of the day too many for what it trades (H40, SHFE-PT-02).
///
/// More than 500 cancels **and** traded ÷ cancelled below 10 % cost a fee, both strict. A market maker may be exempt
/// (art. 42): unset, the check lets pass.
public struct CancelRatioCheck: QuoteCheck {
    public static let about = CheckAbout(
        "cancel ratio", rule: "H40", codes: [.cancelRatio],
        parameters: [
            "cancelsPerContractMax, legs; unset = exempt",
            "cancelRatioBasisPointsMin, traded ÷ cancelled",
        ],
        reads: ["the instruction", "cancels and fills of the day"])

    /// Legs taken off in the day; nil for an exempt account.
    public let cancelsMax: Int64?
    public let basisPointsMin: Int64

    @inline(__always)
    public init(_ limits: RiskLimits) {
        cancelsMax = limits.cancelsPerContractMax
        basisPointsMin = min(max(limits.cancelRatioBasisPointsMin, 0), 10_000)
    }

    /// The contract's figures with what the quote would take off.
    public struct Reading: QuoteReading {
        public let replaces: Bool
        public let cancels: Int64
        public let cancelledVolume: Int64
        public let tradedVolume: Int64

        public init(replaces: Bool, cancels: Int64, cancelledVolume: Int64, tradedVolume: Int64) {
            self.replaces = replaces
            self.cancels = cancels
            self.cancelledVolume = cancelledVolume
            self.tradedVolume = tradedVolume
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            let bid = moment.resting.bid
            let ask = moment.resting.ask
            replaces = bid + ask > 0
            cancels = moment.tally.cancels + (bid > 0 ? 1 : 0) + (ask > 0 ? 1 : 0)
            cancelledVolume = moment.tally.cancelledVolume + bid + ask
            tradedVolume = moment.tally.tradedVolume
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        guard let cancelsMax, reading.replaces, reading.cancels > cancelsMax else { return .pass }
        let isBusy =
            reading.tradedVolume.multipliedClamped(by: 10_000)
            >= reading.cancelledVolume.multipliedClamped(by: basisPointsMin)
        return isBusy
            ? .pass : .refuse(.cancelRatio, value: reading.cancels, limit: cancelsMax)
    }
}
