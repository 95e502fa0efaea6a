import Journal
import Market
import Quoter
import Risk
import Sim
import Tracker
import Wire

/// The four cores of a desk in one process on a virtual clock: events in time order, latencies constant
/// or seeded.
///
/// Nothing here reads a clock or an unseeded source; ties are broken by the order in which frames were sent.
final class VirtualDesk {
    /// One-way delays in session time.
    struct Latencies: Sendable {
        /// What the scenario says of the way to the exchange and back.
        var links = ScenarioLinks()
        /// Of the links' jitter.
        var seed: UInt64 = 0
        var marketData = TimeSpan.microseconds(500)
        var quoterToRisk = TimeSpan.microseconds(30)
        var log = TimeSpan.milliseconds(1)

        fileprivate func line(
            to target: DeskRole, on channel: Channel, _ leg: ScenarioLinks.Leg, _ stream: String
        ) -> DelayLine {
            DelayLine(
                to: target, on: channel, delay: LinkDelay(leg, seed: seed, stream: stream))
        }
    }

    private enum Line: Int, CaseIterable {
        case marketToRisk, marketToQuoter, snapshotToRisk, snapshotToQuoter
        case ordersToExchange, reportsToRisk, quotesToRisk, reportsToQuoter
        case requestsToExchange, eventsToTracker, decisionsToTracker, slackToQuoter
    }

    private(set) var exchange: RoleHost<DeskCores.Exchange>
    var risk: RoleHost<DeskCores.Risk>
    private(set) var quoter: RoleHost<DeskCores.Quoter>
    private(set) var tracker: RoleHost<DeskCores.Tracker>
    private let roles = DeskRole.allCases
    /// Of each role; asked for when it was told something, not at every step.
    private var deadlines: [SessionTime?] = DeskRole.allCases.map { _ in nil }
    /// Both logs are in the tracker's record to their end.
    private(set) var isComplete = false
    private var lines: [DelayLine]
    private var order: UInt64 = 0
    private var sessions = SessionEncoder(instance: 0, epoch: 1)
    let events = LogStore()
    let decisions = LogStore()
    private var eventCursor: LogCursor?
    private var decisionCursor: LogCursor?
    private(set) var now: SessionTime
    var orderLink = VirtualOrderLink()

    init(
        exchange: consuming RoleHost<DeskCores.Exchange>,
        risk: consuming RoleHost<DeskCores.Risk>,
        quoter: consuming RoleHost<DeskCores.Quoter>,
        tracker: consuming RoleHost<DeskCores.Tracker>, start: SessionTime,
        latencies: Latencies = Latencies()
    ) {
        self.exchange = exchange
        self.risk = risk
        self.quoter = quoter
        self.tracker = tracker
        now = start
        lines = Line.allCases.map { line in
            switch line {
            case .marketToRisk:
                latencies.line(to: .risk, on: .marketData, latencies.links.feed, "feed.risk")
            case .marketToQuoter:
                latencies.line(to: .quoter, on: .marketData, latencies.links.feed, "feed.quoter")
            case .snapshotToRisk: DelayLine(to: .risk, on: .snapshot, latency: latencies.marketData)
            case .snapshotToQuoter:
                DelayLine(to: .quoter, on: .snapshot, latency: latencies.marketData)
            case .ordersToExchange:
                latencies.line(to: .exchange, on: .orderSession, latencies.links.order, "order")
            case .reportsToRisk:
                latencies.line(to: .risk, on: .orderSession, latencies.links.response, "response")
            case .quotesToRisk:
                DelayLine(to: .risk, on: .quoteSession, latency: latencies.quoterToRisk)
            case .reportsToQuoter:
                DelayLine(to: .quoter, on: .quoteSession, latency: latencies.quoterToRisk)
            case .requestsToExchange:
                DelayLine(to: .exchange, on: .snapshot, latency: latencies.marketData)
            case .eventsToTracker: DelayLine(to: .tracker, on: .eventLog, latency: latencies.log)
            case .slackToQuoter: DelayLine(to: .quoter, on: .slack, latency: latencies.log)
            case .decisionsToTracker:
                DelayLine(to: .tracker, on: .decisionLog, latency: latencies.log)
            }
        }
    }

    /// Starts every role and opens their sessions, in a fixed order.
    func start() throws {
        for role in DeskRole.allCases { try tell(role, Started()) }
        try open(.exchange, .orderSession, PeerID(1))
        try open(.risk, .orderSession, .everybody)
        try open(.risk, .quoteSession, PeerID(1))
        try open(.quoter, .quoteSession, .everybody)
        for peer in [UInt16(1), 2] {
            let bytes = sessions.encode(SnapshotRequest())
            put(UnsafeRawBufferPointer(bytes), on: .requestsToExchange, from: PeerID(peer))
        }
    }

