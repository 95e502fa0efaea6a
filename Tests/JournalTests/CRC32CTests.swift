import Journal
import TestSupport
import Testing

@Suite(.rule("F24"))
struct `CRC-32C` {
    @Test(arguments: [
        ("", 0 as UInt32),
        ("a", 0xC1D0_4330),
        ("123456789", 0xE306_9283),
        ("The quick brown fox jumps over the lazy dog", 0x2262_0404),
    ])
    func `known vectors`(text: String, expected: UInt32) {
        Array(text.utf8).withUnsafeBytes { bytes in
            #expect(CRC32C.checksum(of: bytes) == expected)
            #expect(CRC32C.portableChecksum(of: bytes) == expected)
        }
    }

    @Test func `thirty-two zeros, as iSCSI (RFC 3720 B.4) has them`() {
        [UInt8](repeating: 0, count: 32).withUnsafeBytes {
            #expect(CRC32C.checksum(of: $0) == 0x8A91_36AA)
        }
    }

    @Test func `the processor's way and the table's agree at every length, start and cut`() {
        let data = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        data.withUnsafeBytes { all in
            for start in 0..<9 {
                for end in start...all.count {
                    let bytes = UnsafeRawBufferPointer(rebasing: all[start..<end])
                    let whole = CRC32C.checksum(of: bytes)
                    let middle = bytes.count / 3
                    let head = CRC32C.checksum(
                        of: UnsafeRawBufferPointer(rebasing: bytes[..<middle]))
                    let rest = UnsafeRawBufferPointer(rebasing: bytes[middle...])
                    if whole != CRC32C.portableChecksum(of: bytes)
                        || whole != CRC32C.checksum(of: rest, continuing: head)
                        || whole != CRC32C.portableChecksum(of: rest, continuing: head)
                    {
                        Issue.record("bytes \(start)..<\(end) differ")
                        return
                    }
                }
            }
        }
    }

    /// Long inputs are read in three lanes at once, of two lengths.
    @Test(arguments: [191, 192, 193, 1_535, 1_536, 1_537, 1_728, 3_071, 3_280, 40_001])
    func `the processor's way and the table's agree over several lanes`(count: Int) {
        let data = (0..<count + 7).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ 5) }
        data.withUnsafeBytes { all in
            for start in 0..<8 {
                let bytes = UnsafeRawBufferPointer(rebasing: all[start..<start + count])
                let seed = UInt32(truncatingIfNeeded: count &* 7_919)
                #expect(
                    CRC32C.checksum(of: bytes, continuing: seed)
                        == CRC32C.portableChecksum(of: bytes, continuing: seed))
            }
        }
    }
}
