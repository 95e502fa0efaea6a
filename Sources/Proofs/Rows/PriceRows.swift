import Market
import Risk
import Wire

/// Prices, sizes and the shape of an instruction.
enum PriceRows {
    static let proofs: [Proof] = [
        Proof(
            "H18.3", "Computer review of price and quantity", "指令计算机审核：识别防范价格及数量异常",
            rule: "seed 003 art. 18(3)", run: review),
        Proof(
            "H27a", "Abnormal price or quantity is blocked", "自动阻止价格及数量异常指令",
            rule: "seed 003 art. 27", run: review),
        Proof(
            "H25.1", "No trade with ourselves, account or group", "自买自卖（同账户/实控组）",
            rule: "seed 003 art. 25(1)", run: selfTrade),
        Proof(
            "Z24d", "Conforms to the rules and the interface", "符合业务规则和接口规范",
            rule: "seed 002 art. 24", run: conforming),
        Proof(
            "Z23", "Validity of orders, permission of accounts", "委托有效性核查、账户交易权限管理",
            rule: "seed 002 art. 23",
            run: { run in
                AccountRows.quoteLimits(run)
                PermissionRows.matrix(run)
            }),
    ]

    /// A tenth around risk's own reference of 1 000 ticks.
    static func collar(_ run: ProofRun) {
        let desk = run.desk {
            $0.limits.collarBasisPoints = 1_000
            $0.limits.collarTicksMin = 50
        }
        let reference = desk.risk.gate?.reference(of: ContractIndex(0))?.ticks ?? 0
        run.note("risk's own reference \(reference) ticks, collar 10 %")
        run.passes(desk, desk.entry(0, bid: 1_100, ask: 1_150), "bid at the collar's edge")
        run.refuses(
            desk, desk.entry(1, bid: 1_101, ask: 1_150), .priceCollar, value: 1_101, limit: 1_100,
            "bid one tick beyond")
        run.passes(desk, desk.entry(2, bid: 860, ask: 900), "ask at the collar's edge")
        run.refuses(
            desk, desk.entry(3, bid: 860, ask: 899), .priceCollar, value: 899, limit: 900,
            "ask one tick beyond")
    }

    private static func review(_ run: ProofRun) {
        collar(run)
        let size = run.desk { $0.limits.quantityPerOrderMax = 30 }
        run.passes(size, size.entry(0, sizes: (30, 30)), "quantity = limit")
        run.refuses(
            size, size.entry(1, sizes: (31, 30)), .orderQuantityLimit, value: 31, limit: 30,
            "limit + 1")
        let value: Int64 = 1_010 * 10_000 * 10
        let at = run.desk { $0.limits.valuePerOrderMax = Money(tenThousandths: value) }
        run.passes(at, at.entry(0), "value of a leg = limit \(Money(tenThousandths: value)) yuan")
        let below = run.desk { $0.limits.valuePerOrderMax = Money(tenThousandths: value - 1) }
        run.refuses(
            below, below.entry(0), .orderValueLimit, value: value, limit: value - 1,
            "a ten-thousandth above")
    }

    private static func selfTrade(_ run: ProofRun) {
        let desk = run.desk { $0.terms.replacesInOneStep = false }
        run.passes(desk, desk.entry(0, bid: 990, ask: 1_010), "own ask rests at 1 010")
        run.refuses(
            desk, desk.entry(0, bid: 1_010, ask: 1_030), .selfTrade, value: 1_010, limit: 1_010,
            "own bid would hit own ask")
        run.passes(desk, desk.entry(0, bid: 1_009, ask: 1_029), "one tick below")
        let group = run.desk {
            $0.terms.groupParticipants = [DeskSetting.other.value]
            $0.hearsGroup = true
        }
        group.quoteOfOther(0, bid: 1_000, ask: 1_020)
        run.note("an account of the same group rests 1 000 / 1 020")
        run.refuses(
            group, group.entry(0, bid: 1_020, ask: 1_040), .selfTrade, value: 1_020,
            limit: 1_020, "bid would hit the group's ask")
        run.refuses(
            group, group.entry(0, bid: 980, ask: 1_000), .selfTrade, value: 1_000, limit: 1_000,
            "ask would hit the group's bid")
        run.passes(group, group.entry(0, bid: 1_001, ask: 1_019), "inside it")
        hour(run)
    }

    /// An hour in which both accounts of a group quote at random; who meets whom is read from the exchange's log.
    private static func hour(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.groupParticipants = [DeskSetting.other.value]
            $0.hearsGroup = true
            $0.limits.collarBasisPoints = 100_000
        }
        var random = ProofRandom(seed: run.seed, stream: "self-trade")
        let end = desk.now + .seconds(3_600)
        var quotes = 0
        while desk.now < end {
            let bid = Int64(950 + random.pick(100))
            let contract = random.pick(5)
            if random.pick(2) == 0 {
                desk.send([desk.entry(contract, bid: bid, ask: bid + 20)])
            } else {
                // The other account's own risk holds it back in the same way.
                desk.quoteOfOther(contract, bid: bid, ask: bid + 20)
            }
            quotes += 1
            desk.wait(milliseconds: 1_000)
        }
        let refused = desk.refusals.count { $0.refusal == .selfTrade }
        run.require(
            desk.ledger.fills == 0 && refused > 0,
            "an hour, \(quotes) quotes of two accounts and nobody else: self-trades in the "
                + "exchange's log \(desk.ledger.fills), prevented \(refused)")
    }

    private static func conforming(_ run: ProofRun) {
        let desk = run.desk { $0.terms.priceTick = 5 }
        run.passes(desk, desk.entry(0, bid: 990, ask: 1_010), "on the tick of 5")
        run.refuses(desk, desk.entry(1, bid: 991, ask: 1_010), .priceOffTick, "off the tick")
        run.passes(
            desk, desk.entry(1, bid: 4_900, ask: 5_000), "ask at the price limit of 5 000")
        run.refuses(
            desk, desk.entry(2, bid: 4_900, ask: 5_005), .priceOutsideLimits, value: 5_005,
            limit: 5_000, "beyond the price limit")
        run.refuses(desk, desk.entry(2, bid: 0, ask: 100), .priceOutsideLimits, "no price")
        run.passes(desk, desk.entry(2, sizes: (50, 50)), "the exchange's order maximum of 50")
        run.refuses(
            desk, desk.entry(3, sizes: (51, 50)), .quantityAboveMaximum, value: 51, limit: 50,
            "maximum + 1")
        run.refuses(desk, desk.entry(3, bid: 1_010, ask: 1_010), .crossedQuote, "crossed")
        run.refuses(desk, desk.entry(99), .unknownContract, value: 99, "a contract not listed")
        var odd = desk.entry(3)
        odd.bidEffectCode = 9
        run.refuses(desk, odd, .malformed, "an effect code that does not exist")
        run.refuses(
            desk, desk.entry(3, effects: (.open, .close)), .closeExceedsHolding, value: 10,
            "closes what is not held")
        run.refuses(
            desk, desk.entry(3, bid: .min, ask: .max), .priceOutsideLimits,
            "prices at the end of 64 bits")
    }
}
