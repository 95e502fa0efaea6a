import Journal
import TestSupport
import Testing

@Suite(.rule("F23"))
struct `Journal tail` {
    @Test func `follows a living writer over segments, then over epochs`() throws {
        let folder = try TemporaryFolder()
        var tail = try JournalTail(directory: folder.path)
        var position = JournalPosition.start
        var notes: [Note] = []
        func drain() throws {
            while case .record(let record, let next) = try tail.read(at: position) {
                notes.append(Note(record))
                position = next
            }
        }
        try drain()
        for epoch in 0..<2 as Range<UInt64> {
            var writer = try SmallWorld.writer(in: folder)
            for number in (epoch * 30 + 1)...(epoch * 30 + 30) {
                try SmallWorld.append(Note(number), to: &writer)
                try drain()
                #expect(notes.last == Note(number))
            }
            try writer.seal()
            try drain()
        }
        #expect(notes == SmallWorld.notes(1...60))
    }

    @Test func `a recovery's segment is found by who forgets the one of the dead`() throws {
        let folder = try TemporaryFolder()
        var tail = try JournalTail(directory: folder.path)
        var position = JournalPosition.start
        var notes: [Note] = []
        func drain() throws {
            while case .record(let record, let next) = try tail.read(at: position) {
                notes.append(Note(record))
                position = next
            }
        }
        do {
            var writer = try SmallWorld.writer(in: folder)
            for number in 1...5 as ClosedRange<UInt64> {
                try SmallWorld.append(Note(number), to: &writer)
            }
            try drain()
        }
        _ = try JournalRecovery.recover(directory: folder.path, identity: SmallWorld.identity())
        var writer = try SmallWorld.writer(in: folder)
        try SmallWorld.append(Note(6), to: &writer)
        try drain()
        #expect(notes == SmallWorld.notes(1...5))
        tail.forget()
        try drain()
        #expect(notes == SmallWorld.notes(1...6))
    }

    @Test func `serves any range by position`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        let positions = try SmallWorld.notes(1...40).map { try SmallWorld.append($0, to: &writer) }
        var tail = try JournalTail(directory: folder.path)
        for position in positions.reversed() {
            guard case .record(let record, _) = try tail.read(at: position) else {
                Issue.record("nothing at \(position)")
                continue
            }
            #expect(Note(record) == Note(position.recordNumber))
        }
    }

    @Test func `a position that is none is an error, not a record`() throws {
        let folder = try TemporaryFolder()
        var writer = try SmallWorld.writer(in: folder)
        let position = try SmallWorld.append(Note(1), to: &writer)
        var tail = try JournalTail(directory: folder.path)
        for (offset, number, segment) in [
            (position.offset, 2, 1), (-8, 1, 1), (4, 1, 1), (1_032, 1, 1), (.max, 1, 1),
            (200, 1, 2),
        ] as [(Int, UInt64, UInt32)] {
            let wrong = JournalPosition(
                epoch: 1, segment: segment, offset: offset, recordNumber: number)
            #expect(throws: JournalError.position(wrong)) { _ = try tail.read(at: wrong) }
        }
    }
}