    /// Runs the next thing that is due; false when nothing is left or `end` is passed.
    func step(until end: SessionTime) throws -> Bool {
        let parcel = Self.earliest(of: lines)
        var due = parcel?.due ?? SessionTime(nanoseconds: .max)
        var line = parcel?.line
        var role: DeskRole?
        for index in roles.indices {
            // A role's own timers come before frames that arrive at the same instant.
            if let deadline = deadlines[index],
                deadline < due || deadline == due && role == nil
            {
                (due, role) = (deadline, roles[index])
                line = nil
            }
        }
        if let reopensAt = orderLink.reopensAt, reopensAt <= due, reopensAt <= end {
            now = max(now, reopensAt)
            try reopenOrderLink()
            return true
        }
        guard due <= end, role != nil || line != nil else { return false }
        now = max(now, due)
        if let role {
            try advance(role)
        } else if let line {
            try deliverNext(of: line)
        }
        return true
    }

    private static func earliest(of lines: [DelayLine]) -> (line: Int, due: SessionTime)? {
        var found: (line: Int, parcel: DelayLine.Parcel)?
        for index in lines.indices {
            guard let parcel = lines[index].next else { continue }
            if let first = found?.parcel,
                (first.due, first.order) < (parcel.due, parcel.order)
            {
                continue
            }
            found = (index, parcel)
        }
        return found.map { ($0.line, $0.parcel.due) }
    }

    private func noteDeadline(of role: DeskRole) {
        switch role {
        case .exchange: deadlines[0] = exchange.nextDeadline
        case .risk: deadlines[1] = risk.nextDeadline
        case .quoter: deadlines[2] = quoter.nextDeadline
        case .tracker:
            deadlines[3] = tracker.nextDeadline
            isComplete = tracker.ask { $0.isComplete }
        }
    }

    private func advance(_ role: DeskRole) throws {
        switch role {
        case .exchange: _ = try exchange.advance(to: now, monotonic: 0)
        case .risk: _ = try risk.advance(to: now, monotonic: 0)
        case .quoter: _ = try quoter.advance(to: now, monotonic: 0)
        case .tracker: _ = try tracker.advance(to: now, monotonic: 0)
        }
        dispatch(role)
        if role == .exchange { try noticeBreak() }
    }

    private func deliverNext(of line: Int) throws {
        let target = lines[line].target
        let channel = lines[line].channel
        let now = now
        var verdict = OrderLinkVerdict.admitted
        // What the core says stays in its outbox until the frame is handled: nothing enters a line meanwhile.
        try lines[line].take { parcel, bytes in
            if line == Line.reportsToRisk.rawValue { verdict = admits(bytes) }
            guard verdict == .admitted else { return }
            switch target {
            case .exchange:
                try exchange.deliver(bytes, on: channel, from: parcel.peer, at: now, monotonic: 0)
            case .risk:
                try risk.deliver(bytes, on: channel, from: parcel.peer, at: now, monotonic: 0)
            case .quoter:
                try quoter.deliver(bytes, on: channel, from: parcel.peer, at: now, monotonic: 0)
            case .tracker:
                try tracker.deliver(bytes, on: channel, from: parcel.peer, at: now, monotonic: 0)
            }
        }
        if verdict == .admitted { dispatch(target) }
        if verdict == .hole { try cutOrderLink(.sequenceGap) }
        if target == .exchange { try noticeBreak() }
    }

    func tell<Message: WireMessage>(
        _ role: DeskRole, _ message: Message, from peer: PeerID = .everybody
    ) throws {
        let bytes = UnsafeRawBufferPointer(sessions.encode(message))
        switch role {
        case .exchange:
            try exchange.deliver(bytes, on: .shell, from: peer, at: now, monotonic: 0)
        case .risk: try risk.deliver(bytes, on: .shell, from: peer, at: now, monotonic: 0)
        case .quoter: try quoter.deliver(bytes, on: .shell, from: peer, at: now, monotonic: 0)
        case .tracker: try tracker.deliver(bytes, on: .shell, from: peer, at: now, monotonic: 0)
        }
        dispatch(role)
    }

    func open(_ role: DeskRole, _ channel: Channel, _ peer: PeerID) throws {
        try tell(
            role,
            SessionEvent(
                channelCode: channel.rawValue, change: .opened, reason: .none, peerEpoch: 1),
            from: peer)
    }

    private func dispatch(_ role: DeskRole) {
        switch role {
        case .exchange: forEachFrame(of: &exchange.outbox) { route($0, $1, from: .exchange) }
        case .risk: forEachFrame(of: &risk.outbox) { route($0, $1, from: .risk) }
        case .quoter: forEachFrame(of: &quoter.outbox) { route($0, $1, from: .quoter) }
        case .tracker: forEachFrame(of: &tracker.outbox) { route($0, $1, from: .tracker) }
        }
        // A quoter neither writes a log nor pulls one.
        if role != .quoter { pushLogs() }
        noteDeadline(of: role)
    }

    private func forEachFrame(
        of outbox: inout Outbox, _ body: (Outbox.Entry, UnsafeRawBufferPointer) -> Void
    ) {
        for index in outbox.frames.indices {
            let entry = outbox.frames[index]
            body(entry, UnsafeRawBufferPointer(outbox.bytes(of: entry)))
        }
    }

