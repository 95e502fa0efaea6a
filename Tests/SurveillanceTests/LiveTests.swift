import Market
import Surveillance
import TestSupport
import Testing

/// Alerts as the day runs against a report made anew after every row.
@Suite(.rule("P18.1", "P18.2", "P18.3", "P18.4", "P18.5", "P18.6", "H24.1", "H25.1"))
struct `Live alerts` {
    /// What makes two alerts of two reports the same one.
    private struct Name: Hashable {
        let rule: String
        let subject: String
        let contract: ContractIndex?
        let span: Int

        init(_ alert: Alert) {
            rule = alert.rule
            subject = alert.subject
            contract = alert.contract
            span = alert.span
        }
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// All kinds of rules, with bars so low that each is reached, nearly reached and left again.
    private static func rules() -> SurveillanceRules {
        func rule(
            _ id: String, _ kind: SurveillanceRule.Kind, _ scope: SurveillanceRule.Scope = .owner
        ) -> SurveillanceRule {
            SurveillanceRule(id: id, scope: scope, kind: kind)
        }
        let fast = FastCancelTerms(
            countMin: 5, cancelRatioMin: 5_500, dayOrdersMin: 20, quantityMin: 0)
        return SurveillanceRules(
            evidenceRowsMax: 7, nearPercent: 60, nearRepeats: 3,
            owners: [SurveillanceRules.Owner(name: "group", accounts: [1, 2])],
            rules: [
                rule("burst", .burst(BurstTerms(countMin: 8))),
                rule(
                    "refusals",
                    .burst(BurstTerms(countMin: 4, counting: .refusals, unit: .instructions))),
                rule("day", .dayCount(DayCountTerms(countMin: 50)), .account),
                rule("fast", .fastCancels(fast)),
                rule("fast alone", .fastCancels(FastCancelTerms(countMin: 3)), .account),
                rule("push", .pushMinutes(PushTerms(moveMin: 20, quantityMin: 2, timesMin: 3))),
                rule(
                    "minute",
                    .largeMinute(
                        LargeMinuteTerms(
                            window: .seconds(2), moveMin: 10,
                            amountMin: Money(tenThousandths: 30_000_000), onlyAggressive: false))),
                rule("seconds", .repeatedSeconds(RepeatedSecondTerms(ordersMin: 3, timesMin: 5))),
                rule(
                    "opposite",
                    .neighbourOpens(NeighbourOpenTerms(pair: .oppositeSides, dayOrdersMin: 40))),
                rule("self", .selfTrades(SelfTradeTerms(timesMin: 3))),
                rule(
                    "layers",
                    .layering(
                        LayeringTerms(
                            quantityMin: 10, distanceMin: 100, lifeMax: .seconds(10), tradesMin: 1,
                            tradedShareMax: 9_000, timesMin: 3))),
                rule(
                    "close",
                    .closingTrades(
                        ClosingTerms(
                            from: Flow.at(60_000), quantityMin: 3, tradesMin: 3, shareMin: 4_000))),
                rule(
                    "fee", .cancelFee(CancelFeeTerms(cancelsAbove: 9, rateMillionths: 10_000)),
                    .account),
            ])
    }

    private func flow(_ seed: UInt64, rows: Int) -> [FlowEvent] {
        var dice = Dice(state: seed)
        var desk = Desk()
        var now: Int64 = 0
        var live: [OrderID] = []
        let gaps: [Int64] = [0, 0, 1, 100, 200, 250, 333, 500, 999, 1_000, 1_001]
        for _ in 0..<rows {
            now += gaps[Int.random(in: 0..<gaps.count, using: &dice)]
            let time = Flow.at(now)
            let contract = Int.random(in: 0..<4, using: &dice)
            let account = UInt16.random(in: 1...3, using: &dice)
            let side = Bool.random(using: &dice) ? Side.bid : .ask
            switch Int.random(in: 0..<16, using: &dice) {
            case 0..<5:
                live.append(
                    desk.enter(
                        time, contract: contract, side: side,
                        effect: Int.random(in: 0..<4, using: &dice) == 0 ? .close : .open,
                        price: [900, 1_000, 1_100][Int.random(in: 0..<3, using: &dice)],
                        account: account))
            case 5..<9 where !live.isEmpty:
                let index = max(0, live.count - 1 - Int.random(in: 0..<3, using: &dice))
                desk.cancel(live.remove(at: index), time)
            case 9..<12:
                let execution = UInt64.random(in: 1...1_000_000, using: &dice)
                for side in Side.allCases {
                    desk.trade(
                        time, contract: contract, side: side,
                        quantity: Int32.random(in: 1...3, using: &dice), account: account,
                        execution: execution)
                }
            case 12:
                desk.mark(time, contract: contract, Int64.random(in: 995...1_005, using: &dice))
            case 13: desk.underlying(time, 0, Int64.random(in: 34_950...35_050, using: &dice))
            default:
                desk.add(
                    FlowEvent(
                        .refused, log: .risk, sequence: desk.next, time: time, account: 1,
                        contract: ContractIndex(contract)))
            }
        }
        return desk.rows
    }

