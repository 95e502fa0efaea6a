import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    /// Clearing trades in the maker's name, and the exchange takes trades back (C3.14).
    @Suite(.serialized, .rule("C3.14", "PNL"))
    struct `A morning with corrected trades` {
        private struct Summary: Decodable {
            struct Figures: Decodable {
                struct Counts: Decodable {
                    let fills: Int
                    let contractsTraded: Int64
                    let tradesBusted: Int64?
                    let tradesCorrected: Int64?
                }
                struct ProfitAndLoss: Decodable {
                    let cash: Int64
                    let fees: Int64
                    let fillsWithoutValue: Int
                }
                let counts: Counts
                let profitAndLoss: ProfitAndLoss
            }
            let figures: Figures
        }

        private struct Fill {
            let isSale: Bool
            let price: Int64
            let quantity: Int64
            let execution: Int64
            /// Bought below zero; 1/10 000 yuan.
            func cash(at price: Int64) -> Int64 { (isSale ? 1 : -1) * price * quantity * 10_000 }
        }

        private static let forced =
            "  - {at: \"09:33\", kind: forceTrade, contract: 510050C2101M03500, side: sell, count: 7, price: 0.09}\n"
        private static let close = "  - {at: \"09:50\", kind: closeEarly}\n"

        @Test func `cash, fees and counts are those of the trades that count`() throws {
            let scratch = try Scratch()
            let first = try run(Self.forced + Self.close, "first", in: scratch)
            let before = try fills(first)
            let quoted = try #require(before.first)
            let clearing = try #require(
                before.first { $0.isSale && $0.quantity == 7 && $0.price == 900 })
            #expect(quoted.execution != clearing.execution)
            // The same morning up to 09:45, then one trade is corrected and one taken back.
            let corrections =
                "  - {at: \"09:45\", kind: bust, execution: \(quoted.execution)}\n"
                + "  - {at: \"09:45\", kind: correct, execution: \(clearing.execution), price: 0.095}\n"
            let second = try run(Self.forced + corrections + Self.close, "second", in: scratch)
            let after = try fills(second)
            let figures = try summary(second)
            var cash = after.reduce(0) { $0 + $1.cash(at: $1.price) }
            cash += clearing.cash(at: 950) - clearing.cash(at: 900) - quoted.cash(at: quoted.price)
            let contracts = after.reduce(0) { $0 + $1.quantity } - quoted.quantity
            #expect(figures.counts.tradesBusted == 1)
            #expect(figures.counts.tradesCorrected == 1)
            #expect(figures.counts.fills == after.count - 1)
            #expect(figures.counts.contractsTraded == contracts)
            #expect(figures.profitAndLoss.cash == cash - figures.profitAndLoss.fees)
            #expect(figures.profitAndLoss.fees % contracts == 0)
            #expect(figures.profitAndLoss.fillsWithoutValue == 0)
            // Risk's audit record: the forced fill, the bust and the correction, each an alarm.
            let alarms = try second.export("decisions").rows.filter { $0[2] == "unexpectedReport" }
            #expect(
                alarms.map { String($0[3]) }
                    == ["orderFilled", "tradeBusted", "tradeCorrected"])
            #expect(try second.obligations().exchange_difference_ns == 0)
            let replay = try second.replay()
            #expect(replay.code == 0, "\(replay.found.findings.filter { !$0.holds })")
        }

        private func run(_ events: String, _ name: String, in scratch: Scratch) throws -> Run {
            let file = try scratch.file(
                "\(name).yaml", try `A morning with a fault`.market() + "events:\n" + events)
            return try Run.backtest(["--seed", "3", "--scenario", file], in: scratch, named: name)
        }

        private func summary(_ run: Run) throws -> Summary.Figures {
            let data = try Data(contentsOf: URL(fileURLWithPath: run.path + "/summary.json"))
            return try JSONDecoder().decode(Summary.self, from: data).figures
        }

        private func fills(_ run: Run) throws -> [Fill] {
            try run.export("fills").rows.map { row in
                Fill(
                    isSale: row[2] == "sell", price: Int64(row[3]) ?? 0,
                    quantity: Int64(row[4]) ?? 0, execution: Int64(row[5]) ?? 0)
            }
        }
    }
}
