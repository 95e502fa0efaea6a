import Journal
import Testing

/// One record by value.
struct Note: Equatable {
    let number: UInt64
    let kind: UInt8
    let channel: UInt8
    let peer: UInt16
    let sessionTime: Int64
    let monotonic: Int64
    let payload: [UInt8]

    init(_ record: JournalRecord) {
        number = record.number
        kind = record.kind
        channel = record.channel
        peer = record.peer
        sessionTime = record.sessionTime
        monotonic = record.monotonic
        payload = Array(record.payload)
    }

    /// The record that the small world writes as number `number`.
    init(_ number: UInt64) {
        self.number = number
        kind = UInt8(truncatingIfNeeded: number % 7)
        channel = UInt8(truncatingIfNeeded: number)
        peer = UInt16(truncatingIfNeeded: number &* 3)
        sessionTime = 34_200_000_000_000 + Int64(number)
        monotonic = -Int64(number)
        payload = (0..<(number * 13 % 71)).map { UInt8(truncatingIfNeeded: $0 * 5 + number) }
    }
}

/// A journal of a few hundred bytes that tests cut, flip and mend.
enum SmallWorld {
    static let segmentBytes = 1_024

    static func identity(
        role: String = "risk", instance: UInt32 = 1, tradingDay: UInt32 = 20_260_302
    ) throws -> JournalIdentity {
        try #require(JournalIdentity(role: role, instance: instance, tradingDay: tradingDay))
    }

    static func writer(
        in folder: TemporaryFolder, segmentBytes: Int = segmentBytes
    ) throws -> JournalWriter {
        try JournalWriter(
            directory: folder.path, identity: identity(), segmentBytes: segmentBytes)
    }

    /// Opens an epoch, writes notes with these numbers, and closes it in order or drops it.
    @discardableResult
    static func write(
        _ numbers: ClosedRange<UInt64>, in folder: TemporaryFolder, seal: Bool,
        segmentBytes: Int = segmentBytes
    ) throws -> [JournalPosition] {
        var writer = try writer(in: folder, segmentBytes: segmentBytes)
        var positions: [JournalPosition] = []
        for number in numbers {
            positions.append(try append(Note(number), to: &writer))
        }
        if seal { try writer.seal() }
        return positions
    }

    @discardableResult
    static func append(_ note: Note, to writer: inout JournalWriter) throws -> JournalPosition {
        try note.payload.withUnsafeBytes {
            try writer.append(
                kind: note.kind, channel: note.channel, peer: note.peer,
                sessionTime: note.sessionTime, monotonic: note.monotonic, payload: $0)
        }
    }

    /// The notes that a reader lends, and how the walk ended.
    static func read(
        _ folder: TemporaryFolder
    ) throws -> (notes: [Note], outcome: Result<JournalSummary, JournalError>) {
        var notes: [Note] = []
        do {
            let summary = try JournalReader(directory: folder.path).forEach {
                notes.append(Note($0))
            }
            return (notes, .success(summary))
        } catch let error as JournalError {
            return (notes, .failure(error))
        }
    }

    static func notes(_ numbers: ClosedRange<UInt64>) -> [Note] { numbers.map { Note($0) } }

    static func bytes(_ note: Note) -> Int { (32 + note.payload.count + 7) & ~7 }

    static func damage(_ outcome: Result<JournalSummary, JournalError>) -> JournalDamage? {
        if case .failure(.damaged(let damage)) = outcome { return damage }
        return nil
    }
}
