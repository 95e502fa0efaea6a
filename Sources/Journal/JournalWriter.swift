import CCRC32C
import Glibc

/// Appends records to a journal: one owner, one thread, one writer a folder.
///
/// A record is in the page cache when `append` returns: it survives the death of the process. A writer
/// that is dropped without `seal` leaves an open segment, like one that was killed; the next start
/// then needs `JournalRecovery.recover`.
public struct JournalWriter: ~Copyable {
    /// 64 MiB.
    public static let defaultSegmentBytes = 64 << 20
    static let segmentBytesRange = 1_024...(1 << 30)
    /// How far ahead of the writer `prepareAhead` makes pages writable.
    static let touchedAheadBytes = 1 << 20

    /// Which start of this writer this is: 1 for the first in the folder.
    public let epoch: UInt32
    /// The longest payload that a record can have.
    public let payloadBytesMax: Int

    private let folder: JournalFolder
    private let lock: FolderLock
    private let identity: JournalIdentity
    private let segmentBytes: Int

    private var live: SegmentMapping
    private var name: SegmentName
    private var seed: UInt32
    private var firstRecord: UInt64
    private var number: UInt64
    private var chain: UInt64
    private var offset = SegmentHeader.byteCount
    /// `offset` may not go beyond; 0 once nothing more is taken, so that one comparison sees both.
    private var limit: Int
    private var touched = 0
    /// Pages before this one were left: a day's journal does not stay in the writer's memory.
    private var left = 0
    private var refusal: JournalError?

    /// The next segment, prepared but not yet named.
    private var spare: SegmentMapping?
    /// Sealed segments that were not synced since.
    private var retired: [SegmentMapping] = []
    private var failsNextSync: Int32 = 0

    /// Opens a new epoch in a folder, which is created (0700) if it does not exist.
    ///
    /// Refuses a folder that is in use, belongs to another writer, or was not closed in order.
    public init(
        directory: String, identity: JournalIdentity,
        segmentBytes: Int = JournalWriter.defaultSegmentBytes
    ) throws(JournalError) {
        guard Self.segmentBytesRange.contains(segmentBytes), segmentBytes % 8 == 0 else {
            throw .segmentBytes(segmentBytes)
        }
        let folder = try JournalFolder.forWriting(directory)
        let lock = try FolderLock.take(folder)
        try folder.removeUnfinished()
        let start = try JournalStart(in: folder, identity: identity)
        let header = SegmentHeader(
            identity: identity, name: start.name, firstRecord: start.firstRecord,
            previousChain: start.chain, segmentBytes: segmentBytes)
        let live = try SegmentMapping.create(in: folder, byteCount: segmentBytes)
        do throws(JournalError) {
            try live.publish(header, in: folder)
        } catch {
            live.release()
            throw error
        }
        self.folder = folder
        self.lock = lock
        self.identity = identity
        self.segmentBytes = segmentBytes
        self.live = live
        epoch = start.name.epoch
        payloadBytesMax = min(
            RecordLayout.payloadBytesMax,
            segmentBytes - SegmentHeader.byteCount - RecordLayout.headerBytes)
        name = start.name
        seed = header.seed
        firstRecord = start.firstRecord
        number = start.firstRecord
        chain = SegmentScan.startOfChain(
            UnsafeRawBufferPointer(start: live.base, count: segmentBytes))
        limit = segmentBytes
        touchAhead()
    }

    deinit {
        live.release()
        if let spare {
            spare.release()
            unlinkat(folder.descriptor, SegmentMapping.temporaryName, 0)
        }
        for segment in retired { segment.release() }
    }

    /// Where the next record will begin, unless it is too long for this segment.
    public var position: JournalPosition {
        JournalPosition(
            epoch: epoch, segment: name.segment, offset: offset, recordNumber: number)
    }

    /// Bytes that records (32 and the payload, in eights) can still take before the disk is asked again.
    public var reservedBytes: Int {
        max(0, limit - offset) + (spare == nil ? 0 : segmentBytes - SegmentHeader.byteCount)
    }

