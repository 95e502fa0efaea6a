import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-10", "C2.5"))
struct `Contract adjustment` {
    // Contract 10001025 was listed at 2.70 on 10 000 shares; the exchange's file of 2018-04-18 has 2.651 on
    // 10 185. The dividend between was 0.054 a share.
    @Test(arguments: ["2.966", "2.973", "2.980"])
    func `a dividend of 0.054 makes 10 185 shares at 2.651 of 10 000 at 2.70`(close: String) throws
    {
        let adjusted = ContractAdjustment(
            unit: 10_000, strike: try #require(price("2.70")), close: try #require(price(close)),
            dividend: try #require(price("0.054")))
        #expect(adjusted.unit == 10_185)
        #expect(adjusted.strike == price("2.651"))
    }

    @Test(arguments: [("2.70", "2.70"), ("3.5", "3.5")])
    func `without dividend or split nothing changes`(strike: String, adjustedStrike: String) throws
    {
        let adjusted = ContractAdjustment(
            unit: 10_000, strike: try #require(price(strike)), close: try #require(price("3")),
            dividend: .zero)
        #expect(adjusted.unit == 10_000)
        #expect(adjusted.strike == price(adjustedStrike))
    }

    @Test func `one new share for each old one doubles the unit and halves the strike`() throws {
        let adjusted = ContractAdjustment(
            unit: 10_000, strike: try #require(price("3.2")), close: try #require(price("3")),
            dividend: .zero, shareRatioThousandths: 1_000)
        #expect(adjusted.unit == 20_000)
        #expect(adjusted.strike == price("1.6"))
    }

    @Test(arguments: [
        // strike·unit/newUnit of 2.70, 2.80, 2.90 on 10 185: 2.65096, 2.74914, 2.84732
        ("2.70", "2.651"), ("2.80", "2.749"), ("2.90", "2.847"),
    ])
    func `the strike is rounded half up to a thousandth`(strike: String, rounded: String) throws {
        let adjusted = ContractAdjustment(
            unit: 10_000, strike: try #require(price(strike)), close: try #require(price("2.973")),
            dividend: try #require(price("0.054")))
        #expect(adjusted.strike == price(rounded))
    }
}
