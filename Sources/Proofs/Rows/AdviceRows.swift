import Market
import Risk
import Wire

/// Front-end control: a terminal asks risk's checks before it sends, and what by-passes it meets them all the same.
enum AdviceRows {
    static let proofs: [Proof] = [
        Proof(
            "C2.10", "Front-end control: the same checks at the terminal", "前端控制",
            rule: "seed 004 §4.2", run: frontEnd)
    ]

    private static func frontEnd(_ run: ProofRun) {
        quotes(run)
        states(run)
        orders(run)
        several(run)
        random(run)
    }

    /// A bad instruction, asked about and then sent past the terminal.
    private static func quotes(_ run: ProofRun) {
        let desk = run.desk { $0.limits.positionPerContractMax = 10 }
        run.note("price limit 5 000 ticks, at most 10 contracts a position")
        refused(
            run, desk, desk.entry(0, bid: 4_900, ask: 5_001), .priceOutsideLimits, 5_001, 5_000,
            "ask beyond the price limit")
        taken(run, desk, desk.entry(0, bid: 4_900, ask: 5_000), "ask at the price limit")
        refused(
            run, desk, desk.entry(1, bid: 1_010, ask: 1_010), .crossedQuote, 1_010, 1_010,
            "crossed")
        refused(
            run, desk, desk.entry(1, sizes: (11, 10)), .positionLimit, 11, 10,
            "a position beyond its limit")
        taken(run, desk, desk.entry(1, sizes: (10, 10)), "a position at its limit")
        refused(
            run, desk, desk.entry(99), .unknownContract, 99, nil, "a contract that is not listed")
    }

    private static func states(_ run: ProofRun) {
        let desk = run.desk()
        desk.command(.pause, scope: 2, index: 0)
        refused(run, desk, desk.entry(0), .paused, nil, nil, "a contract that is paused")
        desk.command(.resume, scope: 2, index: 0)
        taken(run, desk, desk.entry(0), "the same, resumed")
    }

    private static func orders(_ run: ProofRun) {
        let desk = run.desk { $0.limits.quantityPerOrderMax = 10 }
        desk.quoteOfOther(0, bid: 990, ask: 1_000, size: 40)
        let large = desk.order(0, .bid, 11, at: 1_000)
        let before = Standing(desk)
        let advice = desk.advise(order: large)
        let isUntouched = before.holds(desk)
        let seen = desk.logged
        let told = desk.send(order: large)
        run.require(
            advice?.refusals.first?.refusal == .orderQuantityLimit && told != nil
                && told?.refusal == advice?.refusals.first?.refusal
                && told?.value == advice?.refusals.first?.value && desk.logged == seen
                && isUntouched,
            "an order for 11, at most 10: terminal \(text(advice)); sent past it: "
                + (told.map { ProofRun.text($0) } ?? "not refused"))
        let fitting = desk.order(0, .bid, 10, at: 1_000)
        let again = Standing(desk)
        let agreed = desk.advise(order: fitting)?.wouldPass == true && again.holds(desk)
        run.require(
            agreed && desk.send(order: fitting) == nil
                && desk.log.contains { $0.kind == .orderFilled },
            "an order for 10: advised, nothing moved; sent: filled")
    }

    /// Everything that is wrong, at once.
    private static func several(_ run: ProofRun) {
        let desk = run.desk {
            $0.limits.positionPerContractMax = 9
            $0.limits.quantityPerOrderMax = 9
            $0.limits.purchaseMax = Money(yuan: 9_000)
        }
        desk.command(.pause, scope: 2, index: 0)
        let codes = desk.advise(desk.entry(0))?.refusals.map(\.refusal) ?? []
        let expected: [RefusalCode] = [
            .paused, .orderQuantityLimit, .positionLimit, .purchaseLimit,
        ]
        let told = Set(codes.map(\.rawValue))
        run.require(
            expected.allSatisfy { told.contains($0.rawValue) },
            "four things wrong at once: \(codes.map { "\($0)" }.joined(separator: ", "))")
    }

