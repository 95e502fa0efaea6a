import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("P9.3", "P33.1", "P33.2", "Z30.3", "SSE-PT-01"))
struct `One message budget` {
    private func small(
        _ change: (inout RiskLimits) -> Void = { _ in }
    ) throws -> RiskHarness {
        try RiskHarness.ready(
            Fixture.limits {
                $0.messagesPerSecondMax = 100
                $0.withdrawalReservePerSecond = 0
                change(&$0)
            })
    }

    /// Each quote counts two: the fiftieth reaches the hundred, the next is the 101st message.
    @Test(
        arguments: [
            (nil, nil, 100), (60, nil, 60), (nil, 40, 40), (80, 90, 80),
        ] as [(Int64?, Int64?, Int64)])
    func `the smallest of all rates binds, to the message`(
        gateway: Int64?, declared: Int64?, limit: Int64
    ) throws {
        let desk = try small {
            $0.gatewayMessagesPerSecondMax = gateway
            $0.declaredMessagesPerSecondMax = declared
        }
        for _ in 0..<Int(limit / 2) {
            let entry = desk.entry(0)
            #expect(desk.send(entry).codes == [])
            desk.reject(entry)
        }
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == [.messageRate])
        #expect(heard.refusals[0].value == limit + 2 && heard.refusals[0].limit == limit)
        desk.wait(milliseconds: 1_000)
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test(arguments: [(nil, 6), (4, 4), (9, 6)] as [(Int64?, Int64)])
    func `the day ends at the smaller of the own and the declared count`(
        declared: Int64?, limit: Int64
    ) throws {
        let desk = try small {
            $0.messagesPerDayMax = 6
            $0.declaredMessagesPerDayMax = declared
        }
        for _ in 0..<Int(limit / 2) {
            let entry = desk.entry(0)
            #expect(desk.send(entry).codes == [])
            desk.reject(entry)
            desk.wait(milliseconds: 2_000)
        }
        #expect(desk.send(desk.entry(0)).codes == [.dailyMessageCount])
    }

    /// 299 in a second is no high frequency, 300 is.
    @Test(arguments: [(299, false), (300, true)] as [(Int64, Bool)])
    func `the account is identified at the mark itself`(messages: Int64, isIdentified: Bool) {
        var budget = MessageBudget(capacity: 1_000)
        let start = SessionTime(hour: 10, minute: 0)
        for count in 0..<messages {
            budget.spend(1, at: start + .milliseconds(900) + .microseconds(count))
        }
        #expect((budget.peak >= 300) == isIdentified)
    }

    /// Example W9: 200 in one calendar second and 150 in the next are 350 in a rolling one.
    @Test func `a burst over a second's border is seen`() {
        var budget = MessageBudget(capacity: 1_000)
        let start = SessionTime(hour: 10, minute: 0)
        for count in 0..<Int64(200) {
            budget.spend(1, at: start + .microseconds(500_000 + count * 2_495))
        }
        for count in 0..<Int64(150) {
            budget.spend(1, at: start + .microseconds(1_000_000 + count * 2_684))
        }
        #expect(budget.peak == 350)
        #expect(budget.calendarPeak == 200)
        #expect(budget.calendarSpent == 150)
    }

