import Sim
import Testing

/// A small made-up day of one security in both published forms, and where recorded ones are.
///
/// 09:25 auction at 10.01 × 300; at 09:30:01 order 6 buys 200 at 10.02 and rests 100; order 4 is taken off;
/// at 14:59 orders 7 and 8 meet in the closing auction at 10.03 × 100.
enum OrderFileSamples {
    static let ordersHeader =
        "DataStatus,OrderIndex,OrderChannel,SecurityID,OrderTime,OrderType,OrderNO,OrderPrice,"
        + "Balance,OrderBSFlag,BizIndex,LocalTime,SeqNo"
    static let tradesHeader =
        "DataStatus,TradeIndex,TradeChan,SecurityID,TradTime,TradPrice,TradVolume,TradeMoney,"
        + "TradeBuyNo,TradeSellNo,TradeBSFlag,BizIndex,LocalTime,SeqNo"

    /// Sequence, time, A or D, number, price, quantity, side.
    static let orderRows = [
        order(1, "09:15:00.020", "A", 1, "10.0099999999999998", 400, "B"),
        order(2, "09:15:00.030", "A", 2, "10.01", 300, "S"),
        order(3, "09:16:00.000", "A", 3, "10.02", 200, "S"),
        order(4, "09:17:00.000", "A", 4, "10.05", 500, "S"),
        order(5, "09:18:00", "A", 5, "9.99", 700, "B"),
        order(10, "09:30:01.000", "A", 6, "10.02", 100, "B"),
        order(11, "09:31:00.000", "D", 4, "10.05", 500, "S"),
        order(12, "09:32:00.000", "A", 9, "10.06", 600, "S"),
        order(20, "14:58:00.000", "A", 7, "10.03", 200, "B"),
        order(21, "14:59:00.000", "A", 8, "10.03", 100, "S"),
    ]

    static let tradeRows = [
        trade(6, "09:25:00.000", "10.01", 300, 1, 2, "N"),
        trade(9, "09:30:01.000", "10.02", 200, 6, 3, "B"),
        trade(22, "15:00:00.100", "10.03", 100, 7, 8, "N"),
    ]

    static func order(
        _ sequence: Int, _ time: String, _ kind: String, _ number: Int, _ price: String,
        _ quantity: Int, _ side: String
    ) -> String {
        "0,\(sequence),6,600000,\(time),\(kind),\(number),\(price),\(quantity),\(side),\(sequence),"
            + "09:25:26.145,1"
    }

    static func trade(
        _ sequence: Int, _ time: String, _ price: String, _ quantity: Int, _ buyer: Int,
        _ seller: Int, _ flag: String
    ) -> String {
        "0,\(sequence),6,600000,\(time),\(price),\(quantity),0,\(buyer),\(seller),\(flag),"
            + "\(sequence),09:25:26.145,1"
    }

    static func bytes(_ header: String, _ rows: [String]) -> [UInt8] {
        Array(([header] + rows).joined(separator: "\n").utf8)
    }

    static var orders: [UInt8] { bytes(ordersHeader, orderRows) }
    static var trades: [UInt8] { bytes(tradesHeader, tradeRows) }

    // The same day in the other form.

    static var numberedOrders: [UInt8] {
        let rows = orderRows.map { row in
            let f = row.split(separator: ",").map(String.init)
            let kind = f[5] == "A" ? "2" : "10"
            let side = f[9] == "B" ? "1" : "2"
            return "2023.07.11,\(f[4]),2,\(kind),\(f[7]),\(f[8]),\(side),6,\(f[10]),\(f[6]),600000"
        }
        return bytes(
            "MDDate,MDTime,SecurityType,OrderType,OrderPrice,OrderQty,OrderBSFlag,ChannelNo,"
                + "ApplSeqNum,OrderNO,SecurityID", rows)
    }

    static var numberedTrades: [UInt8] {
        let rows = tradeRows.map { row in
            let f = row.split(separator: ",").map(String.init)
            let flag = f[10] == "N" ? "0" : f[10] == "B" ? "1" : "2"
            return "2023.07.11,\(f[4]),\(f[8]),\(f[9]),\(flag),\(f[5]),\(f[6]),6,\(f[11]),600000"
        }
        return bytes(
            "MDDate,MDTime,TradeBuyNo,TradeSellNo,TradeBSFlag,TradePrice,TradeQty,ChannelNo,"
                + "ApplSeqNum,SecurityID", rows)
    }

    // Recorded days beside the package.

    static let data = ScenarioFiles.root + "/../shared/data"
    static let reference = ScenarioFiles.root + "/../shared/reference"

    struct Recording: Sendable, CustomTestStringConvertible {
        let security: String
        let orders: String
        let trades: String
        var snapshots: String?
        var testDescription: String { security }
    }

    static let recordings = [
        Recording(
            security: "600519", orders: data + "/sse_600519_20230201_l3_l2/entrust.csv.gz",
            trades: data + "/sse_600519_20230201_l3_l2/trade.csv.gz",
            snapshots: data + "/sse_600519_20230201_l3_l2/snapshot.csv.gz"),
        Recording(
            security: "605580", orders: data + "/sse_l3_20230711/orders_605580.csv.gz",
            trades: data + "/sse_l3_20230711/trades_605580.csv.gz"),
        Recording(
            security: "600761", orders: data + "/sse_l3_20230711/orders_600761.csv.gz",
            trades: data + "/sse_l3_20230711/trades_600761.csv.gz"),
    ]

    /// Whether the recordings are there; prints a line in a clone that has none.
    static let areRecorded: Bool = {
        do throws(OrderFileError) {
            _ = try PriceLimitFile.read(file: reference + "/sse_price_limits_20151113.csv")
            return true
        } catch {
            print("skipped: no recordings beside the package (\(reference))")
            return false
        }
    }()
}