    private func route(_ entry: Outbox.Entry, _ bytes: UnsafeRawBufferPointer, from role: DeskRole)
    {
        switch (role, entry.channel) {
        case (.exchange, .marketData):
            put(bytes, on: .marketToRisk)
            put(bytes, on: .marketToQuoter)
        case (.exchange, .snapshot):
            put(bytes, on: entry.peer.value == 1 ? .snapshotToRisk : .snapshotToQuoter)
        case (.exchange, .orderSession) where orderLink.isDown: return
        case (.exchange, .orderSession): put(bytes, on: .reportsToRisk)
        case (.exchange, .eventLog):
            events.append(bytes, isComplete: LogFrame.endsDay(bytes))
        case (.risk, .orderSession) where orderLink.isDown: return
        case (.risk, .orderSession): put(bytes, on: .ordersToExchange, from: PeerID(1))
        case (.risk, .quoteSession): put(bytes, on: .reportsToQuoter)
        case (.risk, .decisionLog):
            decisions.append(bytes, isComplete: LogFrame.endsDay(bytes))
        case (.quoter, .quoteSession): put(bytes, on: .quotesToRisk, from: PeerID(1))
        case (.tracker, .eventLog):
            let asked = request(bytes)
            eventCursor = asked.map { LogCursor($0, in: events) }
            // The tracker asks on from what it has, and a link that comes back resends what risk has not.
            if let asked { events.forget(before: min(asked.from, risk.ask { $0.lastApplied })) }
        case (.tracker, .slack): put(bytes, on: .slackToQuoter)
        case (.tracker, .decisionLog):
            let asked = request(bytes)
            decisionCursor = asked.map { LogCursor($0, in: decisions) }
            if let asked { decisions.forget(before: asked.from) }
        default: return
        }
    }

    private func request(_ bytes: UnsafeRawBufferPointer) -> LogRequest? {
        guard let frame = try? Frame(bytes) else { return nil }
        return try? frame.root(LogRequest.self)
    }

    private func pushLogs() {
        push(&eventCursor, of: events, on: .eventsToTracker)
        push(&decisionCursor, of: decisions, on: .decisionsToTracker)
    }

    private func push(_ cursor: inout LogCursor?, of store: LogStore, on line: Line) {
        while let slot = cursor?.next(in: store) {
            let bytes = store.bytes(of: slot)
            if slot.last > 0 {
                LogFrame.patch(
                    bytes, tail: store.tail, watermark: now.nanoseconds,
                    isComplete: store.isComplete)
            }
            put(UnsafeRawBufferPointer(bytes), on: line)
            cursor?.advance(past: slot)
        }
    }

    /// What is on its way between exchange and risk is lost.
    func emptyOrderLines() {
        for line in [Line.ordersToExchange, .reportsToRisk] {
            lines[line.rawValue] = lines[line.rawValue].emptied
        }
    }

    func putReport(_ bytes: UnsafeMutableRawBufferPointer) {
        put(UnsafeRawBufferPointer(bytes), on: .reportsToRisk)
    }

    /// A report of nothing, to be cut in half.
    func encodeHalfMessage() -> UnsafeMutableRawBufferPointer {
        sessions.encodeEmpty(ExchangeEvents(), of: ExchangeEvents.Entry.self)
    }

    private func put(
        _ bytes: UnsafeRawBufferPointer, on line: Line, from peer: PeerID = .everybody
    ) {
        order += 1
        lines[line.rawValue].put(bytes, from: peer, at: now, order: order)
    }
}

extension VirtualDesk {
    /// What a role leaves behind: the content of its `process.json`.
    struct Leaving {
        let role: DeskRole
        let record: ProcessRecord

        func write(to folder: String) throws {
            try record.write(to: RunFolder(path: folder).processSummary(role))
        }
    }

    /// Seals the four journals.
    func finish() throws -> [Leaving] {
        [
            try leaving(.exchange, &exchange), try leaving(.risk, &risk),
            try leaving(
                .quoter, &quoter,
                facts: [
                    .init(
                        name: "wishesRefused", value: Int64(quoter.core.status.wishesRefused))
                ] + SurfaceFacts.facts(quoter.core.status.surface)),
            try leaving(.tracker, &tracker),
        ]
    }

    private func leaving<Core: RoleCore>(
        _ role: DeskRole, _ host: inout RoleHost<Core>, facts: [ProcessRecord.Fact] = []
    ) throws -> Leaving {
        let checkpoint = try host.finish(at: now, monotonic: 0)
        return Leaving(
            role: role,
            record: ProcessRecord(
                role: role, pid: 0, epoch: 1, framesIn: host.framesIn, framesOut: host.framesOut,
                journalRecords: host.journalRecords, droppedFrames: 0,
                refusedFrames: host.refusedFrames,
                malformedFrames: host.core.malformedFrames, residentBytes: 0,
                stateHash: checkpoint.stateHash, outputHash: checkpoint.outputHash, facts: facts))
    }
}
