import Market
import Sim
import TestSupport
import Testing
import Wire

private func source(
    _ recording: OrderFileSamples.Recording? = nil, divisor: Int64 = 100, shares: Int64 = 100
) -> OrderFileSource {
    OrderFileSource(
        tradingCode: "510050C2101M03500", orders: recording?.orders ?? "orders.csv",
        trades: recording?.trades ?? "trades.csv", priceDivisor: divisor,
        sharesPerContract: shares)
}

private let day = InstrumentDirectory.twoContracts.day

private func flow(
    _ source: OrderFileSource = source(), orders: [String] = OrderFileSamples.orderRows,
    trades: [String] = OrderFileSamples.tradeRows
) throws(OrderFileError) -> OrderFileFlow {
    try OrderFileFlow.parse(
        orders: OrderFileSamples.bytes(OrderFileSamples.ordersHeader, orders),
        trades: OrderFileSamples.bytes(OrderFileSamples.tradesHeader, trades), source: source,
        contract: ContractIndex(0), day: day)
}

extension ExchangeHarness {
    /// Started and with the maker's session open at 09:00, on another market than a script.
    static func open(market: any MarketFlow) -> ExchangeHarness {
        let configuration = ExchangeConfiguration(directory: .twoContracts)
        var exchange = ExchangeHarness(configuration)
        exchange.core = ExchangeCore(configuration, flow: market)
        exchange.send(Started(), on: .shell, at: time("09:00"))
        exchange.session(.opened, at: time("09:00"))
        return exchange
    }

    fileprivate var uncrossed: [String] {
        events.filter { $0.kind == .auctionUncrossed }.map { "\($0.quantity)@\($0.price)" }
    }
}

@Suite(.rule("C3.6", "B3.3"))
struct `Replaying a recorded day` {
    @Test func `orders enter as they were sent, and matching makes the recorded trades`() throws {
        var exchange = ExchangeHarness.open(market: try flow())
        exchange.advance(time("09:29:59"))
        #expect(exchange.core.tops[0] == top(1, at: 1_001, 2, at: 1_002))
        exchange.advance(time("09:30:01"))
        #expect(exchange.core.tops[0] == top(1, at: 1_002, 5, at: 1_005))
        exchange.advance(time("09:31:00"))
        #expect(exchange.core.tops[0] == top(1, at: 1_002, 0, at: 0))
        exchange.advance(time("15:01"))
        #expect(exchange.uncrossed == ["3@0.1001", "1@0.1003"])
        #expect(exchange.core.counters.trades == 3)
        #expect(exchange.core.counters.customerOrdersRefused == 0)
    }

