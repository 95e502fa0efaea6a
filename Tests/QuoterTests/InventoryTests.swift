import Strategies
import StrategyKit
import TestSupport
import Testing

/// Stops quoting at an inventory limit: what the bundled strategies never do.
private struct PausesAtLimit: QuotingStrategy {
    static let name = "pauses-at-limit"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    private var quoting: InventorySkew

    init(parameters: StrategyParameters) throws(ParameterError) {
        quoting = try InventorySkew(
            parameters: StrategyParameters(for: InventorySkew.parameterSpecification))
    }

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        abs(chain.netDelta) >= 500_000
            ? .none(.inventory) : quoting.wish(position, in: chain)
    }
}

/// A market of takers around one call: three quarters of them buy for half a day, then they sell.
private struct LopsidedMarket {
    /// Of 2 000 moments: with both sides standing.
    private(set) var covered = 0
    /// Contracts held at the end, and the most held at any time.
    private(set) var net: Int64 = 0
    private(set) var netMax: Int64 = 0
    private(set) var sidesTraded = (bid: 0, ask: 0)

    init(_ given: any QuotingStrategy, seed: UInt64 = 7) throws {
        var strategy = given
        var random = SeededCoins(seed: seed)
        var chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        chain.time = SessionTime(hour: 9, minute: 30)
        var wishes = QuoteWishes(count: chain.count)
        for moment in 0..<2_000 {
            chain.time = chain.time + .seconds(7)
            chain.netDelta = Double(net) * 0.5 * 10_000
            chain.netVega = Double(net) * 0.4 * 10_000
            chain.states[0].long = Quantity(contracts: Int32(max(0, net)))
            chain.states[0].short = Quantity(contracts: Int32(max(0, -net)))
            strategy.quote(chain, wishes: &wishes)
            let bid: QuoteLeg
            let ask: QuoteLeg
            switch wishes[0] {
            case .quote(let first, let second), .maintain(let first, let second):
                (bid, ask) = (first, second)
            case .none: continue
            }
            covered += 1
            let buys = random.unit() < (moment < 1_000 ? 0.75 : 0.35)
            // The nearer to the value of 1 000 ticks, the more likely the trade.
            let distance = Double(buys ? ask.price.ticks - 1_000 : 1_000 - bid.price.ticks)
            guard random.unit() < 0.6 * Maths.exp(-max(0, distance) / 60) else { continue }
            let size = Int64(1 + random.next() % 10)
            if buys {
                net -= min(size, Int64(ask.quantity.contracts))
                sidesTraded.ask += 1
            } else {
                net += min(size, Int64(bid.quantity.contracts))
                sidesTraded.bid += 1
            }
            netMax = max(netMax, abs(net))
        }
    }
}

@Suite(.rule("C3.4a", "SSE-MM-02"))
struct `Inventory` {
    @Test func `a rule that pauses at a limit never comes back`() throws {
        let market = try LopsidedMarket(
            PausesAtLimit(parameters: StrategyParameters(for: [])))
        // The limit of 100 contracts is met once; nothing trades any more, so nothing ever brings it down.
        #expect(market.covered < 600, "\(market.covered)")
        #expect(abs(market.net) >= 100)
        #expect(market.netMax == abs(market.net))
    }

    @Test(arguments: [
        "inventory-skew", "avellaneda-stoikov", "glft", "surface-maker", "obligation-keeper",
        "layered", "permitted-share", "constant-spread",
    ])
    func `price, size and width bring it back without leaving a moment`(name: String) throws {
        let market = try LopsidedMarket(try StrategyCatalog.make(name))
        #expect(market.covered == 2_000)
        #expect(market.sidesTraded.bid > 50 && market.sidesTraded.ask > 50)
        #expect(abs(market.net) < market.netMax, "\(market.net) of \(market.netMax)")
        // The same takers leave a maker who ignores his inventory with more.
        let indifferent = try LopsidedMarket(
            try StrategyCatalog.make(
                "constant-spread", [("width-ticks", "70"), ("lean-ticks", "0")]))
        #expect(market.netMax < indifferent.netMax, "\(market.netMax), \(indifferent.netMax)")
    }

    @Test(arguments: StrategyCatalog.entries.map(\.name))
    func `whatever is held and priced, an answer keeps the terms or says why not`(name: String)
        throws
    {
        for value in [0.0001, 0.004, 0.1, 0.4499, .nan] {
            for delta in [-1e12, -4e5, 0, 4e5, 1e12, .nan] {
                var chain = try Fixture.chain(value: value, delta: 0.5, vega: 0.4)
                chain.netDelta = delta
                chain.netVega = -delta
                chain.time = SessionTime(hour: 10, minute: 0)
                var strategy = try StrategyCatalog.make(name)
                let request = QuoteRequestView(
                    id: QuoteRequestID(1), position: 0, time: chain.time,
                    deadline: chain.time + .seconds(30))
                switch strategy.answer(request, in: chain) {
                case .quote(let bid, let ask), .maintain(let bid, let ask):
                    let facts = chain.facts[0]
                    #expect(bid.price < ask.price)
                    #expect(facts.band.contains(bid.price) && facts.band.contains(ask.price))
                    #expect(
                        (ask.price - bid.price).ticks <= chain.spreadTicksMax(0, bid: bid.price))
                    #expect(min(bid.quantity, ask.quantity) >= facts.quantityMin)
                    #expect(max(bid.quantity, ask.quantity) <= facts.quantityMax)
                case .none(let reason):
                    #expect(value.isNaN && reason == .pricingInvalid, "\(value) \(delta)")
                }
            }
        }
    }
}

