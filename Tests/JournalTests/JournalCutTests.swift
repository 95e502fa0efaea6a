import Journal
import TestSupport
import Testing

@Suite(.rule("F23"))
struct `A journal cut at any byte` {
    /// Segment 1 is sealed, segment 2 is open; each case cuts segment 2 somewhere.
    @Test func `of its last segment is recovered to the whole records before the cut`() throws {
        let original = try TemporaryFolder()
        let positions = try SmallWorld.write(1...19, in: original, seal: false)
        let last = "e0001-0002.seg"
        #expect(original.files == ["e0001-0001.seg", last, "lock"])
        let bytes = try original.read(last)
        let before = positions.filter { $0.segment == 1 }.count
        let ends = positions.dropFirst(before).map {
            $0.offset + SmallWorld.bytes(Note($0.recordNumber))
        }
        for cut in 0...bytes.count {
            let folder = try original.copy()
            try folder.write(last, Array(bytes[..<cut]))
            let whole = before + ends.count { $0 <= cut }
            let expected = SmallWorld.notes(1...UInt64(whole))
            try judge(folder, cut: cut, bytes: bytes, ends: ends, expected: expected)
        }
    }

    private func judge(
        _ folder: TemporaryFolder, cut: Int, bytes: [UInt8], ends: [Int], expected: [Note]
    ) throws {
        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(notes == expected, "cut at \(cut)")
        #expect(throws: Never.self, "cut at \(cut)") { try outcome.get() }

        let steps = try JournalRecovery.recover(
            directory: folder.path, identity: SmallWorld.identity())
        let tail = cut < 192 ? 0 : ends.last { $0 <= cut } ?? 192
        let torn = Array(bytes[tail..<cut].reversed().drop { $0 == 0 }.reversed())
        #expect(steps.map(\.tornBytes) == [torn.count], "cut at \(cut)")
        if !torn.isEmpty { #expect(try folder.read("e0001-0002.torn") == torn, "cut at \(cut)") }
        #expect(
            try JournalRecovery.recover(directory: folder.path, identity: SmallWorld.identity())
                .isEmpty)

        let next = UInt64(expected.count) + 1
        try SmallWorld.write(next...next, in: folder, seal: true)
        let (again, mended) = try SmallWorld.read(folder)
        #expect(again == expected + [Note(next)], "cut at \(cut)")
        #expect(try mended.get().isSealed, "cut at \(cut)")
        #expect(try mended.get().segments[1].ending == .recovered)
    }

    @Test func `of its only segment leaves the whole records before the cut`() throws {
        let original = try TemporaryFolder()
        let positions = try SmallWorld.write(1...4, in: original, seal: false)
        let file = "e0001-0001.seg"
        let bytes = try original.read(file)
        for cut in stride(from: 0, through: 500, by: 7) {
            let folder = try original.copy()
            try folder.write(file, Array(bytes[..<cut]))
            let whole = positions.count {
                $0.offset + SmallWorld.bytes(Note($0.recordNumber)) <= cut
            }
            _ = try JournalRecovery.recover(
                directory: folder.path, identity: SmallWorld.identity())
            let (notes, outcome) = try SmallWorld.read(folder)
            #expect(notes == (0..<whole).map { Note(UInt64($0) + 1) }, "cut at \(cut)")
            #expect(try outcome.get().isSealed)
        }
    }

    @Test func `that was sealed is never taken for one that was not`() throws {
        let original = try TemporaryFolder()
        try SmallWorld.write(1...4, in: original, seal: true)
        let file = "e0001-0001.seg"
        let bytes = try original.read(file)
        for cut in 192..<bytes.count {
            let folder = try original.copy()
            try folder.write(file, Array(bytes[..<cut]))
            #expect(
                SmallWorld.damage(try SmallWorld.read(folder).outcome)
                    == JournalDamage(.truncated, segment: file, offset: cut))
            #expect(throws: JournalError.self) {
                try JournalRecovery.recover(
                    directory: folder.path, identity: SmallWorld.identity())
            }
        }
    }
}
