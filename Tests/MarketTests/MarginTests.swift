import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-07"))
struct `Minimum margin` {
    @Test(arguments: [
        // type, strike, unit, settlement, underlying close → margin of one short contract
        (OptionType.call, "2.651", 10_185, "0.1124", "2.626", "4099.6662"),  // record of 2018-04-18
        (.call, "2.600", 10_000, "0.0500", "2.500", "2500"),  // W8(b): out of the money by 0.1
        (.put, "2.600", 10_000, "0.1500", "2.500", "4500"),  // W8(b): in the money
        (.put, "2.300", 10_000, "0.0200", "2.500", "1810"),  // W8(b): the 7 % of K floor
        (.call, "3.000", 10_000, "0.0020", "2.500", "1770"),  // W8(b): the 7 % of S floor
        (.put, "0.100", 10_000, "0.0950", "2.500", "1000"),  // never more than the strike
    ])
    func `one short contract needs what the exchange says`(
        type: OptionType, strike: String, unit: Int32, settlement: String, close: String,
        margin: String
    ) throws {
        let amount = ShanghaiMargin().perContract(
            type: type, strike: try #require(price(strike)), unit: unit,
            settlement: try #require(price(settlement)),
            underlyingClose: try #require(price(close)))
        #expect(amount == yuan(margin))
    }

    @Test func `the exchange prints 4099.67 for contract 10001025 on 2018-04-18`() throws {
        let amount = ShanghaiMargin().perContract(
            type: .call, strike: try #require(price("2.651")), unit: 10_185,
            settlement: try #require(price("0.1124")),
            underlyingClose: try #require(price("2.626")))
        #expect(amount.description == "4099.67")
    }

    @Test func `other parameters give another margin`() throws {
        let amount = ShanghaiMargin(firstBasisPoints: 2_500, secondBasisPoints: 1_000).perContract(
            type: .call, strike: try #require(price("2.600")), unit: 10_000,
            settlement: try #require(price("0.05")), underlyingClose: try #require(price("2.5")))
        #expect(amount == yuan("5750"))  // (0.05 + max(0.625 − 0.1, 0.25)) × 10 000
    }
}
