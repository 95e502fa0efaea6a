import Market
import Risk
import Wire

/// Accounts, money and what an account may hold.
enum AccountRows {
    static let proofs: [Proof] = [
        Proof(
            "C3.1", "Accounts linked and flagged as filed", "账户关联与报备标识", rule: "seed 004 §4.3",
            run: filed),
        Proof("H8", "Only filed trading codes", "不得用未报备的交易编码", rule: "seed 003 art. 8", run: filed),
        Proof(
            "C3.7", "Funds and position check, maximum spread, minimum quantity",
            "指令资金、持仓检查，最大买卖价差、最小报价数量", rule: "seed 004 §4.3", run: quoteLimits),
        Proof(
            "C3.11", "Position limits: one underlying in one direction, all products",
            "限仓：按单标的单向、所有品种", rule: "seed 004 §4.3", run: positions),
        Proof(
            "C3.12", "Purchase limit of one order", "限购：单笔买入额度", rule: "seed 004 §4.3",
            run: purchase),
        Proof(
            "H18.2", "Funds, position, flow control, anomaly, error: five modules",
            "验资、持仓验证、流量控制、异常检测、错误处理", rule: "seed 003 art. 18(2)", run: modules),
        Proof(
            "H23", "Opening limit of the day, across a restart", "日内开仓量限制",
            rule: "seed 003 art. 23", run: openings),
        Proof(
            "H19", "A seat of its own with flow control of its own", "专用席位，单独的流量控制",
            rule: "seed 003 art. 19", run: seats),
    ]

    private static func filed(_ run: ProofRun) {
        let desk = run.desk { $0.terms.filedParticipants = [1] }
        run.passes(desk, desk.entry(0), "filed account 1")
        run.refuses(
            desk, desk.entry(1), .accountNotFiled, value: 2, participant: 2, "unfiled account 2")
        let closed = run.desk { $0.terms.filedParticipants = [] }
        run.refuses(
            closed, closed.entry(0), .accountNotFiled, value: 1, "account 1 before its filing")
    }

    static func quoteLimits(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(
            desk, desk.entry(0, bid: 1_000, ask: 1_100), "spread = maximum (10 % of the bid)")
        run.refuses(
            desk, desk.entry(1, bid: 1_000, ask: 1_101), .spreadExceedsMaximum, value: 101,
            limit: 100, "maximum + 1 tick")
        run.passes(desk, desk.entry(2, sizes: (10, 10)), "quantity = minimum")
        run.refuses(
            desk, desk.entry(3, sizes: (9, 10)), .quantityBelowMinimum, value: 9, limit: 10,
            "minimum − 1 on one side")
        run.refuses(desk, desk.entry(3, sizes: (10, 0)), .oneSidedQuote, "one side only")
        funds(run)
    }

    /// Premium of the bid and margin of the ask, to the fen.
    private static func funds(_ run: ProofRun) {
        let margin =
            run.desk().risk.gate?.marginPerContract(ContractIndex(0)).tenThousandths ?? 0
        let needed = Money(tenThousandths: 990 * 10_000 * 10 + margin * 10)
        let rich = run.desk { $0.limits.funds = needed }
        run.passes(rich, rich.entry(0), "funds = premium + margin = \(needed) yuan")
        let poor = run.desk {
            $0.limits.funds = Money(tenThousandths: needed.tenThousandths - 100)
        }
        run.refuses(
            poor, poor.entry(0), .insufficientFunds, value: needed.tenThousandths,
            limit: needed.tenThousandths - 100, "one fen less")
    }

    private static func positions(_ run: ProofRun) {
        func desk() -> ProofDesk {
            let desk = run.desk { $0.limits.directionPerUnderlyingMax = 30 }
            run.passes(desk, desk.entry(0), "call 0 rests")
            desk.strike(0, .ask, 10, at: 990)
            run.note("the other member hits the bid: \(desk.exposure(0)?.long ?? 0) calls held")
            run.passes(desk, desk.entry(0), "held 10 + working 10 = 20")
            return desk
        }
        let at = desk()
        run.passes(at, at.entry(2, sizes: (10, 10)), "limit 30 reached with working orders")
        let above = desk()
        run.refuses(
            above, above.entry(2, sizes: (11, 10)), .directionLimit, value: 31, limit: 30,
            "limit + 1")
        run.refuses(
            above, above.entry(1, sizes: (10, 11)), .directionLimit, value: 31, limit: 30,
            "short puts lean the same way")
        run.passes(above, above.entry(3), "another underlying goes on")
        let total = run.desk { $0.limits.totalPositionMax = 40 }
        run.passes(total, total.entry(0), "all products: 20 of 40")
        run.passes(total, total.entry(3), "all products: 40 of 40")
        run.refuses(
            total, total.entry(4, sizes: (10, 10)), .totalPositionLimit, value: 60, limit: 40,
            "all products: beyond")
    }