    @Test(arguments: 1...25)
    func `an alert is raised when a report made then first holds it`(seed: Int) throws {
        var watch = Surveillance(rules: Self.rules(), directory: try Flow.directory())
        var seen: [Name: Bool] = [:]
        for row in flow(UInt64(seed), rows: 250) {
            let before = watch.raised.count
            watch.take(row)
            let report = watch.report()
            #expect(report.raised == watch.raised)
            // Near first and reached later are two alerts; what eased to near is no news.
            let fresh = report.alerts.filter { alert in
                guard let wasReached = seen[Name(alert)] else { return true }
                return !wasReached && !alert.isNear
            }
            for alert in fresh { seen[Name(alert)] = !alert.isNear }
            let raised = watch.raised[before...]
            #expect(Set(raised.map(\.alert)) == Set(fresh), "seed \(seed), row \(row.sequence)")
            #expect(raised.count == fresh.count, "seed \(seed), row \(row.sequence)")
            for (offset, alert) in raised.enumerated() {
                #expect(alert.number == before + offset + 1)
                #expect(alert.sequence == row.sequence && alert.log == row.log)
                #expect(alert.time == row.time)
            }
        }
        for alert in watch.report().alerts { #expect(seen[Name(alert)] != nil) }
    }

    @Test func `each kind of rule was raised, near ones and reached ones`() throws {
        var reached: Set<String> = []
        var near: Set<String> = []
        for seed in 1...25 {
            var watch = Surveillance(rules: Self.rules(), directory: try Flow.directory())
            for row in flow(UInt64(seed), rows: 250) { watch.take(row) }
            for raised in watch.raised {
                if raised.alert.isNear {
                    near.insert(raised.alert.rule)
                } else {
                    reached.insert(raised.alert.rule)
                }
            }
        }
        let all = Set(Self.rules().rules.map(\.id))
        #expect(all.subtracting(reached) == [])
        // Trades at the close come too late to be warned of.
        #expect(all.subtracting(near) == ["close"])
    }

    @Test(arguments: [(239, 0, false), (240, 1, false), (299, 1, false), (300, 2, true)])
    func `300 a second: warned of at 240 once near is told at once, named at the 300th message`(
        count: Int, alerts: Int, reached: Bool
    ) throws {
        var desk = Desk()
        for number in 0..<count { desk.enter(Flow.at(Int64(number))) }
        var watch = Surveillance(
            rules: Flow.rules(.burst(BurstTerms(countMin: 300)), repeats: 1),
            directory: try Flow.directory())
        for row in desk.rows { watch.take(row) }
        #expect(watch.raised.count == alerts)
        #expect(watch.raised.contains { !$0.alert.isNear } == reached)
        if let last = watch.raised.last {
            // The very message that reaches the bar raises it, and is the last of its evidence.
            #expect(last.sequence == (reached ? 300 : 240))
            #expect(last.alert.evidence.last?.sequence == last.sequence)
        }
    }

    @Test func `a ratio that eases was raised all the same, and is not in the day's report`() throws
    {
        var desk = Desk()
        for number in 0..<4 {
            let id = desk.enter(Flow.at(Int64(number) * 5_000))
            desk.cancel(id, Flow.at(Int64(number) * 5_000 + 500))
        }
        for number in 0..<40 { desk.enter(Flow.at(100_000 + Int64(number) * 5_000)) }
        let report = try desk.report(
            Flow.rules(.fastCancels(FastCancelTerms(countMin: 4, cancelRatioMin: 9_000))))
        #expect(report.alerts.isEmpty)
        #expect(report.raised.map(\.alert.isNear) == [false])
        #expect(report.raised.first?.time == Flow.at(15_500))
        #expect(report.raised.first?.alert.value("cancelRatioBasisPoints") == 10_000)
    }
}
