import Glibc
import Journal
import Market
import Obligations
import Sim
import Tracker
import Wire

/// `obligato backtest`: a day through the four cores on the virtual clock; one seed, one record, to the byte.
public struct Backtest {
    private let settings: DaySettings
    private let plan: DeskPlan
    private let filing: FilingGate
    private let sealer: DaySealer
    private let flow: any MarketFlow

    public init(_ settings: DaySettings) throws {
        var settings = settings
        // Session time is the only time: patience is not stretched for a scheduler.
        settings.speed = 1
        self.settings = settings
        plan = try DeskPlan(settings)
        // A bad recorded row is found before a run folder is there.
        flow = try plan.flow()
        filing = try plan.filingGate()
        _ = try plan.certificateGate()
        sealer = try DaySealer(key: settings.sealKey, previous: settings.previousDay)
    }

    public func run() throws -> RunOutcome {
        let folder = try record()
        let record = try DayRecord.open(folder.path)
        let outcome = try record.summarise(
            pids: [:], lastStatus: [:], isQuiet: settings.isQuiet, isSilent: settings.isSilent)
        try writeFigures(of: record, holds: outcome.holds)
        let sealed = try sealer.seal(folder.path)
        if !settings.isQuiet, !settings.isSilent { print(sealed) }
        return outcome
    }

    /// Plays the day and leaves its record, without figures, page or seal.
    func record() throws -> RunFolder {
        let path = try settings.out ?? FreeFolder.next(prefix: "backtest-\(settings.seed)")
        let folder = try RunFolder.create(path)
        let desk = plan.configuration(
            folder: folder,
            clock: SessionClock(
                monotonicOrigin: 0, origin: DeskConfiguration.clockOrigin, speed: 1),
            endpoints: .ipc(folder: "virtual"))
        try plan.record(desk, in: folder)
        try filing.write(to: folder)
        try RunManifest(settings: settings, plan: plan, kind: "backtest", configuration: desk.yaml)
            .write(to: folder.manifest)
        let virtual = try self.desk(desk, in: folder)
        try play(virtual)
        try close(virtual, in: folder)
        return folder
    }

    /// The files that were asked for beside the run folder, and the hash by which two runs are the same.
    private func writeFigures(of record: DayRecord, holds: Bool) throws {
        guard settings.figuresFile != nil || settings.htmlFile != nil else { return }
        let figures = try BacktestFigures(record, holds: holds)
        if let path = settings.figuresFile { try figures.write(to: path) }
        if let path = settings.htmlFile {
            try TextFile.write(try figures.page(), to: path)
            if !settings.isSilent { print(path) }
        }
        if !settings.isQuiet, !settings.isSilent {
            print("hash \(String(try figures.hash, radix: 16))")
        }
    }

    private func desk(_ desk: DeskConfiguration, in folder: RunFolder) throws -> VirtualDesk {
        let cores = DeskCores(plan: plan, limits: desk.limits, speed: 1, flow: flow)
        return VirtualDesk(
            exchange: try host(try cores.exchange(), .exchange, folder),
            risk: try host(try cores.risk(), .risk, folder),
            quoter: try host(try cores.quoter(), .quoter, folder),
            tracker: try host(cores.tracker(), .tracker, folder),
            start: DeskConfiguration.clockOrigin,
            latencies: VirtualDesk.Latencies(
                links: plan.scenario.links, seed: plan.settings.seed))
    }

    private func host<Core: RoleCore>(_ core: Core, _ role: DeskRole, _ folder: RunFolder) throws
        -> RoleHost<Core>
    {
        RoleHost(
            core: core, instance: role.instance, epoch: 1,
            journal: try RoleJournal.open(role, in: folder, day: plan.directory.day),
            storing: role.storedChannels)
    }

    private func play(_ desk: VirtualDesk) throws {
        let end = plan.logEnd + .seconds(60)
        try desk.start()
        var shownMinute: Int64 = -1
        var truth =
            settings.measuresTruth
            ? SurfaceTruth(directory: plan.directory, calendar: plan.calendar) : nil
        let showsTime = !settings.isQuiet && isatty(1) == 1
        while try desk.step(until: end) {
            if truth?.isDue(at: desk.now) ?? false {
                truth?.look(desk.exchange.core, desk.quoter.core, at: desk.now)
            }
            let minute = desk.now.nanoseconds / 60_000_000_000
            if showsTime, minute / 10 != shownMinute / 10 {
                shownMinute = minute
                print("\r\(String(desk.now.description.prefix(5)))", terminator: "")
                fflush(nil)
            }
            if desk.isComplete { break }
        }
        if showsTime, !settings.isSilent {
            print("\r     \r", terminator: "")
        }
        if let truth, !settings.isSilent { print(truth.line) }
        guard desk.isComplete else {
            throw FigureMismatch(description: "the day's record is not complete at \(desk.now)")
        }
    }

    private func close(_ desk: VirtualDesk, in folder: RunFolder) throws {
        try TextFile.write(try desk.tracker.core.report().json(), to: folder.obligations)
        for facts in try desk.finish() { try facts.write(to: folder.path) }
    }
}
