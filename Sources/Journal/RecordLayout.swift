/// A record's bytes, little-endian, each record 8-byte aligned and padded with zeros to eights:
///
///     0  checksum    UInt32   over bytes 8 to the end of the padding, seeded with place and length
///     4  length      UInt32   header and payload without padding; 0 = no record (yet)
///     8  kind        UInt8
///     9  channel     UInt8
///     10 peer        UInt16
///     12 number      UInt32   low half of the record number
///     16 sessionTime Int64
///     24 monotonic   Int64
///     32 payload
///
/// Checksum and length are published together as one aligned word, after everything else.
enum RecordLayout {
    static let headerBytes = 32
    static let checkedFrom = 8
    /// So that one damaged length cannot make a reader swallow a segment.
    static let payloadBytesMax = 4 << 20

    static func paddedBytes(length: Int) -> Int { (length + 7) & ~7 }

    /// The start value of a record's checksum: another place or length gives another checksum.
    static func seed(_ segmentSeed: UInt32, offset: Int, length: Int) -> UInt32 {
        var place = UInt64(offset) | UInt64(length) << 32
        return withUnsafeBytes(of: &place) { CRC32C.checksum(of: $0, continuing: segmentSeed) }
    }

    /// One more record's checksum in the journal's chain; each step can be undone, so none is lost.
    static func chained(_ chain: UInt64, _ checksum: UInt32) -> UInt64 {
        let mixed = (chain ^ UInt64(checksum)) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ (mixed >> 29)
    }
}
