/// What has to agree from one segment to the next: the writer, the numbers, the chain.
struct JournalWalk {
    private(set) var summary = JournalSummary()
    private var identity: JournalIdentity?
    private var number: UInt64 = 1
    private var chain: UInt64 = 0

    init(identity: JournalIdentity?) { self.identity = identity }

    /// Walks one segment; `next` is the name of the one behind it.
    mutating func visit(
        _ bytes: UnsafeRawBufferPointer, name: SegmentName, next: SegmentName?,
        _ body: (JournalRecord) throws -> Void
    ) throws {
        if next == nil, SegmentScan.isTornHeader(bytes) {
            close(
                name, records: 0,
                ending: .open(tailOffset: 0, tornBytes: bytes.endOfContent(from: 0)))
            return
        }
        var scan: SegmentScan
        do throws(JournalDamage) {
            scan = try SegmentScan(bytes, name: name)
            try check(scan.header)
        } catch {
            throw JournalError.damaged(error)
        }
        try check(scan.header.identity, of: name)
        while let record = scan.next() { try body(record) }
        do throws(JournalDamage) {
            try finish(scan, next: next)
        } catch {
            throw JournalError.damaged(error)
        }
    }

    private func check(_ header: SegmentHeader) throws(JournalDamage) {
        guard header.firstRecord == number else {
            throw JournalDamage(.chainBreak, segment: header.name.fileName, offset: 40)
        }
        guard header.previousChain == chain else {
            throw JournalDamage(.chainBreak, segment: header.name.fileName, offset: 48)
        }
    }

    private mutating func check(
        _ found: JournalIdentity, of name: SegmentName
    ) throws(JournalError) {
        let expected = identity ?? found
        guard found.isSameWriter(as: expected) else {
            throw .wrongIdentity(
                segment: name.fileName, expected: expected.description, found: found.description)
        }
        identity = expected
    }

    private mutating func finish(_ scan: SegmentScan, next: SegmentName?) throws(JournalDamage) {
        let name = scan.header.name
        let records = Int(clamping: scan.number &- scan.header.firstRecord)
        let end = try scan.end()
        number = scan.number
        chain = scan.chain
        switch end {
        case .sealed(let seal):
            let follower = seal.ending.contains(.rolled) ? name.rolled : name.restarted
            if next != follower, next != nil || seal.ending.contains(.rolled) {
                throw JournalDamage(.missingSegment, segment: follower.fileName)
            }
            close(
                name, records: records,
                ending: seal.ending.contains(.recovered) ? .recovered : .sealed)
        case .open(let tail, let tornBytes):
            // A writer that dies between naming the next segment and sealing this one leaves this
            // behind; the next header's numbers and chain then vouch for it as a seal would.
            guard next == nil || next == name.rolled && tornBytes == 0 else {
                throw JournalDamage(.unsealedInside, segment: name.fileName, offset: tail)
            }
            close(name, records: records, ending: .open(tailOffset: tail, tornBytes: tornBytes))
        }
        summary.end = JournalPosition(
            epoch: name.epoch, segment: name.segment, offset: scan.offset, recordNumber: number)
    }

    private mutating func close(
        _ name: SegmentName, records: Int, ending: JournalSummary.Ending
    ) {
        summary.segments.append(
            JournalSummary.Segment(fileName: name.fileName, recordCount: records, ending: ending))
    }
}
