import Foundation
import Market
import Proofs
import Wire

/// Rows that end in a report to the exchange: the drill is the cores', the report is the one `obligato kill --report` writes.
enum StopProofs {
    static let proofs: [Proof] = [
        Proof(
            "P22", "Pause, cancel, report by one command", "发现影响秩序的，及时暂停交易、撤销申报并报告",
            rule: "seed 001 art. 22", run: { stop($0, .unexpectedEvent) }),
        Proof(
            "P24", "Sudden events: pause, cancel, report with the cause", "突发事件：立即暂停、撤单、报告",
            rule: "seed 001 art. 24", run: { run in StopCause.allCases.forEach { stop(run, $0) } }),
        Proof(
            "H28", "Control and report at once", "异常立即控制处置并报告", rule: "seed 003 art. 28",
            run: { stop($0, .technicalFailure) }),
    ]

    /// One drill may meet a busy machine; the median of some does not.
    private static let drillCount = 5

    private static func stop(_ run: ProofRun, _ cause: StopCause) {
        let clock = MonotonicClock()
        let drills = (0..<drillCount).map { _ in
            StopDrill(run, cause: cause.code) { clock.now() }
        }.sorted { $0.decidedNanoseconds < $1.decidedNanoseconds }
        let drill = drills[drillCount / 2]
        run.require(
            drills.allSatisfy { $0.liveBefore == 1_000 && $0.nextQuote == .killed },
            "kill, cause \(cause.rawValue) \(cause.chinese): \(drill.liveBefore) live; the next "
                + "quote is refused as \(drill.nextQuote)")
        run.require(
            drill.decidedNanoseconds <= 1_000_000,
            "in force \(drill.decidedNanoseconds / 1_000) µs after receipt (median of \(drillCount); "
                + "\(drills[0].decidedNanoseconds / 1_000) to "
                + "\(drills[drillCount - 1].decidedNanoseconds / 1_000) µs)")
        let span = drill.confirmedAt.map { $0 - drill.orderedAt }
        run.require(
            drill.liveAfter == 0 && drill.cancels == 1 && span != nil,
            "cancel-all: \(drill.cancels) message, \(drill.liveAfter) live in the exchange's log, "
                + "confirmed after \((span?.nanoseconds ?? 0) / 1_000) µs (link 2 × 500 µs)")
        run.require(
            drill.recordedCause == cause.code,
            "on record in the decision log: \(drill.recordedCause)")
        report(run, drill, cause)
    }

    private static func report(_ run: ProofRun, _ drill: StopDrill, _ cause: StopCause) {
        let path = NSTemporaryDirectory() + "obligato-check-\(UUID().uuidString).md"
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let report = StopReport(timeline(drill, cause), cause: cause, day: drill.day)
            try report.write(to: path)
            let text = try TextFile.read(path)
            let times = ["\(drill.orderedAt)", drill.confirmedAt.map { "\($0)" } ?? "–"]
            run.require(
                text.contains(cause.chinese) && times.allSatisfy(text.contains)
                    && text.contains("1000") && text.contains("To be filled in"),
                "report draft, \(text.split(separator: "\n").count) lines: cause, "
                    + "\(times.joined(separator: " → ")), live before and after")
        } catch {
            run.require(false, "report draft: \(error)")
        }
    }

    private static func timeline(_ drill: StopDrill, _ cause: StopCause) -> ControlTimeline {
        var timeline = ControlTimeline(
            verb: ControlRequest.kill.rawValue, scope: "all", person: "li", reason: "drill",
            cause: cause.rawValue)
        timeline.outcome = drill.confirmedAt == nil ? .unconfirmed : .confirmed
        timeline.orderedAt = "\(drill.orderedAt)"
        timeline.receivedAt = "\(drill.orderedAt)"
        timeline.confirmedAt = drill.confirmedAt.map { "\($0)" } ?? ""
        timeline.receivedNanoseconds = 0
        timeline.blockedNanoseconds = drill.decidedNanoseconds
        timeline.cancelSentNanoseconds = drill.decidedNanoseconds
        timeline.cleared = drill.cleared.enumerated().map { place, time in
            let after = (time - drill.orderedAt).nanoseconds
            return ControlTimeline.Cleared(
                contract: drill.contracts[min(place / 2, drill.contracts.count - 1)],
                exchangeTime: "\(time)", nanoseconds: after, heardNanoseconds: after)
        }
        timeline.liveBefore = UInt32(drill.liveBefore)
        timeline.liveAfter = UInt32(drill.liveAfter)
        timeline.elapsedNanoseconds =
            drill.confirmedAt.map { ($0 - drill.orderedAt).nanoseconds } ?? 0
        return timeline
    }
}
