import Foundation
import Glibc
import Journal
import Market
import Messaging
import Settings
import Wire

/// `obligato <role> --config F`: one process of a desk, from configuration to the end of its loop.
public enum DeskProcess {
    /// - Parameter monthSoFar: file with the month's sums so far; kept in the run folder.
    public static func run(_ role: DeskRole, config: String, monthSoFar: String? = nil) throws {
        let desk = try DeskConfiguration.load(path: config)
        if let monthSoFar {
            let folder = RunFolder(path: desk.runFolder)
            let plan = try DeskPlan(desk, in: folder)
            try MonthFile.adopt(
                monthSoFar, in: folder, day: plan.directory.day, pack: plan.pack)
        }
        try ZeroMQLibrary.load()
        StopSignal.install()
        KillSignal.install()
        let assembly = try ProcessAssembly(role: role, desk: desk)
        switch role {
        case .exchange: try assembly.runExchange()
        case .risk: try assembly.runRisk()
        case .quoter: try assembly.runQuoter()
        case .tracker: try assembly.runTracker()
        }
    }
}

/// What all four processes have in common: journal, recovered core, shell, status socket.
struct ProcessAssembly {
    let role: DeskRole
    let desk: DeskConfiguration
    let plan: DeskPlan
    let cores: DeskCores
    let folder: RunFolder
    let context: MessagingContext

    init(role: DeskRole, desk: DeskConfiguration) throws {
        self.role = role
        self.desk = desk
        folder = RunFolder(path: desk.runFolder)
        plan = try DeskPlan(desk, in: folder)
        cores = DeskCores(
            plan: plan, limits: desk.limits, speed: desk.clock.speed, account: desk.account)
        context = try MessagingContext()
    }

    func endpoint(_ name: DeskEndpoints.Name) throws -> Endpoint {
        try Endpoint(parsing: desk.endpoints[name])
    }

    /// Opens the journal, rebuilds the core from earlier lives, and puts the shell around it.
    ///
    /// `logs` takes the earlier lives' log frames again, so that the process serves its whole log.
    func shell<Core: RoleCore>(
        _ fresh: Core, remembers: Bool, log: (channel: Channel, store: LogStore)? = nil
    ) throws -> (shell: ProcessShell<Core>, epoch: UInt32) {
        let writer = try RoleJournal.open(role, in: folder, day: plan.directory.day)
        let epoch = writer.epoch
        var core = fresh
        if epoch > 1, remembers {
            core = try recovered(fresh, before: epoch, log: log)
        }
        let host = RoleHost(
            core: core, instance: role.instance, epoch: epoch, journal: writer,
            storing: role.storedChannels)
        let shell = ProcessShell(
            host: host, role: role.wireRole, clock: desk.clock, instance: role.instance,
            epoch: epoch)
        note(
            "\(role.rawValue) life \(epoch), pid \(ProcessFacts.pid), \(Version.text), "
                + "configuration \(ConfigurationHash.text(of: desk))")
        let names: [DeskRole: DeskEndpoints.Name] = [
            .exchange: .exchangeStatus, .risk: .riskStatus, .quoter: .quoterStatus,
            .tracker: .trackerStatus,
        ]
        if let name = names[role] {
            let link = try PublisherLink(context: context, endpoint: try endpoint(name))
            shell.add(link, routing: [.status])
            shell.statusLink = link
        }
        return (shell, epoch)
    }

    /// One line to standard error: the day's supervisor keeps it in RUN/logs.
    func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    private func recovered<Core: RoleCore>(
        _ fresh: Core, before epoch: UInt32, log: (channel: Channel, store: LogStore)?
    ) throws -> Core {
        var replay = CoreReplay(
            core: fresh, instance: role.instance, storing: role.storedChannels)
        let reader = try JournalReader(
            directory: folder.journal(role),
            expecting: try RoleJournal.identity(role, day: plan.directory.day))
        try reader.forEach { record in
            guard record.position.epoch < epoch else { return }
            if let log, record.kind == RecordKind.output.rawValue,
                record.channel == log.channel.rawValue
            {
                log.store.append(record.payload, isComplete: LogFrame.endsDay(record.payload))
            }
            try replay.apply(record)
        }
        return replay.core
    }

    /// Seals the journal and leaves `process.json` with the facts of this life.
    func finish<Core: RoleCore>(
        _ shell: ProcessShell<Core>, epoch: UInt32, facts: [ProcessRecord.Fact] = []
    ) throws {
        let now = MonotonicClock().now()
        let checkpoint = try shell.host.finish(at: desk.clock.time(at: now), monotonic: now)
        shell.publishStatus(at: now, finished: true, force: true)
        let record = ProcessRecord(
            role: role, pid: ProcessFacts.pid, epoch: epoch, framesIn: shell.host.framesIn,
            framesOut: shell.host.framesOut, journalRecords: shell.host.journalRecords,
            droppedFrames: shell.droppedFrames, refusedFrames: shell.host.refusedFrames,
            malformedFrames: shell.host.core.malformedFrames,
            residentBytes: ProcessFacts.residentBytes, stateHash: checkpoint.stateHash,
            outputHash: checkpoint.outputHash, facts: facts)
        try record.write(to: folder.processSummary(role))
    }
}