    @Test func `the maker's quote stands behind what was there before it`() throws {
        var exchange = ExchangeHarness.open(market: try flow())
        exchange.advance(time("09:30"))
        exchange.quote([quote(1, 990, 1_002)], at: time("09:30"))
        _ = exchange.news()
        exchange.advance(time("09:30:01"))
        // Three contracts at 0.1002: two meet the recorded order, the third, which rested, the maker.
        #expect(
            exchange.news().first { $0.contains("legFilled") }?.contains("1@1002 leaves 9") == true)
        #expect(exchange.core.tops[0] == top(1, at: 1_001, 9, at: 1_002))
    }

    @Test func `what the maker took is gone from the record's book only while its order lives`()
        throws
    {
        var exchange = ExchangeHarness.open(market: try flow())
        exchange.advance(time("09:30"))
        exchange.quote([quote(1, 990, 1_001)], at: time("09:30"))
        _ = exchange.news()
        exchange.advance(time("09:30:01"))
        let fills = exchange.news().filter { $0.contains("legFilled") }
        // The quote itself meets the recorded bid of 1 at 0.1001 when it arrives.
        #expect(fills.map { $0.contains("3@1001") } == [true])
        // Order 3 at 0.1002 was not needed here; the record says it is finished, so it goes.
        #expect(exchange.core.tops[0].askQuantity == Quantity(contracts: 6))
        exchange.quote([quote(2, 980, 1_300)], at: time("09:30:02"))
        #expect(exchange.core.tops[0].ask == Price(ticks: 1_005))
    }

    @Test func `odd lots are rounded up, prices never`() throws {
        var orders = OrderFileSamples.orderRows
        orders[4] = OrderFileSamples.order(5, "09:18:00", "A", 5, "10.01", 50, "B")
        var exchange = ExchangeHarness.open(market: try flow(orders: orders))
        exchange.advance(time("09:20"))
        #expect(exchange.core.tops[0].bidQuantity == Quantity(contracts: 5))
        orders[4] = OrderFileSamples.order(5, "09:18:00", "A", 5, "10.005", 50, "B")
        let error = #expect(throws: OrderFileError.self) { try flow(orders: orders) }
        #expect(
            error?.description
                == "orders.csv: \"sequence 5\": price 10.0050 over 100 is between two ticks; "
                + "accepted: prices that come out in whole 0.0001")
    }

    @Test(arguments: [
        (OrderFileSamples.trade(13, "09:33:00.000", "10.06", 100, 90, 77, "B"), "not in the book"),
        (OrderFileSamples.trade(13, "09:33:00.000", "10.06", 601, 90, 9, "B"), "more than the 600"),
    ])
    func `a record that is not whole is refused`(trade: String, problem: String) throws {
        var trades = OrderFileSamples.tradeRows
        trades.insert(trade, at: 2)
        let error = #expect(throws: OrderFileError.self) { try flow(trades: trades) }
        #expect(error?.problem.contains(problem) == true)
        #expect(error?.value == "sequence 13")
    }

    @Test func `a part taken off comes back at the end of its queue`() throws {
        var orders = OrderFileSamples.orderRows
        orders.insert(
            OrderFileSamples.order(13, "09:33:00.000", "D", 9, "10.06", 400, "S"), at: 8)
        var exchange = ExchangeHarness.open(market: try flow(orders: orders))
        exchange.advance(time("09:33"))
        #expect(exchange.core.tops[0].askQuantity == Quantity(contracts: 2))
    }

    @Test func `a file of another day is refused`() throws {
        let error = #expect(throws: OrderFileError.self) {
            try OrderFileFlow.parse(
                orders: OrderFileSamples.numberedOrders, trades: OrderFileSamples.numberedTrades,
                source: source(), contract: ContractIndex(0), day: day)
        }
        #expect(error?.value == "2023.07.11")
        #expect(error?.accepted == "20210104, the scenario's")
    }

    @Test func `without a maker the day goes as it went`() throws {
        let replay = try OrderFileReplay.run(
            orders: OrderFileSamples.numberedOrders, trades: OrderFileSamples.numberedTrades)
        #expect(replay.orders == 9)
        #expect(replay.ordersRefused == 0)
        #expect(replay.continuousTrades == 1)
        #expect(
            replay.auctions == [
                CallAuction.Outcome(price: Price(ticks: 100_100), volume: 300),
                CallAuction.Outcome(price: Price(ticks: 100_300), volume: 100),
            ])
    }

    @Test(.enabled(if: OrderFileSamples.areRecorded), arguments: OrderFileSamples.recordings)
    func `without a maker recorded days trade as they did, to the last share`(
        recording: OrderFileSamples.Recording
    ) throws {
        let replay = try OrderFileReplay.run(orders: recording.orders, trades: recording.trades)
        let record = try OrderFileRebuild.run(orders: recording.orders, trades: recording.trades)
        #expect(replay.ordersRefused == 0)
        #expect(replay.continuousTrades == record.continuousTrades)
        #expect(replay.auctions == record.auctions.map(\.actual))
    }

    private func top(
        _ bidQuantity: Int32, at bid: Int64, _ askQuantity: Int32, at ask: Int64
    ) -> BookTop {
        BookTop(
            bid: Price(ticks: bid), bidQuantity: Quantity(contracts: bidQuantity),
            ask: Price(ticks: ask), askQuantity: Quantity(contracts: askQuantity))
    }
}
