import Market
import Sim

/// `obligato exchange --replay`: a recorded day through the whole exchange, beside what the record says.
public struct ReplayReport {
    private let replay: OrderFileReplay
    private let record: OrderFileRebuild

    /// - Throws: the first thing wrong with one of the files, with row, column and value.
    public init(orders: String, trades: String) throws {
        replay = try OrderFileReplay.run(orders: orders, trades: trades)
        record = try OrderFileRebuild.run(orders: orders, trades: trades)
    }

    /// Every order was taken; as many trades and the same auctions as recorded.
    public var holds: Bool {
        replay.ordersRefused == 0 && replay.continuousTrades == record.continuousTrades
            && replay.auctions == record.auctions.map(\.actual)
    }

    public var text: String {
        let auctions = record.auctions.map(\.actual)
        var lines = [
            "security          \(record.subject.security), channel \(record.subject.channel)",
            "orders sent       \(replay.orders), refused \(replay.ordersRefused)",
            "trades            \(replay.continuousTrades), recorded \(record.continuousTrades)",
        ]
        for number in 0..<max(auctions.count, replay.auctions.count) {
            lines.append(
                "auction           \(Self.text(replay.auctions, number)), "
                    + "recorded \(Self.text(auctions, number))")
        }
        lines.append("holds             \(holds ? "yes" : "no")")
        return lines.joined(separator: "\n")
    }

    public func json() throws -> String {
        try JSONText.text(
            Document(
                security: record.subject.security, orders: replay.orders,
                orders_refused: replay.ordersRefused, trades: replay.continuousTrades,
                trades_recorded: record.continuousTrades,
                auctions: replay.auctions.map(Auction.init),
                auctions_recorded: record.auctions.map { Auction($0.actual) }, holds: holds))
    }

    private static func text(_ outcomes: [CallAuction.Outcome], _ number: Int) -> String {
        outcomes.indices.contains(number)
            ? "\(outcomes[number].price) x \(outcomes[number].volume)" : "none"
    }

    /// The same as JSON; names are stable, prices are yuan as text.
    private struct Document: Encodable {
        let security: String
        let orders: Int
        let orders_refused: Int
        let trades: Int
        let trades_recorded: Int
        let auctions: [Auction]
        let auctions_recorded: [Auction]
        let holds: Bool
    }

    private struct Auction: Encodable {
        let price: String
        let volume: Int64

        init(_ outcome: CallAuction.Outcome) {
            price = outcome.price.description
            volume = outcome.volume
        }
    }
}
