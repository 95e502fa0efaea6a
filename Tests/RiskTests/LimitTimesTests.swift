import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.3", "P27.2c"))
struct `A limit's times` {
    private func limit(_ desk: RiskHarness) -> Int64? {
        desk.core.limitsInForce[.positionPerContract]
    }

    @Test func `it begins at its time and ends at its time, to the nanosecond`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = 9 })
        let heard = desk.change(
            [(.positionPerContract, 10)], effective: desk.now + .seconds(60),
            expires: desk.now + .seconds(120))
        #expect(heard.status == .approved && limit(desk) == 9)
        #expect(desk.core.nextDeadline == desk.now + .seconds(60))
        #expect(desk.wait(milliseconds: 59_999).limitsLogged == [])
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        let name = LimitName.positionPerContract.rawValue
        #expect(
            desk.wait(milliseconds: 1).limitsLogged
                == [LoggedLimit(kind: .limitChanged, code: name, value: 10, limit: 9)])
        let quote = desk.entry(0)
        #expect(desk.stand(quote).codes == [])
        #expect(desk.core.nextDeadline == desk.now + .seconds(60))
        desk.wait(milliseconds: 59_999)
        #expect(limit(desk) == 10)
        // Ten rest: what comes back stands below them, and says so.
        #expect(
            desk.wait(milliseconds: 1).limitsLogged == [
                LoggedLimit(kind: .limitRestored, code: name, value: 9, limit: 10),
                LoggedLimit(kind: .limitExceeded, code: name, value: 10, limit: 9),
            ])
        #expect(desk.core.limitChanges[0].status == .ended && desk.core.nextDeadline == nil)
        #expect(desk.core.limits == Fixture.limits { $0.positionPerContractMax = 9 })
    }

    @Test func `it is the same in one step and in ten, with the link down too`() throws {
        var hashes: [UInt64] = []
        for steps in [1, 10] {
            let desk = try RiskHarness.ready()
            desk.exchange(.closed)
            desk.change(
                [(.positionPerContract, 2_000)], effective: desk.now + .seconds(3),
                expires: desk.now + .seconds(7))
            desk.limits(.apply, [(.positionTotal, 7)], expires: desk.now + .seconds(5))
            for _ in 0..<steps { desk.wait(milliseconds: Int64(10_000 / steps)) }
            #expect(desk.core.limitChanges.map(\.status) == [.ended, .expired])
            #expect(
                desk.core.limitChanges[0].endedAt == SessionTime(hour: 10, minute: 0, second: 7))
            hashes.append(desk.core.stateHash)
        }
        #expect(hashes[0] == hashes[1])
    }

    @Test func `a restart forgets nothing, between approval and effect too`() throws {
        let desk = try RiskHarness.ready()
        desk.change(
            [(.positionPerContract, 5)], effective: desk.now + .seconds(2),
            expires: desk.now + .seconds(4))
        desk.limits(.tighten, [(.quantityPerOrder, 50)])
        let again = try RiskHarness()
        for input in desk.tape { _ = again.replay(input) }
        #expect(again.core.stateHash == desk.core.stateHash)
        #expect(limit(again) == 1_000)
        again.wait(milliseconds: 3_000)
        #expect(limit(again) == 5 && again.send(again.entry(0, id: 9)).codes == [.positionLimit])
        again.wait(milliseconds: 1_000)
        #expect(limit(again) == 1_000 && again.core.limits.quantityPerOrderMax == 50)
    }

    @Test func `limits changed before the list hold when it comes`() throws {
        let desk = try RiskHarness()
        #expect(desk.limits(.tighten, [(.positionPerContract, 9)]).status == .inForce)
        desk.instruments()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        #expect(desk.send(desk.entry(0, sizes: (10, 10))).refusals[0].limit == 9)
    }

    @Test func `an emergency outlives the change it was laid over`() throws {
        let desk = try RiskHarness.ready()
        desk.change([(.positionPerContract, 2_000)], expires: desk.now + .seconds(10))
        #expect(limit(desk) == 2_000)
        desk.limits(.tighten, [(.positionPerContract, 50)])
        desk.wait(milliseconds: 10_000)
        #expect(limit(desk) == 50, "what came back lies under it")
        desk.limits(.tighten, [(.positionPerContract, 20)], expires: desk.now + .seconds(1))
        #expect(limit(desk) == 20)
        desk.wait(milliseconds: 1_000)
        #expect(limit(desk) == 50, "what two persons, or an emergency, left")
    }

    @Test(
        arguments: [(2_000, LimitStatus.lapsed, 50), (40, .inForce, 40)]
            as [(Int64, LimitStatus, Int64)])
    func `an approved change does not undo an emergency that came before its time`(
        wanted: Int64, status: LimitStatus, holds: Int64
    ) throws {
        let desk = try RiskHarness.ready()
        desk.change([(.positionPerContract, wanted)], effective: desk.now + .seconds(10))
        desk.limits(.tighten, [(.positionPerContract, 50)])
        desk.wait(milliseconds: 10_000)
        #expect(desk.core.limitChanges[0].status == status)
        #expect(limit(desk) == holds)
    }
}

