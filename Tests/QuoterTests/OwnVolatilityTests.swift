import Market
import Pricing
import Strategies
import StrategyKit
import TestSupport
import Testing

/// Closed forms need the underlying's volatility: what the desk knows of it unless a number is given.
@Suite(.rule("C3.4a", "ISSUE-6.4"))
struct `The underlying's volatility` {
    private func chain(_ surfaces: [ExpirySurface]) throws -> ChainView {
        let simple = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        var chain = ChainView(
            underlying: UnderlyingIndex(0), facts: simple.facts, allowance: .shanghaiOptions,
            expiries: surfaces.count)
        chain.surfaces = surfaces
        chain.valuations = simple.valuations
        chain.spot = 3.5
        chain.netDelta = 300_000
        chain.time = SessionTime(hour: 10, minute: 0)
        return chain
    }

    private let unpriced = ExpirySurface()

    @Test func `is that of the nearest expiry that can be priced, at its forward`() throws {
        let near = Fixture.surface(volatility: 0.25)
        let far = Fixture.surface(volatility: 0.18)
        #expect(try chain([near, far]).atTheMoneyVolatility == 0.25)
        #expect(try chain([unpriced, far]).atTheMoneyVolatility == 0.18)
        #expect(try chain([unpriced, unpriced]).atTheMoneyVolatility == nil)
        #expect(try chain([near]).volatility(orFixed: 0.4) == 0.4)
        #expect(try chain([near]).volatility(orFixed: 0) == 0.25)
    }

    @Test(arguments: ["avellaneda-stoikov", "glft"])
    func `by default decides as that very number would, and a number is kept`(name: String) throws {
        var own = try StrategyCatalog.make(name)
        var fixed = try StrategyCatalog.make(name, [("volatility", "0.3")])
        let calm = try chain([Fixture.surface(volatility: 0.1)])
        let lively = try chain([Fixture.surface(volatility: 0.3)])
        #expect(own.wish(0, in: lively) == fixed.wish(0, in: lively))
        #expect(own.wish(0, in: calm) != fixed.wish(0, in: calm))
        #expect(fixed.wish(0, in: calm) == fixed.wish(0, in: lively))
    }

    @Test(arguments: ["avellaneda-stoikov", "glft"])
    func `where nobody knows it there is no quote, and a number quotes on`(name: String) throws {
        let blind = try chain([unpriced])
        var own = try StrategyCatalog.make(name)
        #expect(own.wish(0, in: blind) == .none(.pricingInvalid))
        var fixed = try StrategyCatalog.make(name, [("volatility", "0.3")])
        #expect(fixed.wish(0, in: blind) != .none(.pricingInvalid))
        #expect(
            throws: ParameterError.outOfRange(name: "volatility", text: "20", range: 0...3)
        ) { try StrategyCatalog.make(name, [("volatility", "20")]) }
    }
}
