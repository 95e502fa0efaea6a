import Market
import Surveillance
import TestSupport
import Testing

@Suite(.rule("P18.1", "P33.1"))
struct `Bursts of messages` {
    private func desk(_ first: Int, _ second: Int, gap: Int64) -> Desk {
        var desk = Desk()
        for index in 0..<first {
            desk.enter(Flow.at(Int64(index) * 999 / Int64(max(1, first - 1))))
        }
        for _ in 0..<second { desk.enter(Flow.at(999 + gap)) }
        return desk
    }

    @Test(arguments: [(299, false), (300, true)])
    func `300 in a second are high frequency, 299 are not`(count: Int, flagged: Bool) throws {
        let alerts = try desk(count, 0, gap: 0).alerts(.burst(BurstTerms(countMin: 300)))
            .filter { !$0.isNear }
        #expect(alerts.isEmpty == !flagged)
        if flagged {
            #expect(alerts[0].value("messagesInRollingSecond") == 300)
            #expect(alerts[0].evidenceCount == 300)
            #expect(alerts[0].evidence.first?.sequence == 1)
            #expect(alerts[0].evidence.last?.sequence == 300)
            #expect(alerts[0].time == Flow.at(999))
        }
    }

    @Test(.rule("SSE-PT-01"))
    func `a second across the border of two is seen; the clock's own are told beside it`() throws {
        // W9: 200 in [0.500, 0.999], 150 in [1.000, 1.400]: no clock second reaches 300, a rolling one has 350.
        var desk = Desk()
        for index in 0..<200 { desk.enter(Flow.at(500 + Int64(index) * 499 / 199)) }
        for index in 0..<150 { desk.enter(Flow.at(1_000 + Int64(index) * 400 / 149)) }
        let alerts = try desk.alerts(.burst(BurstTerms(countMin: 300)))
        #expect(alerts.count == 1)
        #expect(alerts[0].value("messagesInRollingSecond") == 350)
        #expect(alerts[0].value("messagesInClockSecond") == 200)
        let figure = try desk.report(Flow.rules(.burst(BurstTerms(countMin: 300)))).figures[0]
        #expect(figure.peakRolling == 350)
        #expect(figure.peakCalendar == 200)
        #expect(figure.peakCalendarTime == Flow.at(0))
    }

    @Test(arguments: [(Int64(999), true), (1_000, false)])
    func `two events a whole second apart share no second`(gap: Int64, flagged: Bool) throws {
        var desk = Desk()
        desk.enter(Flow.at(0))
        desk.enter(Flow.at(gap))
        let alerts = try desk.alerts(.burst(BurstTerms(countMin: 2)))
        #expect(alerts.filter { !$0.isNear }.isEmpty == !flagged)
    }

