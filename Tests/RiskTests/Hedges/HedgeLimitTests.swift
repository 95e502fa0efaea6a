import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("B3.8", "C3.3", "P27.2c"))
struct `Limits of the hedge are changed like the others` {
    @Test(
        arguments: [
            (.hedgeSharesPerOrder, 999, 1_000, .hedgeQuantityLimit),
            (.hedgeValuePerOrderYuan, 2_499, 2_500, .hedgeValueLimit),
            (.hedgeShares, 999, 1_000, .hedgePositionLimit),
            (.hedgeCollarBasisPoints, 19, 20, .priceCollar),
        ] as [(LimitName, Int64, Int64, RefusalCode)])
    func `one person tightens, two make room again, two remove`(
        name: LimitName, below: Int64, enough: Int64, code: RefusalCode
    ) throws {
        let desk = try `Hedge orders`.ready()
        // A hundredth of a percent of 2.5 is two and a half ticks; a fifth of a percent fifty.
        let price: Int64 = name == .hedgeCollarBasisPoints ? 25_050 : 25_000
        func hedge() -> [RefusalCode] {
            let order = desk.hedge(.bid, 1_000, at: price)
            let refusals = desk.send(hedges: [order]).hedgeRefusals
            if refusals.isEmpty {
                hedges += 1
                desk.hedged(4, order, leaves: 0, sequence: hedges)
            }
            return refusals
        }
        var hedges: UInt64 = 0
        #expect(hedge() == [])
        #expect(desk.limits(.tighten, [(name, below)], by: "zhao").status == .inForce)
        #expect(hedge() == [code])
        #expect(desk.limits(.tighten, [(name, enough)], by: "zhao").problem == .notTighter)
        #expect(desk.change([(name, enough)]).status == .inForce)
        #expect(hedge() == [])
        #expect(desk.change([(name, nil)]).status == .inForce)
        #expect(hedge() == [.noLimitSet])
        #expect(desk.core.limits.hedge != `Hedge orders`.limits.hedge)
        #expect(desk.core.limitsInForce.limits == desk.core.limits)
    }

    @Test func `what is used of them, and what stands above a tighter one`() throws {
        let desk = try `Hedge orders`.ready()
        let bought = desk.hedge(.bid, 3_000, at: 25_000)
        desk.send(hedges: [bought])
        func used(_ name: LimitName) -> Int64? {
            desk.limits(.show).limitReplies[0].entries.first {
                $0.limitCode == name.rawValue && $0.flags & 4 != 0
            }?.used
        }
        #expect(used(.hedgeSharesPerOrder) == 3_000 && used(.hedgeValuePerOrderYuan) == 7_500)
        #expect(used(.hedgeShares) == 3_000 && used(.hedgeCollarBasisPoints) == nil)
        desk.hedged(3, bought, leaves: 0, sequence: 1)
        #expect(used(.hedgeSharesPerOrder) == 0 && used(.hedgeShares) == 3_000)
        let heard = desk.limits(.tighten, [(.hedgeShares, 2_000)])
        #expect(
            heard.limitsLogged.last
                == LoggedLimit(
                    kind: .limitExceeded, code: LimitName.hedgeShares.rawValue, value: 3_000,
                    limit: 2_000))
        let way = desk.hedge(.ask, 500, at: 25_000)
        #expect(desk.send(hedges: [way]).hedgeRefusals == [], "what leads back is not held back")
    }

    // MARK: previews

    /// A thousand bought; two thousand more; then a sale of five hundred.
    private func day(_ limits: RiskLimits = `Hedge orders`.limits) throws -> RiskHarness {
        let desk = try `Hedge orders`.ready(limits)
        var sequence: UInt64 = 0
        for (side, shares) in [(Side.bid, Int64(1_000)), (.bid, 2_000), (.ask, 500)] {
            let order = desk.hedge(side, shares, at: 25_000)
            let isSent = desk.send(hedges: [order]).hedgeRefusals.isEmpty
            guard isSent else { continue }
            for kind in [UInt8(1), 3] {
                sequence += 1
                desk.hedged(kind, order, leaves: 0, sequence: sequence)
            }
        }
        return desk
    }

    private func figures(
        _ desk: RiskHarness, _ values: [(name: LimitName, value: Int64?)],
        limits: RiskLimits = `Hedge orders`.limits
    ) throws -> LimitFigures {
        var terms = RiskTerms()
        terms.hedgeOpeningShares = 30_000
        return try desk.figures(supposing: values, of: RiskHarness(limits, terms: terms).core)
    }

    @Test func `a preview counts the hedges that would have been refused`() throws {
        let same = try figures(try day(), [(.hedgeShares, 3_000)])
        #expect(same.newlyRefusedHedges == 0 && same.old == same.new)
        #expect(same.old.hedgeShares == 3_000 && same.old.accepted == 3)
        let tight = try figures(try day(), [(.hedgeShares, 2_999)])
        #expect(tight.newlyRefusedHedges == 1 && tight.newlyPassedHedges == 0)
        #expect(tight.newlyRefused == 0 && tight.losses.isEmpty)
        #expect(tight.new.refused == [.init(code: .hedgePositionLimit, count: 1)])
        // The fill of what was refused never happened: a thousand, less five hundred.
        #expect(tight.new.hedgeShares == 1_000 && tight.new.accepted == 2)
        #expect(try figures(try day(), [(.hedgeSharesPerOrder, nil)]).newlyRefusedHedges == 3)
    }

    @Test func `a hedge that only the looser limit lets pass ends unfilled`() throws {
        let limits = Fixture.limits {
            $0.hedge = `Hedge orders`.limits.hedge
            $0.hedge.sharesPerOrderMax = 1_000
        }
        let found = try figures(try day(limits), [(.hedgeSharesPerOrder, 2_000)], limits: limits)
        #expect(found.newlyPassedHedges == 1 && found.newlyRefusedHedges == 0)
        #expect(found.old.refused(.hedgeQuantityLimit) == 1 && found.new.refusedTotal == 0)
        // It came to nothing at once, so it bound nothing that came behind it.
        #expect(found.new.hedgeShares == 1_000 && found.old.hedgeShares == 1_000)
    }
}
