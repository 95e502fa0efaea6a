import Journal
import TestSupport
import Testing

@Suite(.rule("F24"))
struct `A byte flipped anywhere` {
    /// One bit low, one bit high, all bits, and the byte made zero.
    private func flips(of byte: UInt8) -> Set<UInt8> {
        Set([byte ^ 0x01, byte ^ 0x80, ~byte, 0]).subtracting([byte])
    }

    @Test func `in a sealed journal is found and named`() throws {
        let folder = try TemporaryFolder()
        let positions = try SmallWorld.write(1...25, in: folder, seal: true)
        var segment: UInt32 = 0
        for file in folder.files where file != "lock" {
            segment += 1
            let records = positions.filter { $0.segment == segment }.map {
                $0.offset..<($0.offset + SmallWorld.bytes(Note($0.recordNumber)))
            }
            var bytes = try folder.read(file)
            for index in bytes.indices {
                let whole = bytes[index]
                let latest = records.first { $0.contains(index) }?.upperBound ?? index
                for flipped in flips(of: whole) {
                    bytes[index] = flipped
                    try folder.write(file, bytes)
                    let damage = SmallWorld.damage(try SmallWorld.read(folder).outcome)
                    #expect(damage?.segment == file, "\(file) byte \(index) := \(flipped)")
                    #expect((damage?.offset ?? .max) <= latest, "\(file) byte \(index)")
                }
                bytes[index] = whole
            }
            try folder.write(file, bytes)
        }
        #expect(segment == 3)
        #expect(try SmallWorld.read(folder).outcome.get().isSealed)
    }

    @Test func `in an open segment is damage if records follow, and a torn end if none does`()
        throws
    {
        let folder = try TemporaryFolder()
        let positions = try SmallWorld.write(1...6, in: folder, seal: false)
        let file = "e0001-0001.seg"
        let original = try folder.read(file)
        let lastStart = positions[5].offset
        let lastEnd = lastStart + SmallWorld.bytes(Note(6))
        for index in 192..<(lastEnd + 40) {
            for flipped in flips(of: original[index]) {
                var bytes = original
                bytes[index] = flipped
                try folder.write(file, bytes)
                let (notes, outcome) = try SmallWorld.read(folder)
                let remark: Comment = "byte \(index) := \(flipped)"
                if index < lastStart {
                    let record = positions.last { $0.offset <= index }
                    #expect(
                        SmallWorld.damage(outcome)
                            == JournalDamage(.record, segment: file, offset: record?.offset ?? 0),
                        remark)
                    #expect(notes.count == Int(record?.recordNumber ?? 0) - 1, remark)
                    #expect(throws: JournalError.self, remark) {
                        try JournalRecovery.recover(
                            directory: folder.path, identity: SmallWorld.identity())
                    }
                } else {
                    let whole = index < lastEnd ? 5 : 6
                    #expect(notes == (1...whole).map { Note(UInt64($0)) }, remark)
                    #expect(throws: Never.self, remark) { try outcome.get() }
                }
            }
        }
    }

    @Test func `in the header of an open segment is damage`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...2, in: folder, seal: false)
        let file = "e0001-0001.seg"
        let original = try folder.read(file)
        for index in 0..<136 {
            var bytes = original
            bytes[index] ^= 0x10
            try folder.write(file, bytes)
            #expect(
                SmallWorld.damage(try SmallWorld.read(folder).outcome)?.segment == file,
                "byte \(index)")
        }
    }

    @Test func `a page that never reached the disk is damage, not an early end`() throws {
        let folder = try TemporaryFolder()
        let positions = try SmallWorld.write(1...6, in: folder, seal: false)
        let file = "e0001-0001.seg"
        var bytes = try folder.read(file)
        for index in positions[2].offset..<positions[4].offset { bytes[index] = 0 }
        try folder.write(file, bytes)
        let (notes, outcome) = try SmallWorld.read(folder)
        #expect(notes == SmallWorld.notes(1...2))
        #expect(
            SmallWorld.damage(outcome)
                == JournalDamage(.record, segment: file, offset: positions[2].offset))
    }

    @Test func `a whole record moved to another place does not pass`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        let positions = try [Note(1), Note(1), Note(1)].map {
            try SmallWorld.append($0, to: &writer)
        }
        try writer.seal()
        let file = "e0001-0001.seg"
        var bytes = try folder.read(file)
        let size = SmallWorld.bytes(Note(1))
        for index in 0..<size {
            bytes[positions[1].offset + index] = bytes[positions[2].offset + index]
        }
        try folder.write(file, bytes)
        #expect(
            SmallWorld.damage(try SmallWorld.read(folder).outcome)
                == JournalDamage(.record, segment: file, offset: positions[1].offset))
    }
}
