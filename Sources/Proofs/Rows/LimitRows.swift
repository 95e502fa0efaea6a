import Market
import Risk
import Wire

/// Limits that two persons change, and what one may do alone.
enum LimitRows {
    static let proofs: [Proof] = [
        Proof(
            "C3.3", "Limit management: apply, approve, change", "额度管理：限仓、限额申请、审批及变更",
            rule: "seed 004 §4.3", run: management),
        Proof(
            "P27.2c", "Thresholds of one version, changed by two; a missing one refuses", "阈值管理",
            rule: "seed 001 art. 27(2)", run: thresholds),
    ]

    private static func tell(_ reply: LimitReply?) -> String {
        guard let reply else { return "no reply" }
        return reply.outcome == .refused
            ? "refused, \(reply.problem)" : "\(reply.outcome), \(reply.status)"
    }

    private static func management(_ run: ProofRun) {
        let desk = run.desk { $0.limits.positionPerContractMax = 10 }
        run.passes(desk, desk.entry(0, sizes: (10, 10)), "limit 10 reached")
        run.refuses(desk, desk.entry(1, sizes: (11, 10)), .positionLimit, limit: 10, "limit + 1")
        let asked = desk.limits(.apply, .positionPerContract, 20, by: "li")
        let id = asked?.requestID ?? 0
        run.require(
            asked?.outcome == .accepted && asked?.status == .pending,
            "li applies for 20: request \(id), \(tell(asked))")
        let early = desk.limits(.approve, id: id, by: "wang", hash: ProofDesk.hash)
        run.require(early?.problem == .notPreviewed, "wang approves unseen: \(tell(early))")
        desk.limits(.preview, id: id, by: "li", hash: ProofDesk.hash)
        let own = desk.limits(.approve, id: id, by: "li", hash: ProofDesk.hash)
        run.require(own?.problem == .samePerson, "li approves the own request: \(tell(own))")
        let other = String(repeating: "a5", count: 32)
        let wrong = desk.limits(.approve, id: id, by: "wang", hash: other)
        run.require(wrong?.problem == .hashDiffers, "wang approves another preview: \(tell(wrong))")
        run.refuses(desk, desk.entry(1, sizes: (11, 10)), .positionLimit, limit: 10, "still 10")
        let done = desk.limits(.approve, id: id, by: "wang", hash: ProofDesk.hash)
        run.require(done?.status == .inForce, "wang approves what was previewed: \(tell(done))")
        run.passes(desk, desk.entry(1, sizes: (20, 20)), "limit 20 live")
        run.refuses(desk, desk.entry(2, sizes: (21, 20)), .positionLimit, limit: 20, "limit + 1")
        alone(run, desk)
        desk.restartRisk()
        run.require(
            desk.risk.limitsInForce[.positionPerContract] == 15,
            "after a restart of risk: \(desk.risk.limitsInForce[.positionPerContract] ?? -1)")
        for change in desk.risk.limitChanges { run.note("history: " + Self.text(change)) }
        let old = desk.risk.limitChanges.first?.entries.first?.old
        run.require(old == 10, "the old value is kept: \(old ?? -1)")
    }

    private static func alone(_ run: ProofRun, _ desk: ProofDesk) {
        let wider = desk.limits(.tighten, .positionPerContract, 30, by: "wang")
        run.require(wider?.problem == .notTighter, "one person widens: \(tell(wider))")
        let tighter = desk.limits(.tighten, .positionPerContract, 15, by: "wang")
        run.require(tighter?.status == .inForce, "one person tightens, at once: \(tell(tighter))")
        run.refuses(desk, desk.entry(2, sizes: (16, 10)), .positionLimit, limit: 15, "15 + 1")
        run.passes(desk, desk.entry(2, sizes: (15, 15)), "15")
    }

    private static func text(_ change: LimitChange) -> String {
        let entries = change.entries.map {
            "\($0.name.name) \($0.old.map(String.init) ?? "not set") → "
                + "\($0.new.map(String.init) ?? "not set")"
        }
        return "request \(change.id) \(change.madeAt) by \(change.maker): "
            + entries.joined(separator: ", ") + ", \(change.status)"
            + (change.checker.isEmpty ? "" : " by \(change.checker)")
            + (change.isEmergency ? ", emergency" : "")
    }

    // MARK: missing

    private static func thresholds(_ run: ProofRun) {
        let whole = run.desk()
        run.passes(whole, whole.entry(0), "every limit is set")
        for name in LimitName.allCases where name.absence == .refuses && !ofHedges.contains(name) {
            let desk = run.desk()
            let version = desk.risk.limitsVersion
            let reply = desk.change(name, to: nil)
            run.require(
                reply?.status == .inForce && desk.risk.limitsVersion == version + 1,
                "\(name.name) removed by two persons: \(tell(reply)), version "
                    + "\(version) → \(desk.risk.limitsVersion)")
            run.refuses(desk, desk.entry(0), .noLimitSet, "without \(name.name)")
        }
        for name in ofHedges { hedge(run, without: name) }
    }

    private static let ofHedges: [LimitName] = [
        .hedgeSharesPerOrder, .hedgeValuePerOrderYuan, .hedgeShares, .hedgeCollarBasisPoints,
    ]

    private static func hedge(_ run: ProofRun, without name: LimitName) {
        let desk = run.desk {
            $0.limits.hedge = HedgeLimits(
                sharesPerOrderMax: 1_000, valuePerOrderMax: Money(yuan: 2_500), sharesMax: 9_000,
                collarBasisPoints: 100)
        }
        desk.tell(underlying: 0, at: 25_000)
        let first = desk.send(hedge: 1_000, at: 25_000)
        run.require(
            first == nil,
            "1 000 shares hedged at 2.5: " + (first.map { "refused \($0)" } ?? "passed"))
        let reply = desk.change(name, to: nil)
        let second = desk.send(hedge: 1_000, at: 25_000)
        run.require(
            reply?.status == .inForce && second == .noLimitSet,
            "\(name.name) removed by two persons: \(tell(reply)); the same hedge: "
                + (second.map { "refused \($0)" } ?? "passed"))
    }

    /// No module is switched off by one person.
    static func switchable(_ run: ProofRun) {
        let desk = run.desk()
        let alone = desk.limits(.tighten, .fundsYuan, nil, by: "li")
        run.require(
            alone?.outcome == .refused, "one person takes the funds limit away: \(tell(alone))")
        run.passes(desk, desk.entry(0), "it still holds")
        let two = desk.change(.fundsYuan, to: nil)
        run.require(two?.status == .inForce, "two persons do: \(tell(two))")
        run.refuses(desk, desk.entry(1), .noLimitSet, "and then nothing passes without it")
    }
}
