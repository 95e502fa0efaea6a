import Glibc

/// The watch over our own flow beside the desk: a child that reads the journals and adds to `alerts.jsonl`.
///
/// The day does not hang on it: one that dies is started again and reads the day from its beginning.
final class AlertWatch {
    private static let livesMax = 5
    private let folder: RunFolder
    private var child: ChildProcess?
    private var lives = 0
    private var restartAt: Int64?
    private var lookedAt: Int64 = 0
    private let lookInterval: Int64 = 100_000_000
    private var offset = 0
    private var rest: [UInt8] = []
    /// Alerts so far, and the latest of them that was no notice.
    private(set) var count = 0
    private(set) var latest: AlertLine.Line?

    init(_ folder: RunFolder) { self.folder = folder }

    /// - Returns: what came since the last look.
    func look(at now: Int64) -> [AlertLine.Line] {
        guard now - lookedAt > lookInterval else { return [] }
        lookedAt = now
        keepAlive(at: now)
        let fresh = read()
        count += fresh.count
        latest = fresh.last { !$0.isNear } ?? latest
        return fresh
    }

    /// Waits for the watch to have seen the whole day, and ends it.
    ///
    /// - Returns: false if it did not see the end.
    func end(patienceNanoseconds: Int64 = 20_000_000_000) -> Bool {
        guard var child else { return false }
        let monotonic = MonotonicClock()
        func wait(_ nanoseconds: Int64) {
            let deadline = monotonic.now() + nanoseconds
            child.poll()
            while child.isRunning, monotonic.now() < deadline {
                usleep(10_000)
                child.poll()
            }
        }
        wait(patienceNanoseconds)
        let sawAll = child.ending == .exit(0)
        for (signal, patience) in [(SIGTERM, 2_000_000_000), (SIGKILL, 100_000_000)]
        where child.isRunning {
            child.send(signal)
            wait(Int64(patience))
        }
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
        child = try? ChildProcess(
            program: "/proc/self/exe", arguments: ["surveil", folder.path, "--follow", "--keep"],
            log: "\(folder.path)/logs/surveil.log")
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
