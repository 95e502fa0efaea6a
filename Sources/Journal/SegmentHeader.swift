/// The first 192 bytes of a segment, little-endian: what it is (written once) and its seal.
///
///     0   magic         "OBLJRNL" and the format version's digit
///     8   role          16 bytes, padded with zeros
///     24  instance      UInt32
///     28  tradingDay    UInt32
///     32  epoch         UInt32
///     36  segment       UInt32
///     40  firstRecord   UInt64
///     48  previousChain UInt64   the chain's value at the end of the segment before
///     56  segmentBytes  UInt64   the file's size while it is written
///     64  zeros
///     124 checksum      UInt32   over bytes 0 to 123
///     128 seal          see SegmentSeal
struct SegmentHeader: Equatable {
    static let byteCount = 192
    static let checksumOffset = 124
    static let version: UInt8 = 0x31
    static let magic: [UInt8] = Array("OBLJRNL".utf8)

    let identity: JournalIdentity
    let name: SegmentName
    let firstRecord: UInt64
    let previousChain: UInt64
    let segmentBytes: Int

    /// Mixed into every record's checksum, so that no record of another segment passes.
    var seed: UInt32 {
        var place = UInt64(name.epoch) | UInt64(name.segment) << 32
        return withUnsafeBytes(of: &place) { CRC32C.checksum(of: $0) }
    }

    func write(to target: UnsafeMutableRawPointer) {
        let bytes = UnsafeMutableRawBufferPointer(start: target, count: Self.byteCount)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        bytes.copyBytes(from: Self.magic + [Self.version])
        for (index, byte) in identity.role.utf8.enumerated() { bytes[8 + index] = byte }
        target.storeBytes(of: identity.instance.littleEndian, toByteOffset: 24, as: UInt32.self)
        target.storeBytes(of: identity.tradingDay.littleEndian, toByteOffset: 28, as: UInt32.self)
        target.storeBytes(of: name.epoch.littleEndian, toByteOffset: 32, as: UInt32.self)
        target.storeBytes(of: name.segment.littleEndian, toByteOffset: 36, as: UInt32.self)
        target.storeBytes(of: firstRecord.littleEndian, toByteOffset: 40, as: UInt64.self)
        target.storeBytes(of: previousChain.littleEndian, toByteOffset: 48, as: UInt64.self)
        target.storeBytes(
            of: UInt64(segmentBytes).littleEndian, toByteOffset: 56, as: UInt64.self)
        let checked = UnsafeRawBufferPointer(start: target, count: Self.checksumOffset)
        target.storeBytes(
            of: CRC32C.checksum(of: checked).littleEndian, toByteOffset: Self.checksumOffset,
            as: UInt32.self)
    }

    /// Reads and checks a header that `fileName` should hold.
    static func read(
        _ bytes: UnsafeRawBufferPointer, name: SegmentName
    ) throws(JournalDamage) -> SegmentHeader {
        let file = name.fileName
        guard bytes.count >= byteCount, bytes.prefix(7).elementsEqual(magic) else {
            throw JournalDamage(.header, segment: file)
        }
        let checked = UnsafeRawBufferPointer(rebasing: bytes[..<checksumOffset])
        guard
            CRC32C.checksum(of: checked) == bytes.littleEndian(at: checksumOffset, as: UInt32.self)
        else { throw JournalDamage(.header, segment: file) }
        guard bytes[7] == version else {
            throw JournalDamage(.formatVersion, segment: file, offset: 7)
        }
        let role = String(decoding: bytes[8..<24].prefix { $0 != 0 }, as: UTF8.self)
        guard
            let identity = JournalIdentity(
                role: role, instance: bytes.littleEndian(at: 24, as: UInt32.self),
                tradingDay: bytes.littleEndian(at: 28, as: UInt32.self)),
            let size = Int(exactly: bytes.littleEndian(at: 56, as: UInt64.self))
        else { throw JournalDamage(.header, segment: file, offset: 8) }
        let header = SegmentHeader(
            identity: identity,
            name: SegmentName(
                epoch: bytes.littleEndian(at: 32, as: UInt32.self),
                segment: bytes.littleEndian(at: 36, as: UInt32.self)),
            firstRecord: bytes.littleEndian(at: 40, as: UInt64.self),
            previousChain: bytes.littleEndian(at: 48, as: UInt64.self), segmentBytes: size)
        guard header.name == name else {
            throw JournalDamage(.nameMismatch, segment: file, offset: 32)
        }
        return header
    }
}

extension UnsafeRawBufferPointer {
    /// A little-endian integer; the caller has checked that the bytes are there.
    func littleEndian<Value: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Value.Type
    ) -> Value {
        Value(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
