import Foundation
import Market
import TestSupport
import Testing

/// What the exchange itself printed about single contracts and whole expiries.
@Suite(.rule("SSE-TR-01", "SSE-TR-04", "SSE-TR-07"))
struct `Exchange records` {
    private static func object(_ name: String) throws -> [String: Any]? {
        guard let lines = SharedReference.lines(of: name) else { return nil }
        let data = Data(lines.joined(separator: "\n").utf8)
        return try JSONSerialization.jsonObject(with: data) as? [String: Any]
    }

    private static func code(_ record: [String: Any]) throws -> ShanghaiTradingCode {
        let text = try #require(record["contract_code"] as? String)
        return try #require(ShanghaiTradingCode(text))
    }

    /// A number of a JSON file in ticks.
    private static func ticks(_ value: Any?) throws -> Price {
        let number = try #require(value as? Double)
        return Price(ticks: Int64((number * 10_000).rounded()))
    }

    @Test func `the static record of 10001025 follows from its own terms`() throws {
        guard let record = try Self.object("sse_option_static_record_20180418.json") else { return }
        let code = try Self.code(record)
        #expect(code.underlying == record["underlying"] as? String)
        #expect(code.flag == "A" && code.strikeThousandths == 2_700)
        #expect((code.type == .call) == (record["type"] as? String == "C"))
        let expiry = ShanghaiExpiries.fourthWednesday(year: 2_000 + code.year, month: code.month)
        for name in ["expiry_date", "last_trade_date", "exercise_date"] {
            #expect("\(expiry.yyyymmdd)" == record[name] as? String)
        }
        #expect("\(expiry.following.yyyymmdd)" == record["delivery_date"] as? String)
        let (strike, settlement, close) = (
            try Self.ticks(record["strike"]), try Self.ticks(record["prev_settle"]),
            try Self.ticks(record["underlying_prev_close"])
        )
        let band = ShanghaiPriceLimits.band(
            type: code.type, strike: strike, underlyingPreviousClose: close,
            previousSettlement: settlement)
        #expect(band.up == (try Self.ticks(record["expected_limit_up"])))
        #expect(band.down == (try Self.ticks(record["expected_limit_down"])))
        let unit = try #require(record["unit"] as? Int)
        let margin = ShanghaiMargin().perContract(
            type: code.type, strike: strike, unit: Int32(unit), settlement: settlement,
            underlyingClose: close)
        let printed = try #require(record["expected_margin_per_unit_contract"] as? Double)
        #expect(margin.description == "\(printed)")
    }

    /// The quote prints limits but neither underlying close nor settlement: 2.967 and 0.4670 are the only ones that fit.
    @Test func `the five-level quote's limits are those of a close of 2.967`() throws {
        guard let quote = try Self.object("sse_five_level_quote_20200221.json") else { return }
        let code = try Self.code(quote)
        let strike = try Self.ticks(quote["strike"])
        #expect(code.strikeThousandths * 10 == Int(strike.ticks))
        let (up, down) = (try Self.ticks(quote["limit_up"]), try Self.ticks(quote["limit_down"]))
        let settlement = Price(ticks: (up.ticks + down.ticks) / 2)
        #expect(settlement == price("0.467"))
        let closes = (25_000...35_000).filter { close in
            ShanghaiPriceLimits.band(
                type: code.type, strike: strike, underlyingPreviousClose: Price(ticks: close),
                previousSettlement: settlement) == PriceBand(down: down, up: up)
        }
        // A tenth of the close, rounded to a tick: nine closes share both limits, 2.967 is the one in thousandths.
        #expect(closes == Array(29_666..<29_675))
        for side in ["bid", "ask"] {
            let levels = try #require(quote[side] as? [[Double]])
            let ticks = levels.map { Int64(($0[0] * 10_000).rounded()) }
            #expect(ticks == (side == "bid" ? ticks.sorted(by: >) : ticks.sorted()))
            #expect(ticks.allSatisfy { down.ticks <= $0 && $0 <= up.ticks })
        }
        let expiry = ShanghaiExpiries.fourthWednesday(year: 2_000 + code.year, month: code.month)
        #expect(expiry.yyyymmdd == 20_200_226)
    }

    /// Two whole expiries: every code reads back, strikes stand on the ladder, and the change is counted from the settlement.
    @Test func `whole chains of two funds are as the ladder and the codes say`() throws {
        guard let lines = SharedReference.lines(of: "sse_option_chains_akshare.csv") else { return }
        let rows = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
        #expect(rows.count == 50)
        for row in rows {
            let code = try #require(ShanghaiTradingCode(row[2]), "\(row)")
            let strike = try #require(price(row[5]))
            #expect(code.text == row[2] && code.underlying == row[1])
            #expect((code.type == .call ? "C" : "P") == row[3])
            #expect("\(200_000 + 100 * code.year + code.month)" == row[4])
            #expect(code.strikeThousandths * 10 == Int(strike.ticks))
            #expect(strike.ticks % ShanghaiStrikeLadder.interval(at: strike).ticks == 0, "\(row)")
            let (last, settlement) = (
                try #require(price(row[6])).ticks, try #require(price(row[7])).ticks
            )
            let change = (1e6 * Double(last - settlement) / Double(settlement)).rounded() / 1e4
            #expect(abs(change - (Double(row[8]) ?? .nan)) < 0.005_1, "\(row)")
        }
        for (fund, count) in [("510050", 16), ("588000", 9)] {
            let strikes = Set(rows.filter { $0[1] == fund }.map { $0[5] })
            let calls = rows.filter { $0[1] == fund && $0[3] == "C" }
            #expect(strikes.count == count && calls.count == count)
        }
    }
}
