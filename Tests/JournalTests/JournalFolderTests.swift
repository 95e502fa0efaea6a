import Glibc
import Journal
import TestSupport
import Testing

@Suite(.rule("F24", "F28"))
struct `Journal folder` {
    @Test func `a second writer is refused while the first lives, and taken after it`() throws {
        let folder = try TemporaryFolder()
        do {
            var first = try SmallWorld.writer(in: folder)
            #expect(throws: JournalError.locked(directory: folder.path, owner: "\(getpid())")) {
                _ = try SmallWorld.writer(in: folder)
            }
            #expect(throws: JournalError.locked(directory: folder.path, owner: "\(getpid())")) {
                try JournalRecovery.recover(
                    directory: folder.path, identity: SmallWorld.identity())
            }
            try SmallWorld.append(Note(1), to: &first)
            try first.seal()
        }
        let second = try SmallWorld.writer(in: folder)
        #expect(second.epoch == 2)
    }

    @Test func `the lock file of a dead process locks nobody out`() throws {
        let folder = try TemporaryFolder()
        try folder.write("lock", Array("999999\n".utf8))
        #expect(try SmallWorld.writer(in: folder).epoch == 1)
    }

    @Test func `an open journal must be recovered before it is written again`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...3, in: folder, seal: false)
        #expect(throws: JournalError.needsRecovery(segment: "e0001-0001.seg")) {
            _ = try SmallWorld.writer(in: folder)
        }
        _ = try JournalRecovery.recover(directory: folder.path, identity: SmallWorld.identity())
        #expect(try SmallWorld.writer(in: folder).epoch == 2)
    }

    @Test func `another role or instance is refused, another day is not`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...3, in: folder, seal: true)
        for stranger in [
            try SmallWorld.identity(role: "quoter"), try SmallWorld.identity(instance: 2),
        ] {
            let error = JournalError.wrongIdentity(
                segment: "e0001-0001.seg", expected: stranger.description, found: "risk 1")
            #expect(throws: error) {
                _ = try JournalWriter(directory: folder.path, identity: stranger)
            }
            #expect(throws: error) {
                try JournalReader(directory: folder.path, expecting: stranger).verify()
            }
            #expect(throws: error) {
                try JournalRecovery.recover(directory: folder.path, identity: stranger)
            }
        }
        let tomorrow = try SmallWorld.identity(tradingDay: 20_260_303)
        let writer = try JournalWriter(
            directory: folder.path, identity: tomorrow, segmentBytes: 1_024)
        #expect(writer.epoch == 2)
    }

    @Test(arguments: ["", "a role of far too many bytes", "a b", "风控"])
    func `a role that is no short word is no identity`(role: String) {
        #expect(JournalIdentity(role: role, instance: 1, tradingDay: 20_260_302) == nil)
    }

    @Test(arguments: [
        ("e0001-0001.seg", "e0001-0001.seg"), ("e0001-0002.seg", "e0001-0002.seg"),
        ("e0001-0003.seg", "e0001-0003.seg"),
    ])
    func `a segment that is gone is missed`(removed: String, named: String) throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...25, in: folder, seal: true)
        try SmallWorld.write(26...27, in: folder, seal: true)
        folder.remove(removed)
        #expect(
            SmallWorld.damage(try SmallWorld.read(folder).outcome)
                == JournalDamage(.missingSegment, segment: named))
    }

    @Test func `a last segment that is gone is missed by the one before it`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...25, in: folder, seal: true)
        folder.remove("e0001-0003.seg")
        let missing = JournalDamage(.missingSegment, segment: "e0001-0003.seg")
        #expect(SmallWorld.damage(try SmallWorld.read(folder).outcome) == missing)
        #expect(throws: JournalError.damaged(missing)) {
            _ = try SmallWorld.writer(in: folder)
        }
    }

    @Test func `a segment of another journal breaks the chain`() throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        try SmallWorld.write(1...25, in: folder, seal: true)
        var writer = try SmallWorld.writer(in: other)
        for number in [2] + Array(2...25) as [UInt64] {
            try SmallWorld.append(Note(number), to: &writer)
        }
        try writer.seal()
        try folder.write("e0001-0002.seg", other.read("e0001-0002.seg"))
        let damage = SmallWorld.damage(try SmallWorld.read(folder).outcome)
        #expect(damage?.fault == .chainBreak)
        #expect(damage?.segment == "e0001-0002.seg")
    }

    @Test func `two segments exchanged are not what their names say`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...25, in: folder, seal: true)
        let (first, second) = (try folder.read("e0001-0001.seg"), try folder.read("e0001-0002.seg"))
        try folder.write("e0001-0001.seg", second)
        try folder.write("e0001-0002.seg", first)
        #expect(
            SmallWorld.damage(try SmallWorld.read(folder).outcome)
                == JournalDamage(.nameMismatch, segment: "e0001-0001.seg", offset: 32))
    }

    @Test func `bytes behind the end are found`() throws {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...3, in: folder, seal: true)
        let bytes = try folder.read("e0001-0001.seg")
        try folder.write("e0001-0001.seg", bytes + [0])
        #expect(
            SmallWorld.damage(try SmallWorld.read(folder).outcome)
                == JournalDamage(
                    .trailingGarbage, segment: "e0001-0001.seg", offset: bytes.count))
    }

    @Test func `a file with a segment's ending but no such name is refused, others are not`() throws
    {
        let folder = try TemporaryFolder()
        try SmallWorld.write(1...3, in: folder, seal: true)
        try folder.write("notes.txt", [1])
        #expect(try SmallWorld.read(folder).outcome.get().isSealed)
        try folder.write("e1-1.seg", [1])
        #expect(
            SmallWorld.damage(try SmallWorld.read(folder).outcome)
                == JournalDamage(.strangeFile, segment: "e1-1.seg"))
    }

    @Test func `a folder that others can write in is refused`() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o777)
        #expect(
            throws: JournalError.folder(
                path: folder.path, problem: "can be written by other users")
        ) {
            _ = try SmallWorld.writer(in: folder)
        }
        chmod(folder.path, 0o700)
        #expect(try SmallWorld.writer(in: folder).epoch == 1)
    }

    @Test func `a folder is created for nobody else, a missing one is not read`() throws {
        let parent = try TemporaryFolder()
        let path = parent.path + "/risk"
        #expect(throws: JournalError.self) { _ = try JournalReader(directory: path) }
        do {
            var writer = try JournalWriter(
                directory: path, identity: SmallWorld.identity(), segmentBytes: 1_024)
            try writer.seal()
        }
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
        unlink(path + "/e0001-0001.seg")
        unlink(path + "/lock")
        rmdir(path)
    }
}
