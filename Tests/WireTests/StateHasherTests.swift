import TestSupport
import Testing
import Wire

@Suite(.rule("C1.5"))
struct `State hash` {
    func hash(_ words: [UInt64]) -> UInt64 {
        var hasher = StateHasher()
        for word in words { hasher.combine(word) }
        return hasher.value
    }

    @Test func `the same words give the same hash, in every run`() {
        #expect(hash([]) == hash([]))
        #expect(hash([1, 2, 3]) == hash([1, 2, 3]))
        #expect(hash([1, 2, 3]) == 3_455_105_069_878_474_274)
    }

    @Test func `order, length and each bit count`() {
        var seen = Set([hash([]), hash([0]), hash([0, 0]), hash([1, 2]), hash([2, 1])])
        #expect(seen.count == 5)
        for bit in 0..<64 { seen.insert(hash([1 << UInt64(bit), 7])) }
        #expect(seen.count == 69)
    }

    @Test func `bytes hash like their words, their length included`() {
        func hash(_ bytes: [UInt8]) -> UInt64 {
            var hasher = StateHasher()
            bytes.withUnsafeBytes { hasher.combine($0) }
            return hasher.value
        }
        let lengths = (0...20).map { hash([UInt8](repeating: 0, count: $0)) }
        #expect(Set(lengths).count == lengths.count)
        #expect(hash([1, 2, 3, 4, 5, 6, 7, 8, 9]) != hash([9, 1, 2, 3, 4, 5, 6, 7, 8]))
    }
}
