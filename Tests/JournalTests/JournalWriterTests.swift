import Glibc
import Journal
import TestSupport
import Testing

@Suite(.rule("F23", "F26"))
struct `Journal writer` {
    @Test func `what is written is read back, over segments and epochs`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...40, in: folder, seal: true)
        try SmallWorld.write(41...60, in: folder, seal: true)
        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(notes == SmallWorld.notes(1...60))
        let summary = try outcome.get()
        #expect(summary.isSealed)
        #expect(summary.recordCount == 60)
        #expect(
            summary.segments.map(\.fileName) == [
                "e0001-0001.seg", "e0001-0002.seg", "e0001-0003.seg", "e0001-0004.seg",
                "e0002-0001.seg", "e0002-0002.seg",
            ])
        #expect(summary.segments.allSatisfy { $0.ending == .sealed })
        #expect(summary.end?.recordNumber == 61)
    }

    @Test func `a writer dropped without a seal leaves every record`() throws {
        let folder = try TemporaryFolder()
        let positions = try SmallWorld.write(1...5, in: folder, seal: false)
        let (notes, outcome) = try SmallWorld.read(folder)
        let end = positions[4].offset + SmallWorld.bytes(Note(5))
        #expect(notes == SmallWorld.notes(1...5))
        #expect(
            try outcome.get().segments.map(\.ending) == [.open(tailOffset: end, tornBytes: 0)])
        #expect(try folder.read("e0001-0001.seg").count == SmallWorld.segmentBytes)
    }

    @Test func `an empty journal that was sealed is empty`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        #expect(writer.position == .start)
        try writer.seal()
        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(notes.isEmpty)
        #expect(try outcome.get().isSealed)
        #expect(try folder.read("e0001-0001.seg").count == 192)
    }

    @Test func `a record that just fits a segment is taken, one byte more is refused`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        #expect(writer.payloadBytesMax == 1_024 - 192 - 32)
        let fitting = [UInt8](repeating: 7, count: writer.payloadBytesMax)
        for _ in 0..<3 {
            _ = try fitting.withUnsafeBytes {
                try writer.append(
                    kind: 1, channel: 2, peer: 3, sessionTime: 4, monotonic: 5, payload: $0)
            }
        }
        let before = writer.position
        #expect(throws: JournalError.payloadTooLong(bytes: 801, bytesMax: 800)) {
            _ = try [UInt8](repeating: 7, count: 801).withUnsafeBytes {
                try writer.append(
                    kind: 1, channel: 2, peer: 3, sessionTime: 4, monotonic: 5, payload: $0)
            }
        }
        #expect(writer.position == before)
        try writer.seal()
        #expect(try SmallWorld.read(folder).notes.map(\.payload) == [fitting, fitting, fitting])
    }

    @Test(arguments: [0, 1_016, 1_028, (1 << 30) + 8])
    func `segment sizes outside the bounds are refused`(bytes: Int) throws {
        let folder = try TemporaryFolder()
        #expect(throws: JournalError.segmentBytes(bytes)) {
            _ = try SmallWorld.writer(in: folder, segmentBytes: bytes)
        }
    }

    @Test func `after a failed sync nothing is taken, not even if the disk recovers`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        try SmallWorld.append(Note(1), to: &writer)
        writer.failNextSync(code: EIO)
        for _ in 0..<2 {
            #expect(throws: JournalError.syncFailed(code: EIO)) { try writer.sync() }
            #expect(throws: JournalError.syncFailed(code: EIO)) {
                try SmallWorld.append(Note(2), to: &writer)
            }
            #expect(throws: JournalError.syncFailed(code: EIO)) { try writer.seal() }
        }
        #expect(writer.reservedBytes == 0)
        #expect(try SmallWorld.read(folder).notes == SmallWorld.notes(1...1))
    }

    @Test func `a sync that succeeds changes nothing`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        for number in 1...60 as ClosedRange<UInt64> {
            try SmallWorld.append(Note(number), to: &writer)
            if number % 9 == 0 { try writer.sync() }
        }
        try writer.seal()
        #expect(throws: JournalError.sealed) { try SmallWorld.append(Note(61), to: &writer) }
        #expect(try SmallWorld.read(folder).notes == SmallWorld.notes(1...60))
    }

    @Test func `the next segment prepared ahead is used, or removed if it was not needed`() throws {
        let folder = try TemporaryFolder()
        do {
            var writer = try SmallWorld.writer(in: folder)
            for number in 1...12 as ClosedRange<UInt64> {
                try SmallWorld.append(Note(number), to: &writer)
                try writer.prepareAhead()
            }
            #expect(writer.reservedBytes >= 1_024 - 192)
            #expect(folder.files.contains("next.tmp"))
            for number in 13...40 as ClosedRange<UInt64> {
                try SmallWorld.append(Note(number), to: &writer)
                try writer.prepareAhead()
            }
        }
        #expect(!folder.files.contains("next.tmp"))
        #expect(try SmallWorld.read(folder).notes == SmallWorld.notes(1...40))
    }
}
