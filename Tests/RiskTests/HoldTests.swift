import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.10b", "SSE-MM-06", "HKEX-01"))
struct `The hold of a response` {
    /// Contract 0, request 7 answered and accepted at 10:00.
    private func held(
        _ change: (inout RiskTerms) -> Void = { _ in }, asked: UInt64 = 7
    ) throws -> (desk: RiskHarness, answer: QuoteInstructions.Entry) {
        var terms = RiskTerms()
        change(&terms)
        let desk = try RiskHarness.ready(terms: terms)
        desk.request(0, id: asked)
        let answer = desk.entry(0, answering: asked)
        desk.stand(answer)
        return (desk, answer)
    }

    @Test(arguments: [
        (InstructionReason.none, false), (.strategyChoice, false), (.staleFeed, false),
        (.pricingInvalid, false), (.inventory, false), (.notObliged, false),
        (.messageBudget, false),
        (.shutdown, false), (.quoterDown, false), (.operator, false), (.linkDown, false),
        (.risk, true), (.kill, true),
    ])
    func `only kill and risk take a response off early`(reason: InstructionReason, passes: Bool)
        throws
    {
        let (desk, _) = try held()
        desk.wait(milliseconds: 5_000)
        let heard = desk.send(desk.withdrawal(0, reason))
        #expect(heard.codes == (passes ? [] : [.holdTime]))
        #expect(heard.loggedKinds == (passes ? [.withdrawn] : [.refused]))
        if !passes {
            let end = SessionTime(hour: 10, minute: 0, second: 30)
            #expect(heard.logged[0].limit == end.nanoseconds)
            #expect(heard.logged[0].value == desk.now.nanoseconds)
        }
        let free = try RiskHarness.ready()
        free.stand(free.entry(0))
        #expect(free.send(free.withdrawal(0, reason)).codes == [])
    }

    @Test func `the clock is the exchange's: the acceptance's time, not when risk heard of it`()
        throws
    {
        let desk = try RiskHarness.ready()
        desk.request(0, id: 7)
        let answer = desk.entry(0, answering: 7)
        desk.send(answer)
        var acceptance = desk.acceptance(answer)
        acceptance.time = desk.now
        desk.wait(milliseconds: 400)
        desk.report([acceptance])
        desk.wait(milliseconds: 29_599)
        #expect(desk.send(desk.withdrawal(0)).codes == [.holdTime])
        desk.wait(milliseconds: 1)
        #expect(desk.send(desk.withdrawal(0)).codes == [])
    }

    @Test func `naming the request again does not begin the hold again`() throws {
        let (desk, _) = try held()
        desk.wait(milliseconds: 10_000)
        let again = desk.entry(0, bid: 985, ask: 1_005, answering: 7)
        desk.send(again)
        desk.accept(again, replaced: (10, 10))
        desk.wait(milliseconds: 19_999)
        #expect(desk.send(desk.withdrawal(0)).codes == [.holdTime])
        desk.wait(milliseconds: 1)
        #expect(desk.send(desk.withdrawal(0)).codes == [])
    }

    @Test func `a valid successor keeps the response alive and the hold runs on`() throws {
        let (desk, _) = try held()
        desk.wait(milliseconds: 10_000)
        let wider = desk.entry(0, bid: 950, ask: 1_040)
        #expect(desk.send(wider).codes == [])
        desk.accept(wider, replaced: (10, 10))
        #expect(desk.send(desk.withdrawal(0)).codes == [.holdTime])
    }

    @Test func `a pack in which replacing ends the hold has replacements refused`() throws {
        let (desk, _) = try held { $0.replacementEndsHold = true }
        let heard = desk.send(desk.entry(0, bid: 985, ask: 1_005))
        #expect(heard.codes == [.holdReplacement])
        #expect(heard.loggedKinds == [.refused])
        desk.wait(milliseconds: 30_000)
        #expect(desk.send(desk.entry(0, bid: 985, ask: 1_005)).codes == [])
    }

