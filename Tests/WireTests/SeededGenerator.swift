import Wire

/// SplitMix64: the same numbers from the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// `ascii` keeps every byte printable, so that text fields hold text.
    mutating func bytes(_ count: Int, ascii: Bool = false) -> [UInt8] {
        (0..<count).map { _ in
            let byte = UInt8(truncatingIfNeeded: next())
            return ascii ? byte % 95 + 32 : byte
        }
    }

    mutating func block<Block: WireBlock>(_: Block.Type, ascii: Bool = false) -> Block {
        bytes(Block.blockLength, ascii: ascii).withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { preconditionFailure("an empty block") }
            return Block(reading: base)
        }
    }
}
