import Sim
import TestSupport
import Testing

private typealias Samples = OrderFileSamples

private func message(orders: [String]? = nil, trades: [String]? = nil) -> String {
    do throws(OrderFileError) {
        _ = try OrderFileRebuild.run(
            orders: Samples.bytes(Samples.ordersHeader, orders ?? Samples.orderRows),
            trades: Samples.bytes(Samples.tradesHeader, trades ?? Samples.tradeRows))
        return "accepted"
    } catch {
        return error.description
    }
}

@Suite(.rule("I1", "I6"))
struct `Bad order files` {
    @Test(arguments: [
        // the row's values: sequence, time, kind, number, price, quantity, side
        (["2", "09:16:00.000", "A", "3", "10.02", "200", "S"], "accepted"),
        (["2", "09:16:00", "A", "3", "10.0200000000000001", "200", "S"], "accepted"),
        (
            ["1", "09:16:00.000", "A", "3", "10.02", "200", "S"],
            "orders.csv:3: column BizIndex: \"1\": sequence goes back; accepted: more than 1"
        ),
        (
            ["x", "09:16:00.000", "A", "3", "10.02", "200", "S"],
            "orders.csv:3: column BizIndex: \"x\": bad sequence number; accepted: a whole number "
                + "from 1 to 1000000000000000"
        ),
        (
            ["2", "9:16:00.000", "A", "3", "10.02", "200", "S"],
            "orders.csv:3: column OrderTime: \"9:16:00.000\": bad time; accepted: HH:MM:SS or "
                + "HH:MM:SS.mmm"
        ),
        (
            ["2", "09:60:00.000", "A", "3", "10.02", "200", "S"],
            "orders.csv:3: column OrderTime: \"09:60:00.000\": bad time; accepted: HH:MM:SS or "
                + "HH:MM:SS.mmm"
        ),
        (
            ["2", "09:16:00.000", "C", "3", "10.02", "200", "S"],
            "orders.csv:3: column OrderType: \"C\": bad order type; accepted: A, D"
        ),
        (
            ["2", "09:16:00.000", "A", "0", "10.02", "200", "S"],
            "orders.csv:3: column OrderNO: \"0\": bad order number; accepted: a whole number from "
                + "1 to 1000000000000000"
        ),
        (
            ["2", "09:16:00.000", "A", "3", "10.02", "200", "N"],
            "orders.csv:3: column OrderBSFlag: \"N\": bad side; accepted: B, S"
        ),
        (
            ["2", "09:16:00.000", "A", "3", "10.02", "0", "S"],
            "orders.csv:3: column Balance: \"0\": bad quantity; accepted: a whole number from 1 to "
                + "2147483647"
        ),
        (
            ["2", "09:16:00.000", "A", "3", "10.02", "2147483648", "S"],
            "orders.csv:3: column Balance: \"2147483648\": bad quantity; accepted: a whole number "
                + "from 1 to 2147483647"
        ),
    ])
    func `a bad value is named with file, row, column and what is accepted`(
        values: [String], expected: String
    ) {
        let bad =
            "0,1,6,600000,\(values[1]),\(values[2]),\(values[3]),\(values[4]),\(values[5]),"
            + "\(values[6]),\(values[0]),09:25:26.145,1"
        let rest = Samples.orderRows.dropFirst(3)
        #expect(message(orders: [Samples.orderRows[0], bad] + rest) == expected)
    }

    @Test(arguments: [
        "", "0", "-1", "nan", "inf", "1e3", "0x1p3", "1,5", "10.02001", "10.0200011", "100000.0001",
        "1.2.3", ".", "99999999999999999999", "10.02 ",
    ])
    func `a bad price is refused`(price: String) {
        let bad = Samples.order(2, "09:16:00.000", "A", 3, price, 200, "S")
        let found = message(orders: [Samples.orderRows[0], bad])
        let what = price.contains(",") ? "wrong field count" : "bad price"
        #expect(found.hasPrefix("orders.csv:3: ") && found.contains(what), "\(found)")
    }

