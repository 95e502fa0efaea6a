import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-01", "C2.4"))
struct `Instrument directory` {
    typealias Invalid = InstrumentDirectory.Invalid

    /// A call that every test bends in one place.
    struct Terms {
        var index = 0
        var code: UInt32 = 10_000_001
        var underlying = 0
        var strike: Int64 = 35_000
        var unit: Int32 = 10_000
        var expiry: Int32 = 20_210_127
        var expiryRank: UInt8 = 0
        var settlement: Int64 = 1_000
        var band: (down: Int64, up: Int64) = (1, 4_500)
        var orderQuantity: (min: Int32, max: Int32) = (1, 50)

        func contract() throws -> OptionContract {
            let expires = try #require(day(expiry))
            return OptionContract(
                index: ContractIndex(index), code: code, tradingCode: "510050C2101M03500",
                underlying: UnderlyingIndex(underlying), type: .call, strike: Price(ticks: strike),
                unit: unit, expiry: expires, expiryRank: expiryRank, daysToExpiry: 23,
                previousSettlement: Price(ticks: settlement),
                band: PriceBand(down: Price(ticks: band.down), up: Price(ticks: band.up)),
                orderQuantityMin: Quantity(contracts: orderQuantity.min),
                orderQuantityMax: Quantity(contracts: orderQuantity.max))
        }
    }

    func refusal(
        _ terms: [Terms], underlying: Int = 0, close: Int64 = 35_120
    ) throws -> Invalid? {
        let today = try #require(day(20_210_104))
        let underlyings = [
            Underlying(
                index: UnderlyingIndex(underlying), code: "510050",
                previousClose: Price(ticks: close))
        ]
        let contracts = try terms.map { try $0.contract() }
        do throws(Invalid) {
            _ = try InstrumentDirectory(day: today, underlyings: underlyings, contracts: contracts)
            return nil
        } catch {
            return error
        }
    }

    @Test func `indices count from zero without holes`() throws {
        let name = "510050C2101M03500"
        #expect(try refusal([Terms(), Terms(index: 1, code: 2)]) == nil)
        #expect(try refusal([Terms(index: 1)]) == .indexOutOfOrder(tradingCode: name))
        #expect(
            try refusal([Terms(), Terms(index: 2, code: 2)]) == .indexOutOfOrder(tradingCode: name))
        #expect(try refusal([Terms()], underlying: 1) == .underlyingOutOfOrder(code: "510050"))
        #expect(try refusal([Terms(underlying: 1)]) == .unknownUnderlying(tradingCode: name))
    }

    @Test func `two contracts may share a strike, never a code`() throws {
        #expect(try refusal([Terms(), Terms(index: 1, code: 10_000_002)]) == nil)
        #expect(try refusal([Terms(), Terms(index: 1)]) == .duplicateCode(10_000_001))
    }

    @Test(arguments: [
        (Terms(strike: 1), Terms(strike: 0), "strike"),
        (Terms(strike: 100_000_000), Terms(strike: 100_000_001), "strike"),
        (Terms(unit: 1), Terms(unit: 0), "unit"),
        (Terms(unit: 100_000), Terms(unit: 100_001), "unit"),
        (Terms(expiry: 20_210_104), Terms(expiry: 20_210_103), "expiry"),
        (Terms(expiryRank: 3), Terms(expiryRank: 4), "expiry rank"),
        (Terms(settlement: 0), Terms(settlement: -1), "previous settlement"),
        (Terms(settlement: 100_000_000), Terms(settlement: 100_000_001), "previous settlement"),
        (Terms(band: (1, 1)), Terms(band: (0, 1)), "price band"),
        (Terms(band: (7, 7)), Terms(band: (8, 7)), "price band"),
        (Terms(band: (1, 100_000_000)), Terms(band: (1, .max)), "price band"),
        (Terms(orderQuantity: (1, 1)), Terms(orderQuantity: (0, 1)), "order quantity"),
        (Terms(orderQuantity: (2, 2)), Terms(orderQuantity: (3, 2)), "order quantity"),
    ])
    func `a field is refused only beyond its limit`(
        accepted: Terms, refused: Terms, field: String
    ) throws {
        #expect(try refusal([accepted]) == nil)
        #expect(
            try refusal([refused])
                == .badField(tradingCode: "510050C2101M03500", field: field))
    }

    @Test func `an underlying needs a close`() throws {
        #expect(try refusal([Terms()], close: 1) == nil)
        #expect(try refusal([Terms()], close: 0) == .badPreviousClose(code: "510050"))
        #expect(try refusal([Terms()], close: .max) == .badPreviousClose(code: "510050"))
    }

    @Test(arguments: [
        ("10000001", true), ("510050C2101M03500", true), ("#0", true),
        ("10000002", false), ("510050C2101M03600", false), ("#1", false), ("#-1", false),
        ("", false), ("#", false),
    ])
    func `a contract is found by code, trading code or index`(name: String, found: Bool) throws {
        let directory = try InstrumentDirectory(
            day: try #require(day(20_210_104)),
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_120))
            ],
            contracts: [try Terms().contract()])
        #expect((directory.contract(named: name)?.index == ContractIndex(0)) == found)
    }
}
