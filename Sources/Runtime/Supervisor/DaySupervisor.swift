import Foundation
import Glibc
import Market
import Messaging
import Settings

/// `obligato day`: starts the four processes of a desk, watches and restarts them, shows progress, sums up.
public final class DaySupervisor {
    /// A child that dies more often than this stops the day: a crash loop must not trade.
    static let restartsMax = 8

    private let settings: DaySettings
    private let plan: DeskPlan
    private let filing: FilingGate
    private let sealer: DaySealer
    private let monotonic = MonotonicClock()
    private var children: [DeskRole: ChildProcess] = [:]
    private var pids: [DeskRole: [Int32]] = [:]
    private var restartAt: [DeskRole: Int64] = [:]
    private var stopping: Set<DeskRole> = []
    private var alerts: AlertWatch?

    /// Reads scenario, rule pack and strategy first: a mistake in one is found before anything is written.
    public init(_ settings: DaySettings) throws {
        self.settings = settings
        plan = try DeskPlan(settings)
        try plan.checkMarket()
        filing = try plan.filingGate()
        _ = try plan.certificateGate()
        sealer = try DaySealer(key: settings.sealKey, previous: settings.previousDay)
    }

    public func run() throws -> RunOutcome {
        try ZeroMQLibrary.load()
        if case .tcp(let base) = settings.transport {
            try PortCheck.free(DeskEndpoints.tcp(base: base))
        }
        let path = try settings.out ?? FreeFolder.next(prefix: "day-\(settings.seed)")
        let folder = try RunFolder.create(path)
        let desk = try configuration(in: folder)
        try plan.record(desk, in: folder)
        try filing.write(to: folder)
        try RunManifest(
            settings: settings, plan: plan, kind: "day", configuration: desk.yaml
        ).write(to: folder.manifest)
        StopSignal.install()
        KillSignal.install()
        alerts = AlertWatch(folder)
        let board = try StatusBoard(context: MessagingContext(), endpoints: desk.endpoints)
        let progress = ProgressLine(isQuiet: settings.isQuiet, folder: folder.path, plan: plan)
        do {
            for role in DeskRole.allCases { try start(role, in: folder) }
            try watch(desk, folder: folder, board: board, progress: progress)
        } catch {
            endAll()
            _ = alerts?.end(patienceNanoseconds: 0)
            RunFolder.removeSockets(of: desk.endpoints)
            progress.finish()
            throw error
        }
        let unsealed = endAll()
        let sawAll = alerts?.end() ?? false
        RunFolder.removeSockets(of: desk.endpoints)
        progress.finish()
        if !sawAll, !settings.isQuiet {
            print(
                "surveillance did not see the whole day 异常交易监测未完成: "
                    + "obligato surveil \(folder.path)")
        }
        let outcome = try DayRecord.open(folder.path).summarise(
            pids: pids, lastStatus: board.latest, isQuiet: settings.isQuiet)
        guard unsealed.isEmpty else {
            // Its last segment is open: replay would not vouch for this record, so neither does the day.
            let names = unsealed.map(\.rawValue).joined(separator: ", ")
            throw FigureMismatch(
                description: "\(names) did not end in order: its journal is not sealed")
        }
        let sealed = try sealer.seal(folder.path)
        if !settings.isQuiet { print(sealed) }
        return outcome
    }

    private func configuration(in folder: RunFolder) throws -> DeskConfiguration {
        let endpoints: DeskEndpoints
        switch settings.transport {
        case .tcp(let base): endpoints = .tcp(base: base)
        case .ipc:
            guard let sockets = RunFolder.socketFolder(for: folder) else {
                throw SettingsError(
                    file: "/tmp", line: 0, path: "", problem: "no folder for sockets",
                    accepted: "a run folder with a shorter path")
            }
            endpoints = .ipc(folder: sockets)
        }
        // Time for four processes to load their instruments before the opening auction.
        let lead: Int64 = 1_000_000_000
        return plan.configuration(
            folder: folder,
            clock: SessionClock(
                monotonicOrigin: monotonic.now() + lead, origin: DeskConfiguration.clockOrigin,
                speed: settings.speed),
            endpoints: endpoints)
    }

    private func start(_ role: DeskRole, in folder: RunFolder) throws {
        let child = try ChildProcess.start(role, in: folder)
        children[role] = child
        pids[role, default: []].append(child.pid)
    }

    private func watch(
        _ desk: DeskConfiguration, folder: RunFolder, board: StatusBoard, progress: ProgressLine
    ) throws {
        let closing = plan.logEnd + .seconds(60)
        let latest = desk.clock.monotonic(at: closing) + 60_000_000_000
        while true {
            let now = monotonic.now()
            // Sent to the wrong process in a hurry: it means the same.
            if KillSignal.take() { children[.risk]?.send(SIGUSR1) }
            board.drain()
            for line in alerts?.look(at: now) ?? [] { progress.tell(line) }
            progress.alerts = alerts?.count ?? 0
            progress.show(at: desk.clock.time(at: now), board: board.latest, pids: pids)
            for role in DeskRole.allCases { try look(after: role, at: now, folder) }
            if children[.tracker]?.ending == .exit(0) { return }
            if StopSignal.isRequested {
                throw FigureMismatch(description: "stopped by a signal before the day's end")
            }
            guard now < latest else {
                throw FigureMismatch(
                    description: "the day did not end: see \(folder.path)/logs")
            }
            usleep(20_000)
        }
    }

    private func look(after role: DeskRole, at now: Int64, _ folder: RunFolder) throws {
        guard var child = children[role] else { return }
        child.poll()
        children[role] = child
        guard let ending = child.ending, ending != .exit(0) else { return }
        if case .exit(2) = ending {
            // A configuration error repeats itself; what the child said is the one clear line.
            throw SettingsError(
                file: role.rawValue, line: 0, path: "", problem: lastLine(of: folder.log(role)),
                accepted: "")
        }
        let lives = pids[role]?.count ?? 1
        guard lives <= Self.restartsMax else {
            throw FigureMismatch(
                description:
                    "\(role.rawValue) died \(lives) times (\(ending)): safe stop, see \(folder.log(role))"
            )
        }
        if let due = restartAt[role] {
            guard now >= due else { return }
            restartAt[role] = nil
            try start(role, in: folder)
        } else {
            // 300 ms, 600 ms, 1.2 s …: peers notice the silence first, and a crash loop does not burn the
            // machine.
            restartAt[role] = now + 300_000_000 << Int64(min(lives - 1, 5))
        }
    }

    private func lastLine(of log: String) -> String {
        let text = (try? TextFile.read(log)) ?? ""
        let line = text.split(separator: "\n").last.map(String.init) ?? "ended without a word"
        return line.hasPrefix("obligato: ") ? String(line.dropFirst(10)) : line
    }

    /// Ends what still runs: the quoter first, the exchange last; by id, only our own children.
    /// - Returns: those that did not end when asked to, or not with exit code 0.
    @discardableResult
    private func endAll() -> [DeskRole] {
        var disorderly: [DeskRole] = []
        for role in [DeskRole.quoter, .tracker, .risk, .exchange] {
            guard var child = children[role] else { continue }
            child.end(within: 5_000_000_000)
            children[role] = child
            if child.ending != .exit(0) { disorderly.append(role) }
        }
        return disorderly
    }
}
