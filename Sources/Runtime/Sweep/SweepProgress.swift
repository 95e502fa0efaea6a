import Glibc

/// The bar of a sweep: redrawn in place on a terminal, else one line for each tenth of the runs.
struct SweepProgress {
    private let count: Int
    private let jobs: Int
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let clock = MonotonicClock()
    private let began: Int64
    private var done = 0
    private var shownAt: Int64 = 0
    private var toldTenth = 0
    private static let width = 40

    init(count: Int, jobs: Int, isQuiet: Bool) {
        self.count = count
        self.jobs = jobs
        self.isQuiet = isQuiet
        isTerminal = isatty(1) == 1
        began = clock.now()
        if !isQuiet {
            print("obligato sweep · \(count) backtests, \(min(jobs, count)) at a time")
        }
    }

    mutating func advance() {
        done += 1
        shownAt = 0
        guard !isQuiet, !isTerminal, done * 10 / count > toldTenth else { return }
        toldTenth = done * 10 / count
        print(line)
        fflush(nil)
    }

    mutating func show() {
        let now = clock.now()
        guard !isQuiet, isTerminal, now - shownAt > 200_000_000 else { return }
        shownAt = now
        print("\r\u{1b}[2K\(line)", terminator: "")
        fflush(nil)
    }

    /// A line of its own, above the bar.
    mutating func interrupt(_ text: String) {
        print((isTerminal && !isQuiet ? "\r\u{1b}[2K" : "") + text)
        fflush(nil)
        shownAt = 0
    }

    func finish() {
        if !isQuiet, isTerminal { print("\r\u{1b}[2K", terminator: "") }
    }

    private var line: String {
        let full = done * Self.width / max(1, count)
        let bar =
            String(repeating: "█", count: full)
            + String(repeating: "░", count: Self.width - full)
        let seconds = (clock.now() - began) / 1_000_000_000
        let left = done > 0 ? seconds * Int64(count - done) / Int64(done) : nil
        return "\(bar) \(done)/\(count)  \(seconds) s" + (left.map { ", \($0) s left" } ?? "")
    }
}
