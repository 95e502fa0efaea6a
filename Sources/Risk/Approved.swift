/// A value that passed every check of this room, once.
///
/// The initialiser is internal: no other room can make one. It cannot be copied, and spending it consumes it:
/// what was approved once is sent once, and the compiler checks both (requirement H18.4).
public struct Approved<Value>: ~Copyable {
    private let value: Value

    init(_ value: Value) { self.value = value }

    /// Gives up the approval for what it covers.
    public consuming func spend() -> Value { take() }

    // Swift 6.3.1 crashes in the optimiser when `spend` reads the property itself and is specialised elsewhere.
    private borrowing func take() -> Value { value }
}
