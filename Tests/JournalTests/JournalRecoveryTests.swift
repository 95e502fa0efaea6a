import Journal
import TestSupport
import Testing

@Suite(.rule("F23"))
struct `Journal recovery` {
    private func recover(_ folder: TemporaryFolder) throws -> [JournalRecovery.Step] {
        try JournalRecovery.recover(directory: folder.path, identity: SmallWorld.identity())
    }

    @Test func `there is nothing to do for an empty folder or a sealed journal`() throws {
        let folder = try TemporaryFolder()
        #expect(try recover(folder).isEmpty)
        try SmallWorld.write(1...20, in: folder, seal: true)
        let before = try folder.files.filter { $0 != "lock" }.map(folder.read)
        #expect(try recover(folder).isEmpty)
        #expect(try folder.files.filter { $0 != "lock" }.map(folder.read) == before)
    }

    @Test func `a clean end is sealed and nothing is set aside`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...4, in: folder, seal: false)
        let steps = try recover(folder)
        #expect(steps.map(\.fileName) == ["e0001-0001.seg"])
        #expect(steps.map(\.recordCount) == [4])
        #expect(steps.map(\.tornBytes) == [0])
        #expect(steps.map(\.tornFileName) == [nil])
        #expect(folder.files == ["e0001-0001.seg", "lock"])
        #expect(try SmallWorld.read(folder).outcome.get().segments.map(\.ending) == [.recovered])
    }

    @Test func `what a death in the middle of recovery leaves is finished by the next`() throws {
        let folder = try TemporaryFolder()
        let positions = try SmallWorld.write(1...4, in: folder, seal: false)
        let file = "e0001-0001.seg"
        let whole = try folder.read(file)
        let cut = Array(whole[..<(positions[3].offset + 20)])
        try folder.write(file, cut)
        // The torn bytes are aside, the new segment is half written, the old one still stands.
        try folder.write("e0001-0001.torn", Array(cut[positions[3].offset...]))
        try folder.write(file + ".tmp", Array(cut[..<100]))
        #expect(try recover(folder).map(\.recordCount) == [3])
        #expect(folder.files == [file, "e0001-0001.torn", "lock"])
        #expect(try SmallWorld.read(folder).notes == SmallWorld.notes(1...3))
    }

    @Test func `a writer that died between naming a segment and sealing the one before`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...19, in: folder, seal: false)
        // Segment 2 as it was named: a header and no record; segment 1 without its seal.
        var second = try folder.read("e0001-0002.seg")
        for index in 192..<second.count { second[index] = 0 }
        try folder.write("e0001-0002.seg", second)
        var first = try folder.read("e0001-0001.seg")
        for index in 128..<192 { first[index] = 0 }
        try folder.write("e0001-0001.seg", first)

        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(throws: Never.self) { try outcome.get() }
        #expect(try recover(folder).map(\.fileName) == ["e0001-0001.seg", "e0001-0002.seg"])
        let (again, mended) = try SmallWorld.read(folder)
        #expect(again == notes)
        #expect(try mended.get().segments.map(\.ending) == [.recovered, .recovered])
    }

    @Test func `an open segment that its follower does not vouch for is damage`() throws {
        let folder = try TemporaryFolder()
        let positions = try SmallWorld.write(1...19, in: folder, seal: false)
        var first = try folder.read("e0001-0001.seg")
        for index in 128..<192 { first[index] = 0 }
        let last = try #require(positions.last { $0.segment == 1 })
        for index in last.offset..<first.count { first[index] = 0 }
        try folder.write("e0001-0001.seg", first)
        let damage = SmallWorld.damage(try SmallWorld.read(folder).outcome)
        #expect(damage == JournalDamage(.chainBreak, segment: "e0001-0002.seg", offset: 40))
        #expect(throws: JournalError.self) { try recover(folder) }
    }

    @Test func `a segment named but never written to disk is dropped for the open one before`()
        throws
    {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...19, in: folder, seal: false)
        try folder.write("e0001-0002.seg", [UInt8](repeating: 0, count: 1_024))
        var first = try folder.read("e0001-0001.seg")
        for index in 128..<192 { first[index] = 0 }
        try folder.write("e0001-0001.seg", first)
        #expect(try recover(folder).map(\.fileName) == ["e0001-0001.seg"])
        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(try outcome.get().isSealed)
        let next = UInt64(notes.count) + 1
        #expect(notes == SmallWorld.notes(1...(next - 1)))
        try SmallWorld.write(next...next, in: folder, seal: true)
        #expect(try SmallWorld.read(folder).notes == SmallWorld.notes(1...next))
    }

    @Test func `ten deaths in a row lose no record`() throws {
        let folder = try TemporaryFolder()
        for epoch in 0..<10 as Range<UInt64> {
            _ = try recover(folder)
            try SmallWorld.write((epoch * 7 + 1)...(epoch * 7 + 7), in: folder, seal: false)
        }
        _ = try recover(folder)
        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(notes == SmallWorld.notes(1...70))
        #expect(try outcome.get().isSealed)
    }
}
