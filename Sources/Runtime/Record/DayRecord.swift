import Foundation
import Journal
import Market
import Obligations
import Settings
package import StrategyKit
import Tracker
package import Wire

/// A finished run, read from its journals: every figure on any page comes from here.
public final class DayRecord {
    let folder: RunFolder
    let desk: DeskConfiguration
    let plan: DeskPlan
    /// Figures, page and views of one record all ask for it; the day is read once.
    private var rebuiltTracker: TrackerCore?

    public static func open(_ path: String) throws -> DayRecord { try open(path, visitor: nil) }

    /// The record of a day with a strategy outside the catalog.
    package static func open(_ path: String, visitor: StrategyEntry?) throws -> DayRecord {
        let folder = try RunFolder.open(path)
        let desk = try DeskConfiguration.load(path: folder.configuration)
        return DayRecord(
            folder: folder, desk: desk, plan: try DeskPlan(desk, in: folder, visitor: visitor))
    }

    private init(folder: RunFolder, desk: DeskConfiguration, plan: DeskPlan) {
        self.folder = folder
        self.desk = desk
        self.plan = plan
    }

    var directory: InstrumentDirectory { plan.directory }

    /// The stored output frames of a role on one channel, in the order they were decided.
    func forEachFrame(
        of role: DeskRole, on channel: Channel, _ body: (Frame) throws -> Void
    ) throws {
        try forEach(.output, of: role, on: channel, body)
    }

    /// All records of a role's journal, in the order in which they were written.
    func forEachRecord(of role: DeskRole, _ body: (JournalRecord) throws -> Void) throws {
        let reader = try JournalReader(
            directory: folder.journal(role),
            expecting: try RoleJournal.identity(role, day: directory.day))
        try reader.forEach(body)
    }

    /// The frames a role received on one channel, in the order it took them.
    func forEachInput(
        of role: DeskRole, on channel: Channel, _ body: (Frame) throws -> Void
    ) throws {
        try forEach(.input, of: role, on: channel, body)
    }

    private func forEach(
        _ kind: RecordKind, of role: DeskRole, on channel: Channel,
        _ body: (Frame) throws -> Void
    ) throws {
        let reader = try JournalReader(
            directory: folder.journal(role),
            expecting: try RoleJournal.identity(role, day: directory.day))
        try reader.forEach { record in
            guard record.kind == kind.rawValue, record.channel == channel.rawValue else { return }
            try body(try Frame(record.payload))
        }
    }

    /// The exchange's authoritative events, from the first to the last.
    package func forEachEvent(_ body: (ExchangeEvents.Entry) throws -> Void) throws {
        try forEachFrame(of: .exchange, on: .eventLog) { frame in
            guard frame.template == Template.exchangeEvents else { return }
            let group = try frame.group(ExchangeEvents.Entry.self)
            for index in 0..<group.count { try body(group[index]) }
        }
    }

    /// Risk's decisions, from the first to the last.
    func forEachDecision(_ body: (RiskDecisions.Entry) throws -> Void) throws {
        try forEachFrame(of: .risk, on: .decisionLog) { frame in
            guard frame.template == Template.riskDecisions else { return }
            let group = try frame.group(RiskDecisions.Entry.self)
            for index in 0..<group.count { try body(group[index]) }
        }
    }

    /// The obligation record, computed anew from the exchange's log and risk's log.
    ///
    /// Not from the tracker's own journal: this is the second way to the same figures.
    func trackerCore() throws -> TrackerCore {
        if let rebuiltTracker { return rebuiltTracker }
        let core = try rebuildTracker()
        rebuiltTracker = core
        return core
    }

    private func rebuildTracker() throws -> TrackerCore {
        try trackerCores(under: [plan.pack])[0]
    }

    /// The same record under each of several packs, in one pass over the logs.
    ///
    /// - Parameter told: what the last of them is told to have been declared; by default what was.
    func trackerCores(under packs: [RulePack], told: [CircumstanceInterval]? = nil) throws
        -> [TrackerCore]
    {
        var cores = packs.enumerated().map { index, pack in
            plan.tracker(
                under: pack, told: index == packs.count - 1 ? told : nil, followsSlack: false)
        }
        var outbox = Outbox(instance: DeskRole.tracker.instance)
        var shell = SessionEncoder(instance: DeskRole.tracker.instance, epoch: 1)
        func tell(_ frame: Frame, on channel: Channel, at now: SessionTime) {
            for index in cores.indices {
                outbox.begin(causation: 0, now: now)
                cores[index].receive(
                    frame, on: channel, from: .everybody, at: now, into: &outbox)
            }
        }
        tell(
            try Frame(UnsafeRawBufferPointer(shell.encode(Started()))), on: .shell,
            at: SessionTime(nanoseconds: 0))
        try forEachFrame(of: .exchange, on: .eventLog) {
            tell($0, on: .eventLog, at: $0.envelope.sessionTime)
        }
        try forEachFrame(of: .risk, on: .decisionLog) {
            tell($0, on: .decisionLog, at: $0.envelope.sessionTime)
        }
        // A journal that stops before the day does must not leave a figure of its first hours alone.
        for index in cores.indices { cores[index].declareEventsGone() }
        return cores
    }

    /// The difference to the exchange's own score, which knows nothing of what was declared.
    func differenceWithoutCircumstances() throws -> Int64? {
        try trackerCores(under: [plan.pack], told: [])[0].report().exchangeDifferenceNanoseconds
    }

    /// The text of `obligations.json` as the tracker wrote it.
    func obligationsText() throws -> String {
        try TextFile.read(folder.obligations, bytesMax: 64 << 20)
    }
}
