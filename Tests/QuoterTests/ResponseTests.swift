import Market
import Quoter
import StrategyKit
import TestSupport
import Testing
import Wire

/// Quotes like `SpotFollower` until the spot leaves 3.5, then not at all.
private struct Shy: QuotingStrategy {
    static let name = "shy"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    var quiet = SpotFollower()

    init(parameters: StrategyParameters) throws(ParameterError) {}
    init() {}

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        chain.spot == 3.5 ? quiet.wish(position, in: chain) : .none(.inventory)
    }
}

@Suite(.rule("C3.4b", "C3.10a", "C3.10b", "SSE-MM-06"))
struct `The request desk` {
    private func answer(
        _ id: UInt64, _ request: UInt64, contract: UInt32 = 1, _ bid: Int64 = 990,
        _ ask: Int64 = 1_010
    ) -> Said {
        .quote(
            contract, id: id, bid: bid, ask: ask, sizes: [20, 20], effects: [.open, .open],
            answering: request)
    }

    /// Request 7 on contract 1 answered as quote 2, accepted.
    private func answered(
        strategy: any QuotingStrategy = SpotFollower(), terms: QuotingTerms = QuotingTerms()
    ) throws -> QuoterHarness {
        let desk = try QuoterHarness.ready(strategy: strategy, terms: terms)
        desk.tick(35_000)
        desk.accept(0, id: 1, 990, 1_010)
        #expect(desk.request(1, id: 7) == [answer(2, 7)])
        desk.accept(1, id: 2, 990, 1_010)
        return desk
    }

    @Test func `no answer is sent that could not arrive in time`() throws {
        var tuning = QuoterTuning()
        tuning.networkAllowance = .milliseconds(100)
        tuning.staleAfter = .seconds(600)
        for (wait, isSent) in [(Int64(29_900), true), (29_901, false)] {
            let desk = try QuoterHarness.ready(tuning: tuning)
            desk.request(1, id: 7)
            desk.wait(milliseconds: wait)
            #expect(desk.tick(35_000).contains(answer(1, 7)) == isSent)
            #expect(desk.core.status.requestsUnanswered == (isSent ? 0 : 1))
        }
    }

    @Test func `what a strategy will not hold is widened in the hold and taken off after it`()
        throws
    {
        var tuning = QuoterTuning()
        tuning.staleAfter = .seconds(600)
        let desk = try QuoterHarness.ready(strategy: Shy(), tuning: tuning)
        desk.tick(35_000)
        desk.accept(0, id: 1, 990, 1_010)
        #expect(desk.request(1, id: 7) == [answer(2, 7)])
        desk.accept(1, id: 2, 990, 1_010)
        let said = desk.tick(35_001)
        #expect(said.contains(.withdraw(0, id: 3, .inventory)))
        let held = said.compactMap { said -> [Int64]? in
            guard case .quote(1, _, let bid, let ask, let sizes, _, let request) = said else {
                return nil
            }
            #expect(sizes == [10, 10])
            #expect(request == 0)
            return [bid, ask]
        }
        let prices = try #require(held.first)
        // As wide as a tenth of the bid allows, and no wider.
        #expect(prices[1] - prices[0] <= prices[0] / 10)
        #expect(prices[1] - prices[0] > 80)
        desk.accept(1, id: 4, prices[0], prices[1], size: 10)
        #expect(desk.wait(milliseconds: 29_999) == [])
        #expect(desk.wait(milliseconds: 1) == [.withdraw(1, id: 5, .notObliged)])
    }

    @Test func `where replacing ends the hold, the answer is left as it is`() throws {
        var terms = QuotingTerms()
        terms.replacementEndsHold = true
        let desk = try answered(terms: terms)
        #expect(desk.tick(35_020) == [.quote(0, id: 3, 1_010, 1_030)])
        desk.accept(0, id: 3, 1_010, 1_030)
        // A second request waits for the end of the hold.
        desk.wait(milliseconds: 4_000)
        desk.tick(35_020)
        #expect(desk.request(1, id: 8) == [])
        for _ in 0..<6 {
            desk.wait(milliseconds: 4_000)
            #expect(desk.tick(35_020) == [])
        }
        #expect(desk.wait(milliseconds: 1_999) == [])
        let said = desk.wait(milliseconds: 1)
        #expect(said == [answer(4, 8, 1_010, 1_030)])
    }

