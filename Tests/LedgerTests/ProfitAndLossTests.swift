import Ledger
import Market
import TestSupport
import Testing

@Suite(.rule("PNL"))
struct `Profit and loss` {
    private let contract = ContractIndex(0)

    private func fill(_ side: Side, _ ticks: Int64, _ quantity: Int32) -> Fill {
        Fill(
            contract: contract, side: side, effect: .open, price: Price(ticks: ticks),
            quantity: Quantity(contracts: quantity))
    }

    @Test func `a worked example adds up by hand`() {
        // Fee 1.30 yuan a contract. Buy 10 at 0.1000 against a value of 0.1005: edge 0.0005·10·10 000 = 50 yuan.
        var ledger = ProfitAndLoss(units: [10_000], feePerContract: Money(tenThousandths: 13_000))
        #expect(
            ledger.book(fill(.bid, 1_000, 10), theoreticalValue: MicroYuan(100_500))
                == .booked(edge: MicroYuan(50_000_000)))
        #expect(
            ledger.parts
                == ProfitAndLossParts(
                    edge: MicroYuan(50_000_000), holding: .zero, fees: MicroYuan(13_000_000),
                    total: MicroYuan(37_000_000)))
        // The value falls by 0.002: ten long contracts lose 200 yuan.
        ledger.mark(contract, at: MicroYuan(98_500))
        #expect(ledger.parts.holding == MicroYuan(-200_000_000))
        // Sell 4 at 0.0990 against 0.0986: edge 0.0004·4·10 000 = 16 yuan; the mark rose 0.0001 first: +10 yuan.
        #expect(
            ledger.book(fill(.ask, 990, 4), theoreticalValue: MicroYuan(98_600))
                == .booked(edge: MicroYuan(16_000_000)))
        #expect(
            ledger.parts
                == ProfitAndLossParts(
                    edge: MicroYuan(66_000_000), holding: MicroYuan(-190_000_000),
                    fees: MicroYuan(18_200_000), total: MicroYuan(-142_200_000)))
        // Paid 10 000, received 3 960, fees 18.20; six left at 0.0986.
        #expect(ledger.cash == MicroYuan(-6_058_200_000))
        #expect(ledger.markedValue == MicroYuan(5_916_000_000))
        #expect(ledger.parts.total.money == Money(tenThousandths: -1_422_000))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `holding is the sum of position times change of mark`(seed: UInt64) {
        var random = SystemlessGenerator(state: seed)
        var ledger = ProfitAndLoss(
            units: [10_000, 10_265], feePerContract: Money(tenThousandths: 6_500))
        var nets: [Int64] = [0, 0]
        var marks: [Int64] = [0, 0]
        var holding: Int64 = 0
        var edge: Int64 = 0
        for _ in 0..<2_000 {
            let index = Int.random(in: 0...1, using: &random)
            let unit: Int64 = index == 0 ? 10_000 : 10_265
            let value = Int64.random(in: 0...300_000, using: &random)
            holding += nets[index] * (value - marks[index]) * unit
            marks[index] = value
            guard Bool.random(using: &random) else {
                ledger.mark(ContractIndex(index), at: MicroYuan(value))
                continue
            }
            let side: Side = Bool.random(using: &random) ? .bid : .ask
            let fill = Fill(
                contract: ContractIndex(index), side: side, effect: .open,
                price: Price(ticks: Int64.random(in: 1...3_000, using: &random)),
                quantity: Quantity(contracts: Int32.random(in: 1...50, using: &random)))
            let signed = side.sign * Int64(fill.quantity.contracts)
            edge += signed * (value - fill.price.ticks * 100) * unit
            nets[index] += signed
            _ = ledger.book(fill, theoreticalValue: MicroYuan(value))
            #expect(ledger.parts.holding == MicroYuan(holding), "seed \(seed)")
        }
        #expect(ledger.parts.edge == MicroYuan(edge), "seed \(seed)")
        #expect(ledger.parts.holding == MicroYuan(holding), "seed \(seed)")
        #expect(
            ledger.parts.total.count == ledger.cash.count + ledger.markedValue.count,
            "seed \(seed)")
        #expect(ledger.net(ContractIndex(0)) == nets[0])
    }

    @Test func `taking over a position neither makes nor loses money`() {
        var ledger = ProfitAndLoss(units: [10_000], feePerContract: .zero)
        let first = ledger.open(contract, net: -7, at: MicroYuan(50_000))
        #expect(first)
        #expect(ledger.parts == .zero)
        ledger.mark(contract, at: MicroYuan(49_000))
        #expect(ledger.parts.total == MicroYuan(70_000_000))
        // Told again later, it keeps what was made.
        let second = ledger.open(contract, net: -7, at: MicroYuan(49_000))
        #expect(second)
        #expect(ledger.parts.total == MicroYuan(70_000_000))
    }

    @Test(arguments: [
        (Int64.max, Int32(1), 0), (1_000, 0, 0), (1_000, -1, 0), (1_000, 1, 5),
        (90_000_000_000, .max, 0),
    ])
    func `a fill that does not fit is refused and changes nothing`(
        ticks: Int64, quantity: Int32, index: Int
    ) {
        var ledger = ProfitAndLoss(units: [10_000], feePerContract: .zero)
        let before = ledger
        let fill = Fill(
            contract: ContractIndex(index), side: .bid, effect: .open, price: Price(ticks: ticks),
            quantity: Quantity(contracts: quantity))
        #expect(ledger.book(fill, theoreticalValue: .zero) == .refused)
        #expect(ledger == before)
        #expect(
            ledger.book(self.fill(.bid, 1_000, 1), theoreticalValue: .zero)
                == .booked(edge: MicroYuan(-1_000_000_000)))
    }
}

/// SplitMix64.
struct SystemlessGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