    private static func purchase(_ run: ProofRun) {
        let premium: Int64 = 990 * 10_000 * 10
        let at = run.desk { $0.limits.purchaseMax = Money(tenThousandths: premium) }
        run.passes(at, at.entry(0), "premium × unit = limit \(Money(tenThousandths: premium)) yuan")
        let below = run.desk { $0.limits.purchaseMax = Money(tenThousandths: premium - 100) }
        run.refuses(
            below, below.entry(0), .purchaseLimit, value: premium, limit: premium - 100,
            "limit + 1 fen")
    }

    private static func modules(_ run: ProofRun) {
        run.note("1 funds")
        funds(run)
        run.note("2 position")
        let position = run.desk { $0.limits.positionPerContractMax = 10 }
        run.passes(position, position.entry(0), "position = limit")
        run.refuses(
            position, position.entry(1, sizes: (11, 10)), .positionLimit, value: 11, limit: 10,
            "limit + 1")
        run.note("3 flow control")
        let flow = run.desk {
            $0.limits.messagesPerSecondMax = 14
            $0.limits.withdrawalReservePerSecond = 10
        }
        run.passes(flow, flow.entry(0), "2 messages of 4 for quotes")
        run.passes(flow, flow.entry(1), "4 messages of 4 for quotes")
        run.refuses(flow, flow.entry(2), .messageRate, "the fifth waits")
        run.note("4 anomaly")
        PriceRows.collar(run)
        run.note("5 error")
        let error = run.desk()
        let first = error.entry(0)
        run.passes(error, first, "a number never used")
        run.refuses(error, first, .duplicateQuoteID, "the same number again")
        let stale = error.send([error.entry(1)], expires: error.now - .milliseconds(1))
        run.require(
            stale.codes == [.staleCommand] && stale.answers.isEmpty,
            "a command that came too late: \(stale.codes.map(\.description))")
        run.note("switching one off")
        LimitRows.switchable(run)
    }

    private static func openings(_ run: ProofRun) {
        let desk = run.desk { $0.limits.openingPerContractMax = 40 }
        run.passes(desk, desk.entry(0), "opens up to 20")
        desk.strike(0, .ask, 10, at: 990)
        desk.strike(0, .bid, 10, at: 1_010)
        run.note("both sides filled: 20 opened; the position is flat long 10, short 10")
        desk.restartRisk()
        run.note("risk restarted from its journal of \(desk.journal.count) inputs")
        run.refuses(
            desk, desk.entry(0, sizes: (11, 10)), .openingLimit, value: 41, limit: 40,
            "limit + 1 after the restart")
        run.passes(desk, desk.entry(0, sizes: (10, 10)), "limit after the restart")
    }

    private static func seats(_ run: ProofRun) {
        let change: (inout DeskSetting) -> Void = {
            $0.limits.messagesPerSecondMax = 20
            $0.limits.withdrawalReservePerSecond = 0
        }
        let loaded = run.desk(change)
        let other = run.desk(change)
        let flood = loaded.send((0..<200).map { loaded.entry($0 % 5) })
        run.require(
            flood.codes.contains(.messageRate) && loaded.risk.messagesToday <= 20,
            "seat 1 under load: \(loaded.risk.messagesToday) of 20 messages, "
                + "\(flood.codes.count { $0 == .messageRate }) held back")
        run.require(
            other.risk.messagesToday == 0, "seat 2's budget is untouched: 0 of 20 messages spent")
        run.passes(other, other.entry(0), "seat 2 goes on")
        run.refuses(
            loaded, loaded.entry(0), .accountNotFiled, value: 2, participant: 2,
            "an instruction of seat 2 on seat 1")
    }
}