    @Test(arguments: [
        (HoldReleases.filled, true), (.partialFill, true), (.phaseEnd, false),
    ])
    func `a fill frees the quoter where the pack says so`(
        releases: HoldReleases, isFree: Bool
    ) throws {
        var terms = QuotingTerms()
        terms.responseReleases = releases
        let desk = try answered(terms: terms)
        let said = desk.fill(1, .ask, 15, at: 1_010, leaves: 5, id: 2)
        #expect(said.contains(.withdraw(1, id: 3, .notObliged)) == isFree)
        // Unreleased, the request is open again: the response has to be made good, with its number.
        let isAnsweredAgain = said.contains {
            if case .quote(1, _, _, _, _, _, 7) = $0 { true } else { false }
        }
        #expect(isAnsweredAgain == !isFree)
    }

    @Test func `a move of the underlying frees the quoter where the pack says so`() throws {
        for (releases, isFree) in [(HoldReleases.underlyingChanged, true), (.filled, false)] {
            var terms = QuotingTerms()
            terms.responseReleases = releases
            let desk = try answered(strategy: Shy(), terms: terms)
            desk.wait(milliseconds: 1_000)
            let said = desk.tick(35_001)
            let isWithdrawn = said.contains { said in
                if case .withdraw(1, _, _) = said { true } else { false }
            }
            #expect(isWithdrawn == isFree)
        }
    }

    @Test func `an answer goes before every continuous requote when messages are short`() throws {
        var tuning = QuoterTuning()
        tuning.instructionsPerSecondMax = 1
        tuning.staleAfter = .seconds(600)
        let desk = try QuoterHarness.ready(obliged: [10_000_001, 10_000_002], tuning: tuning)
        #expect(desk.tick(35_000) == [.quote(0, id: 1, 990, 1_010)])
        desk.accept(0, id: 1, 990, 1_010)
        #expect(desk.request(1, id: 7) == [])
        // The budget frees: contract 0 has moved far, yet the request on 1 comes first.
        desk.tick(35_050)
        #expect(desk.wait(milliseconds: 1_000) == [answer(2, 7, 1_040, 1_060)])
        desk.accept(1, id: 2, 1_040, 1_060)
        #expect(desk.wait(milliseconds: 1_000) == [.quote(0, id: 3, 1_040, 1_060)])
    }

    @Test func `two requests on one contract get an answer each`() throws {
        let desk = try QuoterHarness.ready()
        desk.tick(35_000)
        desk.accept(0, id: 1, 990, 1_010)
        #expect(desk.request(1, id: 7) == [answer(2, 7)])
        #expect(desk.request(1, id: 8) == [])
        #expect(desk.accept(1, id: 2, 990, 1_010) == [answer(3, 8)])
    }

    @Test func `a request that got no answer leaves its reason`() throws {
        var tuning = QuoterTuning()
        tuning.staleAfter = .seconds(600)
        tuning.retryAfter = .seconds(60)
        let refused = try QuoterHarness.ready(tuning: tuning)
        refused.tick(35_000)
        refused.request(1, id: 7)
        refused.refuse(1, id: 2, .positionLimit)
        #expect(refused.wait(milliseconds: 29_980) == [])
        #expect(refused.wait(milliseconds: 1) == [.gaveUp(7, .risk, .positionLimit, .none)])

        let rejected = try QuoterHarness.ready(tuning: tuning)
        rejected.tick(35_000)
        rejected.request(1, id: 7)
        let said = rejected.event(
            ExchangeEvents.Entry(
                kind: .quoteRejected, reasonCode: RejectReason.unknownRequest.rawValue,
                contract: ContractIndex(1), participant: 1, quoteID: QuoteID(2)))
        #expect(said == [.gaveUp(7, .none, .none, .unknownRequest)])

        let cut = try QuoterHarness.ready(tuning: tuning)
        cut.request(1, id: 7)
        cut.session(.closed)
        #expect(
            cut.wait(milliseconds: 29_981).filter { $0 != .mark }
                == [.gaveUp(7, .noReference, .none, .none)])
    }

    @Test func `a request outlives a lost session if there is time`() throws {
        let desk = try QuoterHarness.ready()
        desk.tick(35_000)
        desk.session(.closed)
        desk.session(.opened)
        desk.request(1, id: 7)
        desk.wait(milliseconds: 1_000)
        #expect(desk.snapshot().contains(answer(2, 7)))
    }
}