    @Test(arguments: ["100000", "0.0001", ".5", "5.", "0010.02", "10.0200009"])
    func `a good one is accepted`(price: String) {
        let good = Samples.order(22, "14:59:50.000", "A", 33, price, 200, "S")
        #expect(
            message(orders: Samples.orderRows + [good], trades: [Samples.tradeRows[0]])
                == "accepted")
    }

    @Test func `both files are of one security, channel and sequence`() {
        var orders = Samples.orderRows
        orders[1] = orders[1].replacing("600000", with: "600001")
        #expect(
            message(orders: orders)
                == "orders.csv:3: column SecurityID: \"600001\": another security; accepted: "
                + "600000, as in the first row")
        #expect(
            message(trades: Samples.tradeRows.map { $0.replacing(",6,600000", with: ",7,600000") })
                == "trades.csv:2: \"600000 7 \": not of the same security, channel and day; "
                + "accepted: 600000 6 , as in orders.csv")
        #expect(
            message(trades: [Samples.trade(10, "09:30:01.000", "10.02", 200, 6, 3, "B")])
                == "trades.csv:2: \"10\": sequence number of an order; accepted: one sequence over "
                + "orders and trades, each number once")
    }

    @Test func `a trade has two different orders and one of three flags`() {
        #expect(
            message(trades: [Samples.trade(6, "09:25:00.000", "10.01", 300, 2, 2, "N")])
                == "trades.csv:2: column TradeSellNo: \"2\": the buyer's number; accepted: two "
                + "different order numbers")
        #expect(
            message(trades: [Samples.trade(6, "09:25:00.000", "10.01", 300, 1, 2, "X")])
                == "trades.csv:2: column TradeBSFlag: \"X\": bad side; accepted: B, S, N")
    }

    @Test func `a cut row, an empty file and a strange header are told`() throws {
        let cut = Samples.orderRows[0] + "\n0,2,6"
        #expect(
            message(orders: [cut])
                == "orders.csv:3: \"3\": wrong field count; accepted: 13 fields, as in the header")
        #expect(
            message(orders: [])
                == "orders.csv: no rows; accepted: a header line and at least one row")
        let strange = Samples.ordersHeader.replacing("OrderNO", with: "Number")
        let error = #expect(throws: OrderFileError.self) {
            try OrderFileRebuild.run(
                orders: Samples.bytes(strange, Samples.orderRows), trades: Samples.trades)
        }
        #expect(error?.row == 1)
        #expect(error?.column == "OrderNO")
        #expect(error?.problem == "missing column")
    }

    @Test func `a damaged file is refused or its oddities are counted, and nothing else happens`() {
        var random = SplitMix(seed: 41)
        func below(_ count: Int) -> Int { Int(random.below(UInt64(count))) }
        var accepted = 0
        let bytes = Array("0123456789.,:\nABDNS-x\u{e9}".utf8)
        for round in 0..<600 {
            var files = [Samples.orders, Samples.trades]
            for _ in 0...below(3) {
                let file = below(2)
                let place = below(files[file].count)
                switch below(3) {
                case 0: files[file][place] = bytes[below(bytes.count)]
                case 1: files[file].remove(at: place)
                default: files[file].insert(bytes[below(bytes.count)], at: place)
                }
            }
            do throws(OrderFileError) {
                let day = try OrderFileRebuild.run(orders: files[0], trades: files[1])
                #expect(day.anomalies.bookDifferences == 0, "seed 41 round \(round)")
                accepted += 1
                // A whole day of the exchange takes its time.
                guard accepted % 20 == 0 else { continue }
                _ = try OrderFileReplay.run(orders: files[0], trades: files[1])
            } catch {
                #expect(!error.accepted.isEmpty, "seed 41 round \(round)")
            }
        }
        #expect(accepted > 50)
        #expect(accepted < 300)
    }

    @Test(arguments: [
        ("/no/such/file.csv.gz", "not found or not readable"),
        (ScenarioFiles.folder, "unreadable"),
    ])
    func `a file that cannot be read is told`(file: String, problem: String) {
        let error = #expect(throws: OrderFileError.self) {
            try OrderFileRebuild.run(orders: file, trades: file)
        }
        #expect(error?.file == file)
        #expect(error?.problem.hasPrefix(problem) == true)
    }
}
