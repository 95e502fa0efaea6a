/// Walks over the records of one segment and judges where they end.
struct SegmentScan {
    /// One place in a segment.
    enum Place {
        case record(JournalRecord, end: Int, checksum: UInt32)
        /// No record was published here.
        case empty
        case broken(JournalDamage.Fault)
    }

    /// How a segment ends.
    enum End: Equatable {
        case sealed(SegmentSeal)
        /// The writer did not seal it: records to `tail`, then so many bytes that are no record.
        case open(tail: Int, tornBytes: Int)
    }

    let bytes: UnsafeRawBufferPointer
    let header: SegmentHeader
    let seal: SegmentSeal?
    private let seed: UInt32
    private let dataLimit: Int
    private(set) var offset = SegmentHeader.byteCount
    /// The number of the record at `offset`.
    private(set) var number: UInt64
    private(set) var chain: UInt64
    private var stop: JournalDamage.Fault?

    /// Reads header and seal; the file's size must be what they say.
    init(_ bytes: UnsafeRawBufferPointer, name: SegmentName) throws(JournalDamage) {
        self.bytes = bytes
        header = try SegmentHeader.read(bytes, name: name)
        seal = try SegmentSeal.read(bytes, name: name)
        let fileBytes = seal?.fileBytes ?? header.segmentBytes
        if bytes.count > fileBytes {
            throw JournalDamage(.trailingGarbage, segment: name.fileName, offset: fileBytes)
        }
        if seal != nil, bytes.count < fileBytes {
            throw JournalDamage(.truncated, segment: name.fileName, offset: bytes.count)
        }
        dataLimit = seal?.dataEnd ?? bytes.count
        seed = header.seed
        number = header.firstRecord
        chain = Self.startOfChain(bytes)
    }

    /// The chain's value at the head of a segment: what it carries on, and its own header.
    static func startOfChain(_ header: UnsafeRawBufferPointer) -> UInt64 {
        RecordLayout.chained(
            header.littleEndian(at: 48, as: UInt64.self),
            header.littleEndian(at: SegmentHeader.checksumOffset, as: UInt32.self))
    }

    /// Whether a last file is too short for a header or was never written: a torn birth, not damage.
    static func isTornHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count < SegmentHeader.byteCount || bytes.isZero
    }

    /// The next record; nil at the end, of which `end` tells more.
    mutating func next() -> JournalRecord? {
        switch place(at: offset, number: number) {
        case .record(let record, let end, let checksum):
            offset = end
            number &+= 1
            chain = RecordLayout.chained(chain, checksum)
            return record
        case .empty:
            return nil
        case .broken(let fault):
            stop = fault
            return nil
        }
    }

    /// What is at a place, if it is record `number`.
    func place(at offset: Int, number: UInt64) -> Place {
        guard offset <= dataLimit - RecordLayout.headerBytes else {
            return offset == dataLimit || isZero(from: offset) ? .empty : .broken(.record)
        }
        let length = Int(bytes.littleEndian(at: offset + 4, as: UInt32.self))
        if length == 0 { return .empty }
        let end = offset + RecordLayout.paddedBytes(length: length)
        guard length >= RecordLayout.headerBytes,
            length <= RecordLayout.headerBytes + RecordLayout.payloadBytesMax, end <= dataLimit
        else { return .broken(.record) }
        let checksum = CRC32C.checksum(
            of: UnsafeRawBufferPointer(
                rebasing: bytes[(offset + RecordLayout.checkedFrom)..<end]),
            continuing: RecordLayout.seed(seed, offset: offset, length: length))
        guard checksum == bytes.littleEndian(at: offset, as: UInt32.self) else {
            return .broken(.record)
        }
        guard
            UInt32(truncatingIfNeeded: number)
                == bytes.littleEndian(at: offset + 12, as: UInt32.self)
        else { return .broken(.recordNumber) }
        let record = JournalRecord(
            position: JournalPosition(
                epoch: header.name.epoch, segment: header.name.segment, offset: offset,
                recordNumber: number),
            kind: bytes[offset + 8], channel: bytes[offset + 9],
            peer: bytes.littleEndian(at: offset + 10, as: UInt16.self),
            sessionTime: bytes.littleEndian(at: offset + 16, as: Int64.self),
            monotonic: bytes.littleEndian(at: offset + 24, as: Int64.self),
            payload: UnsafeRawBufferPointer(
                rebasing: bytes[(offset + RecordLayout.headerBytes)..<(offset + length)]))
        return .record(record, end: end, checksum: checksum)
    }

    /// Judges the end, once `next` gave nil.
    func end() throws(JournalDamage) -> End {
        if let seal {
            try check(seal)
            return .sealed(seal)
        }
        let contentEnd = bytes.endOfContent(from: offset)
        if contentEnd == offset { return .open(tail: offset, tornBytes: 0) }
        if stop == .recordNumber || isRecordBehind(offset, before: contentEnd) {
            throw damage(stop ?? .record, at: offset)
        }
        return .open(tail: offset, tornBytes: contentEnd - offset)
    }

    private func check(_ seal: SegmentSeal) throws(JournalDamage) {
        guard offset == seal.dataEnd else { throw damage(stop ?? .record, at: offset) }
        guard number &- header.firstRecord == seal.recordCount, chain == seal.chain else {
            throw damage(.sealMismatch, at: SegmentSeal.statusOffset)
        }
        guard isZero(from: seal.dataEnd) else { throw damage(.trailingGarbage, at: seal.dataEnd) }
    }

    /// Whether a whole record stands somewhere behind a place that holds none. Its checksum knows
    /// its offset, so that bytes of a payload that look like a record do not count.
    private func isRecordBehind(_ start: Int, before contentEnd: Int) -> Bool {
        let numbers = UInt32(clamping: bytes.count / RecordLayout.headerBytes)
        var candidate = start + 8
        while candidate < contentEnd, candidate + RecordLayout.headerBytes <= bytes.count {
            defer { candidate += 8 }
            let low = bytes.littleEndian(at: candidate + 12, as: UInt32.self)
            let ahead = low &- UInt32(truncatingIfNeeded: number)
            guard ahead > 0, ahead <= numbers else { continue }
            if case .record = place(at: candidate, number: number &+ UInt64(ahead)) { return true }
        }
        return false
    }

    private func isZero(from start: Int) -> Bool {
        UnsafeRawBufferPointer(rebasing: bytes[start...]).isZero
    }

    private func damage(_ fault: JournalDamage.Fault, at offset: Int) -> JournalDamage {
        JournalDamage(fault, segment: header.name.fileName, offset: offset)
    }
}
