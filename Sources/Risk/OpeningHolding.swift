/// Contracts brought over from yesterday, by contract code.
public struct OpeningHolding: Hashable, Sendable, BitwiseCopyable {
    public var code: UInt32
    public var long: Int64
    public var short: Int64

    public init(code: UInt32, long: Int64 = 0, short: Int64 = 0) {
        self.code = code
        self.long = long
        self.short = short
    }
}
