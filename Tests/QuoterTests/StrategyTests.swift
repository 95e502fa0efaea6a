import Market
import Pricing
import Strategies
import StrategyKit
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Strategy catalog` {
    @Test func `lists and makes every bundled strategy`() throws {
        #expect(
            StrategyCatalog.entries.map(\.name) == [
                "inventory-skew", "constant-spread", "avellaneda-stoikov", "glft",
                "surface-maker", "obligation-keeper", "layered", "response-only",
                "permitted-share",
            ])
        for entry in StrategyCatalog.entries { _ = try entry.make() }
    }

    @Test func `a wrong name or parameter is refused by name`() {
        #expect(
            throws: ParameterError.unknownStrategy(
                name: "martingale", accepted: StrategyCatalog.entries.map(\.name))
        ) { try StrategyCatalog.make("martingale") }
        #expect(throws: ParameterError.repeated(name: "quantity")) {
            try StrategyCatalog.make(
                "constant-spread", [("quantity", "10"), ("quantity", "10")])
        }
        #expect(
            throws: ParameterError.unknown(
                name: "size",
                accepted: [
                    "width-ticks", "lean-ticks", "quantity", "delta-scale", "vega-scale",
                    "contract-scale",
                ])
        ) { try StrategyCatalog.make("constant-spread", [("size", "10")]) }
    }

    @Test func `a copied file that kept its name is told so, whichever was meant`() throws {
        typealias Entry = StrategyCatalog.Entry
        let entries = [Entry(ConstantSpread.self), Entry(Layered.self), Entry(Layered.self)]
        #expect(throws: ParameterError.repeatedStrategy(name: "layered")) {
            try StrategyCatalog.entry("layered", among: entries)
        }
        #expect(
            ParameterError.repeatedStrategy(name: "layered").description
                == "two strategies are named layered; accepted: `static let name` of its own in "
                + "each file of Strategies/")
        _ = try StrategyCatalog.entry("constant-spread", among: entries)
    }

    @Test func `a specification that contradicts itself is refused, a sound one taken`() throws {
        let share = ParameterSpecification.decimal("share", "", default: 0.5, in: 0...1)
        #expect(throws: ParameterError.inconsistent("the specification names share twice")) {
            _ = try StrategyParameters(for: [share, share])
        }
        let wide = ParameterSpecification.decimal("share", "", default: 1.5, in: 0...1)
        #expect(
            throws: ParameterError.inconsistent("the default of share, 1.5, is outside its range")
        ) { _ = try StrategyParameters(for: [wide]) }
        _ = try StrategyParameters(for: [share])
    }

    @Test(arguments: ["nan", "inf", "1e3", "0x1p3", "", "10.5"])
    func `text that is no whole number is refused`(text: String) {
        #expect(throws: ParameterError.notANumber(name: "quantity", text: text)) {
            try StrategyCatalog.make("constant-spread", [("quantity", text)])
        }
    }

    @Test func `values outside the range are refused, on it accepted`() throws {
        _ = try StrategyCatalog.make("inventory-skew", [("spread-budget-fraction", "1.000")])
        #expect(
            throws: ParameterError.outOfRange(
                name: "spread-budget-fraction", text: "1.001", range: 0.05...1)
        ) { try StrategyCatalog.make("inventory-skew", [("spread-budget-fraction", "1.001")]) }
    }
}

@Suite(.rule("C3.4a", "SSE-MM-03", "SSE-MM-04"))
struct `Inventory skew` {
    @Test func `flat inventory quotes the budgeted spread around the value`() throws {
        let (bid, ask) = try legs(netDelta: 0, netVega: 0)
        // Value 1 000 ticks, near: 70 % of 100 ticks.
        #expect((bid.price.ticks, ask.price.ticks) == (965, 1_035))
        #expect((bid.quantity.contracts, ask.quantity.contracts) == (20, 20))
    }

    @Test func `long inventory lowers both prices, widens, and buys less`() throws {
        let (bid, ask) = try legs(netDelta: 1_000_000, netVega: 0)
        #expect((bid.price.ticks, ask.price.ticks) == (948, 1_028))
        #expect((bid.quantity.contracts, ask.quantity.contracts) == (15, 20))
    }

    @Test func `short inventory raises both prices and sells less`() throws {
        let (bid, ask) = try legs(netDelta: -1_000_000, netVega: 0)
        #expect((bid.price.ticks, ask.price.ticks) == (972, 1_052))
        #expect((bid.quantity.contracts, ask.quantity.contracts) == (20, 15))
    }

    @Test func `no inventory makes it stop, whatever the size`() throws {
        for delta in [-1e15, -1e6, 0, 1e6, 1e15, .infinity, .nan] {
            for vega in [-1e15, 0, 1e15, .nan] {
                let (bid, ask) = try legs(netDelta: delta, netVega: vega)
                #expect(bid.price < ask.price)
                #expect(bid.quantity >= Quantity(contracts: 10))
                #expect(ask.quantity >= Quantity(contracts: 10))
                let permitted = SpreadAllowance.shanghaiOptions.spreadTicksMax(
                    bid: bid.price, isFar: false)
                #expect((ask.price - bid.price).ticks <= permitted)
            }
        }
    }

    @Test func `an unpriced contract gets no quote and the reason`() throws {
        var chain = try Fixture.chain(value: .nan, delta: 0.5, vega: 0)
        chain.spot = 3.5
        var strategy = try StrategyCatalog.make("inventory-skew")
        var wishes = QuoteWishes(count: chain.count)
        strategy.quote(chain, wishes: &wishes)
        #expect(wishes[0] == .none(.pricingInvalid))
        #expect(wishes[1] == .none(.notObliged))
    }

    private func legs(netDelta: Double, netVega: Double) throws -> (QuoteLeg, QuoteLeg) {
        var chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        chain.netDelta = netDelta
        chain.netVega = netVega
        var strategy = try StrategyCatalog.make("inventory-skew")
        var wishes = QuoteWishes(count: chain.count)
        strategy.quote(chain, wishes: &wishes)
        guard case .quote(let bid, let ask) = wishes[0] else {
            throw Fixture.NoQuote()
        }
        return (bid, ask)
    }
}
