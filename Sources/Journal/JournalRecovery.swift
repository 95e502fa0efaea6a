/// Puts a journal in order whose writer died: before a restarted process opens its next epoch.
///
/// Each step replaces one file as a whole (temporary file, fsync, rename), so that a death in the
/// middle of recovery leaves what the next recovery can finish. Damage that is no torn end is thrown,
/// and nothing is changed.
public struct JournalRecovery: ~Copyable {
    /// One segment that was put in order.
    public struct Step: Equatable, Sendable {
        /// `e0001-0001.seg`
        public let fileName: String
        /// Whole records that it now holds, sealed.
        public let recordCount: Int
        /// Bytes behind them that were no record, kept aside in `tornFileName`.
        public let tornBytes: Int
        /// `e0001-0001.torn`; nil if there were no such bytes.
        public let tornFileName: String?
    }

    private let folder: JournalFolder
    private let lock: FolderLock
    private let identity: JournalIdentity
    private var steps: [Step] = []

    /// Seals what a dead writer left open and says what was done; nothing if all was in order.
    public static func recover(
        directory: String, identity: JournalIdentity
    ) throws(JournalError) -> [Step] {
        var recovery = try JournalRecovery(directory, identity)
        try recovery.run()
        return recovery.steps
    }

    private init(_ directory: String, _ identity: JournalIdentity) throws(JournalError) {
        let folder = try JournalFolder.forWriting(directory)
        lock = try FolderLock.take(folder)
        self.folder = folder
        self.identity = identity
    }

    private mutating func run() throws(JournalError) {
        try folder.removeUnfinished()
        var names = try folder.segments()
        guard var last = names.popLast() else { return }
        if let previous = names.last {
            let isOpen = try sealIfOpen(previous, next: last)
            if isOpen, try dropUnborn(last) {
                last = previous
                names.removeLast()
            }
        }
        if try isUnborn(last) {
            try rebuild(last, after: names.last)
        } else {
            _ = try sealIfOpen(last, next: nil)
        }
    }

    /// Whether the file is too short for a header or was never written.
    private func isUnborn(_ name: SegmentName) throws(JournalError) -> Bool {
        let file = try map(name)
        return SegmentScan.isTornHeader(file.bytes)
    }

    /// Seals a segment that its writer left open. With a segment behind it: only if that one's header
    /// vouches for this one's records. Answers true if it is still open.
    private mutating func sealIfOpen(
        _ name: SegmentName, next: SegmentName?
    ) throws(JournalError) -> Bool {
        let file = try map(name)
        var scan = try Self.scan(file.bytes, name)
        try scan.header.identity.check(against: identity, segment: name)
        guard scan.seal == nil else { return false }
        if let next, try isUnborn(next) { return true }
        while scan.next() != nil {}
        let end: SegmentScan.End
        do throws(JournalDamage) { end = try scan.end() } catch { throw .damaged(error) }
        guard case .open(let tail, let tornBytes) = end else { return false }
        if let next {
            let following = try map(next)
            let header = try Self.scan(following.bytes, next).header
            guard next == name.rolled, tornBytes == 0, header.firstRecord == scan.number,
                header.previousChain == scan.chain
            else {
                throw .damaged(
                    JournalDamage(.unsealedInside, segment: name.fileName, offset: tail))
            }
        }
        let torn = UnsafeRawBufferPointer(rebasing: file.bytes[tail..<(tail + tornBytes)])
        let aside = try keepAside(torn, of: name)
        let seal = SegmentSeal(
            fileBytes: tail, dataEnd: tail, recordCount: scan.number &- scan.header.firstRecord,
            chain: scan.chain, ending: next == nil ? .recovered : [.recovered, .rolled])
        let records = UnsafeRawBufferPointer(
            rebasing: file.bytes[SegmentHeader.byteCount..<tail])
        try write(scan.header, seal, records)
        steps.append(
            Step(
                fileName: name.fileName, recordCount: Int(clamping: seal.recordCount),
                tornBytes: tornBytes, tornFileName: aside))
        return false
    }

    /// Removes a last segment that never got its header, if the one before it is still open: it can
    /// hold nothing. Its bytes, if it has any, are kept aside.
    private mutating func dropUnborn(_ name: SegmentName) throws(JournalError) -> Bool {
        let file = try map(name)
        _ = try keepAside(file.bytes, of: name)
        try folder.remove(name.fileName)
        try folder.sync()
        return true
    }

    /// Gives a last segment that never got its header one, and the seal of an empty segment.
    private mutating func rebuild(
        _ name: SegmentName, after previous: SegmentName?
    ) throws(JournalError) {
        var firstRecord: UInt64 = 1
        var chain: UInt64 = 0
        if let previous {
            let file = try map(previous)
            let scan = try Self.scan(file.bytes, previous)
            guard let seal = scan.seal,
                name == (seal.ending.contains(.rolled) ? previous.rolled : previous.restarted)
            else {
                throw .damaged(JournalDamage(.missingSegment, segment: previous.rolled.fileName))
            }
            firstRecord = scan.header.firstRecord &+ seal.recordCount
            chain = seal.chain
        }
        let file = try map(name)
        let tornBytes = file.bytes.endOfContent(from: 0)
        let aside = try keepAside(
            UnsafeRawBufferPointer(rebasing: file.bytes[..<tornBytes]), of: name)
        let header = SegmentHeader(
            identity: identity, name: name, firstRecord: firstRecord, previousChain: chain,
            segmentBytes: SegmentHeader.byteCount)
        try write(header, nil, UnsafeRawBufferPointer(start: nil, count: 0))
        steps.append(
            Step(fileName: name.fileName, recordCount: 0, tornBytes: tornBytes, tornFileName: aside)
        )
    }

    /// Writes a sealed segment in one step; without a seal, that of an empty segment.
    private func write(
        _ header: SegmentHeader, _ seal: SegmentSeal?, _ records: UnsafeRawBufferPointer
    ) throws(JournalError) {
        let head = UnsafeMutableRawBufferPointer.allocate(
            byteCount: SegmentHeader.byteCount, alignment: 8)
        defer { head.deallocate() }
        guard let start = head.baseAddress else { return }
        header.write(to: start)
        let empty = SegmentSeal(
            fileBytes: SegmentHeader.byteCount, dataEnd: SegmentHeader.byteCount, recordCount: 0,
            chain: SegmentScan.startOfChain(UnsafeRawBufferPointer(head)), ending: .recovered)
        (seal ?? empty).write(to: start)
        try folder.replace(
            header.name.fileName, with: [UnsafeRawBufferPointer(head), records])
    }

    private func keepAside(
        _ torn: UnsafeRawBufferPointer, of name: SegmentName
    ) throws(JournalError) -> String? {
        let content = UnsafeRawBufferPointer(rebasing: torn[..<torn.endOfContent(from: 0)])
        guard !content.isEmpty else { return nil }
        let aside = name.fileName.dropLast(4) + ".torn"
        try folder.replace(String(aside), with: [content])
        return String(aside)
    }

    private func map(_ name: SegmentName) throws(JournalError) -> MappedFile {
        guard let file = try MappedFile(name.fileName, in: folder) else {
            throw .damaged(JournalDamage(.missingSegment, segment: name.fileName))
        }
        return file
    }

    private static func scan(
        _ bytes: UnsafeRawBufferPointer, _ name: SegmentName
    ) throws(JournalError) -> SegmentScan {
        do throws(JournalDamage) {
            return try SegmentScan(bytes, name: name)
        } catch {
            throw .damaged(error)
        }
    }
}
