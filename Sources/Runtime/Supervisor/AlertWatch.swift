import Glibc

/// The watch over our own flow beside the desk: a child that reads the journals and adds to `alerts.jsonl`.
///
/// The day does not hang on it: one that dies is started again and reads the day from its beginning.
final class AlertWatch {
    private static let livesMax = 5
    /// A day with two hundred contracts near one bar must not hide another bar.
    private static let linesPerRuleMax = 3
    private let folder: RunFolder
    private var child: ChildProcess?
    private var lives = 0
    private var restartAt: Int64?
    private var lookedAt: Int64 = 0
    private let lookInterval: Int64 = 100_000_000
    private var offset = 0
    private var rest: [UInt8] = []
    /// Alerts so far.
    private(set) var count = 0
    /// Alerts by rule. Never iterated.
    private var told: [String: Int] = [:]

    init(_ folder: RunFolder) { self.folder = folder }

    private var log: String { "\(folder.path)/logs/surveil.log" }

    /// - Returns: what came since the last look, a line each; of one rule the first few.
    func look(at now: Int64) -> [String] {
        guard now - lookedAt > lookInterval else { return [] }
        lookedAt = now
        keepAlive(at: now)
        let fresh = read()
        count += fresh.count
        return fresh.compactMap { line in
            told[line.rule, default: 0] += 1
            let times = told[line.rule, default: 0]
            if times <= Self.linesPerRuleMax { return line.headline }
            guard times == Self.linesPerRuleMax + 1 else { return nil }
            return "… more of \(line.rule): \(log)"
        }
    }

    /// Waits for the watch to have seen the whole day, and ends it.
    ///
    /// - Returns: false if it did not see the end.
    func end(patienceNanoseconds: Int64 = 20_000_000_000) -> Bool {
        guard var child else { return false }
        let monotonic = MonotonicClock()
        let deadline = monotonic.now() + patienceNanoseconds
        child.poll()
        while child.isRunning, monotonic.now() < deadline {
            usleep(10_000)
            child.poll()
        }
        let sawAll = child.ending == .exit(0)
        child.end(within: 2_000_000_000)
        self.child = nil
        return sawAll
    }

    private func keepAlive(at now: Int64) {
        child?.poll()
        if child?.isRunning ?? false { return }
        if child?.ending == .exit(0) { return }
        guard lives < Self.livesMax else { return }
        if lives > 0 {
            guard let due = restartAt else {
                restartAt = now + 500_000_000
                return
            }
            guard now >= due else { return }
            restartAt = nil
        }
        lives += 1
        child = try? ChildProcess.ofThisProgram(
            ["surveil", folder.path, "--follow", "--keep"], log: log)
    }

    /// Whole lines that the file has gained.
    private func read() -> [AlertLine.Line] {
        let descriptor = open(folder.alerts, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(offset))
            guard count > 0 else { break }
            offset += count
            rest += buffer[..<count]
        }
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let text = String(decoding: rest[...end], as: UTF8.self)
        rest.removeSubrange(...end)
        return AlertsFile.lines(of: text)
    }
}
