import Foundation
import Market
import Sim
import TestSupport
import Testing

private typealias Samples = OrderFileSamples

private func rebuild(
    orders: [String] = Samples.orderRows, trades: [String] = Samples.tradeRows,
    snapshots: [UInt8]? = nil
) throws(OrderFileError) -> OrderFileRebuild {
    try OrderFileRebuild.run(
        orders: Samples.bytes(Samples.ordersHeader, orders),
        trades: Samples.bytes(Samples.tradesHeader, trades), snapshots: snapshots)
}

private func outcome(_ price: Int64, _ volume: Int64) -> CallAuction.Outcome {
    CallAuction.Outcome(price: Price(ticks: price), volume: volume)
}

/// The rows of `call_auction_results.csv`.
private func auctionResults() throws -> [(
    security: String, kind: RebuiltAuction.Kind, outcome: CallAuction.Outcome
)] {
    let text = try String(
        contentsOfFile: Samples.reference + "/call_auction_results.csv", encoding: .utf8)
    return try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
        let fields = line.split(separator: ",")
        let price = try #require(DecimalText.value(fields[3], decimals: 4))
        return (
            String(fields[0]), fields[2] == "open" ? .opening : .closing,
            outcome(price, try #require(Int64(fields[4])))
        )
    }
}

@Suite(.rule("C3.6", "SSE-TR-03"))
struct `Rebuilding a recorded day` {
    @Test func `every trade of a true day is one that our matching makes`() throws {
        let day = try rebuild()
        #expect(day.ordersRead == 10)
        #expect(day.tradesRead == 3)
        #expect(day.continuousTrades == 1)
        #expect(day.matchedTrades == 1)
        #expect(day.anomalies == OrderFileAnomalies())
        #expect(day.auctions.map(\.kind) == [.opening, .closing])
        #expect(day.auctions.map(\.computed) == [outcome(100_100, 300), outcome(100_300, 100)])
        #expect(day.auctions.map(\.actual) == [outcome(100_100, 300), outcome(100_300, 100)])
        // 1 (100 left), 5, 6, 7 (100 left), 9
        #expect(day.ordersLeft == 5)
        #expect(day.holds)
    }

    @Test func `both published forms say the same`() throws {
        let letters = try rebuild()
        let numbers = try OrderFileRebuild.run(
            orders: Samples.numberedOrders, trades: Samples.numberedTrades)
        #expect(numbers.subject.day == "2023.07.11")
        #expect(letters.subject.day == nil)
        #expect(numbers.auctions == letters.auctions)
        #expect(numbers.matchedTrades == 1)
        #expect(numbers.ordersLeft == letters.ordersLeft)
        #expect(numbers.holds)
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        let orders: [String]
        let trades: [String]
        let anomalies: OrderFileAnomalies
        var testDescription: String { name }

        init(
            _ name: String, orders: [String] = [], trades: [String] = [],
            _ count: (inout OrderFileAnomalies) -> Void
        ) {
            self.name = name
            self.orders = orders
            self.trades = trades
            var anomalies = OrderFileAnomalies()
            count(&anomalies)
            self.anomalies = anomalies
        }
    }

