import Market
import Risk
import Sim
import Wire

/// What the exchange does to us, watched, and the pause it leads to.
enum ReactionRows {
    static let proofs: [Proof] = [
        Proof(
            "P28", "Watch the exchange's answers, pause on an anomaly", "监控交易委托处理结果，重大异常及时暂停申报",
            rule: "seed 001 art. 28", run: anomalies)
    ]

    private static func anomalies(_ run: ProofRun) {
        storm(run)
        silence(run)
        doubt(run)
        foreign(run)
    }

    private static func alarm(_ desk: ProofDesk) -> RiskDecisions.Entry? {
        desk.decisions.last { $0.kind == .exchangeAlarm }
    }

    static func storm(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.reactions = ReactionTerms(rejectionsMax: 10, window: .seconds(1))
            $0.latency = .microseconds(500)
        }
        run.note("reject storm: the exchange rejects everything for a minute")
        desk.venue(
            ExchangeCommand(
                kindCode: ExchangeAction.Kind.rejectStorm.rawValue, participant: 1,
                duration: 60_000_000_000))
        let began = desk.now
        var sent = 0
        while alarm(desk) == nil, sent < 100 {
            desk.send([desk.entry(sent % 5)])
            sent += 1
            desk.wait(milliseconds: 10)
        }
        let time = (alarm(desk)?.time ?? desk.now) - began
        run.require(
            sent == 10 && alarm(desk)?.code == 1 && desk.ledger.rejected == 10
                && time <= .seconds(1),
            "pause after \(desk.ledger.rejected) rejections, "
                + "\(time.nanoseconds / 1_000_000) ms after the first; alarm on record")
        run.refuses(desk, desk.entry(0), .paused, "the next quote")
        let calm = run.desk {
            $0.terms.reactions = ReactionTerms(rejectionsMax: 10, window: .seconds(1))
        }
        for contract in 0..<5 { run.passes(calm, calm.entry(contract), "the twin: no storm") }
        run.require(alarm(calm) == nil, "no alarm")
        desk.wait(.seconds(60))
        desk.command(.resume)
        desk.command(.resume, scope: 1, index: 0)
        desk.wait(milliseconds: 10)
        let told = desk.send([desk.entry(0)])
        desk.wait(milliseconds: 10)
        run.require(
            told.refusals.isEmpty && desk.ledger.accepted == 1,
            "a person resumes after the storm: the exchange accepted \(desk.ledger.accepted)")
    }

    private static func silence(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.reactions = ReactionTerms(unacknowledgedAfter: .seconds(2))
        }
        run.passes(desk, desk.entry(0), "acknowledged at once")
        desk.holdsReports = true
        desk.send([desk.entry(1)])
        desk.wait(milliseconds: 1_999)
        run.require(alarm(desk) == nil, "no answer for 1.999 s: nothing")
        desk.wait(milliseconds: 1)
        run.require(
            alarm(desk)?.code == 2 && alarm(desk)?.value == 2_000_000_000,
            "no answer for 2 s: alarm and pause")
        run.refuses(desk, desk.entry(2), .paused, "the next quote")
    }

    private static func doubt(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.reactions = ReactionTerms(unresolvedAfter: .milliseconds(1))
            $0.terms.instructionLifeMax = .seconds(10)
        }
        desk.holdsOrders = true
        desk.send([desk.entry(0)], expires: desk.now + .seconds(10))
        desk.breakLink()
        desk.holdsOrders = false
        desk.wait(milliseconds: 100)
        desk.restoreLink()
        desk.wait(milliseconds: 2)
        run.require(
            alarm(desk)?.code == 3,
            "an order in an unknown state after the link came back: "
                + (alarm(desk).map { "alarm \($0.code) and pause" } ?? "no alarm"))
        run.refuses(desk, desk.entry(1), .paused, "the next quote")
    }

    private static func foreign(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.reactions = ReactionTerms(unexpectedReportsMax: 3, window: .seconds(1))
        }
        for number in 1...3 {
            desk.venue(
                ExchangeCommand(
                    kindCode: ExchangeAction.Kind.unknownFill.rawValue, scopeCode: 2, sideCode: 1,
                    participant: 1, index: 0, count: 1))
            run.require(
                (alarm(desk)?.code == 4) == (number == 3),
                "fill without an order \(number) of 3: "
                    + (alarm(desk) == nil ? "booked" : "booked, alarm and pause"))
        }
        run.refuses(desk, desk.entry(0), .paused, "the next quote")
        run.passes(desk, desk.entry(3), "what it does not concern goes on")
    }
}