@Suite(.rule("I5.3", "C3.3", "P27.2a"))
struct `A limit below what stands` {
    @Test func `nothing that adds passes, what stands is told, and it comes down by itself`() throws
    {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        desk.report([desk.filled(0, .bid, 10, id: 1, execution: 1)])
        let heard = desk.limits(.tighten, [(.positionTotal, 15)])
        let name = LimitName.positionTotal.rawValue
        #expect(
            heard.limitsLogged.suffix(2) == [
                LoggedLimit(kind: .limitChanged, code: name, value: 15, limit: 100_000),
                LoggedLimit(kind: .limitExceeded, code: name, value: 20, limit: 15),
            ])
        let told = try #require(heard.limitReplies.first?.entries.first)
        #expect([told.value, told.first, told.used] == [15, 100_000, 20] && told.flags == 7)
        #expect(desk.send(desk.entry(1)).codes == [.totalPositionLimit])
        // Ten held, ten asked: a quote that only closes what is held adds nothing.
        #expect(desk.send(desk.withdrawal(0)).codes == [])
        desk.report([desk.cancelled(0, .ask, 10, id: 1)])
        #expect(desk.core.gate?.totalWorst == 10)
        #expect(desk.send(desk.entry(1, sizes: (1, 10), effects: (.open, .open))).codes != [])
        #expect(desk.limits(.show).limitReplies[0].entries[2].used == 10)
    }

    @Test func `every figure a limit is held against`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let show = try #require(desk.limits(.show).limitReplies.first)
        #expect(show.entries.count == 31 && show.head.version == 0)
        let used = { (name: LimitName) -> Int64? in
            let entry = show.entries[Int(name.rawValue) - 1]
            return entry.flags & 4 == 0 ? nil : entry.used
        }
        #expect(used(.positionPerContract) == 10 && used(.positionPerDirection) == 10)
        #expect(used(.positionTotal) == 20)
        #expect(used(.quantityPerOrder) == 10)
        // 10 contracts × 10 000 × 0.0990 and 0.1010 yuan.
        #expect(used(.purchasePerOrderYuan) == 9_900 && used(.valuePerOrderYuan) == 10_100)
        #expect(used(.openingPerContract) == 20 && used(.openingPerUnderlying) == 20)
        #expect(used(.messagesPerSecond) == 2 && used(.messagesPerDay) == 2)
        #expect(used(.collarTicks) == nil && used(.protectionVolume) == nil)
        let gate = try #require(desk.core.gate)
        #expect(used(.fundsYuan) == (gate.reserved.tenThousandths + 9_999) / 10_000)
        let reach = try #require(gate.reach(of: UnderlyingIndex(0)))
        #expect(used(.deltaShares) == max(abs(reach.deltaHigh), abs(reach.deltaLow)))
    }

    @Test(arguments: [(1_000_000, false), (9_000, true)] as [(Int64, Bool)])
    func `less money is less to spend, to the yuan`(funds: Int64, refused: Bool) throws {
        let desk = try RiskHarness.ready()
        desk.limits(.tighten, [(.fundsYuan, funds)])
        let available = try #require(desk.core.gate?.available)
        let heard = desk.send(desk.entry(0))
        #expect(heard.codes == (refused ? [.insufficientFunds] : []))
        #expect(available == Money(yuan: funds))
    }
}