    /// Random instructions: what was advised is what is decided, and asking leaves no trace.
    private static func random(_ run: ProofRun) {
        let desk = run.desk {
            $0.limits.positionPerContractMax = 60
            $0.limits.quantityPerOrderMax = 30
            $0.limits.messagesPerSecondMax = 40
            $0.limits.withdrawalReservePerSecond = 4
            $0.limits.collarBasisPoints = 300
            $0.limits.collarTicksMin = 10
        }
        var random = ProofRandom(seed: run.seed, stream: "advice")
        var (asked, refused, differing, moved) = (0, 0, 0, 0)
        for _ in 0..<min(run.commands, 2_000) {
            let bid = Int64(940 + random.pick(100))
            let entry = desk.entry(
                Int(random.pick(5)), bid: bid, ask: bid + Int64(random.pick(60)) - 2,
                sizes: (Int32(random.pick(40)), Int32(random.pick(40))))
            guard entry.bidQuantity != .zero || entry.askQuantity != .zero else { continue }
            let before = Standing(desk)
            let advice = desk.advise(entry)
            if !before.holds(desk) { moved += 1 }
            let told = desk.send([entry])
            let first = told.refusals.first
            asked += 1
            if first != nil { refused += 1 }
            if advice?.refusals.first?.refusal != first?.refusal
                || advice?.refusals.first?.value != first?.value
                || advice?.refusals.first?.limit != first?.limit
                || advice?.wouldPass != told.refusals.isEmpty
                || told.answers.isEmpty != (first != nil)
            {
                differing += 1
            }
            desk.wait(milliseconds: Int64(random.pick(60)))
        }
        run.require(
            asked > 0 && refused > 0 && refused < asked && differing == 0 && moved == 0,
            "\(asked) random quotes, each asked about and sent: \(refused) refused, told otherwise "
                + "than decided \(differing), state moved by a question \(moved)")
    }

    // MARK: a quote and its twin

    /// What must not move when somebody only asks.
    private struct Standing {
        let state: UInt64
        let messages: Int64
        let logged: Int
        let decisions: Int
        let sent: UInt64

        init(_ desk: ProofDesk) {
            state = desk.risk.stateHash
            messages = desk.risk.messagesToday
            logged = desk.logged
            decisions = desk.decisions.count
            sent = desk.entriesSent
        }

        func holds(_ desk: ProofDesk) -> Bool {
            state == desk.risk.stateHash && messages == desk.risk.messagesToday
                && logged == desk.logged && decisions == desk.decisions.count
                && sent == desk.entriesSent
        }
    }

    private static func refused(
        _ run: ProofRun, _ desk: ProofDesk, _ entry: QuoteInstructions.Entry,
        _ code: RefusalCode, _ value: Int64?, _ limit: Int64?, _ text: String
    ) {
        let before = Standing(desk)
        let advice = desk.advise(entry)
        let first = advice?.refusals.first
        run.require(
            first?.refusal == code && before.holds(desk),
            "\(text): terminal \(Self.text(advice)); nothing sent, nothing counted")
        let told = desk.send([entry])
        let refusal = told.refusals.first
        run.require(
            refusal?.refusal == code && told.answers.isEmpty && refusal?.value == first?.value
                && refusal?.limit == first?.limit && refusal?.sideCode == first?.sideCode
                && (value == nil || refusal?.value == value)
                && (limit == nil || refusal?.limit == limit),
            "  past the terminal: \(desk.text(entry)) → "
                + (refusal.map { "refused " + ProofRun.text($0) } ?? "not refused")
                + "; exchange: \(ProofRun.text(told.answers))")
    }

    private static func taken(
        _ run: ProofRun, _ desk: ProofDesk, _ entry: QuoteInstructions.Entry, _ text: String
    ) {
        let before = Standing(desk)
        let advice = desk.advise(entry)
        run.require(
            advice?.wouldPass == true && before.holds(desk),
            "\(text): terminal \(Self.text(advice)); nothing sent, nothing counted")
        run.passes(desk, entry, "  sent")
    }

    private static func text(_ advice: ProofDesk.Advised?) -> String {
        guard let advice else { return "no answer" }
        guard let first = advice.refusals.first else { return "would pass" }
        return "\(first.refusal) value \(first.value) limit \(first.limit)"
    }
}
