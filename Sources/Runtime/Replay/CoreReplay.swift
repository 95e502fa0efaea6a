import Journal
import Market
import Wire

/// Feeds a journal's inputs to a fresh core and holds what it says against what was recorded.
///
/// This is both recovery (a restarting process ignores the comparison) and verification (`obligato replay`).
struct CoreReplay<Core: RoleCore>: ~Copyable {
    /// The first record that does not hold.
    struct Difference: Equatable, CustomStringConvertible {
        let position: JournalPosition
        let problem: String
        var description: String { "\(position): \(problem)" }
    }

    private(set) var core: Core
    private var outbox: Outbox
    private let instance: UInt16
    private let stored: Set<Channel>
    /// Makes the core of a new epoch; nil keeps the one that is there (its journal is its memory).
    private let renew: (() throws -> Core)?
    private var epoch: UInt32 = 0
    private var digest = OutputDigest()
    private var expected: [Outbox.Entry] = []
    private var nextExpected = 0
    private(set) var inputs: UInt64 = 0
    private(set) var outputs: UInt64 = 0
    private(set) var checkpoints: UInt64 = 0
    private(set) var lastTime = SessionTime(nanoseconds: 0)
    private(set) var difference: Difference?
    /// Called with each output frame the core makes, stored or not.
    var didOutput: ((Outbox.Entry, UnsafeMutableRawBufferPointer) -> Void)?

    init(
        core: Core, instance: UInt16, storing stored: Set<Channel>,
        renewingEachEpoch renew: (() throws -> Core)? = nil
    ) {
        self.core = core
        self.instance = instance
        self.stored = stored
        self.renew = renew
        outbox = Outbox(instance: instance, epoch: 0)
    }

    mutating func apply(_ record: JournalRecord) throws {
        if record.position.epoch != epoch { try begin(epoch: record.position.epoch) }
        let now = SessionTime(nanoseconds: record.sessionTime)
        lastTime = max(lastTime, now)
        switch RecordKind(rawValue: record.kind) {
        case .input: input(record, at: now)
        case .wake:
            settle(before: record)
            outbox.begin(causation: 0, now: now)
            core.advance(to: now, into: &outbox)
            collect()
        case .output: output(record)
        case .checkpoint: checkpoint(record)
        case nil: note(record.position, "record of unknown kind \(record.kind)")
        }
    }

    private mutating func begin(epoch: UInt32) throws {
        self.epoch = epoch
        outbox = Outbox(instance: instance, epoch: epoch)
        digest = OutputDigest()
        expected.removeAll()
        nextExpected = 0
        if let renew, epoch > 1 { core = try renew() }
    }

    private mutating func input(_ record: JournalRecord, at now: SessionTime) {
        settle(before: record)
        guard let channel = Channel(rawValue: record.channel) else {
            return note(record.position, "unknown channel \(record.channel)")
        }
        do {
            let frame = try Frame(record.payload)
            inputs += 1
            outbox.begin(causation: frame.envelope.sequence, now: now)
            core.advance(to: now, into: &outbox)
            core.receive(frame, on: channel, from: PeerID(record.peer), at: now, into: &outbox)
            collect()
        } catch {
            note(record.position, "input is not a frame: \(error)")
        }
    }

    private mutating func collect() {
        expected.removeAll(keepingCapacity: true)
        nextExpected = 0
        for index in outbox.frames.indices {
            let entry = outbox.frames[index]
            let bytes = outbox.bytes(of: entry)
            digest.add(
                channel: entry.channel, peer: entry.peer, bytes: UnsafeRawBufferPointer(bytes))
            didOutput?(entry, bytes)
            if stored.contains(entry.channel) { expected.append(entry) }
        }
    }

    private mutating func output(_ record: JournalRecord) {
        outputs += 1
        guard nextExpected < expected.count else {
            return note(record.position, "the record holds a decision that replay does not make")
        }
        let entry = expected[nextExpected]
        nextExpected += 1
        let made = UnsafeRawBufferPointer(outbox.bytes(of: entry))
        guard entry.channel.rawValue == record.channel, entry.peer.value == record.peer,
            made.count == record.payload.count, made.elementsEqual(record.payload)
        else {
            return note(record.position, "replay decides something else than the record says")
        }
    }

    /// A life that ended by a kill may have decided more than it could record; only the last input's
    /// outputs may be missing, and only at the end of an epoch.
    private mutating func settle(before record: JournalRecord) {
        if nextExpected < expected.count {
            note(record.position, "the record lacks \(expected.count - nextExpected) decisions")
        }
    }

    private mutating func checkpoint(_ record: JournalRecord) {
        checkpoints += 1
        let made = Checkpoint(
            outputFrames: digest.frames, outputHash: digest.value, stateHash: core.stateHash)
        guard let written = Checkpoint(record.payload) else {
            return note(record.position, "checkpoint of \(record.payload.count) bytes")
        }
        if written != made { note(record.position, "state or output hash differs from the record") }
    }

    private mutating func note(_ position: JournalPosition, _ problem: String) {
        if difference == nil { difference = Difference(position: position, problem: problem) }
    }
}