    /// Appends one record and says where it begins. What is thrown leaves the journal as it was.
    ///
    /// `kind`, `channel` and `peer` are the writer's own numbers; times are nanoseconds.
    @discardableResult
    public mutating func append(
        kind: UInt8, channel: UInt8, peer: UInt16, sessionTime: Int64, monotonic: Int64,
        payload: UnsafeRawBufferPointer
    ) throws(JournalError) -> JournalPosition {
        guard payload.count <= payloadBytesMax else {
            throw .payloadTooLong(bytes: payload.count, bytesMax: payloadBytesMax)
        }
        let length = RecordLayout.headerBytes + payload.count
        let padded = RecordLayout.paddedBytes(length: length)
        if padded > limit - offset { try roll() }

        let record = live.base + offset
        record.storeBytes(of: 0, toByteOffset: padded - 8, as: UInt64.self)
        let labels = UInt64(kind) | UInt64(channel) << 8 | UInt64(peer) << 16 | number << 32
        record.storeBytes(of: labels.littleEndian, toByteOffset: 8, as: UInt64.self)
        record.storeBytes(of: sessionTime.littleEndian, toByteOffset: 16, as: Int64.self)
        record.storeBytes(of: monotonic.littleEndian, toByteOffset: 24, as: Int64.self)
        if let bytes = payload.baseAddress {
            memcpy(record + RecordLayout.headerBytes, bytes, payload.count)
        }
        let checksum = CRC32C.checksum(
            of: UnsafeRawBufferPointer(
                start: record + RecordLayout.checkedFrom, count: padded - RecordLayout.checkedFrom),
            continuing: RecordLayout.seed(seed, offset: offset, length: length))
        // Last of all: whoever dies before this line has written nothing.
        obl_store_release_u64(record, (UInt64(checksum) | UInt64(length) << 32).littleEndian)

        let written = position
        offset += padded
        number &+= 1
        chain = RecordLayout.chained(chain, checksum)
        // A writer that is never idle would meet a fault on every page; in one call they cost a tenth.
        if offset > touched { touchAhead() }
        return written
    }

    /// Makes everything appended so far durable; some 100 µs. After a failure nothing is taken any more.
    public mutating func sync() throws(JournalError) {
        if let refusal { throw refusal }
        for segment in retired { try makeDurable(segment.descriptor) }
        releaseRetired()
        try makeDurable(live.descriptor)
        try makeDurable(folder.descriptor)
    }

    /// Work for idle moments: pages ahead are touched, the next segment is prepared, old ones let go.
    ///
    /// An error (no space, most likely) is an early warning: the writer works on while
    /// `reservedBytes` last.
    public mutating func prepareAhead() throws(JournalError) {
        guard refusal == nil else { return }
        if touched < min(segmentBytes, offset + Self.touchedAheadBytes / 2) { touchAhead() }
        if spare == nil, offset > segmentBytes / 2 {
            let next = try SegmentMapping.create(in: folder, byteCount: segmentBytes)
            next.touch(0..<Self.touchedAheadBytes)
            spare = next
        }
    }

    /// Ends the journal in order: durable, sealed, cut to its length. Nothing is taken afterwards.
    public mutating func seal() throws(JournalError) {
        try sync()
        guard ftruncate(live.descriptor, off_t(offset)) == 0 else {
            throw refuse(folder.failure("truncate", name.fileName))
        }
        sealLive(ending: [], fileBytes: offset)
        _ = refuse(.sealed)
        guard fdatasync(live.descriptor) == 0 else { throw refuse(.syncFailed(code: errno)) }
    }

    /// The next sync fails with this errno, as a failing disk would make it.
    package mutating func failNextSync(code: Int32) { failsNextSync = code }

    /// Goes on in a new segment. It exists in full before this one is sealed, so that a failure
    /// leaves this one as it was.
    private mutating func roll() throws(JournalError) {
        if let refusal { throw refusal }
        let next: SegmentMapping
        if let spare {
            next = spare
        } else {
            next = try SegmentMapping.create(in: folder, byteCount: segmentBytes)
            spare = next
        }
        let header = SegmentHeader(
            identity: identity, name: name.rolled, firstRecord: number, previousChain: chain,
            segmentBytes: segmentBytes)
        try next.publish(header, in: folder)
        spare = nil
        sealLive(ending: .rolled, fileBytes: segmentBytes)
        retired.append(live)
        live = next
        name = header.name
        seed = header.seed
        firstRecord = number
        chain = SegmentScan.startOfChain(
            UnsafeRawBufferPointer(start: next.base, count: segmentBytes))
        offset = SegmentHeader.byteCount
        left = 0
        touchAhead()
        if retired.count > 4 { try sync() }
    }

    private func sealLive(ending: SegmentSeal.Ending, fileBytes: Int) {
        SegmentSeal(
            fileBytes: fileBytes, dataEnd: offset, recordCount: number &- firstRecord, chain: chain,
            ending: ending
        ).write(to: live.base)
    }

    private mutating func touchAhead() {
        touched = min(segmentBytes, offset + Self.touchedAheadBytes)
        live.touch(offset..<touched)
        live.leave(left..<max(left, offset))
        left = offset
    }

    private mutating func makeDurable(_ descriptor: Int32) throws(JournalError) {
        let code = failsNextSync
        failsNextSync = 0
        if code == 0, fsync(descriptor) == 0 { return }
        // A second try may answer "done" although the pages are gone: never ask again.
        throw refuse(.syncFailed(code: code == 0 ? errno : code))
    }

    private mutating func refuse(_ reason: JournalError) -> JournalError {
        refusal = reason
        limit = 0
        return reason
    }

    private mutating func releaseRetired() {
        for segment in retired { segment.release() }
        retired.removeAll(keepingCapacity: true)
    }
}
