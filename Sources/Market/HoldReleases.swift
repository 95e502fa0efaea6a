/// What lets a response to a request for quote go before its minimum hold time (回应报价保留最短时间), without a fault.
public struct HoldReleases: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A side of the response has been traded until it is too small to count.
    public static let filled = HoldReleases(rawValue: 1 << 0)
    /// Any of the response has been traded.
    public static let partialFill = HoldReleases(rawValue: 1 << 1)
    /// The contract has left the phases in which requests count.
    public static let phaseEnd = HoldReleases(rawValue: 1 << 2)
    /// The underlying's last price has changed since the response was accepted (HKEX-01).
    public static let underlyingChanged = HoldReleases(rawValue: 1 << 3)
}
