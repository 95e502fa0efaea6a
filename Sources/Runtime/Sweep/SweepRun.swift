import Foundation
import Glibc
import Settings

/// `obligato backtest --sweep`: the plan's backtests in processes of their own, as many at a time as there are cores.
///
/// Which one ends first changes nothing: figures are read back in the plan's order.
public struct SweepRun {
    /// How the processes are run, not what they compute.
    public struct Options: Sendable {
        /// Processes at a time; nil = the machine's cores.
        public var jobs: Int?
        /// Keeps every run's folder; by default only its figures stay.
        public var keepsDays = false
        public var isQuiet = false
        /// Page beside the one in the sweep's folder; nil = none.
        public var html: String?

        public init() {}
    }

    private let plan: SweepPlan
    private let options: Options
    private let jobs: Int

    public init(_ plan: SweepPlan, options: Options = Options()) {
        self.plan = plan
        self.options = options
        let cores = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        jobs = max(1, min(options.jobs ?? cores, 256))
    }

    /// Runs all; prints table, failures and hash; false when a run failed or does not hold.
    public func run() throws -> Bool {
        let folder = try SweepFolder.create(try plan.base.out ?? FreeFolder.next(prefix: "sweep"))
        let failures = try play(in: folder)
        let outcome = try SweepOutcome(plan, in: folder, failures: failures)
        try outcome.write(to: folder)
        if let html = options.html { try TextFile.write(outcome.page(), to: html) }
        print(outcome.text(isQuiet: options.isQuiet))
        print("\(options.html ?? folder.page)")
        return outcome.holds
    }

    /// Runs all and prints nothing but the bar; where the figures are, and what failed, in the plan's order.
    func runQuietly() throws -> (folder: SweepFolder, failures: [String]) {
        let folder = try SweepFolder.create(try plan.base.out ?? FreeFolder.next(prefix: "sweep"))
        let failures = try play(in: folder)
        let outcome = try SweepOutcome(plan, in: folder, failures: failures)
        try outcome.write(to: folder)
        return (
            folder,
            plan.runs.compactMap { run in
                failures[run.number].map { "\(plan.name(of: run)): \($0)" }
            }
        )
    }

    /// - Returns: what went wrong, by run number.
    private func play(in folder: SweepFolder) throws -> [Int: String] {
        StopSignal.install()
        var progress = SweepProgress(count: plan.runs.count, jobs: jobs, isQuiet: options.isQuiet)
        var waiting = plan.runs[...]
        var running: [(run: SweepPlan.Run, child: ChildProcess)] = []
        var failures: [Int: String] = [:]
        defer { end(&running) }
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs, let run = waiting.popFirst() {
                running.append((run, try start(run, in: folder)))
            }
            for index in running.indices.reversed() {
                running[index].child.poll()
                guard let ending = running[index].child.ending else { continue }
                let run = running.remove(at: index).run
                if let failure = failure(of: run, ending, in: folder) {
                    failures[run.number] = failure
                    progress.interrupt("failed: \(plan.name(of: run)): \(failure)")
                }
                try finish(run, in: folder)
                progress.advance()
            }
            progress.show()
            if StopSignal.isRequested {
                throw FigureMismatch(description: "stopped by a signal before the sweep's end")
            }
            if !running.isEmpty { usleep(5_000) }
        }
        progress.finish()
        return failures
    }

    private func start(_ run: SweepPlan.Run, in folder: SweepFolder) throws -> ChildProcess {
        try ChildProcess(
            program: "/proc/self/exe",
            arguments: plan.arguments(
                of: run, out: folder.day(run.number), figures: folder.figures(run.number)),
            log: folder.log(run.number))
    }

    /// Nil when the child ended well; else why it did not, in one line.
    private func failure(
        of run: SweepPlan.Run, _ ending: ChildProcess.Ending, in folder: SweepFolder
    ) -> String? {
        guard ending != .exit(0) else {
            return FileManager.default.fileExists(atPath: folder.figures(run.number))
                ? nil : "ended well but left no figures"
        }
        let text = (try? TextFile.read(folder.log(run.number))) ?? ""
        let last = text.split(separator: "\n").last.map(String.init) ?? "no word"
        let said = last.hasPrefix("obligato: ") ? String(last.dropFirst(10)) : last
        return "\(ending), \(said)"
    }

    private func finish(_ run: SweepPlan.Run, in folder: SweepFolder) throws {
        let files = FileManager.default
        if !options.keepsDays { try? files.removeItem(atPath: folder.dayHolder(run.number)) }
    }

    /// Ends what still runs, by id, only our own children.
    private func end(_ running: inout [(run: SweepPlan.Run, child: ChildProcess)]) {
        for index in running.indices {
            running[index].child.send(SIGTERM)
            for _ in 0..<200 where running[index].child.isRunning {
                usleep(5_000)
                running[index].child.poll()
            }
            running[index].child.send(SIGKILL)
            usleep(1_000)
            running[index].child.poll()
        }
    }
}

/// The folder of a sweep: figures and logs by run number, tables, page.
struct SweepFolder {
    let path: String

    var page: String { "\(path)/sweep.html" }
    var list: String { "\(path)/sweep.json" }
    var runsTable: String { "\(path)/runs.csv" }
    var pointsTable: String { "\(path)/points.csv" }
    func figures(_ number: Int) -> String { "\(path)/figures/\(Self.padded(number)).json" }
    func log(_ number: Int) -> String { "\(path)/logs/\(Self.padded(number)).log" }
    /// Alone in a folder: a record's seal names the latest record beside it.
    func dayHolder(_ number: Int) -> String { "\(path)/days/\(Self.padded(number))" }
    func day(_ number: Int) -> String { dayHolder(number) + "/run" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    static func create(_ path: String) throws(SettingsError) -> SweepFolder {
        // The same refusal of a folder that holds something.
        let folder = SweepFolder(path: try RunFolder.create(path).path)
        for name in ["figures", "days"] {
            mkdir("\(folder.path)/\(name)", 0o700)
        }
        return folder
    }
}
