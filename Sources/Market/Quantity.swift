/// A number of option contracts (张).
public struct Quantity: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var contracts: Int32

    public init(contracts: Int32) { self.contracts = contracts }

    public static let zero = Quantity(contracts: 0)

    public static func < (a: Quantity, b: Quantity) -> Bool { a.contracts < b.contracts }
    public static func + (a: Quantity, b: Quantity) -> Quantity {
        Quantity(contracts: a.contracts + b.contracts)
    }
    public static func - (a: Quantity, b: Quantity) -> Quantity {
        Quantity(contracts: a.contracts - b.contracts)
    }
}

extension Quantity: CustomStringConvertible {
    public var description: String { String(contracts) }
}
