/// Reads records by position, also from a journal that is being written, by this process or another.
///
/// For replay services: positions come from `JournalWriter.append` or from earlier reads. In the writer's
/// process: on the writer's thread.
public struct JournalTail: ~Copyable {
    /// What stands at a position.
    public enum Step {
        /// A record, valid until the next read, and where the next one begins.
        case record(JournalRecord, next: JournalPosition)
        /// Nothing yet.
        case end
    }

    private let folder: JournalFolder
    private var file: MappedFile?
    /// What `file` maps.
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    private var name: SegmentName?

    /// A journal in a folder that exists.
    public init(directory: String) throws(JournalError) {
        folder = try JournalFolder(existing: directory)
    }

    /// The record at a position, or the first behind it if a segment ends there.
    public mutating func read(at position: JournalPosition) throws(JournalError) -> Step {
        var position = position
        while true {
            guard try open(position.name) else {
                // The next segment exists only once something was written behind this one.
                guard position.offset == SegmentHeader.byteCount else { throw .position(position) }
                return .end
            }
            switch try look(at: position) {
            case .step(let step): return step
            case .goOn(let next): position = next
            }
        }
    }

    /// Opens the segment anew at the next read.
    ///
    /// A recovery puts another file in the place of a segment whose writer died: who waits at the end of one
    /// calls this now and then, or waits for ever.
    public mutating func forget() {
        name = nil
        bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        file = nil
    }

    private enum Look {
        case step(Step)
        case goOn(JournalPosition)
    }

    private func look(at position: JournalPosition) throws(JournalError) -> Look {
        let offset = position.offset
        guard let scan = try scan(), offset >= SegmentHeader.byteCount, offset % 8 == 0,
            offset <= scan.seal?.dataEnd ?? scan.bytes.count
        else { throw .position(position) }
        if let seal = scan.seal, offset == seal.dataEnd {
            let next =
                seal.ending.contains(.rolled) ? position.name.rolled : position.name.restarted
            return .goOn(
                JournalPosition(
                    epoch: next.epoch, segment: next.segment, offset: SegmentHeader.byteCount,
                    recordNumber: position.recordNumber))
        }
        switch scan.place(at: offset, number: position.recordNumber) {
        case .record(let record, let end, _):
            let next = JournalPosition(
                epoch: position.epoch, segment: position.segment, offset: end,
                recordNumber: position.recordNumber &+ 1)
            return .step(.record(record, next: next))
        case .empty:
            return .step(.end)
        case .broken(.recordNumber):
            throw .position(position)
        case .broken(let fault):
            throw .damaged(JournalDamage(fault, segment: position.name.fileName, offset: offset))
        }
    }

    private func scan() throws(JournalError) -> SegmentScan? {
        guard let name else { return nil }
        do throws(JournalDamage) {
            if try SegmentSeal.read(bytes, name: name) == nil {
                do throws(JournalDamage) {
                    return try SegmentScan(bytes, name: name)
                } catch {
                    // Another process may have sealed it between the two looks.
                    if try SegmentSeal.read(bytes, name: name) == nil { throw error }
                }
            }
            guard let seal = try SegmentSeal.read(bytes, name: name) else { return nil }
            // Sealing cuts the file; it may have been mapped before.
            let whole = UnsafeRawBufferPointer(rebasing: bytes.prefix(seal.fileBytes))
            return try SegmentScan(whole, name: name)
        } catch {
            throw .damaged(error)
        }
    }

    private mutating func open(_ wanted: SegmentName) throws(JournalError) -> Bool {
        if name == wanted { return true }
        name = nil
        bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let opened = try MappedFile(wanted.fileName, in: folder) else { return false }
        bytes = opened.bytes
        file = consume opened
        guard bytes.count >= SegmentHeader.byteCount else {
            throw .damaged(JournalDamage(.header, segment: wanted.fileName))
        }
        name = wanted
        return true
    }
}
