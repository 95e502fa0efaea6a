import Foundation
import Journal
import Market
import Obligations
import Settings
import Tracker
package import Wire

/// A finished run, read from its journals: every figure on any page comes from here.
public final class DayRecord {
    let folder: RunFolder
    let desk: DeskConfiguration
    let plan: DeskPlan
    /// Figures, page and views of one record all ask for it; the day is read once.
    private var rebuiltTracker: TrackerCore?

    public static func open(_ path: String) throws -> DayRecord {
        let folder = try RunFolder.open(path)
        let desk = try DeskConfiguration.load(path: folder.configuration)
        return DayRecord(folder: folder, desk: desk, plan: try DeskPlan(desk))
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
        let reader = try JournalReader(
            directory: folder.journal(role),
            expecting: try RoleJournal.identity(role, day: directory.day))
        try reader.forEach { record in
            guard record.kind == RecordKind.output.rawValue, record.channel == channel.rawValue
            else { return }
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
        var core = DeskCores(plan: plan, limits: desk.limits, speed: desk.clock.speed).tracker()
        var outbox = Outbox(instance: DeskRole.tracker.instance)
        var shell = SessionEncoder(instance: DeskRole.tracker.instance, epoch: 1)
        let start = SessionTime(nanoseconds: 0)
        outbox.begin(causation: 0, now: start)
        core.receive(
            try Frame(UnsafeRawBufferPointer(shell.encode(Started()))), on: .shell,
            from: .everybody, at: start, into: &outbox)
        try forEachFrame(of: .exchange, on: .eventLog) { frame in
            outbox.begin(causation: 0, now: frame.envelope.sessionTime)
            core.receive(
                frame, on: .eventLog, from: .everybody, at: frame.envelope.sessionTime,
                into: &outbox)
        }
        try forEachFrame(of: .risk, on: .decisionLog) { frame in
            outbox.begin(causation: 0, now: frame.envelope.sessionTime)
            core.receive(
                frame, on: .decisionLog, from: .everybody, at: frame.envelope.sessionTime,
                into: &outbox)
        }
        // A journal that stops before the day does must not leave a figure of its first hours alone.
        core.declareEventsGone()
        return core
    }

    /// The text of `obligations.json` as the tracker wrote it.
    func obligationsText() throws -> String {
        try TextFile.read(folder.obligations, bytesMax: 64 << 20)
    }
}