    @Test func `a successor too wide or small for a response is refused, outside a hold it passes`()
        throws
    {
        let narrow: (inout RiskTerms) -> Void = {
            $0.responseSpreadTiers = [SpreadTier(limit: .ticks(40))]
            $0.responseQuantityMin = Quantity(contracts: 20)
        }
        var terms = RiskTerms()
        narrow(&terms)
        let desk = try RiskHarness.ready(terms: terms)
        desk.request(0, id: 7)
        #expect(
            desk.send(desk.entry(0, bid: 990, ask: 1_031, sizes: (20, 20), answering: 7)).codes
                == [.spreadExceedsMaximum])
        #expect(
            desk.send(desk.entry(0, sizes: (20, 19), answering: 7)).codes
                == [.quantityBelowMinimum])
        desk.stand(desk.entry(0, sizes: (20, 20), answering: 7))
        let wide = desk.send(desk.entry(0, bid: 990, ask: 1_031, sizes: (20, 20)))
        #expect(wide.codes == [.holdReplacement])
        #expect(wide.refusals.map(\.value) == [41])
        #expect(wide.refusals.map(\.limit) == [40])
        let small = desk.send(desk.entry(0, sizes: (20, 19)))
        #expect(small.codes == [.holdReplacement])
        #expect(desk.send(desk.entry(0, bid: 990, ask: 1_030, sizes: (20, 20))).codes == [])
        desk.wait(milliseconds: 30_000)
        let free = try RiskHarness.ready(terms: terms)
        #expect(free.send(free.entry(0, bid: 990, ask: 1_031)).codes == [])
    }

    @Test(
        arguments: [
            (HoldReleases.filled, Int32(10), true), (.filled, 1, true), (.partialFill, 1, true),
            (HoldReleases(), 10, false), (.phaseEnd, 10, false),
        ] as [(HoldReleases, Int32, Bool)])
    func `a fill releases where the pack says so`(
        releases: HoldReleases, quantity: Int32, isReleased: Bool
    ) throws {
        let (desk, answer) = try held { $0.responseReleases = releases }
        desk.report([
            desk.filled(
                0, .ask, quantity, id: answer.quoteID.value, execution: 1, leaves: 10 - quantity)
        ])
        #expect(desk.send(desk.withdrawal(0)).codes == (isReleased ? [] : [.holdTime]))
    }

    @Test func `a fill that leaves enough releases only where any fill does`() throws {
        for (releases, isReleased) in [(HoldReleases.filled, false), (.partialFill, true)] {
            var terms = RiskTerms()
            terms.responseReleases = releases
            let desk = try RiskHarness.ready(terms: terms)
            desk.request(0, id: 7)
            let answer = desk.entry(0, sizes: (20, 20), answering: 7)
            desk.stand(answer)
            desk.report([
                desk.filled(0, .ask, 10, id: answer.quoteID.value, execution: 1, leaves: 10)
            ])
            #expect(desk.send(desk.withdrawal(0)).codes == (isReleased ? [] : [.holdTime]))
        }
    }

    @Test(
        arguments: [
            // Moved after the answer; moved before it; repeated price; the pack does not release.
            ([25_000, 25_010], 1_000, HoldReleases.underlyingChanged, true),
            ([25_000, 25_010], -1_000, .underlyingChanged, false),
            ([25_000, 25_000], 1_000, .underlyingChanged, false),
            ([25_000, 25_010], 1_000, .filled, false),
            ([25_000], 1_000, .underlyingChanged, false),
        ] as [([Int64], Int64, HoldReleases, Bool)])
    func `a move of the underlying after the answer releases`(
        prices: [Int64], offset: Int64, releases: HoldReleases, isReleased: Bool
    ) throws {
        let (desk, _) = try held { $0.responseReleases = releases }
        let accepted = desk.now
        desk.wait(milliseconds: 5_000)
        for (index, price) in prices.enumerated() {
            desk.tick(price, at: accepted + .milliseconds(offset + Int64(index)))
        }
        #expect(desk.send(desk.withdrawal(0)).codes == (isReleased ? [] : [.holdTime]))
    }

    @Test func `a price behind lost ticks is no move, the next one is`() throws {
        let (desk, _) = try held { $0.responseReleases = .underlyingChanged }
        desk.tick(25_000, at: desk.now)
        desk.wait(milliseconds: 1_000)
        desk.loseMarketData()
        desk.tick(25_010, at: desk.now)
        #expect(desk.send(desk.withdrawal(0)).codes == [.holdTime])
        desk.wait(milliseconds: 1_000)
        desk.tick(25_020, at: desk.now)
        #expect(desk.send(desk.withdrawal(0)).codes == [])
    }

    @Test(arguments: [(HoldReleases.phaseEnd, true), (.filled, false)])
    func `the end of the phase releases where the pack says so`(
        releases: HoldReleases, isReleased: Bool
    ) throws {
        let (desk, _) = try held { $0.responseReleases = releases }
        desk.phase(.halted)
        #expect(desk.send(desk.withdrawal(0)).codes == (isReleased ? [] : [.holdTime]))
    }

    @Test func `a kill inside the hold cancels at once, and so does an operator`() throws {
        for verb in [ControlVerb.kill, .cancelAll] {
            let (desk, _) = try held()
            let heard = desk.command(verb)
            #expect(heard.cancels.count == 1)
            #expect(heard.logged.contains { $0.kind == .pulled })
        }
    }

    @Test func `a hold survives a restart of risk`() throws {
        let (desk, _) = try held()
        desk.wait(milliseconds: 5_000)
        let second = try RiskHarness()
        for input in desk.tape { _ = second.replay(input) }
        #expect(second.core.stateHash == desk.core.stateHash)
        let refused = second.send(desk.withdrawal(0))
        #expect(refused.codes == [.holdTime])
        second.wait(milliseconds: 25_000)
        #expect(second.send(desk.withdrawal(0)).codes == [])
    }
}
