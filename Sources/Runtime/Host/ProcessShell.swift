import Glibc
import Journal
import Market
import Messaging
import Wire

/// The duty loop of one process: sockets in, core, journal, sockets out. One thread, one core.
final class ProcessShell<Core: RoleCore> {
    var host: RoleHost<Core>
    let clock: SessionClock
    private let monotonic = MonotonicClock()
    private var links: [any Link] = []
    /// Slots of each link's descriptors in the poller.
    private var slots: [Range<Int>] = []
    /// The core's next deadline; meaningless while `isDeadlineKnown` is false.
    private var deadline: SessionTime?
    private var isDeadlineKnown = false
    private var hasWarned = false
    private var routes: [(any Link)?] = Array(repeating: nil, count: Channel.allCases.count)
    private var poller: Poller
    private var sessions: SessionEncoder
    private var lastTick: Int64 = 0
    private var lastStatus: Int64 = 0
    private let tickInterval: Int64 = 5_000_000
    private let statusInterval: Int64 = 100_000_000
    private var lastSync: Int64 = 0
    private let syncInterval: Int64 = 10_000_000_000
    private let parent = ParentWatch()
    /// A command's frame for the exchange is about to be sent; and when the last one was.
    private var sendsOrders = false
    private var orderedAt: Int64 = 0
    /// Called for every output frame after it is journaled and before it is sent.
    var didRecord: ((Outbox.Entry, UnsafeMutableRawBufferPointer) -> Void)?
    /// Called after each handled input with the monotonic time at which the input was taken.
    var didHandle: ((borrowing Core, Int64) -> Void)?
    /// Called after a command was carried out, with the command and the machine's time at each step.
    var didCommand: ((UnsafeRawBufferPointer, PeerID, CommandMoments) throws -> Void)?
    /// Called every few milliseconds, work or not.
    var onTick: (() throws -> Void)?
    /// The role's own numbers for the status line.
    var status: ((borrowing Core) -> StatusReport)?
    /// True once the process has nothing more to do.
    var isFinished: ((borrowing Core) -> Bool)?
    /// Called once per loop after everything was drained.
    var afterPass: (() throws -> Void)?
    var statusLink: PublisherLink?
    let role: ProcessRole

    init(
        host: consuming RoleHost<Core>, role: ProcessRole, clock: SessionClock, instance: UInt16,
        epoch: UInt32
    ) {
        self.host = host
        self.role = role
        self.clock = clock
        poller = Poller(capacity: 16)
        sessions = SessionEncoder(instance: instance, epoch: epoch)
    }

    /// Adds a link; outputs on `channels` go to it.
    func add(_ link: any Link, routing channels: [Channel]) {
        links.append(link)
        for channel in channels { routes[Int(channel.rawValue)] = link }
        let first = poller.count
        for descriptor in link.fileDescriptors { _ = poller.add(descriptor) }
        slots.append(first..<poller.count)
    }

    /// Sends outputs on further channels to a link that is there already.
    func route(_ channels: [Channel], to link: any Link) {
        for channel in channels { routes[Int(channel.rawValue)] = link }
    }

    /// Tells the core that this life begins.
    func start(isRestart: Bool) throws {
        let bytes = sessions.encode(Started(isRestart: isRestart ? 1 : 0))
        try feed(UnsafeRawBufferPointer(bytes), on: .shell, from: .everybody, monotonic.now())
    }

    /// A command that came by no socket: a signal, a file. An input like any other, journaled.
    func order(_ command: ControlCommand) throws {
        let bytes = UnsafeRawBufferPointer(sessions.encode(command))
        try feed(bytes, on: .control, from: .everybody, monotonic.now())
    }

    /// Says again to the core what an earlier life was told; nobody is answered.
    func restore(_ bytes: UnsafeRawBufferPointer, on channel: Channel) throws {
        try feed(bytes, on: channel, from: .everybody, monotonic.now())
    }

    /// Runs until the role is finished or a stop is asked for.
    func run() throws {
        while true {
            let began = monotonic.now()
            var worked = false
            for link in links where link.needsDrain {
                if try link.receive(limit: 64, at: began, { try take($0, began) }) {
                    worked = true
                }
            }
            if try wake() { worked = true }
            try afterPass?()
            if began - lastTick > tickInterval {
                lastTick = began
                for link in links { try link.tick(at: began) { try take($0, began) } }
                try onTick?()
                publishStatus(at: began)
                if !worked { prepareJournal() }
                if StopSignal.isRequested || parent.isOrphaned { break }
                if isFinished?(host.core) ?? false { break }
            }
            if !worked, !links.contains(where: \.needsDrain) { try sleepUntilNeeded() }
        }
    }

