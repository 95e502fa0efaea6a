import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-01", "C2.4"))
struct `Trading codes` {
    @Test(arguments: [
        ("510050C2106M03500", "510050", OptionType.call, 21, 6, Character("M"), 3_500),
        ("510050C1806A02700", "510050", .call, 18, 6, "A", 2_700),
        ("510300P2112M00050", "510300", .put, 21, 12, "M", 50),
        ("588000P0001Z99999", "588000", .put, 0, 1, "Z", 99_999),
    ])
    func `a code reads into its parts and writes back the same`(
        text: String, underlying: String, type: OptionType, year: Int, month: Int, flag: Character,
        strike: Int
    ) throws {
        let code = try #require(ShanghaiTradingCode(text))
        #expect(code.underlying == underlying)
        #expect(code.type == type)
        #expect(code.year == year)
        #expect(code.month == month)
        #expect(code.flag == flag)
        #expect(code.strikeThousandths == strike)
        #expect(code.text == text)
    }

    @Test func `a code is built from a contract's terms`() {
        let code = ShanghaiTradingCode(
            underlying: "510050", type: .call, year: 2021, month: 6, strike: Price(ticks: 35_000))
        #expect(code.text == "510050C2106M03500")
    }

    @Test(arguments: [
        "", "510050C2106M0350", "510050C2106M035000",  // too short, too long
        "510050X2106M03500", "510050c2106M03500",  // neither call nor put
        "510050C2113M03500", "510050C2100M03500",  // no such month
        "510050C2106m03500", "510050C2106103500",  // flag is a capital letter
        "51005AC2106M03500", "510050C2A06M03500", "510050C2106M0350O",  // letters for digits
        "510050C2106M-3500", "510050C2106M+3500", " 10050C2106M03500", "510050C2106M 3500",
        "510050C２106M035", "五一C2106M03500",  // full-width and other digits
    ])
    func `anything else is not a code`(text: String) {
        #expect(ShanghaiTradingCode(text) == nil)
    }
}
