import Glibc
import Journal
import Market
import Messaging
import Risk
import Settings
import Wire

/// The way to a run's risk core: its control socket while it runs, its journal when it does not.
struct LimitLink {
    /// One command with its entries.
    struct Command {
        var root: LimitCommand
        var entries: [(name: LimitName, value: Int64?)] = []
    }

    let folder: RunFolder
    let desk: DeskConfiguration
    let plan: DeskPlan
    init(folder path: String) throws {
        folder = try RunFolder.open(path)
        desk = try DeskConfiguration.load(path: folder.configuration)
        plan = try DeskPlan(desk, in: folder)
    }

    /// False where the control socket is a file and is gone: the process ended in order.
    var mayAnswer: Bool {
        let address = desk.endpoints[.control]
        let prefix = "ipc://"
        return !address.hasPrefix(prefix)
            || access(String(address.dropFirst(prefix.count)), F_OK) == 0
    }

    /// Asks the running process; nil when none answers.
    ///
    /// - Parameter patience: real time to wait, in nanoseconds.
    func ask(_ command: Command, patience: Int64 = 3_000_000_000) throws -> LimitAnswer? {
        let began = MonotonicClock().now()
        var outbox = Outbox(
            instance: 99, environment: desk.environment, epoch: 1, capacity: 8_192)
        var numbered = command
        numbered.root.commandID = UInt64(began)
        encode(numbered, into: &outbox)
        guard let entry = outbox.frames.first else { return nil }
        var answer = LimitAnswer()
        let isAnswered = try CommandSocket(endpoint: desk.endpoints[.control], patience: patience)
            .ask(UnsafeRawBufferPointer(outbox.bytes(of: entry)), since: began) { bytes, _ in
                guard let frame = try? Frame(bytes) else { return false }
                return answer.take(frame, of: numbered.root.commandID)
            }
        return isAnswered ? answer : nil
    }

    /// Asks a core that is made anew out of risk's journal: what it says, the process said.
    func askJournal(_ command: Command) throws -> LimitAnswer {
        var replay = CoreReplay(
            core: try cores.risk(), instance: DeskRole.risk.instance, storing: [])
        try forEachRecord(upTo: .max) { try replay.apply($0) }
        var core = replay.core
        var words = Outbox(instance: 99, capacity: 8_192)
        encode(command, into: &words)
        var outbox = Outbox(instance: DeskRole.risk.instance)
        var answer = LimitAnswer()
        guard let entry = words.frames.first else { return answer }
        let now = replay.lastTime
        outbox.begin(causation: 0, now: now)
        core.receive(
            try Frame(UnsafeRawBufferPointer(words.bytes(of: entry))), on: .control,
            from: PeerID(1), at: now, into: &outbox)
        for made in outbox.frames {
            _ = answer.take(
                try Frame(UnsafeRawBufferPointer(outbox.bytes(of: made))),
                of: command.root.commandID)
        }
        return answer
    }

    private func encode(_ command: Command, into outbox: inout Outbox) {
        outbox.open(command.root, of: LimitCommand.Entry.self, on: .control)
        for (name, value) in command.entries {
            outbox.append(
                LimitCommand.Entry(
                    limitCode: name.rawValue, isSet: value == nil ? 0 : 1, value: value ?? 0))
        }
        outbox.close()
    }

    var cores: DeskCores {
        DeskCores(
            plan: plan, limits: desk.limits, speed: desk.clock.speed, account: desk.account)
    }

    /// Risk's journal, oldest first, up to a record's number; the process may be writing on.
    func forEachRecord(upTo last: UInt64, _ body: (JournalRecord) throws -> Void) throws {
        // A desk that was never started holds what its file says.
        guard TextFile.exists(folder.journal(.risk)) else { return }
        var tail = try JournalTail(directory: folder.journal(.risk))
        var position = JournalPosition.start
        while case .record(let record, let next) = try tail.read(at: position),
            record.number <= last
        {
            try body(record)
            position = next
        }
    }
}
