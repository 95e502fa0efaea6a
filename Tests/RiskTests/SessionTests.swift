import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("P27.3a", "P27.3b", "H18.5", "Z24a"))
struct `Kill, pause, cancel` {
    private func resting(_ count: Int = 5) throws -> RiskHarness {
        let desk = try RiskHarness.ready()
        for contract in 0..<count { desk.stand(desk.entry(contract)) }
        return desk
    }

    /// The exchange takes both legs of these contracts off.
    private func takeOff(_ desk: RiskHarness, _ contracts: Range<Int>) -> Heard {
        desk.report(
            contracts.flatMap { contract in
                Side.allCases.map {
                    desk.cancelled(contract, $0, 10, id: UInt64(contract + 1))
                }
            })
    }

    @Test func `a kill is confirmed only when the exchange has nothing left`() throws {
        let desk = try resting()
        let heard = desk.command(.kill)
        #expect(heard.cancels.map(\.scopeCode) == [0])
        #expect(heard.outcomes == [.waiting])
        #expect(heard.replies[0].liveQuotes == 5)
        #expect(heard.loggedKinds == [.killed] + Array(repeating: .pulled, count: 5))
        #expect(takeOff(desk, 0..<4).outcomes == [])
        desk.now = desk.now + .milliseconds(5)
        let last = takeOff(desk, 4..<5)
        #expect(last.outcomes == [.confirmed])
        #expect(last.replies[0].liveQuotes == 0)
        #expect(last.replies[0].confirmedAt == desk.now)
        #expect(desk.core.gate?.reserved == .zero)
        #expect(desk.core.nextDeadline == nil)
    }

    @Test func `what is in flight at the kill is waited for too`() throws {
        let desk = try RiskHarness.ready()
        let quote = desk.entry(0)
        desk.send(quote)
        #expect(desk.command(.kill).outcomes == [.waiting])
        #expect(desk.accept(quote).outcomes == [])
        #expect(takeOff(desk, 0..<1).outcomes == [.confirmed])
    }

    @Test func `with nothing at the exchange a kill is confirmed at once, without a message`()
        throws
    {
        let desk = try RiskHarness.ready()
        let heard = desk.command(.kill)
        #expect(heard.cancels.isEmpty)
        #expect(heard.outcomes == [.confirmed])
    }

    @Test func `ten kills send one cancel`() throws {
        let desk = try resting()
        var cancels = 0
        for id in 1...10 { cancels += desk.command(.kill, id: UInt64(id)).cancels.count }
        #expect(cancels == 1)
        #expect(takeOff(desk, 0..<5).outcomes == Array(repeating: .confirmed, count: 10))
    }

    @Test func `a kill covers what was quoted after an earlier cancel at once`() throws {
        let desk = try resting(1)
        #expect(desk.command(.cancelAll).cancels.count == 1)
        desk.send(desk.entry(0))
        #expect(desk.command(.kill, id: 2).cancels.count == 1)
    }

    @Test func `killed means refused, and withdrawals still pass`() throws {
        let desk = try resting(2)
        desk.command(.kill, scope: 2, index: 0)
        #expect(desk.send(desk.entry(0)).codes == [.killed])
        #expect(desk.send(desk.entry(1)).codes == [])
        #expect(desk.send(desk.withdrawal(0)).codes == [])
    }

    @Test func `a release needs two persons`() throws {
        let desk = try RiskHarness.ready()
        #expect(desk.command(.release).outcomes == [.refused])
        desk.command(.kill)
        #expect(desk.command(.release, by: "").outcomes == [.refused])
        #expect(desk.command(.release, by: "li").outcomes == [.waiting])
        #expect(desk.command(.release, by: "li").outcomes == [.refused])
        #expect(desk.send(desk.entry(0)).codes == [.killed])
        let heard = desk.command(.release, by: "wang")
        #expect(heard.outcomes == [.accepted])
        #expect(heard.told.map(\.entry.kind) == [.released])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `a second kill voids half a release`() throws {
        let desk = try RiskHarness.ready()
        desk.command(.kill)
        desk.command(.release, by: "li")
        desk.command(.kill)
        #expect(desk.command(.release, by: "wang").outcomes == [.waiting])
    }

