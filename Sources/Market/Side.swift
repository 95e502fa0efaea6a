/// Side of a quote leg or an order. `.bid` buys, `.ask` sells.
public enum Side: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case bid = 1
    case ask = 2

    public var opposite: Side { self == .bid ? .ask : .bid }

    /// +1 for a bid, −1 for an ask.
    public var sign: Int64 { self == .bid ? 1 : -1 }
}

/// Call or put (认购 / 认沽).
public enum OptionType: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case call = 1
    case put = 2
}

/// Open or close (开仓 / 平仓). In a two-sided quote each side has its own (SSE-TR-03).
public enum PositionEffect: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case open = 1
    case close = 2
}
