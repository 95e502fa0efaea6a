/// By contract, the positions of the meters whose rule obliges it, in one dense list.
struct Watchers: Sendable {
    private var starts: ContiguousArray<Int32>
    private var meters: ContiguousArray<Int32> = []

    init(contracts: Int) { starts = ContiguousArray(repeating: 0, count: contracts + 1) }

    /// Adds a meter behind those added before it.
    mutating func add(_ meter: Int, to isObliged: [Bool]) {
        var merged: ContiguousArray<Int32> = []
        var bounds: ContiguousArray<Int32> = [0]
        for contract in isObliged.indices {
            merged += meters[places(contract)]
            if isObliged[contract] { merged.append(Int32(meter)) }
            bounds.append(Int32(merged.count))
        }
        meters = merged
        starts = bounds
    }

    /// The places in the list that belong to a contract.
    @inline(__always)
    func places(_ contract: Int) -> Range<Int> {
        Int(starts[contract])..<Int(starts[contract + 1])
    }

    @inline(__always)
    subscript(place: Int) -> Int { Int(meters[place]) }
}
