import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("P28", "F39", "H28"))
struct `Single orders in the exchange's tally` {
    /// Five bid in contract 0 as the exchange's order 20, three offered in contract 3 as 22.
    private func desk() throws -> RiskHarness {
        let desk = try RiskHarness.ready(
            terms: RiskTerms(reactions: ReactionTerms(talliesMax: 1)))
        desk.rest(desk.order(0, price: 990, size: 5), as: 20)
        desk.rest(desk.order(3, .ask, price: 1_010, size: 3), as: 22)
        return desk
    }

    private func told(_ contract: Int, bid: Int32 = 0, ask: Int32 = 0) -> MemberTally.Entry {
        MemberTally.Entry(
            contract: ContractIndex(contract), orderBidQuantity: Quantity(contracts: bid),
            orderAskQuantity: Quantity(contracts: ask))
    }

    @Test func `one that agrees says nothing, and what is on its way is not compared`() throws {
        let desk = try desk()
        desk.send(desk.order(1, price: 990, size: 7))
        #expect(desk.tell([told(0, bid: 5), told(3, ask: 3)]).logged.isEmpty)
        #expect(desk.core.gate?.openOrders == 3)
    }

    @Test func `a silent cancel is found, told, paused, and binds nothing any more`() throws {
        let desk = try desk()
        let heard = desk.tell([told(0, bid: 5)])
        #expect(heard.loggedKinds == [.orderTallyCorrected, .exchangeAlarm, .paused])
        #expect(heard.logged[0].value == 3 && heard.logged[0].limit == 0)
        #expect(heard.logged[0].sideCode == Side.ask.rawValue)
        #expect(heard.logged[0].contract == ContractIndex(3))
        #expect(heard.told.map(\.entry.kind) == [.orderTallyCorrected, .paused])
        #expect(desk.core.gate?.openOrders == 1)
        #expect(desk.exposure(3)?.working == 0 && desk.exposure(0)?.working == 5)
        #expect(desk.send(desk.order(3)).codes == [.paused])
        #expect(desk.tell([told(0, bid: 5)]).logged.isEmpty, "the books agree again")
    }

    @Test func `a kill that waits for an order that is gone is confirmed by the tally`() throws {
        let desk = try desk()
        #expect(desk.command(.kill).outcomes == [.waiting])
        #expect(desk.tell([]).outcomes == [.confirmed])
        #expect(desk.core.gate?.reserved == .zero)
    }

    @Test(arguments: [(7, 0), (2, 0), (5, 1)] as [(Int32, Int32)])
    func `what cannot be told apart is taken off there, and counts until it is`(
        bid: Int32, ask: Int32
    ) throws {
        let desk = try desk()
        let heard = desk.tell([told(0, bid: bid, ask: ask), told(3, ask: 3)])
        #expect(heard.cancels.map(\.scopeCode) == [2] && heard.cancels.map(\.index) == [0])
        #expect(heard.loggedKinds == [.orderTallyCorrected, .exchangeAlarm, .paused])
        #expect(desk.exposure(0)?.working == 5)
    }
}

@Suite(.rule("H40", "Z30.3", "SSE-PT-01", "P33"))
struct `The exchange's counts of the day` {
    private func counted(
        _ contract: Int = 0, cancels: UInt32 = 0, cancelled: Int64 = 0, traded: Int64 = 0
    ) -> MemberTally.Entry {
        MemberTally.Entry(
            contract: ContractIndex(contract), bidQuantity: Quantity(contracts: 10),
            askQuantity: Quantity(contracts: 10), cancels: cancels, cancelledVolume: cancelled,
            tradedVolume: traded)
    }

    private func desk() throws -> RiskHarness {
        let desk = try RiskHarness.ready(
            Fixture.limits {
                $0.cancelsPerContractMax = 5
                $0.messagesPerDayMax = 10
            })
        desk.stand(desk.entry(0))
        return desk
    }

    @Test(arguments: [(2, 2, false), (3, 3, true), (8, 8, true), (9, 9, true)])
    func `messages it counts beyond ours are messages of ours`(
        told: UInt64, today: Int64, isTaken: Bool
    ) throws {
        let desk = try desk()
        let heard = desk.tell([counted()], messages: told)
        #expect(heard.loggedKinds.contains(.tallyCounted) == isTaken)
        #expect(desk.core.messagesToday == today)
        // A requote may cost four at worst, another contract's first quote two.
        #expect(desk.send(desk.entry(1)).codes == (told > 8 ? [.dailyMessageCount] : []))
    }

    @Test(arguments: [(0, true), (3, true), (4, false)] as [(UInt32, Bool)])
    func `cancels it counts beyond ours are cancels of ours`(cancels: UInt32, passes: Bool) throws {
        let desk = try desk()
        let heard = desk.tell([counted(cancels: cancels, cancelled: 10 * Int64(cancels))])
        #expect(heard.logged.map(\.code) == (cancels == 0 ? [] : [2, 3]))
        #expect(desk.core.gate?.cancels(of: ContractIndex(0))?.legs == Int64(cancels))
        #expect(
            desk.core.gate?.cancels(of: ContractIndex(0))?.volume == 10 * Int64(cancels))
        #expect(desk.send(desk.entry(0)).codes == (passes ? [] : [.cancelRatio]))
    }

    @Test func `trades it does not count are no trades, and what is no count is not believed`()
        throws
    {
        let desk = try desk()
        desk.report([desk.filled(0, .bid, 4, id: 1, execution: 1, leaves: 6)])
        var entry = counted(cancelled: .max, traded: -1)
        entry.bidQuantity = Quantity(contracts: 6)
        entry.net = Quantity(contracts: 4)
        #expect(desk.tell([entry], messages: .max).logged.isEmpty)
        #expect(desk.core.gate?.cancels(of: ContractIndex(0))?.traded == 4)
        entry.cancelledVolume = 0
        entry.tradedVolume = 3
        let heard = desk.tell([entry])
        #expect(heard.loggedKinds == [.tallyCounted])
        #expect(heard.logged.map(\.code) == [4] && heard.logged.map(\.value) == [4])
        #expect(desk.core.gate?.cancels(of: ContractIndex(0))?.traded == 3)
    }

    @Test func `single orders count in each of them`() throws {
        let desk = try RiskHarness.ready()
        let order = desk.order(0, price: 990, size: 5)
        desk.rest(order, as: 20)
        desk.send(desk.cancel(0, order: 20))
        #expect(desk.core.messagesToday == 2)
        desk.report([
            desk.told(
                .orderCancelled, order, orderID: 20, reason: CancelReason.member.rawValue)
        ])
        let own = try #require(desk.core.gate?.cancels(of: ContractIndex(0)))
        #expect(own.legs == 1 && own.volume == 5)
        let agreed = MemberTally.Entry(
            contract: ContractIndex(0), cancels: 1, cancelledVolume: 5)
        #expect(desk.tell([agreed], messages: 2).logged.isEmpty)
    }
}