    private static let oddities = [
        Oddity(
            "a deletion of an order nobody has seen",
            orders: [Samples.order(13, "09:33:00.000", "D", 77, "10.05", 500, "S")]
        ) { $0.unknownOrders = 1 },
        Oddity(
            "a trade with an order nobody has seen",
            trades: [Samples.trade(13, "09:33:00.000", "10.06", 100, 90, 77, "B")]
        ) { $0.unknownOrders = 1 },
        Oddity(
            "a trade with a resting order of the wrong side",
            trades: [Samples.trade(13, "09:33:00.000", "10.02", 100, 90, 6, "B")]
        ) { $0.unknownOrders = 1 },
        Oddity(
            "a deletion of more than is left",
            orders: [Samples.order(13, "09:33:00.000", "D", 9, "10.06", 601, "S")]
        ) { $0.negativeQuantities = 1 },
        Oddity(
            "a number that is in the book already",
            orders: [Samples.order(13, "09:33:00.000", "A", 9, "10.07", 100, "S")]
        ) { $0.repeatedOrders = 1 },
        Oddity(
            "a trade past the head of the queue",
            orders: [Samples.order(13, "09:33:00.000", "A", 10, "10.06", 100, "S")],
            trades: [Samples.trade(14, "09:33:01.000", "10.06", 50, 90, 10, "B")]
        ) { $0.outOfPriority = 1 },
        Oddity(
            "a trade past a better price",
            orders: [Samples.order(13, "09:33:00.000", "A", 10, "10.07", 100, "S")],
            trades: [Samples.trade(14, "09:33:01.000", "10.07", 50, 90, 10, "B")]
        ) { $0.outOfPriority = 1 },
        Oddity(
            "a trade at another price than the order's",
            trades: [Samples.trade(14, "09:33:01.000", "10.05", 50, 90, 9, "B")]
        ) { $0.outOfPriority = 1 },
        Oddity(
            "an order that should have traded",
            orders: [Samples.order(13, "09:33:00.000", "A", 10, "10.02", 100, "S")]
        ) {
            $0.crossedBooks = 1
            // It meets the bid in the closing auction, which the record knows nothing of.
            $0.outOfPriority = 1
        },
        Oddity(
            "a time before the last one",
            orders: [Samples.order(13, "09:31:59.000", "A", 10, "10.07", 100, "S")]
        ) { $0.timesBack = 1 },
    ]

    @Test(arguments: oddities)
    func `what cannot be is counted and the rest goes on`(oddity: Oddity) throws {
        var orders = Samples.orderRows
        orders.insert(contentsOf: oddity.orders, at: 8)
        var trades = Samples.tradeRows
        trades.insert(contentsOf: oddity.trades, at: 2)
        let day = try rebuild(orders: orders, trades: trades)
        #expect(day.anomalies == oddity.anomalies)
        #expect(!day.holds)
        if oddity.anomalies.crossedBooks == 0 {
            #expect(day.auctions.last?.computed == outcome(100_300, 100))
        }
    }

    @Test func `a partly deleted order keeps its place`() throws {
        var orders = Samples.orderRows
        orders.insert(Samples.order(13, "09:33:00.000", "A", 10, "10.06", 100, "S"), at: 8)
        orders.insert(Samples.order(14, "09:34:00.000", "D", 9, "10.06", 400, "S"), at: 9)
        var trades = Samples.tradeRows
        trades.insert(Samples.trade(15, "09:35:00.000", "10.06", 200, 90, 9, "B"), at: 2)
        trades.insert(Samples.trade(16, "09:35:00.000", "10.06", 30, 90, 10, "B"), at: 3)
        let day = try rebuild(orders: orders, trades: trades)
        #expect(day.anomalies == OrderFileAnomalies())
        #expect(day.matchedTrades == 3)
    }

    @Test func `an auction that went otherwise is shown beside ours`() throws {
        var trades = Samples.tradeRows
        trades[0] = Samples.trade(6, "09:25:00.000", "10.01", 200, 1, 2, "N")
        let day = try rebuild(trades: trades)
        #expect(day.auctions.first?.computed == outcome(100_100, 300))
        #expect(day.auctions.first?.actual == outcome(100_100, 200))
        // The order left over then stands in the way of the next trade and of the closing auction.
        #expect(day.anomalies.outOfPriority == 3)
        #expect(!day.holds)
    }

    @Test(.enabled(if: Samples.areRecorded), arguments: Samples.recordings)
    func `recorded days are rebuilt to the last trade`(
        recording: OrderFileSamples.Recording
    ) throws {
        let day = try OrderFileRebuild.run(
            orders: recording.orders, trades: recording.trades, snapshots: recording.snapshots)
        #expect(day.anomalies == OrderFileAnomalies())
        #expect(day.matchedTrades == day.continuousTrades)
        #expect(day.holds)
        let published = try auctionResults().filter { $0.security == recording.security }
        #expect(published.count == 2)
        for row in published {
            let ours = day.auctions.first { $0.kind == row.kind }
            #expect(ours?.computed == row.outcome)
        }
        guard recording.security == "600519" else { return }
        #expect(day.ordersRead == 54_735)
        #expect(day.tradesRead == 27_135)
        #expect(day.snapshots?.read == 5_109)
        #expect(day.snapshots?.compared == 4_841)
        #expect(day.snapshots?.equal == 4_841)
    }
}