    @Test func `a pause stops quotes of its scope until resumed`() throws {
        let desk = try RiskHarness.ready()
        #expect(desk.command(.pause, scope: 1, index: 0).outcomes == [.accepted])
        #expect(desk.send([desk.entry(0), desk.entry(3)]).codes == [.paused])
        #expect(desk.command(.resume).outcomes == [.refused])
        #expect(desk.command(.resume, scope: 1, index: 0).outcomes == [.accepted])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test(arguments: [(1, 1, true), (1, 2, false), (2, 4, true), (2, 5, false), (3, 0, false)])
    func `a scope that is not listed is refused`(scope: UInt8, index: UInt32, isKnown: Bool) throws
    {
        let desk = try RiskHarness.ready()
        let heard = desk.command(.kill, scope: scope, index: index)
        #expect(heard.outcomes == [isKnown ? .confirmed : .refused])
        #expect(heard.logged.isEmpty == !isKnown)
    }

    @Test func `before the list only everything can be killed, and stays killed`() throws {
        let desk = try RiskHarness()
        #expect(desk.command(.kill, scope: 2, index: 0).outcomes == [.refused])
        #expect(desk.command(.kill).outcomes == [.confirmed])
        desk.instruments()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(0)).codes == [.killed])
    }
}

@Suite(.rule("Z24a", "P27.3a"))
struct `Repeated cancels` {
    @Test(arguments: [Int64(0), 1_000])
    func `a silent exchange hears a bounded number of cancels`(retryMilliseconds: Int64) throws {
        let desk = try RiskHarness.ready(
            terms: RiskTerms(cancelRetryAfter: .milliseconds(retryMilliseconds)))
        for contract in 0..<5 { desk.stand(desk.entry(contract)) }
        desk.command(.kill)
        // 1 + 2 + 4 … + 64 waits, then one each 64 waits.
        let cancels = desk.wait(milliseconds: max(1, retryMilliseconds) * 1_000).cancels
        #expect(cancels.count == 20)
        #expect(cancels.allSatisfy { $0.scopeCode == 0 })
    }

    @Test func `what is left is covered by the fewest cancels`() throws {
        let desk = try RiskHarness.ready()
        desk.quoter(2, .opened)
        desk.send([desk.entry(0), desk.entry(1), desk.entry(3)])
        desk.send([desk.entry(4)], from: 2)
        let heard = desk.quoter(1, .closed)
        #expect(heard.cancels.map(\.scopeCode) == [1, 2])
        #expect(heard.cancels.map(\.index) == [0, 3])
        #expect(heard.cancels.allSatisfy { $0.reason == .quoterDown })
    }

    @Test func `a quoter's loss pulls all in one message when nothing else rests`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        desk.stand(desk.entry(3))
        let heard = desk.quoter(1, .closed)
        #expect(heard.cancels.map(\.scopeCode) == [0])
        #expect(heard.loggedKinds == [.quoterDown, .pulled, .pulled])
        let silent = try RiskHarness.ready()
        #expect(silent.quoter(1, .closed).cancels.isEmpty)
    }

    @Test func `a newer quote is not taken off by an older pull`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        desk.quoter(1, .closed)
        desk.quoter(1, .opened)
        let newer = desk.entry(0)
        #expect(desk.send(newer).codes == [])
        #expect(desk.wait(milliseconds: 1_000).cancels.isEmpty)
        desk.reject(newer)
        #expect(desk.wait(milliseconds: 10_000).cancels.isEmpty == false)
    }
}

