import Market
import TestSupport
import Testing

@Suite(.rule("C3.12"))
struct `Amounts of money` {
    @Test(arguments: [
        (Int64(500), Int32(10_000), Int32(10), Int64(50_000_000)),  // 5 000 yuan
        (1_124, 10_185, 1, 11_447_940),
        (-500, 10_000, 1, -5_000_000),
        (0, 10_000, 50, 0),
    ])
    func `a premium is price times unit times quantity, exactly`(
        ticks: Int64, unit: Int32, contracts: Int32, amount: Int64
    ) {
        let premium = Money.premium(
            Price(ticks: ticks), unit: unit, quantity: Quantity(contracts: contracts))
        #expect(premium == Money(tenThousandths: amount))
    }

    @Test(arguments: [
        (Int64.max, Int32(1), Int32(1), true), (.max, 2, 1, false), (.max, 1, 2, false),
        (.min, 1, 1, true), (.min, -1, 1, false), (1 << 31, .max, 2, true),
        (1 << 31, .max, 3, false),
    ])
    func `a premium that does not fit is no premium, not a trap`(
        ticks: Int64, unit: Int32, contracts: Int32, fits: Bool
    ) {
        let premium = Money.premium(
            Price(ticks: ticks), unit: unit, quantity: Quantity(contracts: contracts))
        #expect((premium != nil) == fits)
    }

    @Test(arguments: [
        (Int64(0), "0.00"), (49, "0.00"), (50, "0.01"), (-49, "0.00"), (-50, "-0.01"),
        (40_996_662, "4099.67"), (-123_456, "-12.35"), (.max, "922337203685477.58"),
        (.max - 7, "922337203685477.58"), (.min, "-922337203685477.58"),
    ])
    func `money prints in fen, rounded half away from zero, and never traps`(
        amount: Int64, text: String
    ) {
        #expect(Money(tenThousandths: amount).description == text)
    }

    @Test func `sums and differences are exact`() {
        var sum = Money(yuan: 3)
        sum += Money(tenThousandths: 1)
        sum -= Money(yuan: 1)
        #expect(sum == Money(tenThousandths: 20_001))
        #expect(-sum + sum == .zero)
        #expect(sum - Money(yuan: 5) < .zero)
    }
}
