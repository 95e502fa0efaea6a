import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-02"))
struct `Phases of the day` {
    @Test
    func `every phase begins at its time and the log ends after the close`() {
        var exchange = ExchangeHarness(.init(directory: .listing(count: 1)))
        exchange.send(Started(), on: .shell, at: time("09:00"))
        exchange.advance(time("16:00"))
        #expect(
            exchange.events.map { "\($0.time) \($0.line)" } == [
                "09:00:00.000 dayStarted", "09:15:00.000 c0 phase 1", "09:25:00.000 c0 phase 2",
                "09:30:00.000 c0 phase 3", "11:30:00.000 c0 phase 2", "13:00:00.000 c0 phase 3",
                "14:57:00.000 c0 phase 6", "15:00:00.000 c0 phase 7",
                "15:00:00.000 c0 settles 1000",
                "15:00:00.000 c0 score 0 14220000000000 0 0/14220", "15:00:01.000 dayEnded",
            ])
        #expect(exchange.core.isDayEnded)
        #expect(exchange.core.nextDeadline == nil)
        #expect(exchange.events.map(\.sequence) == Array(1...11))
    }

    @Test
    func `nothing happens before the day is started`() {
        var exchange = ExchangeHarness()
        exchange.advance(time("10:00"))
        exchange.session(.opened, at: time("10:00"))
        exchange.quote([quote(1, 100, 110)], at: time("10:00"))
        #expect(exchange.events.isEmpty)
        #expect(exchange.core.nextDeadline == nil)
        #expect(exchange.core.counters.strayInstructions == 1)
    }

    @Test
    func `an auction collects, uncrosses at its end before the phase changes, and carries over`() {
        var exchange = ExchangeHarness.open(
            at: "09:15",
            script: [
                (time("09:16"), [customer(1, .bid, 10, at: 1_050)]),
                (time("09:17"), [customer(2, .ask, 4, at: 990)]),
            ])
        exchange.quote([quote(1, 900, 995)], at: time("09:18"))
        exchange.advance(time("09:25"))
        #expect(
            exchange.news() == [
                "c0 market 10@1050 0@0", "c0 market 10@1050 4@990",
                "c0 quote 1 10@900 10@995 leg 6 replaces 0 0", "c0 uncrossed 10@995",
                "c0 legFilled ask 7 6@995 leaves 4 #2", "c0 market 0@0 0@0", "c0 phase 2",
                "c1 phase 2",
            ])
        #expect(exchange.core.tops[0].askQuantity.contracts == 4)
        let uncross = exchange.events.first { $0.kind == .auctionUncrossed }
        #expect(uncross?.phase == .openingAuction)
        #expect(uncross?.time == time("09:25"))
    }

    @Test
    func `the closing auction starts from the last trade, settles the day and clears the book`() {
        var exchange = ExchangeHarness.open(
            at: "14:56",
            script: [
                (time("14:56:30"), [customer(1, .bid, 1, at: 1_200)]),
                (time("14:56:40"), [customer(2, .ask, 1, at: 1_200)]),
                (time("14:58"), [customer(3, .bid, 5, at: 1_300), customer(4, .ask, 5, at: 900)]),
            ])
        exchange.advance(time("14:58"))
        exchange.quote([quote(1, 800, 1_400, 3)], at: time("14:58"))
        exchange.order([memberOrder(1, .bid, 2, at: 700)], at: time("14:58"))
        _ = exchange.news()
        exchange.advance(time("15:00:01"))
        #expect(
            exchange.news().filter { !$0.hasPrefix("c1") } == [
                "c0 uncrossed 5@1200", "c0 market 0@0 0@0", "c0 phase 7",
                "c0 legCancelled bid 10 3 phaseEnd", "c0 legCancelled ask 11 3 phaseEnd",
                "c0 orderCancelled bid 12 2 phaseEnd", "c0 settles 1200",
                "c0 score 0 14220000000000 0 0/14220", "dayEnded",
            ])
        #expect(exchange.core.tops[0] == .empty)
    }

    @Test
    func `a contract without a closing auction settles in the middle of its book`() {
        var exchange = ExchangeHarness.open(at: "14:56")
        exchange.quote([quote(1, 1_100, 1_151)], at: time("14:56:30"))
        exchange.advance(time("15:00"))
        #expect(exchange.news().contains("c0 settles 1125"))
    }

    @Test(arguments: [("14:58:59.999", true), ("14:59:00", false), ("14:59:59.999", false)])
    func `nothing is taken off in the last minute`(at moment: String, allowed: Bool) {
        var exchange = ExchangeHarness.open(at: "14:57")
        exchange.quote([quote(1, 100, 110)], at: time("14:57:30"))
        exchange.order([memberOrder(1, .bid, 1, at: 90)], at: time("14:57:30"))
        _ = exchange.news()
        exchange.quote([quote(2, 101, 110)], at: time(moment))
        exchange.order([cancel(4)], at: time(moment))
        exchange.send(
            MassCancel(participant: 1, scopeCode: 2, index: 1), on: .orderSession, from: 1,
            at: time(moment))
        exchange.quote([withdrawal(3), quote(4, 100, 110, on: 1)], at: time(moment))
        let refused = [
            "c0 quote 2 rejected cancelForbidden", "c0 cancelRejected cancelForbidden",
            "c1 cancelRejected cancelForbidden", "c0 quote 3 rejected cancelForbidden",
            "c1 quote 4 10@100 10@110 leg 6 replaces 0 0",
        ]
        let done = [
            "c0 quote 2 10@101 10@110 leg 6 replaces 10 10", "c0 orderCancelled bid 4 1 member",
            "c0 legCancelled bid 6 10 member", "c0 legCancelled ask 7 10 member",
            "c0 withdrawn 3", "c1 quote 4 10@100 10@110 leg 8 replaces 0 0",
        ]
        #expect(exchange.news() == (allowed ? done : refused))
    }

    @Test(arguments: [("09:19:59.999", true), ("09:20", false)])
    func `the end of the opening auction can forbid cancels too`(at moment: String, allowed: Bool) {
        var exchange = ExchangeHarness.open(
            .init(
                directory: .twoContracts, cancelForbidden: [.openingAuctionEnd, .lastMinute]),
            at: "09:15")
        exchange.quote([quote(1, 100, 110)], at: time("09:16"))
        exchange.quote([withdrawal()], at: time(moment))
        #expect(
            exchange.news().last
                == (allowed ? "c0 withdrawn 0" : "c0 quote 0 rejected cancelForbidden"))
    }

    @Test
    func `a late instruction is answered until the log ends, then only counted`() {
        var exchange = ExchangeHarness.open(at: "15:00")
        exchange.quote([quote(1, 100, 110), withdrawal(2)], at: time("15:00:00.500"))
        exchange.quote([quote(3, 100, 110)], at: time("15:00:01"))
        #expect(
            exchange.news() == [
                "c0 quote 1 rejected phaseForbids", "c0 quote 2 rejected phaseForbids", "dayEnded",
            ])
        #expect(exchange.core.counters.strayInstructions == 1)
        #expect(exchange.reports[1]?.last?.kind == .dayEnded)
    }

    @Test
    func `orders may be taken off during lunch, not entered`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], at: time("11:29"))
        exchange.advance(time("11:30"))
        _ = exchange.news()
        exchange.quote([quote(2, 100, 110), withdrawal(3)], at: time("12:00"))
        #expect(
            exchange.news() == [
                "c0 quote 2 rejected phaseForbids", "c0 legCancelled bid 2 10 member",
                "c0 legCancelled ask 3 10 member", "c0 withdrawn 3",
            ])
    }
}
