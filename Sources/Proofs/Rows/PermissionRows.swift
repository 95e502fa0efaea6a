import Market
import Risk
import Sim
import Wire

/// Who may send what in which contract.
enum PermissionRows {
    static let proofs: [Proof] = [
        Proof(
            "A2.6", "Restrict an account: trade, open, sell-open, lock",
            "限账户：限制交易、开仓、卖出开仓、锁定/解锁", rule: "seed 004 A.2.5", run: switches),
        Proof(
            "A2.7", "Account permission, designation", "限账户权限：是否开通、指定关系是否正确",
            rule: "seed 004 A.2.5", run: permission),
        Proof(
            "A2.18", "Trading beyond the account's level", "业务权限监控、评级越权交易监控",
            rule: "seed 004 A.2.8", run: levels),
        Proof(
            "P27.2b", "Permission: account × contract × instruction × process × user", "权限控制",
            rule: "seed 001 art. 27(2)", run: matrix),
        Proof(
            "B3.9", "Permitted underlyings", "可投资标的监控", rule: "seed 004 §3.4", run: allowList),
        Proof(
            "B3.11", "Clearing reserve at the open", "保证开市结算准备金大于最低余额", rule: "seed 004 §3.4",
            run: reserve),
        Proof(
            "Z30.2", "Trading permission can be closed", "权限控制：未报告或不实的能够关闭交易权限",
            rule: "seed 002 art. 30(2)", run: closing),
        Proof(
            "H31", "The exchange restricts account or seat", "交易所限制账户、席位、暂停交易",
            rule: "seed 003 art. 31", run: restricted),
    ]

    // MARK: switches

    /// The four quotes an account can send, and what each would do.
    private static let shapes: [(PositionEffect, PositionEffect, String)] = [
        (.open, .open, "buy open, sell open"), (.open, .close, "buy open, sell close"),
        (.close, .open, "buy close, sell open"), (.close, .close, "buy close, sell close"),
    ]

    private static func holding(_ setting: inout DeskSetting) {
        setting.opening = setting.contracts.map {
            OpeningHolding(code: $0.code, long: 100, short: 100)
        }
    }

    private static func switches(_ run: ProofRun) {
        let expected: [(String, [Bool], Bool)] = [
            ("trade", [false, false, false, false], true),
            ("open", [false, false, false, true], true),
            ("sell-open", [false, true, false, true], true),
            ("lock", [false, false, false, false], false),
        ]
        for (name, taken, withdraws) in expected {
            let desk = run.desk(holding)
            run.passes(desk, desk.entry(0), "\(name): before")
            run.passes(desk, desk.entry(1, effects: (.close, .close)), "a closing quote rests")
            desk.command(.restrict, scope: 4, index: 1, text: name)
            run.require(
                !desk.ledger.isLive(0) && desk.ledger.isLive(1) == taken[3],
                "\(name) switched on: the opening quote is off, the closing one "
                    + (desk.ledger.isLive(1) ? "stays" : "too"))
            for (place, shape) in shapes.enumerated() {
                let entry = desk.entry(2, effects: (shape.0, shape.1))
                let text = "\(name): \(shape.2)"
                if taken[place] {
                    run.passes(desk, entry, text)
                } else {
                    run.refuses(desk, entry, .accountRestricted, text)
                }
            }
            let told = desk.send([desk.withdrawal(3)])
            run.require(
                told.refusals.isEmpty == withdraws,
                "\(name): a withdrawal \(told.refusals.isEmpty ? "passes" : "is refused")")
            lift(run, desk, name)
            run.passes(desk, desk.entry(0), "\(name) lifted")
        }
    }

    private static func lift(_ run: ProofRun, _ desk: ProofDesk, _ name: String) {
        let outcomes = ["li", "li", "wang"].map {
            desk.command(.lift, scope: 4, index: 1, by: $0, text: name)?.outcome
        }
        run.require(
            outcomes == [.waiting, .refused, .accepted],
            "lifted by li: \(StateRows.name(outcomes[0])), li again: "
                + "\(StateRows.name(outcomes[1])), wang: \(StateRows.name(outcomes[2]))")
    }