@Suite(.rule("P27.2a", "C3.14"))
struct `Links and reports` {
    @Test func `without the exchange nothing passes and the quoter is told`() throws {
        let desk = try RiskHarness.ready()
        let lost = desk.exchange(.closed)
        #expect(lost.loggedKinds == [.exchangeDown])
        #expect(lost.told.map(\.entry.kind) == [.exchangeDown])
        #expect(
            desk.send([desk.entry(0), desk.withdrawal(0)]).codes == [.exchangeDown, .exchangeDown])
        #expect(desk.quoter(2, .opened).told.map(\.entry.kind) == [.exchangeDown])
        #expect(desk.exchange(.opened).told.map(\.quoter) == [1, 2])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `a lost instruction counts until it can no longer be accepted`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = 10 })
        desk.send(desk.entry(0))
        desk.exchange(.closed)
        desk.exchange(.opened)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        desk.wait(milliseconds: 5_000)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        desk.report([ExchangeEvents.Entry(kind: .sessionOpened, participant: 1)])
        desk.wait(milliseconds: 1)
        #expect(desk.core.gate?.underWay == 0)
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test func `a lost instruction that was accepted rests`() throws {
        let desk = try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = 10 })
        let quote = desk.entry(0)
        desk.send(quote)
        desk.exchange(.closed)
        desk.exchange(.opened)
        desk.report([desk.acceptance(quote)], inSession: false)
        desk.report([ExchangeEvents.Entry(kind: .sessionOpened, participant: 1)])
        desk.wait(milliseconds: 2_000)
        #expect(desk.core.liveQuotes == 1)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
    }

    @Test func `a report is applied once, by its place in the log`() throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        var fill = desk.filled(0, .bid, 4, id: 1, execution: 1, leaves: 6)
        fill.sequence = 2
        #expect(desk.report([fill], again: true).reports.map(\.sequence) == [2])
        #expect(desk.report([fill], again: true).reports.isEmpty)
        fill.sequence = 3
        // The same execution under another number is not a second fill.
        #expect(desk.report([fill], again: true).loggedKinds == [.unexpectedReport])
        #expect(desk.core.gate?.exposure(of: ContractIndex(0)).long == 4)
        #expect(desk.core.lastApplied == 3)
    }

    @Test func `a fill nobody ordered is booked and alarmed`() throws {
        let desk = try RiskHarness.ready()
        let heard = desk.report([desk.filled(2, .ask, 7, id: 99, execution: 5)])
        #expect(heard.loggedKinds == [.unexpectedReport])
        #expect(desk.core.gate?.exposure(of: ContractIndex(2)).short == 7)
        #expect(desk.core.counters.unexpectedReports == 1)
        desk.stand(desk.entry(0))
        #expect(desk.report([desk.filled(0, .ask, 10, id: 1, execution: 6)]).logged.isEmpty)
    }

    @Test func `another member's fill is nobody's position here`() throws {
        let desk = try RiskHarness.ready()
        var fill = desk.filled(0, .ask, 7, id: 1, execution: 5)
        fill.participant = 2
        #expect(desk.report([fill]).reports.isEmpty)
        #expect(desk.core.gate?.exposure(of: ContractIndex(0)).short == 0)
    }

    @Test func `reports go to the contract's quoter, requests to all`() throws {
        let desk = try RiskHarness.ready()
        desk.quoter(2, .opened)
        let quote = desk.entry(0)
        desk.send([quote], from: 2)
        #expect(desk.accept(quote).reports.map(\.quoter) == [2])
        #expect(desk.request(0, id: 1).reports.map(\.quoter) == [1, 2])
    }

    @Test func `positions go to a quoter that opens, in one frame`() throws {
        let contracts = try (0..<600).map { try Fixture.contract($0) }
        let desk = try RiskHarness(
            directory: try Fixture.directory(contracts),
            opening: contracts.map { OpeningHolding(code: $0.code, long: 3, short: 1) })
        desk.instruments()
        let snapshots = desk.quoter(1, .opened).snapshots
        #expect(snapshots.map(\.entries.count) == [600])
        #expect(snapshots[0].entries[599].long == Quantity(contracts: 3))
        #expect(snapshots[0].head.lastQuoteID == .none)
    }

    @Test func `a restart closes all sessions and leaves what was sent unknown`() throws {
        let desk = try RiskHarness.ready()
        desk.send(desk.entry(0))
        let heard = desk.deliver(on: .shell) { $0.send(Started(isRestart: 1), on: .shell) }
        #expect(heard.loggedKinds == [.started, .exchangeDown, .quoterDown, .pulled])
        #expect(desk.send(desk.entry(1)).codes == [.staleCommand])
        #expect(desk.exchange(.opened).cancels.map(\.scopeCode) == [0])
    }
}
