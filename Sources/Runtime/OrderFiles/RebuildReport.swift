import Market
import Sim

/// `obligato exchange rebuild`: a recorded day through our book, as text or JSON (docs/order-files.md).
public struct RebuildReport {
    private let rebuild: OrderFileRebuild

    /// - Throws: the first thing wrong with one of the files, with row, column and value.
    public init(orders: String, trades: String, snapshots: String?) throws {
        rebuild = try OrderFileRebuild.run(orders: orders, trades: trades, snapshots: snapshots)
    }

    /// Nothing impossible found, every auction and every snapshot equal.
    public var holds: Bool { rebuild.holds }

    public var text: String {
        var lines = [
            line("security", subject), line("orders read", "\(rebuild.ordersRead)"),
            line("trades read", "\(rebuild.tradesRead)"),
            line(
                "trades matched",
                "\(rebuild.matchedTrades) of \(rebuild.continuousTrades) outside auctions"),
        ]
        for auction in rebuild.auctions {
            lines.append(
                line(
                    "\(auction.kind.rawValue) auction",
                    "computed \(Self.text(auction.computed)), traded \(Self.text(auction.actual))"
                        + (auction.isEqual ? "" : "  DIFFERENT")))
        }
        lines.append(line("anomalies", anomalies))
        lines.append(line("orders left", "\(rebuild.ordersLeft)"))
        if let tally = rebuild.snapshots {
            lines.append(
                line(
                    "snapshots",
                    "\(tally.equal) equal of \(tally.compared) compared, \(tally.read) read"))
            lines += tally.firstUnequal.map { line("", "row \($0.row), \($0.time): not equal") }
        }
        lines.append(line("holds", holds ? "yes" : "no"))
        return lines.joined(separator: "\n")
    }

    public func json() throws -> String { try JSONText.text(Document(rebuild)) }

    private var subject: String {
        rebuild.subject.security + (rebuild.subject.day.map { ", \($0)" } ?? "")
            + ", channel \(rebuild.subject.channel)"
    }

    private var anomalies: String {
        let found = rebuild.anomalies.named.filter { $0.count > 0 }
        return found.isEmpty
            ? "0" : found.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }

    private func line(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 18 - name.count)) + value
    }

    private static func text(_ outcome: CallAuction.Outcome?) -> String {
        outcome.map { "\($0.price) x \($0.volume)" } ?? "nothing"
    }

    /// The same as JSON; names are stable, prices are yuan as text.
    private struct Document: Encodable {
        let security: String
        let channel: String
        let day: String?
        let orders_read: Int
        let trades_read: Int
        let continuous_trades: Int
        let matched_trades: Int
        let auctions: [Auction]
        let anomalies: [String: Int]
        let orders_left: Int
        let snapshots: Snapshots?
        let holds: Bool

        init(_ rebuild: OrderFileRebuild) {
            security = rebuild.subject.security
            channel = rebuild.subject.channel
            day = rebuild.subject.day
            orders_read = rebuild.ordersRead
            trades_read = rebuild.tradesRead
            continuous_trades = rebuild.continuousTrades
            matched_trades = rebuild.matchedTrades
            auctions = rebuild.auctions.map(Auction.init)
            anomalies = Dictionary(
                uniqueKeysWithValues: rebuild.anomalies.named.map { ($0.name, $0.count) })
            orders_left = rebuild.ordersLeft
            snapshots = rebuild.snapshots.map(Snapshots.init)
            holds = rebuild.holds
        }
    }

    private struct Auction: Encodable {
        let kind: String
        let time: String
        let computed_price: String?
        let computed_volume: Int64
        let actual_price: String
        let actual_volume: Int64
        let equal: Bool

        init(_ auction: RebuiltAuction) {
            kind = auction.kind.rawValue
            time = auction.time.description
            computed_price = auction.computed?.price.description
            computed_volume = auction.computed?.volume ?? 0
            actual_price = auction.actual.price.description
            actual_volume = auction.actual.volume
            equal = auction.isEqual
        }
    }

    private struct Snapshots: Encodable {
        struct Unequal: Encodable {
            let row: Int
            let time: String
        }
        let read: Int
        let compared: Int
        let equal: Int
        let first_unequal: [Unequal]

        init(_ tally: SnapshotTally) {
            read = tally.read
            compared = tally.compared
            equal = tally.equal
            first_unequal = tally.firstUnequal.map {
                Unequal(row: $0.row, time: $0.time.description)
            }
        }
    }
}

extension OrderFileAnomalies {
    /// Every count under its name in text and JSON.
    fileprivate var named: [(name: String, count: Int)] {
        [
            ("unknown_orders", unknownOrders), ("negative_quantities", negativeQuantities),
            ("repeated_orders", repeatedOrders), ("out_of_priority", outOfPriority),
            ("crossed_books", crossedBooks), ("times_back", timesBack),
            ("book_differences", bookDifferences),
        ]
    }
}