    @Test(.rule("P33.2")) func `19 999 messages are none, 20 000 with a restart between are`()
        throws
    {
        let limits = Fixture.limits { $0.messagesPerDayMax = 1 << 40 }
        let terms = RiskTerms(
            quoteMessages: 4_999, replaceMessages: 0, identificationPerSecond: 1 << 40)
        let desk = try RiskHarness.ready(limits, terms: terms)
        for _ in 0..<4 {
            let entry = desk.entry(0)
            #expect(desk.send(entry).codes == [])
            desk.reject(entry)
            desk.wait(milliseconds: 1_000)
        }
        #expect(desk.core.messagesToday == 19_996)
        #expect(desk.core.gate?.isIdentified == false)
        let again = try RiskHarness(limits, terms: terms)
        for input in desk.tape { _ = again.replay(input) }
        #expect(again.core.messagesToday == 19_996)
        let heard = again.send(again.entry(0, id: 9))
        #expect(again.core.gate?.isIdentified == true)
        #expect(
            heard.logged.contains { $0.kind == .budgetAlert && $0.code == 2 && $0.limit == 20_000 })
    }

    @Test func `by choice quotes stop below identification`() throws {
        for (stays, count) in [(true, 149), (false, 150)] {
            let desk = try small {
                $0.messagesPerSecondMax = 10_000
                $0.staysBelowIdentification = stays
            }
            var passed = 0
            for _ in 0..<150 {
                let entry = desk.entry(0)
                if desk.send(entry).codes.isEmpty {
                    passed += 1
                    desk.reject(entry)
                }
            }
            #expect(passed == count)
            #expect(desk.core.gate?.isIdentified == !stays)
        }
    }

    @Test func `an alert comes once at four fifths`() throws {
        let desk = try small()
        var alerts: [RiskDecisions.Entry] = []
        for count in 1...50 {
            let entry = desk.entry(0)
            let heard = desk.send(entry)
            for decision in heard.logged where decision.kind == .budgetAlert {
                alerts.append(decision)
                #expect(count == 40)
            }
            desk.reject(entry)
        }
        #expect(alerts.map(\.value) == [80] && alerts.map(\.limit) == [80])
    }

    @Test(.rule("F30")) func `short of messages the best get through, the rest waits`() throws {
        let desk = try small { $0.messagesPerSecondMax = 6 }
        var entries = (0..<5).map { desk.entry($0) }
        entries[1].worth = 5
        entries[3].worth = 9
        entries[4].worth = 5
        let heard = desk.send(entries)
        #expect(heard.sent.map { $0.contract.int } == [1, 3, 4])
        #expect(heard.codes == [.messageRate, .messageRate])
        #expect(heard.refusals.map { $0.contract.int } == [0, 2])
        // A withdrawal is not kept waiting by anybody's worth, and with room nobody waits.
        desk.wait(milliseconds: 1_000)
        #expect(desk.send([desk.entry(0), desk.entry(2)]).codes == [])
    }

    @Test(.rule("F30", "Z24a")) func `a runaway leaves room for what takes quotes off`() throws {
        let desk = try small {
            $0.withdrawalReservePerSecond = 10
            $0.massCancelReservePerSecond = 4
        }
        var quotes = 0
        for _ in 0..<500 {
            let entry = desk.entry(quotes % 5)
            if desk.send(entry).codes.isEmpty {
                quotes += 1
                desk.accept(entry)
            }
        }
        #expect(desk.core.gate?.messages.spent ?? 0 <= 86)
        // Five withdrawals use their ten; the sixth would use what mass cancels keep.
        let withdrawals = (0..<5).map { desk.withdrawal($0) }
        #expect(desk.send(withdrawals).codes == [])
        for entry in withdrawals { desk.reject(entry) }
        let heard = desk.command(.kill)
        #expect(heard.cancels.count == 1)
        #expect(desk.core.gate?.messages.spent ?? 101 <= 100)
    }

    /// The rate holds for risk's own cancels too: what has no room goes as soon as there is some.
    @Test(.rule("F30")) func `a mass cancel without room leaves with the first room`() throws {
        let desk = try small { $0.messagesPerSecondMax = 4 }
        desk.stand(desk.entry(0))
        desk.wait(milliseconds: 300)
        desk.stand(desk.entry(1))
        let heard = desk.command(.kill)
        #expect(heard.cancels.isEmpty && heard.outcomes == [.waiting])
        #expect(desk.wait(milliseconds: 699).cancels.isEmpty)
        let later = desk.wait(milliseconds: 1)
        #expect(later.cancels.count == 1)
        #expect(desk.core.gate?.messages.peak == 4)
    }
}

@Suite(.rule("H40", "SHFE-PT-02", "Z30.3"))
struct `Cancels against trades` {
    @Test(
        arguments: [
            (500, 3_000, 0, RefusalCode.none), (501, 3_000, 0, .cancelRatio),
            (501, 3_000, 300, .none), (501, 3_000, 299, .cancelRatio), (501, 0, 0, .none),
        ] as [(Int64, Int64, Int64, RefusalCode)])
    func `more than 500 cancels and less than a tenth traded, both strictly`(
        cancels: Int64, volume: Int64, traded: Int64, code: RefusalCode
    ) {
        let check = CancelRatioCheck(RiskLimits(cancelsPerContractMax: 500))
        let reading = CancelRatioCheck.Reading(
            replaces: true, cancels: cancels, cancelledVolume: volume, tradedVolume: traded)
        #expect(check.verdict(reading).code == code)
        #expect(CancelRatioCheck(RiskLimits()).verdict(reading).isPass, "exempt")
    }

    @Test func `replaced and withdrawn legs count by the exchange's own reports`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.cancelsPerContractMax = 4 })
        let first = desk.entry(0)
        desk.stand(first)
        let second = desk.entry(0)
        desk.send(second)
        desk.accept(second, replaced: (10, 10))
        desk.report([desk.filled(0, .bid, 3, id: 2, execution: 1, leaves: 7)])
        desk.report([desk.cancelled(0, .bid, 7, id: 2)])
        let counted = try #require(desk.core.gate?.cancels(of: ContractIndex(0)))
        #expect([counted.legs, counted.volume, counted.traded] == [3, 27, 3])
        // The ask rests: to replace it is the fourth; then five would be one too many.
        let third = desk.entry(0)
        #expect(desk.send(third).codes == [])
        desk.accept(third, replaced: (0, 10))
        #expect(desk.send(desk.entry(0)).codes == [.cancelRatio])
    }

    @Test(
        arguments: [(999, 0, true), (1_000, 0, false), (1_000, 100, true), (1_001, 100, false)]
            as [(Int64, Int64, Bool)])
    func `messages a trade are held from a thousand on`(
        messages: Int64, trades: Int64, passes: Bool
    ) {
        let check = OrderToTradeCheck(RiskLimits(orderToTradeMax: 10))
        #expect(check.verdict(.init(messages: messages, trades: trades)).isPass == passes)
        #expect(
            OrderToTradeCheck(RiskLimits()).verdict(.init(messages: messages, trades: 0)).isPass)
    }
}
