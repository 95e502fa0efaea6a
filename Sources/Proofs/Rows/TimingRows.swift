import Market
import Risk
import Wire

/// When nothing may be sent, and what is sent only once.
enum TimingRows {
    static let proofs: [Proof] = [
        Proof(
            "Z24a", "No repeated cancels", "有效控制重复撤单", rule: "seed 002 art. 24",
            run: repeatedCancels),
        Proof(
            "Z24b", "No cancel in no-cancel periods", "不可撤单时间内撤单", rule: "seed 002 art. 24",
            run: noCancelPeriod),
        Proof(
            "Z24c", "No order outside accepting times", "不接受申报时间内申报", rule: "seed 002 art. 24",
            run: closedPeriods),
    ]

    private static func repeatedCancels(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(desk, desk.entry(0), "a quote rests")
        desk.holdsOrders = true
        let sent = desk.cancelsSent
        for _ in 0..<10 { desk.command(.cancelAll) }
        run.require(
            desk.cancelsSent - sent == 1,
            "10 cancel-all calls while the exchange is silent → \(desk.cancelsSent - sent) message")
        desk.wait(milliseconds: 900)
        run.require(
            desk.cancelsSent - sent == 1, "0.9 s later: still \(desk.cancelsSent - sent)")
        desk.wait(milliseconds: 200)
        run.require(
            desk.cancelsSent - sent == 2, "after the timeout of 1 s it is sent again: once")
        desk.holdsOrders = false
        desk.settle()
        run.require(
            desk.ledger.live == 0 && desk.replies.contains { $0.outcome == .confirmed },
            "the exchange answers: \(desk.ledger.live) live, confirmed to the operator")
        desk.wait(milliseconds: 5_000)
        run.require(desk.cancelsSent - sent == 2, "nothing more is sent afterwards")
        withdrawals(run)
    }

    private static func withdrawals(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(desk, desk.entry(0), "a quote rests")
        desk.holdsOrders = true
        let before = desk.entriesSent
        var refused: [RefusalCode] = []
        for _ in 0..<10 { refused += desk.send([desk.withdrawal(0)]).codes }
        run.require(
            desk.entriesSent - before == 1 && refused.count == 9,
            "a quoter's 10 withdrawals → \(desk.entriesSent - before) sent, 9 refused as "
                + "\(Set(refused.map(\.description)).sorted())")
    }

    private static func noCancelPeriod(_ run: ProofRun) {
        let desk = run.desk {
            $0.opensAt = SessionTime(hour: 14, minute: 58)
            $0.terms.withdrawalsForbidden = [
                RiskTerms.Window(
                    start: SessionTime(hour: 14, minute: 59),
                    end: SessionTime(hour: 15, minute: 0))
            ]
        }
        run.passes(desk, desk.entry(0), "14:58:00 closing auction, a quote")
        run.passes(desk, desk.entry(1), "and another")
        withdraw(run, desk, 0, isTaken: true, "14:58:00 withdrawal")
        desk.run(until: SessionTime(hour: 14, minute: 58, second: 59, milliseconds: 999))
        run.passes(desk, desk.entry(0), "14:58:59.999 a quote")
        withdraw(run, desk, 0, isTaken: true, "14:58:59.999 withdrawal")
        desk.run(until: SessionTime(hour: 14, minute: 59))
        withdraw(run, desk, 1, isTaken: false, "14:59:00 withdrawal")
        desk.run(until: SessionTime(hour: 14, minute: 59, second: 59, milliseconds: 999))
        withdraw(run, desk, 1, isTaken: false, "14:59:59.999 withdrawal")
    }

    private static func withdraw(
        _ run: ProofRun, _ desk: ProofDesk, _ contract: Int, isTaken: Bool, _ text: String
    ) {
        let told = desk.send([desk.withdrawal(contract)])
        let answer = told.answers.first?.kind
        run.require(
            isTaken
                ? answer == .withdrawalAccepted && told.refusals.isEmpty
                : told.codes == [.phaseForbids] && told.answers.isEmpty,
            "\(text): \(told.refusals.first.map { "refused " + ProofRun.text($0) } ?? "passed"); "
                + "exchange: \(ProofRun.text(told.answers))")
    }

    private static func closedPeriods(_ run: ProofRun) {
        let times: [(Int, Int, Int, Bool, String)] = [
            (9, 14, 59, false, "before the opening auction"), (9, 15, 0, true, "opening auction"),
            (9, 25, 0, false, "between auction and trading"), (9, 30, 0, true, "trading"),
            (11, 29, 59, true, "last second of the morning"), (11, 30, 0, false, "lunch"),
            (13, 0, 0, true, "afternoon"), (14, 57, 0, true, "closing auction"),
            (15, 0, 0, false, "closed"),
        ]
        for (hour, minute, second, isTaken, name) in times {
            let desk = run.desk {
                $0.opensAt = SessionTime(hour: hour, minute: minute, second: second)
            }
            let text = "\(desk.now.description.prefix(8)) \(name)"
            if isTaken {
                run.passes(desk, desk.entry(0), text)
            } else {
                run.refuses(desk, desk.entry(0), .phaseForbids, text)
            }
        }
    }
}
