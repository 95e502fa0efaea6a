/// FNV-1a over 64-bit words with a final mix: the same on every run, unlike `Hasher`.
public struct StateHasher: Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    public init() {}

    public mutating func combine(_ word: UInt64) {
        state ^= word
        state &*= 0x0000_0100_0000_01b3
        state ^= state >> 29
    }

    public mutating func combine(_ word: Int64) { combine(UInt64(bitPattern: word)) }
    public mutating func combine(_ word: Int32) { combine(Int64(word)) }
    public mutating func combine(_ word: Int) { combine(Int64(word)) }
    public mutating func combine(_ flag: Bool) { combine(UInt64(flag ? 1 : 0)) }

    public mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        var position = 0
        while position + 8 <= bytes.count {
            combine(bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        while position < bytes.count {
            combine(UInt64(bytes[position]))
            position += 1
        }
        combine(bytes.count)
    }

    public var value: UInt64 {
        var mixed = state
        mixed ^= mixed >> 33
        mixed &*= 0xff51_afd7_ed55_8ccd
        mixed ^= mixed >> 33
        return mixed
    }
}
