import CPrefetch
public import Market

extension RiskGate {
    /// Asks the processor for what a decision on the contract will touch; changes nothing. A few quotes ahead, it hides
    /// most of what memory costs when there are thousands of contracts.
    @inline(__always)
    public mutating func lookAhead(_ contract: ContractIndex) {
        let index = Int(contract.value)
        guard index < book.slots.count else { return }
        book.lookAhead(index)
        Self.touch(tally.contracts, index)
        Self.touch(holds.holds, index)
    }

    @inline(__always)
    static func touch<Element>(_ column: [Element], _ index: Int) {
        column.withUnsafeBufferPointer { column in
            guard let first = column.baseAddress else { return }
            obl_prefetch(first + index)
        }
    }
}

extension ExposureBook {
    /// The lines of one contract's slot, resting quote and newest instruction.
    @inline(__always)
    func lookAhead(_ contract: Int) {
        RiskGate.touch(terms, contract)
        slots.withUnsafeBufferPointer { slots in
            guard let first = slots.baseAddress else { return }
            let slot = UnsafeRawPointer(first + contract)
            obl_prefetch(slot)
            obl_prefetch(slot + 64)
        }
        RiskGate.touch(live, contract)
        inFlight.withUnsafeBufferPointer { inFlight in
            guard let first = inFlight.baseAddress else { return }
            let quote = UnsafeRawPointer(first + contract * Self.inFlightMax)
            obl_prefetch(quote)
            obl_prefetch(quote + 64)
            obl_prefetch(quote + 128)
        }
    }
}
