import Market
import Risk
import Wire

/// Cancel, pause, isolate, halt: what one person may do at once, and two undo.
enum StateRows {
    static let proofs: [Proof] = [
        Proof("P27.3a", "Fast cancel", "快速撤销申报", rule: "seed 001 art. 27(3)", run: cancel),
        Proof("P27.3b", "Pause sending", "暂停申报", rule: "seed 001 art. 27(3)", run: pause),
        Proof("P27.3c", "Isolation", "系统隔离", rule: "seed 001 art. 27(3)", run: isolate),
        Proof(
            "H18.5", "Thresholds; cancel, pause, isolate", "风控阈值；快速撤销申报、暂停申报、系统隔离",
            rule: "seed 003 art. 18(5)", run: emergency),
        Proof(
            "Z30.5", "On major failure pause, cancel, isolate", "错误处理：重大故障时暂停交易、撤销委托、系统隔离",
            rule: "seed 002 art. 30(5)", run: emergency),
        Proof(
            "K18", "Emergency measures on a major anomaly", "重大异常时可采取的应急处置措施",
            rule: "seed 008 art. 18(3)", run: emergency),
        Proof(
            "P21.3", "Major failure: refuse and cancel", "技术系统重大故障或委托重大异常：拒绝委托、撤销申报",
            rule: "seed 001 art. 21(3)", run: ladder),
    ]

    private static func emergency(_ run: ProofRun) {
        cancel(run)
        pause(run)
        isolate(run)
    }

    // MARK: cancel

    /// A thousand live quotes on two underlyings, half a millisecond from the exchange.
    private static func cancel(_ run: ProofRun) {
        let scopes: [(UInt8, UInt32, Int, String)] = [
            (0, 0, 0, "all"), (4, 1, 0, "the account"), (1, 0, 500, "one underlying"),
            (2, 7, 999, "one contract"),
        ]
        for (scope, index, left, name) in scopes {
            let desk = run.desk {
                $0.contracts = ProofMarket.many(1_000)
                $0.latency = .microseconds(500)
            }
            for start in stride(from: 0, to: 1_000, by: 250) {
                desk.send((start..<start + 250).map { desk.entry($0) })
            }
            desk.wait(.milliseconds(2))
            let before = desk.ledger.live
            let sent = desk.cancelsSent
            let asked = desk.now
            let reply = desk.command(.cancelAll, scope: scope, index: index)
            let early = desk.replies.contains { $0.outcome == .confirmed }
            desk.wait(.milliseconds(5))
            let confirmed = desk.replies.last { $0.outcome == .confirmed }
            let span = (confirmed?.confirmedAt ?? asked) - asked
            run.require(
                before == 1_000 && desk.ledger.live == left && reply?.outcome == .waiting && !early
                    && confirmed != nil && desk.cancelsSent - sent == 1,
                "cancel \(name): \(before) live → \(desk.ledger.live) in the exchange's log, "
                    + "\(desk.cancelsSent - sent) message; confirmed by the exchange after "
                    + "\(span.nanoseconds / 1_000) µs (link 2 × 500 µs), not before")
        }
        run.note("time in the cores themselves: `obligato bench`; docs/risk.md")
        priority(run)
    }

    /// A second full of quotes leaves room for the cancel.
    private static func priority(_ run: ProofRun) {
        let desk = run.desk {
            $0.limits.messagesPerSecondMax = 20
            $0.limits.withdrawalReservePerSecond = 4
            $0.limits.massCancelReservePerSecond = 2
        }
        let told = desk.send((0..<200).map { desk.entry($0 % 5) })
        run.require(
            told.codes.contains(.messageRate) && desk.ledger.live > 0,
            "the second is full of quotes: \(desk.ledger.live) live, the rest refused")
        desk.command(.cancelAll)
        run.require(
            desk.ledger.live == 0, "cancel-all has its own lane: \(desk.ledger.live) live at once")
    }

    // MARK: pause