    @Test func `75 replacements are 300 legs, and 75 instructions`() throws {
        var desk = Desk()
        var old: [OrderID] = []
        for index in 0..<76 {
            let number = desk.next
            for id in old { desk.cancel(id, Flow.at(Int64(index)), instruction: number) }
            old = [Side.bid, .ask].map {
                desk.enter(Flow.at(Int64(index)), side: $0, instruction: number)
            }
        }
        let legs = try desk.alerts(.burst(BurstTerms(countMin: 300)))
        #expect(legs.map { $0.value("messagesInRollingSecond") } == [302])
        let whole = try desk.alerts(
            .burst(BurstTerms(countMin: 76, unit: .instructions)))
        #expect(whole.map { $0.value("messagesInRollingSecond") } == [76])
        #expect(
            try desk.alerts(.burst(BurstTerms(countMin: 96, unit: .instructions))).isEmpty)
    }

    @Test(.rule("P18.6"), arguments: [([UInt16(1), 2, 3], true), ([1, 2], false)])
    func `a burst split over accounts of one owner is seen`(accounts: [UInt16], flagged: Bool)
        throws
    {
        var desk = Desk()
        for index in 0..<300 { desk.enter(Flow.at(1), account: UInt16(index % 3 + 1)) }
        let owners = [SurveillanceRules.Owner(name: "fund", accounts: accounts)]
        let kind = SurveillanceRule.Kind.burst(BurstTerms(countMin: 300))
        let alerts = try desk.report(Flow.rules(kind, owners: owners)).alerts
        #expect(alerts.map(\.subject) == (flagged ? ["fund"] : []))
        #expect(try desk.report(Flow.rules(kind, scope: .account)).alerts.isEmpty)
    }

    @Test(.rule("P18.5"), arguments: [(4, false), (5, true)])
    func `near the mark five times is a notice, four times is silence`(times: Int, told: Bool)
        throws
    {
        var desk = Desk()
        for time in 0..<times {
            for _ in 0..<80 { desk.enter(Flow.at(Int64(time) * 5_000)) }
        }
        let alerts = try desk.alerts(.burst(BurstTerms(countMin: 100)))
        #expect(alerts.count == (told ? 1 : 0))
        if told {
            #expect(alerts[0].isNear)
            #expect(alerts[0].level == .notice)
            #expect(alerts[0].value("nearTimes") == 5)
            #expect(alerts[0].evidence.map(\.sequence) == [80, 160, 240, 320, 400])
        }
    }

    @Test func `79 of 100 is not near`() throws {
        var desk = Desk()
        for time in 0..<9 {
            for _ in 0..<79 { desk.enter(Flow.at(Int64(time) * 5_000)) }
        }
        #expect(try desk.alerts(.burst(BurstTerms(countMin: 100))).isEmpty)
    }

    @Test(.rule("P28", "Z30.4"), arguments: [FlowCount.rejections, .refusals])
    func `storms of rejections and refusals are bursts of their own`(counting: FlowCount) throws {
        var desk = Desk()
        for _ in 0..<49 {
            desk.add(FlowEvent(.rejected, sequence: desk.next, time: Flow.at(0), account: 1))
            desk.add(
                FlowEvent(.refused, log: .risk, sequence: desk.next, time: Flow.at(0), account: 1))
        }
        let kind = SurveillanceRule.Kind.burst(BurstTerms(countMin: 50, counting: counting))
        #expect(try desk.alerts(kind).isEmpty)
        desk.add(
            FlowEvent(
                counting == .rejections ? .rejected : .refused, sequence: desk.next,
                time: Flow.at(0), account: 1))
        #expect(try desk.alerts(kind).map { $0.evidenceCount } == [50])
    }
}

@Suite(.rule("P33.2"))
struct `Messages of a day` {
    @Test(arguments: [
        (15_999, 0, false), (16_000, 1, false), (19_999, 1, false), (20_000, 2, true),
    ])
    func `a warning at 80 percent, the mark at 20 000`(count: Int, alerts: Int, reached: Bool)
        throws
    {
        var desk = Desk()
        for index in 0..<count { desk.enter(Flow.at(Int64(index))) }
        let found = try desk.alerts(.dayCount(DayCountTerms(countMin: 20_000)), scope: .account)
        #expect(found.count == alerts)
        #expect(found.contains { !$0.isNear } == reached)
        if reached { #expect(found.last?.evidence.map(\.sequence) == [20_000]) }
    }
}

@Suite(.rule("H24.1"))
struct `Seconds with five orders` {
    /// So many seconds with so many orders each.
    private func desk(times: Int, orders: Int) -> Desk {
        var desk = Desk()
        for time in 0..<times {
            for order in 0..<orders {
                desk.enter(Flow.at(Int64(time) * 2_000 + Int64(order) * 249))
            }
        }
        return desk
    }

    @Test(arguments: [(5, 5, true), (4, 5, false), (50, 4, false)])
    func `five times five are flagged; four times, or four orders, are not`(
        times: Int, orders: Int, flagged: Bool
    ) throws {
        let alerts = try desk(times: times, orders: orders)
            .alerts(.repeatedSeconds(RepeatedSecondTerms())).filter { !$0.isNear }
        #expect(alerts.count == (flagged ? 1 : 0))
        if flagged {
            #expect(alerts[0].value("rollingSeconds") == 5)
            #expect(alerts[0].value("clockSeconds") == 5)
            #expect(alerts[0].evidenceCount == 25)
        }
    }
}
