import Market
import Risk
import Wire

/// Single orders: at the price limit, in a person's hands, and the forced close.
enum OrderRows {
    static let proofs: [Proof] = [
        Proof(
            "B3.5", "A market order is checked at the price limit", "市价申报按涨跌停价进行前端控制",
            rule: "seed 004 §3.2", run: market),
        Proof(
            "B3.12", "Forced close: approval and execution", "强行平仓处理审批和执行流程", rule: "seed 004 §3.4",
            run: forcedClose),
        Proof(
            "C4.8", "Forced close by our own hand", "强行平仓的自行处置", rule: "seed 004 §4.4",
            group: "settlement", run: forcedClose),
        Proof(
            "H27b", "Manual review of blocked orders", "异常指令人工复核，提醒修改或延时申报",
            rule: "seed 003 art. 27", run: review),
    ]

    // MARK: market orders

    /// One contract at the last price costs 1 000 yuan, at the price limit 5 000.
    private static func market(_ run: ProofRun) {
        func desk(_ yuan: Int64) -> ProofDesk {
            let desk = run.desk { $0.limits.funds = Money(yuan: yuan) }
            desk.quoteOfOther(0, bid: 990, ask: 1_000)
            return desk
        }
        let poor = desk(4_999)
        run.note("best ask 1 000 ticks, price limit 5 000: one contract costs 1 000 or 5 000 yuan")
        let limit = poor.order(0, .bid, 1, at: 1_000)
        run.require(
            poor.send(order: limit) == nil && poor.log.contains { $0.kind == .orderFilled },
            "4 999 yuan, a limit order at the last price: taken and filled")
        let short = desk(4_999)
        let seen = short.logged
        let refused = short.send(
            order: short.order(0, .bid, 1, at: 0, kind: .marketImmediateOrCancel))
        run.require(
            refused?.refusal == .insufficientFunds && refused?.value == 50_000_000
                && short.logged == seen,
            "4 999 yuan, a market order: "
                + (refused.map { ProofRun.text($0) } ?? "not refused") + "; exchange: nothing")
        let rich = desk(5_000)
        let told = rich.send(
            order: rich.order(0, .bid, 1, at: 0, kind: .marketImmediateOrCancel))
        run.require(
            told == nil && rich.log.contains { $0.kind == .orderFilled },
            "5 000 yuan, the same market order: taken and filled")
    }

    // MARK: forced close

    static func forcedClose(_ run: ProofRun) {
        let desk = run.desk {
            $0.opening = [OpeningHolding(code: 10_000_001, long: 30, short: 0)]
        }
        desk.quoteOfOther(0, bid: 990, ask: 1_010, size: 40)
        run.passes(desk, desk.entry(0, bid: 991, ask: 1_009), "30 held, a quote rests")
        let plan = desk.command(.planClose, scope: 2, index: 0, by: "li")
        run.require(plan?.outcome == .accepted, "li plans: \(plan?.text.text ?? "no reply")")
        let own = desk.command(.approveClose, scope: 2, index: 0, by: "li")
        run.require(
            own?.outcome == .refused && desk.exposure(0)?.long == 30,
            "li approves the own plan: \(own?.text.text ?? "no reply"); still 30 held")
        let marks = (desk.log.count, desk.decisions.count)
        desk.command(.approveClose, scope: 2, index: 0, by: "wang")
        desk.wait(milliseconds: 100)
        let orders = desk.log[marks.0...].filter {
            $0.kind == .orderFilled && $0.participant == ParticipantID.maker.value
        }
        let sold = orders.reduce(0) { $0 + Int64($1.quantity.contracts) }
        run.require(
            desk.exposure(0)?.long == 0 && sold == 30
                && orders.allSatisfy { $0.effectCode == PositionEffect.close.rawValue },
            "wang approves: \(orders.count) closing fills, \(sold) contracts sold, "
                + "\(desk.exposure(0)?.long ?? -1) held; nothing was opened")
        let kinds = desk.decisions[marks.1...].map(\.kind)
        run.require(
            kinds.contains(.closeApproved) && kinds.contains(.closeDone),
            "on record: planned by li, approved, done; the operator is told: "
                + (desk.replies.last { $0.outcome == .confirmed }?.text.text ?? "nothing"))
        run.refuses(desk, desk.entry(0), .halted, "the scope stays halted: a quote")
    }

    // MARK: review

    private static func review(_ run: ProofRun) {
        func desk() -> ProofDesk {
            let desk = run.desk {
                $0.limits.quantityPerOrderMax = 10
                $0.terms.reviewLife = .seconds(60)
            }
            desk.quoteOfOther(0, bid: 990, ask: 1_000, size: 40)
            return desk
        }
        let first = desk()
        run.require(
            first.send(order: first.order(0, .bid, 10, at: 1_000, reviewed: true)) == nil,
            "10 contracts, the limit: pass")
        let unusual = first.order(0, .bid, 20, at: 1_000, reviewed: true)
        let seen = first.logged
        let held = first.send(order: unusual)
        run.require(
            held?.refusal == .heldForReview && first.logged == seen,
            "20 contracts: held for a person, nothing at the exchange")
        let release = first.command(
            .releaseOrder, scope: 2, index: 0, by: "wang", text: "\(unusual.clientID.value)")
        run.require(
            release?.outcome == .accepted && first.log.last { $0.kind == .orderFilled } != nil,
            "wang releases it: \(release?.text.text ?? "no reply"); filled")
        late(run, desk())
        moved(run, desk())
    }

    private static func late(_ run: ProofRun, _ desk: ProofDesk) {
        let order = desk.order(0, .bid, 20, at: 1_000, reviewed: true)
        desk.send(order: order)
        let seen = desk.logged
        desk.wait(.seconds(61))
        let release = desk.command(
            .releaseOrder, scope: 2, index: 0, by: "wang", text: "\(order.clientID.value)")
        let expired = desk.decisions.contains { $0.refusal == .reviewExpired }
        let ours = desk.log.filter { $0.sequence > UInt64(seen) && $0.participant == 1 }
        run.require(
            release?.outcome == .refused && expired && ours.isEmpty,
            "61 s later: expired on record; the release: \(release?.text.text ?? "no reply")")
    }

    private static func moved(_ run: ProofRun, _ desk: ProofDesk) {
        let order = desk.order(0, .bid, 20, at: 1_000, reviewed: true)
        desk.send(order: order)
        desk.command(.pause, scope: 2, index: 0)
        let release = desk.command(
            .releaseOrder, scope: 2, index: 0, by: "wang", text: "\(order.clientID.value)")
        run.require(
            release?.outcome == .refused,
            "judged anew at the release, in a pause: \(release?.text.text ?? "no reply")")
    }
}
