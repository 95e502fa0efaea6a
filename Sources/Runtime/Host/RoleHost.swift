import Journal
import Market
import Wire

/// One core with its outbox and journal: journal first, then act.
///
/// The input frame is written before the core sees it, the outputs before anybody else does. The same host
/// serves a process, a backtest and a replay; only where outputs go differs.
struct RoleHost<Core: RoleCore>: ~Copyable {
    var core: Core
    var outbox: Outbox
    private var journal: JournalWriter
    private var digest = OutputDigest()
    /// Outputs on these channels, bit n for the channel's number, are stored; the others are only hashed, for replay
    /// can make them again.
    private let stored: UInt32
    private(set) var framesIn: UInt64 = 0
    private(set) var framesOut: UInt64 = 0
    private(set) var journalRecords: UInt64 = 0
    /// Frames refused because they are not a message of ours.
    private(set) var refusedFrames: UInt64 = 0
    /// Up to here the core was told the time without saying a word; the journal does not know yet.
    private var silentUntil: SessionTime?

    init(
        core: Core, instance: UInt16, epoch: UInt32, journal: consuming JournalWriter,
        storing stored: Set<Channel>
    ) {
        self.core = core
        outbox = Outbox(instance: instance, epoch: epoch)
        self.journal = journal
        self.stored = stored.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    /// Feeds one frame; afterwards `outbox.frames` holds what the core says, journaled.
    mutating func deliver(
        _ bytes: UnsafeRawBufferPointer, on channel: Channel, from peer: PeerID,
        at now: SessionTime, monotonic: Int64
    ) throws(JournalError) {
        let frame: Frame
        do {
            frame = try Frame(bytes)
        } catch {
            refusedFrames += 1
            outbox.begin(causation: 0, now: now)
            return
        }
        framesIn += 1
        try record(.input, channel: channel, peer: peer, at: now, monotonic, bytes)
        outbox.begin(causation: frame.envelope.sequence, now: now)
        core.advance(to: now, into: &outbox)
        core.receive(frame, on: channel, from: peer, at: now, into: &outbox)
        try recordOutputs(at: now, monotonic)
    }

    /// Lets session time pass; true when the core did something.
    mutating func advance(to now: SessionTime, monotonic: Int64) throws(JournalError) -> Bool {
        outbox.begin(causation: 0, now: now)
        core.advance(to: now, into: &outbox)
        guard !outbox.frames.isEmpty else {
            silentUntil = now
            return false
        }
        try record(
            .wake, channel: .shell, peer: .everybody, at: now, monotonic,
            UnsafeRawBufferPointer(start: nil, count: 0))
        try recordOutputs(at: now, monotonic)
        return true
    }

    /// When the core has something to do by itself; it changes only with what the core is told.
    var nextDeadline: SessionTime? { core.nextDeadline }

    /// What the core says of itself, without a copy of it.
    func ask<Answer>(_ question: (borrowing Core) -> Answer) -> Answer { question(core) }

    /// Writes a checkpoint, seals and closes the journal.
    mutating func finish(at now: SessionTime, monotonic: Int64) throws(JournalError) -> Checkpoint {
        // A later record would bring replay to the same time; at the end there is none.
        if let silentUntil {
            try record(
                .wake, channel: .shell, peer: .everybody, at: silentUntil, monotonic,
                UnsafeRawBufferPointer(start: nil, count: 0))
        }
        let checkpoint = Checkpoint(
            outputFrames: digest.frames, outputHash: digest.value, stateHash: core.stateHash)
        try checkpoint.withBytes { (bytes) throws(JournalError) in
            try record(.checkpoint, channel: .shell, peer: .everybody, at: now, monotonic, bytes)
        }
        try journal.seal()
        return checkpoint
    }

    /// Work for an idle moment: the journal's next pages and segment, so that no append waits for the disk.
    mutating func prepareAhead() throws(JournalError) { try journal.prepareAhead() }

    /// Makes what was written durable.
    mutating func sync() throws(JournalError) { try journal.sync() }

    private mutating func recordOutputs(at now: SessionTime, _ monotonic: Int64)
        throws(JournalError)
    {
        for index in outbox.frames.indices {
            let entry = outbox.frames[index]
            let bytes = UnsafeRawBufferPointer(outbox.bytes(of: entry))
            digest.add(channel: entry.channel, peer: entry.peer, bytes: bytes)
            framesOut += 1
            if stored >> UInt32(entry.channel.rawValue) & 1 == 1 {
                try record(
                    .output, channel: entry.channel, peer: entry.peer, at: now, monotonic, bytes)
            }
        }
    }

    private mutating func record(
        _ kind: RecordKind, channel: Channel, peer: PeerID, at now: SessionTime,
        _ monotonic: Int64, _ bytes: UnsafeRawBufferPointer
    ) throws(JournalError) {
        journalRecords += 1
        silentUntil = nil
        try journal.append(
            kind: kind.rawValue, channel: channel.rawValue, peer: peer.value,
            sessionTime: now.nanoseconds, monotonic: monotonic, payload: bytes)
    }
}
