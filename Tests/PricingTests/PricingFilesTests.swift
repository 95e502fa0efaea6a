import Foundation
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Price files` {
    private static let header = "type,spot,strike,rate_r,div_yield_q,T_years,vol"

    @Test func `columns are found by name, others carried along, results appended`() throws {
        let batch = try PriceBatch(
            "note,strike,T_years,vol,type,spot,rate_r,div_yield_q\r\n"
                + "\"a, b\",65,0.25,0.30,call,60,0.08,0\r\n")
        let lines = batch.csv.split(separator: "\n")
        #expect(
            lines[0].hasSuffix(
                "div_yield_q,price,delta,gamma,vega,theta,rho,dividend_rho,vanna,volga,implied_vol,status"
            ))
        #expect(lines[1].hasPrefix("\"a, b\",65,0.25,0.30,call,60,0.08,0,2.13336844491"))
        #expect(lines[1].hasSuffix(",ok"))
        let back = try #require(batch.answers[0].impliedVolatility)
        #expect(abs(back - 0.3) < 1e-13)
    }

    @Test func `a price column asks for the volatility; its own name is not taken`() throws {
        let batch = try PriceBatch(
            "type,forward,strike,rate_r,T_years,vol,price\nput,3,3.1,0.02,0.25,,0.1755\n"
                + "put,3,3.1,0.02,0.25,,0.05\nput,3,3.1,0.02,0.25,,4\nput,3,3.1,0.02,0.25,nan,\n"
                + "put,-3,3.1,0.02,0.25,0.2,\n")
        #expect(batch.appended.first == "computed_price")
        #expect(
            batch.answers.map(\.status) == [
                .ok, .belowIntrinsic, .aboveMaximum, .notFinite, .outOfRange,
            ])
        let first = try #require(batch.answers[0].valuation)
        #expect(abs(first.value - 0.1755) < 1e-14)
        #expect(abs(first.rho + 0.25 * first.value) < 1e-14)
        #expect(!batch.csv.lowercased().contains("nan,ok") && batch.json.contains("null"))
    }

    @Test func `styles`() throws {
        let batch = try PriceBatch(
            "type,spot,strike,rate_r,div_yield_q,T_years,vol,style\n"
                + "put,40,45,0.0488,0,0.3333,0.3,american-ju\nput,40,45,0.0488,0,0.3333,0.3,american\n"
                + "put,40,45,0.0488,0,0.3333,0.3,\nput,40,45,-0.01,-0.05,0.3333,0.3,american\n")
        let values = batch.answers.map { $0.valuation?.value ?? .nan }
        #expect(abs(values[0] - 5.699) < 1e-3)
        #expect(abs(values[1] - 5.706) < 2e-3)
        #expect(values[2] < values[1])
        #expect(batch.answers[3].status == .noBoundary)
    }

    @Test(arguments: [
        ("", "line 1: the file is empty"),
        ("spot,strike,T_years,vol\n", "line 1, column type: missing"),
        ("type,strike,T_years,vol\n", "line 1, column spot: missing, and so is forward"),
        ("type,spot,strike,T_years\n", "line 1, column vol: missing, and so is price"),
        ("type,spot,spot,strike,T_years,vol\n", "line 1, column spot: stands twice"),
        ("type,spot,strike,T_years,vol\ncall,3,3\n", "line 2: 3 fields where the header has 5"),
        ("type,spot,strike,T_years,vol\ncall,3,3,1,x\n", "line 2, column vol: 'x' is not a number"),
        ("type,spot,strike,T_years,vol\ncall,3,,1,0.2\n", "line 2, column strike: empty"),
        (
            "type,spot,strike,T_years,vol\ncall,3,3,1,0.2\nfoo,3,3,1,0.2\n",
            "line 3, column type: 'foo' is neither call nor put"
        ),
        ("type,spot,strike,T_years,vol\ncall,3,3,1,\n", "line 2, column vol: empty, and no price"),
        ("type,spot,strike,T_years,vol\n\"call,3,3,1,0.2\n", "line 2: a quote is not closed"),
        ("type,spot,strike,T_years,vol\n\ncall,3,3,1,0.2\n", "line 2: the line is empty"),
        (
            "type,spot,forward,strike,T_years,vol\ncall,3,3,3,1,0.2\n",
            "line 2, column forward: spot and forward both given: one of them"
        ),
    ])
    func `a mistake has its line and column`(text: String, expected: String) throws {
        let mistake = try #require(throws: PricingTable.Mistake.self) { try PriceBatch(text) }
        #expect(mistake.description == expected)
    }

    @Test func `the accepted twin of each`() throws {
        let batch = try PriceBatch(
            "type,spot,strike,T_years,vol\ncall,3,3,1,0.2\nPUT, 3 ,3,1,0.2\n")
        #expect(batch.answers.map(\.status) == [.ok, .ok])
        #expect(abs(try #require(batch.answers[0].valuation).value - 0.238_967_023_662) < 1e-11)
    }

    @Test(arguments: ["european_bsm_haug.csv", "american_options.csv", "european_greeks_haug.csv"])
    func `takes the published tables as they are`(name: String) throws {
        guard let data = ReferenceTable.data(name) else { return }
        let text = String(decoding: data, as: UTF8.self)
        let batch = try PriceBatch(text)
        #expect(batch.answers.allSatisfy { $0.status == .ok })
        guard name == "european_bsm_haug.csv" else { return }
        let column = try #require(batch.table.place(["expected_price"]))
        for (row, answer) in zip(batch.table.rows, batch.answers) {
            let expected = try batch.table.requiredNumber(row, column)
            #expect(abs(try #require(answer.valuation).value - expected) <= 1e-4)
        }
    }
}

@Suite(.rule("C3.4a"))
struct `Chain files` {
    /// Two expiries priced off a smile, rounded to ticks, a spread of two.
    private func chain(_ expiries: [(name: String, years: Double)]) throws -> String {
        var text = "expiry,strike,type,bid,ask\n"
        for expiry in expiries {
            for step in -6...6 {
                let strike = 3 + 0.05 * Double(step)
                let k = log(strike / 3.01)
                for type in OptionType.allCases {
                    let value = try #require(
                        Black76.valuation(
                            type, forward: 3.01, strike: strike,
                            volatility: 0.2 - 0.1 * k + 0.4 * k * k, years: expiry.years,
                            discount: 0.999)
                    ).value
                    let mid = (value * 10_000).rounded() / 10_000
                    text +=
                        "\(expiry.name),\(strike),\(type == .call ? "call" : "put"),"
                        + "\(max(0, mid - 0.0005)),\(mid + 0.0005)\n"
                }
            }
        }
        return text
    }

    @Test(arguments: SmileModel.allCases)
    func `a clean chain is fitted inside its spreads`(model: SmileModel) throws {
        let text = try chain([("2021-03-24", 79.0 / 365), ("2021-06-23", 170.0 / 365)])
        let today = try #require(TradingDay(yyyymmdd: 20_210_104))
        let found = try SurfaceChain(text, model: model, today: today, rate: nil)
        #expect(found.isComplete && found.expiries.map(\.name) == ["2021-03-24", "2021-06-23"])
        for expiry in found.expiries {
            let smile = try #require(expiry.outcome.smile)
            #expect(smile.quality.rms < 0.5 && smile.quality.points >= 12)
            let parity = try #require(expiry.chain).parity
            #expect(abs(parity.forward - 3.01) < 1e-3 && abs(parity.discount - 0.999) < 3e-3)
            let volatility = try #require(smile.volatility(strike: 3.01, forward: 3.01, .delta))
            #expect(abs(volatility - 0.2) < 2e-3)
        }
        let picture = SurfacePicture(found).svg
        #expect(picture.hasPrefix("<svg") && picture.hasSuffix("</svg>\n"))
        #expect(found.text.contains("2 of 2 expiries fitted"))
        let object = try JSONSerialization.jsonObject(with: Data(found.json.utf8))
        #expect((object as? [String: Any])?["model"] as? String == model.rawValue)
    }

    @Test func `an expiry that nobody quotes has no smile and says why`() throws {
        let text = try chain([("0.2", 0.2)]) + "0.5,3,call,0,0.11\n"
        let found = try SurfaceChain(text, model: .svi, today: nil, rate: 0.02)
        #expect(!found.isComplete)
        #expect(found.text.contains("no smile: no usable points"))
        #expect(SurfacePicture(found).svg.contains("no usable points"))
    }

    /// Puts below the forward and calls above it, no strike with both.
    @Test func `without pairs the forward comes from a column or an argument, else one error`()
        throws
    {
        let lines = try chain([("0.2", 0.2)]).split(separator: "\n").map(String.init)
        let halves = lines.dropFirst().filter { line in
            let strike = Double(line.split(separator: ",")[1]) ?? 0
            return line.contains("call") == (strike > 3.01)
        }
        let header = "expiry,strike,type,bid,ask"
        let bare = ([header] + halves).joined(separator: "\n") + "\n"
        let mistake = try #require(throws: PricingTable.Mistake.self) {
            try SurfaceChain(bare, model: .svi, today: nil, rate: 0)
        }
        #expect(
            mistake.description
                == "line 2, column expiry: 0.2 has no strike with call and put on both sides:"
                + " give a column forward, or --forward")
        let given = try SurfaceChain(bare, model: .svi, today: nil, rate: 0.005, forward: 3.01)
        let column = try SurfaceChain(
            ([header + ",forward"] + halves.enumerated().map { $1 + ($0 == 0 ? ",3.01" : ",") })
                .joined(separator: "\n") + "\n", model: .svi, today: nil, rate: 0.005)
        for found in [given, column] {
            let smile = try #require(found.expiries.first?.outcome.smile)
            #expect(smile.quality.points == 13 && smile.quality.rms < 1)
            #expect(found.text.contains("forward 3.010000  discount 0.999000  given"))
        }
        let torn = ([header + ",forward"] + halves.enumerated().map { $1 + ",3.0\($0)" })
            .joined(separator: "\n")
        let refused = try #require(throws: PricingTable.Mistake.self) {
            try SurfaceChain(torn + "\n", model: .svi, today: nil, rate: 0)
        }
        #expect(refused.description == "line 3, column forward: 0.2 has another one before")
    }

    @Test func `a strike with one type only is used where its own price says enough`() throws {
        // Every put is gone above 2.9: those strikes have a call in the money or none.
        let lines = try chain([("0.2", 0.2)]).split(separator: "\n").map(String.init)
        let kept = lines.filter { line in
            guard line.contains("put"), let strike = Double(line.split(separator: ",")[1]) else {
                return true
            }
            return strike < 2.9
        }
        let found = try SurfaceChain(
            kept.joined(separator: "\n") + "\n", model: .svi, today: nil, rate: nil)
        let expiry = try #require(found.expiries.first)
        #expect(try #require(expiry.chain).smile.points.count == 13)
        #expect(try #require(expiry.outcome.smile).quality.rms < 1)
    }

    @Test(arguments: [
        ("strike,type,expiry,bid\n", "line 1, column ask: missing"),
        ("strike,type,expiry,bid,ask\n", "line 2: no row"),
        (
            "strike,type,expiry,bid,ask\n0,call,0.1,1,2\n",
            "line 2, column strike: 0.0 is not above zero"
        ),
        ("strike,type,expiry,bid,ask\n3,call,0.1,-1,2\n", "line 2, column bid: -1.0 is no price"),
        (
            "strike,type,expiry,bid,ask\n3,call,soon,1,2\n",
            "line 2, column expiry: 'soon' is neither a date nor years"
        ),
        (
            "strike,type,expiry,bid,ask\n3,call,2021-03-24,1,2\n",
            "line 2, column expiry: a date needs today's: --date"
        ),
        (
            "strike,type,expiry,bid,ask\n3,call,0,1,2\n",
            "line 2, column expiry: '0' is neither a date nor years"
        ),
    ])
    func `a mistake has its line and column`(text: String, expected: String) throws {
        let mistake = try #require(throws: PricingTable.Mistake.self) {
            try SurfaceChain(text, model: .svi, today: nil, rate: nil)
        }
        #expect(mistake.description == expected)
    }
}
