public import Wire

/// Figures for the status line.
public struct RiskCounters: Sendable, Equatable {
    public internal(set) var accepted: UInt64 = 0
    public internal(set) var refused: UInt64 = 0
    public internal(set) var unexpectedReports: UInt64 = 0
    /// Indexed by the refusal code's raw value.
    public internal(set) var refusedByCode: [UInt64] = Array(repeating: 0, count: 256)

    public func refused(_ code: RefusalCode) -> UInt64 { refusedByCode[Int(code.rawValue)] }
}