@Suite(.rule("C3.4a", "C3.4b"))
struct `Bundled strategies` {
    private func legs(_ name: String, _ change: (inout ChainView) -> Void = { _ in }) throws
        -> QuoteWish
    {
        var chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        chain.time = SessionTime(hour: 9, minute: 30)
        change(&chain)
        var strategy = try StrategyCatalog.make(name)
        return strategy.wish(0, in: chain)
    }

    private func wish(_ bid: Int64, _ ask: Int64, _ bidSize: Int32, _ askSize: Int32)
        -> QuoteWish
    {
        .quote(
            bid: QuoteLeg(price: Price(ticks: bid), quantity: Quantity(contracts: bidSize)),
            ask: QuoteLeg(price: Price(ticks: ask), quantity: Quantity(contracts: askSize)))
    }

    @Test func `constant spread is as wide as it is told, and leans against what is held`() throws {
        #expect(try legs("constant-spread") == wish(990, 1_010, 20, 20))
        // All the delta the scale knows, in a contract of delta one half: half of 30 ticks.
        #expect(try legs("constant-spread") { $0.netDelta = 1e6 } == wish(975, 995, 20, 20))
        #expect(try legs("constant-spread") { $0.netDelta = -1e6 } == wish(1_005, 1_025, 20, 20))
        var chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        chain.netDelta = 1e6
        var indifferent = try StrategyCatalog.make("constant-spread", [("lean-ticks", "0")])
        #expect(indifferent.wish(0, in: chain) == wish(990, 1_010, 20, 20))
    }

    @Test func `obligation keeper stands widest and smallest, and by the book where no value is`()
        throws
    {
        let least = Quantity(contracts: 10)
        #expect(
            try legs("obligation-keeper")
                == .maintain(
                    bid: QuoteLeg(price: Price(ticks: 952), quantity: least),
                    ask: QuoteLeg(price: Price(ticks: 1_047), quantity: least)))
        let byBook = try legs("obligation-keeper") {
            $0.valuations = ChainValuations(
                value: [.nan, .nan], delta: [.nan, .nan], gamma: [.nan, .nan],
                vega: [.nan, .nan])
            $0.states[0].book = BookTop(
                bid: Price(ticks: 990), bidQuantity: least, ask: Price(ticks: 1_010),
                askQuantity: least)
        }
        #expect(try byBook == legs("obligation-keeper"))
    }

    @Test func `layered earns where it pays and keeps the obligation elsewhere`() throws {
        // Risk √(6² + 8²) = 10 ticks, times 1.5, both sides: 30 of the permitted 100.
        #expect(try legs("layered") == wish(985, 1_015, 20, 20))
        // A value of 60 ticks permits 250 and is quoted; ten times the greeks do not fit and are maintained.
        let maintained = try legs("layered") {
            $0.valuations = ChainValuations(
                value: [0.1, 0.1], delta: [5, 5], gamma: [0, 0], vega: [4, 4])
        }
        #expect(
            maintained
                == .maintain(
                    bid: QuoteLeg(price: Price(ticks: 952), quantity: Quantity(contracts: 10)),
                    ask: QuoteLeg(price: Price(ticks: 1_047), quantity: Quantity(contracts: 10))))
    }

    @Test func `surface maker moves with vega and with delta`() throws {
        // One point of volatility is 40 ticks here, ten ticks of spot 5.
        #expect(try legs("surface-maker") == wish(977, 1_023, 20, 20))
        // The newest fit refused, the last good one in force: half as wide again.
        let stale = try legs("surface-maker") {
            $0.surfaces[0].fittedAt = $0.time
            $0.surfaces[0].refusal = .noFit
        }
        #expect(stale == wish(966, 1_034, 20, 20))
        // Full vega: half a point lower is 20 ticks; pressure 0.4/(0.4·3.5) = 2/7 widens and sells no less.
        #expect(try legs("surface-maker") { $0.netVega = 1e6 } == wish(954, 1_006, 18, 20))
        #expect(try legs("surface-maker") { $0.netDelta = -1e6 } == wish(981, 1_039, 20, 15))
    }

    @Test func `response only stands nowhere and answers`() throws {
        let chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        var strategy = try StrategyCatalog.make("response-only")
        var wishes = QuoteWishes(count: chain.count)
        strategy.quote(chain, wishes: &wishes)
        #expect(wishes[0] == .none(.notObliged) && wishes[1] == .none(.notObliged))
        #expect(try legs("response-only") == wish(960, 1_040, 20, 20))
    }

    @Test func `the day left counts continuous trading`() throws {
        var chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0.4)
        let seconds = 14_220.0
        for (hour, minute, left) in [
            (9, 15, 14_220.0), (10, 30, 10_620), (12, 0, 7_020), (14, 57, 0), (15, 0, 0),
        ] {
            chain.time = SessionTime(hour: hour, minute: minute)
            #expect(chain.tradingDayLeft == left / seconds, "\(hour):\(minute)")
        }
    }

    @Test func `Avellaneda and Stoikov lean less as the day ends, and end symmetric`() throws {
        func middle(_ hour: Int, _ minute: Int) throws -> Double {
            guard
                case .quote(let bid, let ask) = try legs(
                    "avellaneda-stoikov",
                    {
                        $0.netDelta = 500_000
                        $0.time = SessionTime(hour: hour, minute: minute)
                    })
            else { throw Fixture.NoQuote() }
            return Double(bid.price.ticks + ask.price.ticks) / 2
        }
        let (morning, afternoon) = (try middle(9, 30), try middle(14, 0))
        #expect(morning < afternoon && afternoon < 1_000)
        #expect(try middle(14, 57) == 1_000)
    }
}
