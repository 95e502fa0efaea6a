import Market
import Sim
import TestSupport
import Testing

private typealias Samples = OrderFileSamples

/// A snapshot row: five asks, then five bids, `10.02x200` each, missing ones empty.
private func row(
    _ time: String, _ status: String, asks: [String], bids: [String]
) -> String {
    let levels = [asks, bids].flatMap { side in
        (0..<5).flatMap { level -> [String] in
            guard level < side.count else { return ["", ""] }
            return side[level].split(separator: "x").map(String.init)
        }
    }
    return ([time, "600000", status] + levels).joined(separator: ",")
}

private func tally(_ rows: [String]) throws -> SnapshotTally {
    let names = ["Ask", "Bid"].flatMap { side in
        (1...5).flatMap { ["\(side)Price\($0)", "\(side)Volume\($0)"] }
    }
    let header = (["UpdateTime", "SecurityID", "InstruStatus"] + names).joined(separator: ",")
    let day = try OrderFileRebuild.run(
        orders: Samples.orders, trades: Samples.trades,
        snapshots: Samples.bytes(header, rows))
    return try #require(day.snapshots)
}

@Suite(.rule("C3.6"))
struct `Comparing snapshots` {
    private static let beforeAsks = ["10.02x200", "10.05x500"]
    private static let beforeBids = ["10.01x100", "9.99x700"]
    private static let afterAsks = ["10.05x500"]
    private static let afterBids = ["10.02x100", "10.01x100", "9.99x700"]

    @Test(arguments: [
        // The book changed at 09:30:01.000: what stood before it is seen until 4 s later,
        // what stands from then on from 1.5 s earlier.
        ("09:30:00.000", true, true), ("09:30:05.000", true, true),
        ("09:30:05.001", false, true), ("09:30:30.000", false, true),
    ])
    func `a state counts from four seconds before the stamp to one and a half after it`(
        stamp: String, before: Bool, after: Bool
    ) throws {
        let first = try tally([row(stamp, "TRADE", asks: Self.beforeAsks, bids: Self.beforeBids)])
        #expect(first.compared == 1)
        #expect(first.equal == (before ? 1 : 0))
        let second = try tally([row(stamp, "TRADE", asks: Self.afterAsks, bids: Self.afterBids)])
        #expect(second.equal == (after ? 1 : 0))
    }

    @Test(arguments: [
        ("10.05x499", 0), ("10.04x500", 0), ("10.0499999999999998x500", 1), ("10.05x500", 1),
    ])
    func `a level is price and quantity, both exact`(level: String, equal: Int) throws {
        let found = try tally([
            row("09:30:30.000", "TRADE", asks: [level], bids: Self.afterBids)
        ])
        #expect(found.equal == equal)
        #expect(found.firstUnequal.map(\.row) == (equal == 1 ? [] : [2]))
    }

    @Test func `a level too many or too few is unequal`() throws {
        let rows = [
            row("09:30:30.000", "TRADE", asks: Self.beforeAsks, bids: Self.afterBids),
            row("09:30:33.000", "TRADE", asks: [], bids: Self.afterBids),
            row("09:30:36.000", "TRADE", asks: Self.afterAsks, bids: Self.afterBids),
        ]
        let found = try tally(rows)
        #expect(found.compared == 3)
        #expect(found.equal == 1)
        #expect(found.firstUnequal.map(\.row) == [2, 3])
    }

    @Test func `only continuous trading is compared, lunch with it`() throws {
        let rows = [
            row("09:20:00.000", "OCALL", asks: ["10.02x1", "0x3"], bids: ["10.02x1"]),
            row("09:25:03.000", "TRADE", asks: [], bids: []),
            row("12:00:00.000", "TRADE", asks: ["10.06x600"], bids: Self.afterBids),
            row("14:58:00.000", "CCALL", asks: [], bids: []),
        ]
        let found = try tally(rows)
        #expect(found.read == 4)
        #expect(found.compared == 1)
        #expect(found.equal == 1)
    }
}
