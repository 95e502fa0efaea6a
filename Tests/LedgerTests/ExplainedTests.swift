import Ledger
import Market
import TestSupport
import Testing

@Suite(.rule("PNL"))
struct `Profit explained` {
    /// Ten calls of 10 000 shares bought 0.0005 below their value, hedged with 50 000 shares sold at 3.500; the spot rises by 0.02,
    /// volatility falls by a point, a hundredth of a year passes.
    @Test func `a worked example adds up by hand`() {
        var options = ProfitAndLoss(
            units: [10_000], feePerContract: Money(tenThousandths: 13_000))
        let fill = Fill(
            contract: ContractIndex(0), side: .bid, effect: .open, price: Price(ticks: 1_000),
            quantity: Quantity(contracts: 10))
        #expect(
            options.book(fill, theoreticalValue: MicroYuan(100_500))
                == .booked(edge: MicroYuan(50_000_000)))
        var shares = ShareLedger(underlyings: 1, feeMillionths: 50)
        shares.mark(UnderlyingIndex(0), at: MicroYuan(3_500_000))
        shares.book(UnderlyingIndex(0), .ask, shares: 50_000, at: Price(ticks: 35_000))
        var gains = GreekGains()
        let start = GreekGains.Start(
            spot: 3.5, volatility: 0.20, years: 0.10, delta: 0.5, gamma: 2, vega: 0.4,
            theta: -0.3)
        gains.add(shares: 100_000, from: start, forward: 3.52, volatility: 0.19, years: 0.09)
        // δ 100 000·0.5·0.02 = 1000; γ ½·100 000·2·0.0004 = 40; ν 100 000·0.4·(−0.01) = −400; θ 100 000·(−0.3)·0.01 = −300.
        #expect(gains.delta == MicroYuan(1_000_000_000))
        #expect(gains.gamma == MicroYuan(40_000_000))
        #expect(gains.vega == MicroYuan(-400_000_000))
        #expect(gains.theta == MicroYuan(-300_000_000))
        // The value rises by 0.0035: the options gain 350, ten more than the greeks tell.
        options.mark(ContractIndex(0), at: MicroYuan(104_000))
        shares.mark(UnderlyingIndex(0), at: MicroYuan(3_520_000))
        #expect(shares.profit == MicroYuan(-1_000_000_000))
        // 175 000 yuan traded, 50 millionths of it.
        #expect(shares.fees == MicroYuan(8_750_000))
        let explained = ProfitExplained(
            total: Money(
                tenThousandths: options.parts.total.money.tenThousandths
                    + shares.profit.money.tenThousandths - shares.fees.money.tenThousandths),
            edge: options.parts.edge.money, greeks: gains, hedging: shares.profit.money,
            fees: options.parts.fees.money + shares.fees.money)
        #expect(explained.edge == Money(yuan: 50))
        #expect(explained.delta == Money(yuan: 1_000))
        #expect(explained.gamma == Money(yuan: 40))
        #expect(explained.vega == Money(yuan: -400))
        #expect(explained.theta == Money(yuan: -300))
        #expect(explained.hedging == Money(yuan: -1_000))
        #expect(explained.fees == Money(tenThousandths: 130_000 + 87_500))
        #expect(explained.unexplained == Money(yuan: 10))
        #expect(explained.total == Money(tenThousandths: -6_217_500))
    }

    @Test func `numbers that are none are left out and do not spoil the sum`() {
        var gains = GreekGains()
        let start = GreekGains.Start(
            spot: .nan, volatility: 0.2, years: 0.1, delta: 0.5, gamma: .infinity, vega: 1e300,
            theta: -1)
        gains.add(shares: 100, from: start, forward: 3.5, volatility: 1e300, years: 0.1)
        #expect(gains == GreekGains())
    }
}

@Suite(.rule("PNL", "B3.8"))
struct `Shares` {
    @Test func `what is taken over makes no profit`() {
        var shares = ShareLedger(underlyings: 1, feeMillionths: 0)
        shares.mark(UnderlyingIndex(0), at: MicroYuan(3_500_000))
        shares.open(UnderlyingIndex(0), net: -70_000)
        #expect(shares.profit == .zero)
        shares.mark(UnderlyingIndex(0), at: MicroYuan(3_490_000))
        #expect(shares.profit == MicroYuan(700_000_000))
        #expect(shares.net(UnderlyingIndex(0)) == -70_000)
    }

    @Test(
        arguments: [
            (0, 35_000), (-100, 35_000), (.max, 35_000), (100, 0), (100, -1), (100, .max),
        ] as [(Int64, Int64)])
    func `what cannot be a trade is not booked`(count: Int64, price: Int64) {
        var shares = ShareLedger(underlyings: 1, feeMillionths: 50)
        let booked = shares.book(
            UnderlyingIndex(0), .bid, shares: count, at: Price(ticks: price))
        let unknown = shares.book(
            UnderlyingIndex(1), .bid, shares: 100, at: Price(ticks: 35_000))
        #expect(!booked && !unknown)
        #expect(shares == ShareLedger(underlyings: 1, feeMillionths: 50))
    }
}
