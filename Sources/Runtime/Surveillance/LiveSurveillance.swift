import Glibc
import Journal
import Surveillance

/// `obligato surveil RUN --follow`: alerts at the moment at which they come, while the day runs.
///
/// It reads the journals of exchange and risk as they grow and touches nothing else: no socket, no lock, no
/// word to the desk. Nothing is lost when it dies: the next one reads the day from its beginning.
public final class LiveSurveillance {
    private let run: SurveillanceSource
    private var watch: FlowWatch
    private var told: Set<String> = []
    private var tellFrom = 0
    private var exchange: RoleFollower
    private var risk: RoleFollower
    private let monotonic = MonotonicClock()
    /// How long one journal is waited for while the other grows.
    private let patience: Int64 = 2_000_000_000
    private let recordsAtOnce = 4_096
    private let file: AlertsFile?

    /// - Parameter keepsFile: writes `alerts.jsonl` into the run folder, as the day's own watch does.
    public init(_ path: String, rules: String? = nil, keepsFile: Bool = false) throws {
        run = try SurveillanceSource(try DayRecord.open(path), rules: rules)
        watch = run.watch()
        exchange = RoleFollower(directory: run.record.folder.journal(.exchange))
        risk = RoleFollower(directory: run.record.folder.journal(.risk))
        file = keepsFile ? try AlertsFile(run.record.folder.alerts) : nil
        if let file { told = file.names }
    }

    /// Follows until both logs have ended or a signal asks for the end.
    ///
    /// - Parameter tell: called for each alert, with its lines in English and Chinese.
    /// - Returns: whether the day came to its end.
    public func follow(_ tell: (String) -> Void) throws -> Bool {
        StopSignal.install()
        // Whoever watches makes way for whoever trades.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        let parent = ParentWatch()
        while !watch.isComplete, !StopSignal.isRequested, !parent.isOrphaned {
            let worked = try read()
            if watch.isDisordered { try rebuild() }
            try tellNews(tell)
            if !worked {
                forceWhatWaits()
                usleep(50_000)
            }
        }
        watch.end(.risk)
        watch.end(.exchange)
        if watch.isDisordered { try rebuild() }
        try tellNews(tell)
        return watch.exchangeEnded
    }

    /// The day as it stands: what `obligato surveil RUN` says of it.
    public var summary: SurveillanceRun { run.summary(of: watch.surveillance) }

    private func read() throws -> Bool {
        // Risk first: what the exchange says next is rarely kept waiting then.
        let heard = try risk.poll(limit: recordsAtOnce) { try watch.take(risk: $0) }
        let saw = try exchange.poll(limit: recordsAtOnce) { try watch.take(exchange: $0) }
        return heard || saw
    }

    private func forceWhatWaits() {
        let now = monotonic.now()
        if now - exchange.heardAt > patience || now - risk.heardAt > patience { watch.force() }
    }

    /// A journal that had been given up on had earlier rows after all: the day again, in order.
    private func rebuild() throws {
        watch = run.watch()
        tellFrom = 0
        exchange = RoleFollower(directory: run.record.folder.journal(.exchange))
        risk = RoleFollower(directory: run.record.folder.journal(.risk))
        while try risk.poll(limit: recordsAtOnce, { try watch.take(risk: $0) }) {}
        while try exchange.poll(limit: recordsAtOnce, { try watch.take(exchange: $0) }) {}
    }

    private func tellNews(_ tell: (String) -> Void) throws {
        let raised = watch.surveillance.raised
        while tellFrom < raised.count {
            let alert = raised[tellFrom]
            tellFrom += 1
            guard told.insert(AlertLine.name(of: alert)).inserted else { continue }
            let line = AlertLine(alert, rules: run.rules, directory: run.record.directory)
            try file?.append(line)
            tell(line.text)
        }
    }
}