    private static func closing(_ run: ProofRun) {
        let desk = run.desk()
        desk.send((0..<5).map { desk.entry($0) })
        run.require(desk.ledger.live == 5, "5 quotes live")
        desk.command(.restrict, scope: 4, index: 1, text: "trade")
        run.require(
            desk.ledger.live == 0,
            "permission closed: \(desk.ledger.live) live in the exchange's log, at once")
        run.refuses(desk, desk.entry(0), .accountRestricted, value: 1, "a quote")
        desk.restartRisk()
        run.refuses(desk, desk.entry(0), .accountRestricted, "still closed after a restart")
        lift(run, desk, "trade")
        run.passes(desk, desk.entry(0), "permission given again by two persons")
    }

    // MARK: permissions

    private static func permission(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.permissions = [Permission(underlyingCode: "510050", kinds: .all)]
        }
        run.passes(desk, desk.entry(0), "permission on 510050")
        run.refuses(desk, desk.entry(3), .notPermitted, "none on 510051")
        let designated = run.desk {
            $0.terms.permissions = [Permission(participant: 1, quoter: 1, kinds: .all)]
        }
        run.passes(designated, designated.entry(0), from: 1, "account 1 is designated to process 1")
        run.refuses(
            designated, designated.entry(1), .notPermitted, from: 2, "not to process 2")
        let off = run.desk { $0.terms.permissions = [] }
        run.refuses(off, off.entry(0), .notPermitted, "no permission at all")
    }

    private static func levels(_ run: ProofRun) {
        let expected: [[Bool]] = [
            [false, false, false, true], [false, true, false, true], [true, true, true, true],
        ]
        for level in 1...3 {
            let desk = run.desk {
                holding(&$0)
                $0.terms.permissions = [
                    Permission(participant: 1, kinds: InstructionKinds.level(level))
                ]
            }
            for (place, shape) in shapes.enumerated() {
                let entry = desk.entry(place, effects: (shape.0, shape.1))
                if expected[level - 1][place] {
                    run.passes(desk, entry, "level \(level): \(shape.2)")
                } else {
                    run.refuses(desk, entry, .notPermitted, "level \(level): \(shape.2)")
                }
            }
            let reported = desk.decisions.count { $0.refusal == .notPermitted }
            run.require(
                reported == expected[level - 1].count { !$0 },
                "level \(level): \(reported) on record as notPermitted")
        }
    }

    /// Rows are independent: each dimension alone decides.
    static func matrix(_ run: ProofRun) {
        let desk = run.desk {
            holding(&$0)
            $0.terms.filedParticipants = [1, 2]
            $0.terms.permissions = [
                Permission(participant: 1, quoter: 1, underlyingCode: "510050", kinds: .all),
                Permission(participant: 1, quoter: 2, contractCode: 10_000_004, kinds: .closing),
            ]
            $0.terms.operators = [
                OperatorPermission(person: "li", verbs: [.pause, .resume]),
                OperatorPermission(person: "wang", verbs: [.pause, .resume, .kill, .release]),
            ]
        }
        run.passes(desk, desk.entry(0), from: 1, "account 1, process 1, 510050, opens")
        run.refuses(desk, desk.entry(3), .notPermitted, from: 1, "another underlying")
        run.refuses(desk, desk.entry(1), .notPermitted, from: 2, "another process")
        let own = desk.entry(3, effects: (.close, .close))
        run.passes(desk, own, from: 2, "process 2, contract 10000004, closes")
        run.refuses(desk, desk.entry(3), .notPermitted, from: 2, "another instruction: opens")
        run.refuses(
            desk, desk.entry(1), .notPermitted, from: 1, participant: 2, "another account, filed")
        run.refuses(
            desk, desk.entry(1), .accountNotFiled, from: 1, participant: 3, "one that is not")
        let denied = desk.command(.kill, by: "li")?.outcome
        run.require(
            denied == .refused && desk.ledger.live == 2,
            "user li may not kill: \(StateRows.name(denied)), \(desk.ledger.live) live")
        let granted = desk.command(.kill, by: "wang")?.outcome
        run.require(
            granted == .waiting && desk.ledger.live == 0,
            "user wang may: \(StateRows.name(granted)), \(desk.ledger.live) live")
    }

    // MARK: lists and reserves

    private static func allowList(_ run: ProofRun) {
        let desk = run.desk {
            holding(&$0)
            $0.terms.openingUnderlyingCodes = ["510050"]
        }
        run.passes(desk, desk.entry(0), "on the list: opens")
        run.refuses(desk, desk.entry(3), .openingNotPermitted, "off the list: opens")
        run.passes(
            desk, desk.entry(3, effects: (.close, .close)), "off the list: closes what is held")
        run.refuses(
            desk, desk.entry(3, effects: (.close, .open)), .openingNotPermitted,
            "off the list: closes one side and opens the other")
    }

    private static func reserve(_ run: ProofRun) {
        let least = Money(yuan: 2_000_000).tenThousandths
        func desk(_ held: Int64?) -> ProofDesk {
            run.desk {
                $0.opensAt = SessionTime(hour: 9, minute: 15)
                $0.terms.clearingReserve = ClearingReserve(held: held, least: least)
            }
        }
        let enough = desk(least)
        run.passes(enough, enough.entry(0), "reserve = least: quoting enabled at the open")
        let short = desk(least - 100)
        run.refuses(
            short, short.entry(0), .clearingReserve, value: least - 100, limit: least,
            "one fen less: not enabled")
        let told = short.send([short.withdrawal(0)])
        run.require(told.refusals.isEmpty, "a withdrawal passes all the same")
        let unknown = desk(nil)
        run.refuses(unknown, unknown.entry(0), .clearingReserve, "reserve not known: not enabled")
    }

    // MARK: the exchange's word

    private static func restricted(_ run: ProofRun) {
        let desk = run.desk()
        desk.send((0..<5).map { desk.entry($0) })
        order(.restrictAccount, desk)
        let answers = desk.exchangeAnswers
        run.require(
            desk.ledger.live == 0 && desk.count(.venueRestricted) == 1,
            "the exchange restricts the account: 5 live → \(desk.ledger.live); alarm on record")
        for contract in 0..<4 {
            run.refuses(desk, desk.entry(contract), .restrictedByExchange, value: 1, "a quote")
        }
        desk.restartRisk()
        run.refuses(desk, desk.entry(4), .restrictedByExchange, "and after a restart of risk")
        run.require(
            desk.exchangeAnswers == answers,
            "further orders at the exchange: \(desk.exchangeAnswers - answers)")
        order(.liftAccount, desk)
        run.passes(desk, desk.entry(0), "the exchange lifts it")
        seat(run, desk)
        run.note("how the time counts is the rule pack's; the record's cause is riskBlock")
    }

    private static func seat(_ run: ProofRun, _ desk: ProofDesk) {
        order(.restrictSeat, desk)
        let (sent, cancels) = (desk.entriesSent, desk.cancelsSent)
        run.refuses(
            desk, desk.entry(1), .restrictedByExchange, value: 2, "the seat is shut: a quote")
        let told = desk.send([desk.withdrawal(0)])
        run.require(
            told.codes == [.restrictedByExchange], "a withdrawal, which a shut seat does not take")
        desk.wait(milliseconds: 5_000)
        run.require(
            desk.entriesSent == sent && desk.cancelsSent == cancels,
            "sent to the shut seat: \(desk.entriesSent - sent) instructions, "
                + "\(desk.cancelsSent - cancels) cancels")
        order(.liftSeat, desk)
        run.passes(desk, desk.entry(1), "the seat is open again")
    }

    private static func order(_ kind: ExchangeAction.Kind, _ desk: ProofDesk) {
        desk.venue(
            ExchangeCommand(kindCode: kind.rawValue, participant: ParticipantID.maker.value))
    }
}