    func publishStatus(at now: Int64, finished: Bool = false, force: Bool = false) {
        guard force || now - lastStatus > statusInterval, let statusLink else { return }
        lastStatus = now
        var report = status?(host.core) ?? StatusReport()
        report.role = role
        report.pid = ProcessFacts.pid
        report.framesIn = host.framesIn
        report.framesOut = host.framesOut
        report.journalRecords = host.journalRecords
        report.residentBytes = ProcessFacts.residentBytes
        report.isFinished = finished ? 1 : 0
        let bytes = sessions.encode(report)
        // The envelope's time tells the supervisor where in the day this process is.
        bytes.storeBytes(
            of: clock.time(at: now).nanoseconds, toByteOffset: WireSchema.headerLength + 24,
            as: Int64.self)
        try? statusLink.send(bytes, to: .everybody)
    }

    var droppedFrames: UInt64 { links.reduce(0) { $0 + $1.droppedFrames } }

    private func take(_ event: LinkEvent, _ began: Int64) throws {
        switch event {
        case .frame(let channel, let peer, let bytes):
            try feed(bytes, on: channel, from: peer, began)
        case .opened(let channel, let peer, let epoch, let resumeAfter):
            try announce(channel, peer, .opened, .none, epoch, resumeAfter)
        case .closed(let channel, let peer, let reason):
            try announce(channel, peer, .closed, reason, 0, 0)
        }
    }

    private func announce(
        _ channel: Channel, _ peer: PeerID, _ change: SessionChange, _ reason: SessionReason,
        _ epoch: UInt32, _ resumeAfter: UInt64
    ) throws {
        let event = SessionEvent(
            channelCode: channel.rawValue, change: change, reason: reason, peerEpoch: epoch,
            resumeAfter: resumeAfter)
        let bytes = UnsafeRawBufferPointer(sessions.encode(event))
        try feed(bytes, on: .shell, from: peer, monotonic.now())
    }

    private func feed(
        _ bytes: UnsafeRawBufferPointer, on channel: Channel, from peer: PeerID, _ began: Int64
    ) throws {
        let taken = monotonic.now()
        isDeadlineKnown = false
        try host.deliver(
            bytes, on: channel, from: peer, at: clock.time(at: taken), monotonic: taken)
        if channel == .control {
            let decided = monotonic.now()
            let reaches = host.outbox.frames.contains { $0.channel == .orderSession }
            sendsOrders = reaches
            try dispatch()
            sendsOrders = false
            try didCommand?(
                bytes, peer,
                CommandMoments(received: began, decided: decided, sent: reaches ? orderedAt : nil))
        } else {
            try dispatch()
        }
        if let didHandle { host.ask { didHandle($0, taken) } }
    }

    private func wake() throws -> Bool {
        guard let deadline = nextDeadline else { return false }
        let now = monotonic.now()
        let time = clock.time(at: now)
        guard time >= deadline else { return false }
        isDeadlineKnown = false
        guard try host.advance(to: time, monotonic: now) else { return false }
        try dispatch()
        return true
    }

    private func dispatch() throws {
        for index in host.outbox.frames.indices {
            let entry = host.outbox.frames[index]
            let bytes = host.outbox.bytes(of: entry)
            didRecord?(entry, bytes)
            if sendsOrders, entry.channel == .orderSession {
                orderedAt = monotonic.now()
                sendsOrders = false
            }
            try routes[Int(entry.channel.rawValue)]?.send(bytes, to: entry.peer)
        }
    }

    private func sleepUntilNeeded() throws {
        let now = monotonic.now()
        var until = lastTick + tickInterval
        if let deadline = nextDeadline {
            until = min(until, clock.monotonic(at: deadline))
        }
        guard until > now else { return }
        guard try poller.wait(timeoutNanoseconds: until - now) != .timedOut else {
            return try keepJournal(at: monotonic.now())
        }
        for index in links.indices {
            for slot in slots[index] where poller.isReady(slot) { links[index].needsDrain = true }
        }
    }

    /// In a moment without work: the journal to disk every ten seconds.
    ///
    /// A failed sync latches and ends the process: what reached the disk is unknown, and nothing may be decided
    /// on a record that is not kept.
    private func keepJournal(at now: Int64) throws {
        guard now - lastSync > syncInterval else { return }
        lastSync = now
        try host.sync()
    }

    /// An early warning is a line in the log, once: the journal works on while its reserve lasts.
    private func prepareJournal() {
        do {
            try host.prepareAhead()
        } catch {
            guard !hasWarned else { return }
            hasWarned = true
            var line = "journal: cannot prepare ahead: \(error)\n"
            line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }

    /// Asked once after each input: some cores look through everything they have to find it.
    private var nextDeadline: SessionTime? {
        if !isDeadlineKnown {
            deadline = host.nextDeadline
            isDeadlineKnown = true
        }
        return deadline
    }
}
