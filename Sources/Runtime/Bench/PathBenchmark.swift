import CRelay
import Foundation
import Glibc
import Market
import Messaging
import Quoter
import StrategyKit
import Wire

/// Tick to acknowledgement over quoter → risk → exchange → risk → quoter, beside the bare relay.
///
/// This process is the quoter: the real core, journal, duty loop and session. Risk and exchange are the real
/// processes. All of them, and the relay's three, share one core and block. Closed loop: the next tick comes when
/// all quotes of the last one are acknowledged.
public final class PathBenchmark {
    static let contractsPerUnderlying = 136
    private let quotes: Int
    private let iterations: Int
    private let repetitions: Int
    private let monotonic = MonotonicClock()
    private var children: [ChildProcess] = []
    private var relay: ChildProcess?
    private var relays: [Percentiles] = []
    private var paths: [Percentiles] = []

    /// - Parameter quotes: contracts requoted per tick, 1…200.
    public init(quotes: Int, iterations: Int, repetitions: Int) {
        self.quotes = quotes
        self.iterations = iterations
        self.repetitions = repetitions
    }

    /// The figures as text or JSON.
    public func run(json: Bool) throws -> String {
        try ZeroMQLibrary.load()
        StopSignal.install()
        let pinned = obl_pin_to_highest_core()
        let core = pinned < 0 ? nil : Int(pinned)
        let folder = try BenchDesk.folder()
        defer {
            endChildren()
            try? FileManager.default.removeItem(atPath: folder.path)
        }
        let desk = try BenchDesk.write(PathScenario.yaml, in: folder)
        for role in [DeskRole.exchange, .risk] {
            children.append(try ChildProcess.start(role, in: folder))
        }
        let frames = FrameLengths(quotes: quotes)
        try drive(desk, in: folder, frames)
        let report = PathReport(
            quotes: quotes, iterations: iterations, core: core, frames: frames, relays: relays,
            paths: paths, commit: commit(folder))
        return json ? try JSONText.text(report) : report.text
    }

    private func quoterCore(_ assembly: ProcessAssembly) throws -> QuoterCore {
        var configuration = try assembly.plan.quoterConfiguration(speed: 1)
        configuration.strategy = try StrategyCatalogue.path(quotes: quotes)
        configuration.tuning.toleranceTicksMin = 0
        configuration.tuning.tolerancePercent = 0
        configuration.tuning.instructionsPerSecondMax = 2_000_000
        configuration.tuning.staleAfter = .seconds(7_200)
        return QuoterCore(configuration: configuration)
    }

    private func drive(
        _ desk: DeskConfiguration, in folder: RunFolder, _ frames: FrameLengths
    ) throws {
        let assembly = try ProcessAssembly(role: .quoter, desk: desk)
        let (shell, epoch) = try assembly.shell(try quoterCore(assembly), remembers: false)
        let risk = try ClientLink(
            context: assembly.context, endpoint: assembly.endpoint(.quoteSession),
            terms: ClientLink.Terms(
                channel: .quoteSession, role: .quoter, participant: 1,
                environment: desk.environment, buildHash: 0),
            instance: DeskRole.quoter.instance, epoch: epoch)
        let injector = try TickInjector(
            context: assembly.context, snapshots: assembly.endpoint(.snapshot), clock: desk.clock,
            quotes: quotes, instance: DeskRole.quoter.instance, epoch: epoch)
        shell.add(risk, routing: [.quoteSession])
        shell.add(injector, routing: [])
        risk.outboundSequence = { [unowned shell] in
            shell.host.outbox.sequence(of: .quoteSession, to: .everybody)
        }
        injector.progress = { [unowned shell] in
            shell.host.ask { core in
                TickInjector.Progress(
                    newest: core.newestQuoteID.value,
                    acknowledged: core.newestAcknowledgedQuoteID.value,
                    live: core.status.liveQuotes)
            }
        }
        shell.didHandle = { core, _ in
            injector.handled(acknowledged: core.newestAcknowledgedQuoteID.value)
        }
        let deadline = monotonic.now() + 10_000_000_000
        shell.isFinished = { [unowned self] _ in
            injector.stage == .resting && paths.count == repetitions
        }
        shell.afterPass = { [unowned self, unowned shell] in
            if case .priming = injector.stage {
                try look(primingUntil: deadline, shell.host.core.status)
            } else if case .resting = injector.stage {
                try next(injector, in: folder, frames)
            }
        }
        try shell.start(isRestart: false)
        try shell.run()
        guard paths.count == repetitions else { throw BenchFailure("stopped by a signal") }
        try check(shell.host.core.status)
        try risk.logout()
    }

    private func look(primingUntil deadline: Int64, _ status: QuoterStatus) throws {
        for index in children.indices {
            children[index].poll()
            if let ending = children[index].ending {
                throw BenchFailure("risk or exchange ended with \(ending)")
            }
        }
        guard monotonic.now() < deadline else {
            throw BenchFailure(
                "not everything was quoted within ten seconds: \(status.liveQuotes) of \(quotes) "
                    + "live, \(status.refusals) refused, \(status.rejections) rejected, "
                    + "\(status.fills) fills, \(status.wishesRefused) wishes not permitted")
        }
    }

    /// While nothing is measured: the relay runs, then the next repetition begins.
    private func next(_ injector: TickInjector, in folder: RunFolder, _ frames: FrameLengths) throws
    {
        if !injector.samples.isEmpty, relays.count > paths.count {
            paths.append(Percentiles(injector.samples))
        }
        guard paths.count < repetitions else { return }
        let log = "\(folder.path)/relay-\(relays.count)"
        if var running = relay {
            running.poll()
            relay = running
            guard let ending = running.ending else { return }
            relay = nil
            guard ending == .exit(0), let result = Percentiles(text: try TextFile.read(log)) else {
                throw BenchFailure("the relay ended with \(ending)")
            }
            relays.append(result)
            injector.measure(iterations, warmup: 200)
        } else {
            relay = try ChildProcess(
                program: "/proc/self/exe",
                arguments: [
                    "bench", "relay", "--folder", folder.path, "--up", String(frames.up), "--down",
                    String(frames.down), "--iterations", String(iterations),
                ], log: log)
        }
    }

    /// A figure counts only if every quote did what was asked of it.
    private func check(_ status: QuoterStatus) throws {
        guard status.rejections == 0, status.liveQuotes == quotes else {
            throw BenchFailure(
                "\(status.rejections) rejected, \(status.refusals) refused, "
                    + "\(status.liveQuotes) live")
        }
    }

    private func endChildren() {
        if let relay { children.append(relay) }
        for var child in children.reversed() { child.end(within: 2_000_000_000) }
        children = []
        relay = nil
    }

    private func commit(_ folder: RunFolder) -> String {
        let log = "\(folder.path)/commit"
        guard
            var git = try? ChildProcess(
                program: "/usr/bin/git", arguments: ["describe", "--always", "--dirty"], log: log)
        else { return "unknown" }
        for _ in 0..<500 where git.isRunning {
            usleep(2_000)
            git.poll()
        }
        guard git.ending == .exit(0), let text = try? TextFile.read(log) else { return "unknown" }
        return text.split(separator: "\n").first.map(String.init) ?? "unknown"
    }
}

/// Makes the benchmark's strategy, which no command line can name.
private enum StrategyCatalogue {
    static func path(quotes: Int) throws -> PathStrategy {
        try PathStrategy(
            parameters: StrategyParameters(
                [(name: "quotes", text: String(quotes))],
                for: PathStrategy.parameterSpecification))
    }
}
