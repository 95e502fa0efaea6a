import Foundation
import Glibc
import Market
import Wire

/// The bar that follows the session phases and the live line under it.
///
/// On a terminal both are redrawn in place; in a log one line is printed per phase and per twentieth of the day.
final class ProgressLine {
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let plan: DeskPlan
    private var drawnLines = 0
    private var lastTwentieth = -1
    private var lastPhase: TradingPhase?
    private var lastPids: [DeskRole: [Int32]] = [:]
    private let width = 48
    /// Alerts of surveillance so far.
    var alerts = 0

    init(isQuiet: Bool, folder: String, plan: DeskPlan) {
        self.isQuiet = isQuiet
        self.plan = plan
        isTerminal = isatty(1) == 1
        if !isQuiet {
            print("obligato day · \(plan.scenarioName) · \(plan.directory.day) · \(folder)")
        }
    }

    func show(at time: SessionTime, board: [DeskRole: StatusReport], pids: [DeskRole: [Int32]]) {
        guard !isQuiet else { return }
        announce(pids)
        let opening = plan.calendar.opening.nanoseconds
        let closing = plan.calendar.closing.nanoseconds
        let done = min(max(time.nanoseconds - opening, 0), closing - opening)
        let share = Double(done) / Double(closing - opening)
        let phase = plan.calendar.phase(at: time)
        let bar = bar(share: share, time: min(time, plan.calendar.closing), phase: phase)
        let live = liveLine(board)
        if isTerminal {
            if drawnLines > 0 { print("\u{1b}[\(drawnLines)A", terminator: "") }
            print("\u{1b}[2K\(bar)\n\u{1b}[2K\(live)")
            fflush(nil)
            drawnLines = 2
        } else if phase != lastPhase || Int(share * 20) != lastTwentieth {
            print("\(bar)  \(live)")
            fflush(nil)
        }
        lastPhase = phase
        lastTwentieth = Int(share * 20)
    }

    /// A line that stays, above the bar.
    func tell(_ line: String) {
        guard !isQuiet else { return }
        if isTerminal, drawnLines > 0 {
            print("\u{1b}[\(drawnLines)A\u{1b}[2K", terminator: "")
            drawnLines = 0
        }
        print(line)
        fflush(nil)
    }

    func finish() { if !isQuiet { print("") } }

    private func announce(_ pids: [DeskRole: [Int32]]) {
        for role in DeskRole.allCases where pids[role] != lastPids[role] {
            guard let ids = pids[role], let id = ids.last else { continue }
            if ids.count > 1 { drawnLines = 0 }
            print(
                ids.count == 1
                    ? "started \(role.rawValue) (pid \(id))"
                    : "restarted \(role.rawValue) (pid \(id), life \(ids.count))")
        }
        lastPids = pids
    }

    private func bar(share: Double, time: SessionTime, phase: TradingPhase) -> String {
        let full = Int(share * Double(width))
        let cells =
            String(repeating: "█", count: full)
            + String(repeating: "░", count: width - full)
        return "\(cells) \(String(time.description.prefix(8))) \(phase.label)"
    }

    private func liveLine(_ board: [DeskRole: StatusReport]) -> String {
        let quoter = board[.quoter]
        let tracker = board[.tracker]
        let coverage =
            tracker.map { $0.d > 0 ? percent($0.c, of: $0.d) : "–" } ?? "–"
        let pnl = Money(tenThousandths: quoter?.c ?? 0)
        return "quotes \(quoter?.a ?? 0)  fills \(quoter?.b ?? 0)  "
            + "presence \(coverage)  contracts \(tracker?.b ?? 0)/\(tracker?.a ?? 0)  "
            + "slack \(slack(tracker))  at risk \(tracker?.g ?? 0)  alerts \(alerts)  "
            + "P&L \(pnl)  "
            + "tick-to-ack p50 \((quoter?.d ?? 0) / 1_000) µs p99 \((quoter?.e ?? 0) / 1_000) µs"
    }

    /// The least slack of a contract that can still reach its bar, in seconds.
    private func slack(_ tracker: StatusReport?) -> String {
        guard let tracker, tracker.f >= 0, tracker.d > 0 else { return "–" }
        return "\(tracker.f / 1_000_000_000) s"
    }

    private func percent(_ part: Int64, of whole: Int64) -> String {
        let tenths = Int64(Double(part) / Double(whole) * 1_000)
        return "\(tenths / 10).\(tenths % 10)%"
    }
}

extension TradingPhase {
    /// The phase in both languages.
    var label: String {
        switch self {
        case .starting: "before opening 开市前"
        case .openingAuction: "opening auction 开盘集合竞价"
        case .pause: "pause 休市"
        case .continuous: "continuous 连续竞价"
        case .volatilityInterruption: "circuit breaker 熔断"
        case .halted: "halted 停牌"
        case .closingAuction: "closing auction 收盘集合竞价"
        case .closed: "closed 闭市"
        }
    }
}
