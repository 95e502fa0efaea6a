/// A contract's dense index in the day's instrument directory: 0 ..< number of contracts.
///
/// Hot paths carry this; `OptionContract.code` and `.tradingCode` appear at the edges.
public struct ContractIndex: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var value: UInt32
    public init(_ value: UInt32) { self.value = value }
    public init(_ value: Int) { self.value = UInt32(value) }
    public var int: Int { Int(value) }
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// An underlying's dense index in the day's instrument directory.
public struct UnderlyingIndex: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var value: UInt16
    public init(_ value: UInt16) { self.value = value }
    public init(_ value: Int) { self.value = UInt16(value) }
    public var int: Int { Int(value) }
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// The maker's own number for one two-sided quote; grows within a quoter's life, never reused in a day.
public struct QuoteID: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var value: UInt64
    public init(_ value: UInt64) { self.value = value }
    public static let none = QuoteID(0)
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// The exchange's number for an order, or for one leg of a quote.
public struct OrderID: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var value: UInt64
    public init(_ value: UInt64) { self.value = value }
    public static let none = OrderID(0)
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// The exchange's number for a request for quote (询价); 0 means a continuous quote, not a response.
public struct QuoteRequestID: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var value: UInt64
    public init(_ value: UInt64) { self.value = value }
    public static let none = QuoteRequestID(0)
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// Who trades at the simulated exchange: 0 is the public (the customers), 1… are members.
public struct ParticipantID: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var value: UInt16
    public init(_ value: UInt16) { self.value = value }
    public static let customers = ParticipantID(0)
    public static let maker = ParticipantID(1)
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}