    private static func pause(_ run: ProofRun) {
        let scopes: [(UInt8, UInt32, Int?, String)] = [
            (0, 0, nil, "all"), (1, 0, 3, "underlying 0"), (2, 0, 1, "contract 0"),
            (3, 1, nil, "quoter 1"), (4, 1, nil, "the account"),
        ]
        for (scope, index, outside, name) in scopes {
            let desk = run.desk()
            run.passes(desk, desk.entry(0), "\(name): before")
            desk.command(.pause, scope: scope, index: index)
            run.refuses(desk, desk.entry(0, bid: 989), .paused, "paused \(name)")
            run.require(desk.ledger.isLive(0), "what rests stays")
            if let outside { run.passes(desk, desk.entry(outside), "outside the pause") }
            if scope == 3 { run.passes(desk, desk.entry(1), from: 2, "quoter 2 goes on") }
            let told = desk.send([desk.withdrawal(0)])
            run.require(
                told.answers.first?.kind == .withdrawalAccepted && told.refusals.isEmpty,
                "a cancel passes in the pause: \(ProofRun.text(told.answers))")
            desk.command(.resume, scope: scope, index: index)
            run.passes(desk, desk.entry(0), "resumed")
        }
    }

    // MARK: isolate

    private static func isolate(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(desk, desk.entry(0), "quoter 1")
        run.passes(desk, desk.entry(1), from: 2, "quoter 2")
        let sent = desk.cancelsSent
        desk.command(.isolate, scope: 3, index: 1)
        run.require(
            !desk.ledger.isLive(0) && desk.ledger.isLive(1),
            "isolated: its quote is off after \(desk.cancelsSent - sent) cancel, quoter 2's stays")
        run.refuses(desk, desk.entry(2), .isolated, value: 1, "its quote")
        let told = desk.send([desk.withdrawal(2)])
        run.require(
            told.codes == [.isolated] && told.answers.isEmpty, "its withdrawal: not heard either")
        run.passes(desk, desk.entry(2), from: 2, "quoter 2 goes on")
        release(run, desk, scope: 3, index: 1)
        run.passes(desk, desk.entry(3), "quoter 1 after the release")
    }

    /// One person is not enough, and the same person twice is one.
    static func release(_ run: ProofRun, _ desk: ProofDesk, scope: UInt8 = 0, index: UInt32 = 0) {
        let first = desk.command(.release, scope: scope, index: index, by: "li")?.outcome
        let same = desk.command(.release, scope: scope, index: index, by: "li")?.outcome
        run.require(
            first == .waiting && same == .refused,
            "release by li: \(name(first)); by li again: \(name(same))")
        let second = desk.command(.release, scope: scope, index: index, by: "wang")?.outcome
        run.require(second == .accepted, "release by wang: \(name(second))")
    }

    static func name(_ outcome: ControlOutcome?) -> String { outcome?.description ?? "no reply" }

    // MARK: halt

    private static func ladder(_ run: ProofRun) {
        let desk = run.desk {
            $0.opening = [OpeningHolding(code: 10_000_001, long: 100, short: 100)]
        }
        run.passes(desk, desk.entry(0), "ACTIVE: a quote that opens")
        run.passes(desk, desk.entry(1), "and another")
        desk.command(.reduce)
        run.refuses(desk, desk.entry(2), .reducingOnly, "REDUCING: a quote that opens")
        run.passes(
            desk, desk.entry(0, effects: (.close, .close)), "REDUCING: one that closes both sides")
        desk.command(.halt)
        run.require(
            desk.ledger.live == 0 && desk.replies.last?.liveQuotes == 0,
            "HALTED: live orders in the exchange's log \(desk.ledger.live), told to the operator "
                + "as \(StateRows.name(desk.replies.last?.outcome))")
        run.refuses(
            desk, desk.entry(0, effects: (.close, .close)), .halted, "HALTED: even a close")
        desk.restartRisk()
        run.refuses(desk, desk.entry(0), .halted, "still HALTED after a restart of risk")
        release(run, desk)
        desk.command(.resume)
        run.passes(desk, desk.entry(0), "ACTIVE again")
        linkLoss(run)
    }

    /// A failure nobody has to notice: the exchange breaks the session.
    private static func linkLoss(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(desk, desk.entry(0), "a quote rests")
        desk.breakLink()
        let told = desk.send([desk.entry(1)])
        run.require(
            told.codes == [.exchangeDown] && desk.ledger.live == 0,
            "the link breaks: \(told.codes.map(\.description)), live at the exchange "
                + "\(desk.ledger.live) (it cancels on disconnect)")
        desk.restoreLink()
        desk.settle()
        run.passes(desk, desk.entry(1), "the link is back")
    }
}
