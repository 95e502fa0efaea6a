import Ledger
import Market
import TestSupport
import Testing

@Suite(.rule("PNL", "C3.14"))
struct `Trades taken back and corrected` {
    private let contract = ContractIndex(0)

    private func fill(
        _ side: Side, _ ticks: Int64, _ quantity: Int32, _ effect: PositionEffect = .open
    ) -> Fill {
        Fill(
            contract: contract, side: side, effect: effect, price: Price(ticks: ticks),
            quantity: Quantity(contracts: quantity))
    }

    private func ledger() -> ProfitAndLoss {
        ProfitAndLoss(units: [10_000], feePerContract: Money(tenThousandths: 13_000))
    }

    @Test func `a worked example adds up by hand`() {
        var ledger = ledger()
        // Sell 7 at 0.0800 against 0.0790: edge 0.0010·7·10 000 = 70 yuan; received 5 600, fees 9.10.
        _ = ledger.book(fill(.ask, 800, 7), theoreticalValue: MicroYuan(79_000))
        ledger.mark(contract, at: MicroYuan(85_000))
        #expect(ledger.parts.total == MicroYuan(-359_100_000))
        // At 0.0900 instead: 0.0100·7·10 000 = 700 yuan more, all of it edge.
        #expect(
            ledger.reprice(fill(.ask, 800, 7), to: Price(ticks: 900), movesEdge: true)
                == .booked(edge: MicroYuan(700_000_000)))
        #expect(ledger.cash == MicroYuan(6_290_900_000))
        #expect(
            ledger.parts
                == ProfitAndLossParts(
                    edge: MicroYuan(770_000_000), holding: MicroYuan(-420_000_000),
                    fees: MicroYuan(9_100_000), total: MicroYuan(340_900_000)))
        // Taken back at 0.0900: all of it but what the mark did while it was held, which is nothing now.
        #expect(
            ledger.takeBack(fill(.ask, 900, 7), theoreticalValue: MicroYuan(79_000))
                == .booked(edge: MicroYuan(-770_000_000)))
        #expect(ledger.parts == .zero)
        #expect(ledger.net(contract) == 0)
        #expect(ledger.cash == .zero)
    }

    @Test(arguments: [Side.bid, .ask])
    func `with others around it only its own part goes`(side: Side) {
        var whole = ledger()
        var without = ledger()
        _ = whole.book(fill(side, 1_000, 5), theoreticalValue: MicroYuan(100_500))
        for (other, price) in [(Side.bid, Int64(990)), (.ask, 1_015)] {
            _ = whole.book(fill(other, price, 3), theoreticalValue: MicroYuan(100_700))
            _ = without.book(fill(other, price, 3), theoreticalValue: MicroYuan(100_700))
        }
        _ = whole.takeBack(fill(side, 1_000, 5), theoreticalValue: MicroYuan(100_500))
        #expect(whole == without)
    }

    @Test func `without its value the edge stays and holding carries the difference`() {
        var ledger = ledger()
        _ = ledger.book(fill(.bid, 1_000, 1), theoreticalValue: MicroYuan(100_500))
        #expect(
            ledger.takeBack(fill(.bid, 1_000, 1), theoreticalValue: nil)
                == .booked(edge: .zero))
        #expect(
            ledger.parts
                == ProfitAndLossParts(
                    edge: MicroYuan(5_000_000), holding: MicroYuan(-5_000_000), fees: .zero,
                    total: .zero))
    }

    @Test func `impossible numbers change nothing`() {
        var ledger = ledger()
        let before = ledger
        let far = Price(ticks: .max)
        #expect(ledger.takeBack(fill(.bid, 1_000, 0), theoreticalValue: nil) == .refused)
        #expect(ledger.takeBack(fill(.bid, .max, 1), theoreticalValue: nil) == .refused)
        #expect(ledger.reprice(fill(.bid, 1_000, 1), to: far, movesEdge: true) == .refused)
        #expect(
            ledger.reprice(
                fill(.bid, -90_000_000_000_000_000, 1),
                to: Price(ticks: 90_000_000_000_000_000), movesEdge: true) == .refused)
        var unknown = fill(.bid, 1_000, 1)
        unknown.contract = ContractIndex(9)
        #expect(ledger.takeBack(unknown, theoreticalValue: nil) == .refused)
        #expect(ledger == before)
    }

    static let positions: [(Side, PositionEffect, Position)] = [
        (.bid, .open, Position(long: Quantity(contracts: 5), short: Quantity(contracts: 5))),
        (.ask, .open, Position(long: Quantity(contracts: 5), short: Quantity(contracts: 5))),
        (.bid, .close, Position(long: Quantity(contracts: 5), short: Quantity(contracts: 5))),
        (.ask, .close, Position(long: Quantity(contracts: 5), short: Quantity(contracts: 5))),
    ]

    @Test(arguments: positions)
    func `the position is what it was`(side: Side, effect: PositionEffect, before: Position) {
        var book = PositionBook(contracts: 1)
        book.set(contract, long: before.long, short: before.short)
        book.apply(contract, side: side, effect: effect, quantity: Quantity(contracts: 3))
        #expect(book[contract] != before)
        #expect(book.takeBack(fill(side, 1, 3, effect)) == .applied)
        #expect(book[contract] == before)
    }

    @Test func `what was closed since is kept apart, and the net is right`() {
        var book = PositionBook(contracts: 1)
        book.apply(contract, side: .bid, effect: .open, quantity: Quantity(contracts: 3))
        book.apply(contract, side: .ask, effect: .close, quantity: Quantity(contracts: 2))
        #expect(
            book.takeBack(fill(.bid, 1, 3))
                == .closedBeyondHolding(excess: Quantity(contracts: 2)))
        #expect(book[contract] == Position(unmatched: -2))
    }
}
