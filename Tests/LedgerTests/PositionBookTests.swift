import Ledger
import Market
import TestSupport
import Testing

@Suite(.rule("C3.5", "SSE-TR-03"))
struct `Position book` {
    private let contract = ContractIndex(1)

    private func book(long: Int32, short: Int32) -> PositionBook {
        var book = PositionBook(contracts: 2)
        book.set(contract, long: Quantity(contracts: long), short: Quantity(contracts: short))
        return book
    }

    @Test(arguments: [
        (Side.bid, PositionEffect.open, Int32(13), Int32(4)),  // 买开
        (.ask, .open, 10, 7),  // 卖开
        (.bid, .close, 10, 1),  // 买平
        (.ask, .close, 7, 4),  // 卖平
    ])
    func `side and effect decide which holding moves`(
        side: Side, effect: PositionEffect, long: Int32, short: Int32
    ) {
        var book = book(long: 10, short: 4)
        let outcome = book.apply(
            contract, side: side, effect: effect, quantity: Quantity(contracts: 3))
        #expect(outcome == .applied)
        #expect(
            book[contract]
                == Position(long: Quantity(contracts: long), short: Quantity(contracts: short)))
    }

    @Test func `closing more than is held is reported and kept, never a negative holding`() {
        var book = book(long: 2, short: 0)
        let outcome = book.apply(
            contract, side: .ask, effect: .close, quantity: Quantity(contracts: 5))
        #expect(outcome == .closedBeyondHolding(excess: Quantity(contracts: 3)))
        #expect(book[contract] == Position(unmatched: -3))
        #expect(book[contract].net == -3)
        // What the exchange says it holds puts the books right.
        book.set(contract, long: .zero, short: Quantity(contracts: 3))
        #expect(book[contract].unmatched == 0)
        #expect(book[contract].net == -3)
    }

    @Test(arguments: [(1, 0), (1, -1), (7, 1)])
    func `an impossible fill changes nothing`(index: Int, quantity: Int32) {
        var book = book(long: 2, short: 1)
        let before = book
        let outcome = book.apply(
            ContractIndex(index), side: .bid, effect: .open, quantity: Quantity(contracts: quantity)
        )
        #expect(outcome == .refused)
        #expect(book == before)
    }

    @Test func `a holding too large for its number is refused`() {
        var book = book(long: .max, short: 0)
        let outcome = book.apply(
            contract, side: .bid, effect: .open, quantity: Quantity(contracts: 1))
        #expect(outcome == .refused)
        #expect(book[contract].long == Quantity(contracts: .max))
    }

    @Test func `a negative holding is not taken over`() {
        var book = book(long: 2, short: 1)
        let taken = book.set(contract, long: Quantity(contracts: -1), short: .zero)
        #expect(!taken)
        #expect(book[contract].long == Quantity(contracts: 2))
    }

    @Test(arguments: [
        (Side.bid, Int32(10), PositionEffect.open), (.bid, 4, .close), (.bid, 5, .open),
        (.ask, 10, .close), (.ask, 11, .open),
    ])
    func `a leg closes only what it can close whole`(
        side: Side, quantity: Int32, expected: PositionEffect
    ) {
        let position = Position(long: Quantity(contracts: 10), short: Quantity(contracts: 4))
        #expect(position.effect(of: side, quantity: Quantity(contracts: quantity)) == expected)
    }
}
