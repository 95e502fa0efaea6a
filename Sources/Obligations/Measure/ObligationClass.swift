/// What an instant of continuous trading is to an obligation: one of four, and they add up.
public enum ObligationClass: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case met
    case notMet
    case exempt
    /// The record has a hole here; never counted as met.
    case unknown
}
