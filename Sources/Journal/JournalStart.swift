/// Where a new epoch begins: what the folder's last segment, which must be sealed, hands on.
struct JournalStart {
    let name: SegmentName
    let firstRecord: UInt64
    let chain: UInt64

    init(
        in folder: borrowing JournalFolder, identity: JournalIdentity
    ) throws(JournalError) {
        guard let last = try folder.segments().last else {
            name = .first
            firstRecord = 1
            chain = 0
            return
        }
        guard let file = try MappedFile(last.fileName, in: folder) else {
            throw .damaged(JournalDamage(.missingSegment, segment: last.fileName))
        }
        guard !SegmentScan.isTornHeader(file.bytes) else {
            throw .needsRecovery(segment: last.fileName)
        }
        let scan: SegmentScan
        do throws(JournalDamage) {
            scan = try SegmentScan(file.bytes, name: last)
        } catch {
            throw .damaged(error)
        }
        try scan.header.identity.check(against: identity, segment: last)
        guard let seal = scan.seal else { throw .needsRecovery(segment: last.fileName) }
        guard !seal.ending.contains(.rolled) else {
            throw .damaged(JournalDamage(.missingSegment, segment: last.rolled.fileName))
        }
        name = last.restarted
        firstRecord = scan.header.firstRecord &+ seal.recordCount
        chain = seal.chain
    }
}

extension JournalIdentity {
    /// Throws if this, found in a segment, is another writer than the expected one.
    func check(
        against expected: JournalIdentity, segment: SegmentName
    ) throws(JournalError) {
        guard isSameWriter(as: expected) else {
            throw .wrongIdentity(
                segment: segment.fileName, expected: expected.description, found: description)
        }
    }
}
