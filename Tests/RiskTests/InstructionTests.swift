import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("H18.4", "P27.3c"))
struct `What goes out` {
    @Test func `a good quote goes out once with a life no longer than allowed`() throws {
        let desk = try RiskHarness.ready()
        let heard = desk.send([desk.entry(0)], expires: desk.now + .seconds(3_600))
        #expect(heard.sentIDs == [1])
        #expect(heard.expires == [desk.now + .seconds(1)])
        #expect(heard.refusals.isEmpty)
        #expect(desk.core.counters.accepted == 1)
    }

    @Test func `a bad leg in a batch does not hold up its neighbours`() throws {
        let desk = try RiskHarness.ready()
        let heard = desk.send([
            desk.entry(0), desk.entry(1, bid: 1_000, ask: 5_000), desk.entry(2), desk.entry(77),
            desk.entry(3),
        ])
        #expect(heard.sentIDs == [1, 3, 5])
        #expect(heard.codes == [.spreadExceedsMaximum, .unknownContract])
        #expect(heard.refusals.map(\.quoteID.value) == [2, 4])
        #expect(heard.loggedKinds == [.refused, .refused])
    }

    @Test func `a quote number seen before is refused, the next one passes`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0, id: 5))
        let heard = desk.send([desk.entry(0, id: 5), desk.entry(0, id: 4), desk.entry(0, id: 6)])
        #expect(heard.codes == [.duplicateQuoteID, .duplicateQuoteID])
        #expect(heard.refusals.map(\.limit) == [5, 5])
        #expect(heard.sentIDs == [6])
    }

    @Test func `a stale command is not carried out but a late withdrawal is`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let past = SessionTime(nanoseconds: desk.now.nanoseconds - 1)
        #expect(desk.send([desk.entry(0)], expires: past).codes == [.staleCommand])
        let heard = desk.send([desk.withdrawal(0)], expires: past)
        #expect(heard.codes == [])
        #expect(heard.expires == [desk.now + .seconds(1)])
    }

    @Test func `a quoter whose session is closed is not listened to`() throws {
        let desk = try RiskHarness.ready()
        #expect(desk.send([desk.entry(0)], from: 2).codes == [.staleCommand])
        desk.quoter(2, .opened)
        #expect(desk.send([desk.entry(0)], from: 2).codes == [])
        desk.quoter(2, .closed)
        let heard = desk.send([desk.entry(0), desk.withdrawal(0)], from: 2)
        #expect(heard.codes == [.staleCommand, .staleCommand])
        #expect(heard.sent.isEmpty)
    }

    @Test func `a session of another channel opens nothing`() throws {
        let desk = try RiskHarness()
        desk.instruments()
        desk.quoter(1, .opened)
        desk.phase(.continuous)
        _ = desk.deliver(on: .shell) {
            $0.send(
                SessionEvent(channelCode: Channel.decisionLog.rawValue, change: .opened),
                on: .shell)
        }
        #expect(desk.send(desk.entry(0)).codes == [.exchangeDown])
        desk.exchange(.opened)
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `before the list no contract is known, after the day's end nothing passes`() throws {
        let desk = try RiskHarness()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        #expect(desk.send(desk.entry(0)).codes == [.unknownContract])
        desk.instruments()
        #expect(desk.send(desk.entry(0)).codes == [.phaseForbids])
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(0)).codes == [])
        let heard = desk.report([ExchangeEvents.Entry(kind: .dayEnded)])
        #expect(heard.loggedKinds == [.dayEnded])
        #expect(desk.send(desk.entry(0)).codes == [.dayEnded])
    }

    @Test func `a contract outside the programme is refused`() throws {
        let desk = try RiskHarness.ready(
            terms: RiskTerms(underlyingCodes: ["510050"], excludedContractCodes: [10_000_002]))
        let heard = desk.send([desk.entry(0), desk.entry(1), desk.entry(3)])
        #expect(heard.codes == [.notMarketMakerContract, .notMarketMakerContract])
        #expect(heard.sentIDs == [1])
    }

    @Test func `a response is held for its time and kill takes it off before`() throws {
        let desk = try RiskHarness.ready()
        desk.request(0, id: 7)
        #expect(desk.send(desk.entry(0, answering: 8)).codes == [.requestUnknown])
        let answer = desk.entry(0, answering: 7)
        #expect(desk.send(answer).codes == [])
        #expect(desk.send(desk.withdrawal(0)).codes == [.holdTime])
        desk.accept(answer)
        desk.wait(milliseconds: 29_999)
        let heard = desk.send(desk.withdrawal(0))
        #expect(heard.codes == [.holdTime])
        #expect(desk.command(.kill).cancels.count == 1)
        let twin = try RiskHarness.ready()
        twin.request(0, id: 7)
        twin.stand(twin.entry(0, answering: 7))
        twin.wait(milliseconds: 30_000)
        #expect(twin.send(twin.withdrawal(0)).codes == [])
    }
}

@Suite(.rule("SSE-PT-01", "Z30.3", "W9"))
struct `Message rate` {
    @Test func `the second is rolling: 200 and 150 across a border are 350`() {
        var budget = MessageBudget(capacity: 400)
        let start = SessionTime(hour: 10, minute: 0, second: 10)
        for index in 0..<200 {
            budget.spend(1, at: start + .microseconds(500_000 + Int64(index) * 499_000 / 199))
        }
        for index in 0..<150 {
            budget.spend(1, at: start + .microseconds(1_000_000 + Int64(index) * 400_000 / 149))
        }
        #expect(budget.spent == 350)
        budget.advance(to: start + .microseconds(1_500_000))
        #expect(budget.spent == 349)
        budget.advance(to: start + .milliseconds(2_000))
        #expect(budget.spent == 149)
        #expect(budget.today == 350)
    }

    @Test func `75 replaces reach 300: below it 74 pass`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.messagesPerSecondMax = 301
                $0.withdrawalReservePerSecond = 0
            })
        var last = desk.entry(0)
        desk.stand(last)
        var passed = 0
        for _ in 0..<80 {
            let next = desk.entry(0)
            guard desk.send(next).codes.isEmpty else { continue }
            desk.accept(next, replaced: (last.bidQuantity.contracts, 10))
            last = next
            passed += 1
        }
        #expect(passed == 74)
        #expect(desk.core.counters.refused(.messageRate) == 6)
        desk.wait(milliseconds: 1_000)
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `the reserve is for withdrawals alone`() throws {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.messagesPerSecondMax = 4
                $0.withdrawalReservePerSecond = 2
            })
        desk.stand(desk.entry(0))
        #expect(desk.send(desk.entry(3)).codes == [.messageRate])
        #expect(desk.send(desk.withdrawal(0)).codes == [])
        desk.wait(milliseconds: 999)
        #expect(desk.send(desk.entry(3)).codes == [.messageRate])
        desk.wait(milliseconds: 1)
        #expect(desk.send(desk.entry(3)).codes == [])
    }
}
