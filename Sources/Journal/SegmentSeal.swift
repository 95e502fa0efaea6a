import CCRC32C

/// What a segment holds, written into its header when nothing more will be added.
///
///     128 status      UInt64   checksum of bytes 136 to 191, and "SEAL"; 0 = not sealed
///     136 fileBytes   UInt64   the file's size
///     144 dataEnd     UInt64   the byte behind the last record
///     152 recordCount UInt64
///     160 chain       UInt64   the chain's value behind the last record
///     168 ending      UInt64   why it ended
///     176 zeros
///
/// The status is published as one word, last: a writer that dies meanwhile leaves no half a seal.
/// It stands in the header, not behind the records, so that a damaged last record or a cut file
/// cannot be taken for a segment that was never sealed.
struct SegmentSeal: Equatable {
    static let statusOffset = 128
    static let bodyOffset = 136
    static let mark: UInt64 = 0x4C41_4553

    /// Why a segment ended, as a set of bits.
    struct Ending: OptionSet, Hashable {
        let rawValue: UInt64
        /// The same epoch goes on in the next segment, which must exist.
        static let rolled = Ending(rawValue: 1)
        /// Sealed by recovery, after its writer had died.
        static let recovered = Ending(rawValue: 2)
    }

    let fileBytes: Int
    let dataEnd: Int
    let recordCount: UInt64
    let chain: UInt64
    let ending: Ending

    func write(to segment: UnsafeMutableRawPointer) {
        let numbers = [
            UInt64(fileBytes), UInt64(dataEnd), recordCount, chain, ending.rawValue, 0, 0,
        ]
        for (index, number) in numbers.enumerated() {
            segment.storeBytes(
                of: number.littleEndian, toByteOffset: Self.bodyOffset + 8 * index, as: UInt64.self)
        }
        let body = UnsafeRawBufferPointer(
            start: segment + Self.bodyOffset, count: SegmentHeader.byteCount - Self.bodyOffset)
        let status = UInt64(CRC32C.checksum(of: body)) | Self.mark << 32
        obl_store_release_u64(segment + Self.statusOffset, status.littleEndian)
    }

    /// Nil if the segment is not sealed.
    static func read(
        _ bytes: UnsafeRawBufferPointer, name: SegmentName
    ) throws(JournalDamage) -> SegmentSeal? {
        guard let start = bytes.baseAddress else { return nil }
        let status = UInt64(littleEndian: obl_load_acquire_u64(start + statusOffset))
        if status == 0 { return nil }
        let body = UnsafeRawBufferPointer(rebasing: bytes[bodyOffset..<SegmentHeader.byteCount])
        let damage = JournalDamage(.sealMismatch, segment: name.fileName, offset: statusOffset)
        guard status == UInt64(CRC32C.checksum(of: body)) | mark << 32,
            let fileBytes = Int(exactly: body.littleEndian(at: 0, as: UInt64.self)),
            let dataEnd = Int(exactly: body.littleEndian(at: 8, as: UInt64.self)),
            dataEnd >= SegmentHeader.byteCount, dataEnd <= fileBytes
        else { throw damage }
        return SegmentSeal(
            fileBytes: fileBytes, dataEnd: dataEnd,
            recordCount: body.littleEndian(at: 16, as: UInt64.self),
            chain: body.littleEndian(at: 24, as: UInt64.self),
            ending: Ending(rawValue: body.littleEndian(at: 32, as: UInt64.self)))
    }
}
