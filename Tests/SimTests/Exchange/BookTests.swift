import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SSE-TR-03"))
struct `Order book` {
    @Test
    func `better prices trade first, then older orders, at the resting price`() {
        var book = Book()
        for (id, price) in [(1, 101), (2, 100), (3, 100), (4, 102)] {
            _ = book.add(order(UInt64(id), .ask, 10, at: Int64(price)))
        }
        var incoming = order(5, .bid, 25, at: 101)
        var executions: [Execution] = []
        book.match(&incoming, into: &executions)
        #expect(
            executions.map { [$0.resting.id.value, UInt64($0.price.ticks)] } == [
                [2, 100], [3, 100], [1, 101],
            ])
        #expect(executions.map(\.quantity.contracts) == [10, 10, 5])
        #expect(executions.map(\.resting.remaining.contracts) == [0, 0, 5])
        #expect(executions.map(\.incoming.remaining.contracts) == [15, 5, 0])
        #expect(incoming.remaining == .zero)
        #expect(book.count == 2)
    }

    @Test
    func `a cancel in the middle of a queue leaves the others in order`() {
        var book = Book()
        let slots = (1...4).map { book.add(order(UInt64($0), .bid, 10, at: 100)) }
        #expect(book.remove(slots[1]).id == OrderID(2))
        #expect(book.remove(slots[3]).id == OrderID(4))
        var resting: [UInt64] = []
        book.forEach(.bid) { resting.append($0.id.value) }
        #expect(resting == [1, 3])
        #expect(book.top.bidQuantity.contracts == 20)
    }

    @Test
    func `a freed slot is used again`() {
        var book = Book()
        let first = book.add(order(1, .bid, 10, at: 100))
        _ = book.remove(first)
        #expect(book.add(order(2, .ask, 10, at: 100)) == first)
        #expect(book[first].id == OrderID(2))
    }

    @Test
    func `the top without the maker skips levels where only the maker stands`() {
        var book = Book()
        var own = order(1, .bid, 10, at: 102)
        own.isMaker = true
        _ = book.add(own)
        own.id = OrderID(2)
        own.price = Price(ticks: 101)
        _ = book.add(own)
        _ = book.add(order(3, .bid, 4, at: 101))
        _ = book.add(order(4, .bid, 7, at: 100))
        #expect(book.top.bid == Price(ticks: 102))
        #expect(book.topWithoutMaker.bid == Price(ticks: 101))
        #expect(book.topWithoutMaker.bidQuantity.contracts == 4)
    }

    @Test
    func `quantities beyond 32 bits are shown as the most that fits`() {
        var book = Book()
        _ = book.add(order(1, .bid, .max, at: 100))
        _ = book.add(order(2, .bid, .max, at: 100))
        #expect(book.top.bidQuantity.contracts == .max)
    }

    /// A hundred thousand random operations against a book of plain arrays.
    @Test(arguments: [1, 2])
    func `random operations trade as in a slow and obvious book`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var book = Book()
        var slow = SlowBook()
        var slots: [UInt64: Int32] = [:]
        var resting: [UInt64] = []
        for step in 1...50_000 {
            if random.below(3) == 0, !resting.isEmpty {
                let id = resting.remove(at: Int(random.below(UInt64(resting.count))))
                slow.cancel(id)
                if let slot = slots.removeValue(forKey: id) { _ = book.remove(slot) }
            } else {
                let side: Side = random.below(2) == 0 ? .bid : .ask
                var entered = order(
                    UInt64(step), side, Int32(random.below(20)) + 1,
                    at: 100 + Int64(random.below(16)) - side.sign * 3)
                entered.isMaker = random.below(4) == 0
                let expected = slow.enter(entered)
                var executions: [Execution] = []
                book.match(&entered, into: &executions)
                let trades = executions.map {
                    SlowBook.Trade(
                        resting: $0.resting.id.value, price: $0.price.ticks,
                        quantity: $0.quantity.contracts)
                }
                guard trades == expected else {
                    Issue.record("seed \(seed) step \(step): \(trades) instead of \(expected)")
                    return
                }
                for execution in executions where execution.resting.remaining == .zero {
                    slots[execution.resting.id.value] = nil
                }
                if entered.remaining > .zero {
                    slots[entered.id.value] = book.add(entered)
                    resting.append(entered.id.value)
                }
            }
            guard step % 50 == 0 else { continue }
            guard book.top == slow.top(withMaker: true),
                book.topWithoutMaker == slow.top(withMaker: false)
            else {
                Issue.record("seed \(seed) step \(step): tops differ")
                return
            }
        }
        #expect(book.count == slow.count)
    }

    private func order(_ id: UInt64, _ side: Side, _ quantity: Int32, at price: Int64) -> Order {
        Order(
            id: OrderID(id), side: side, price: Price(ticks: price),
            remaining: Quantity(contracts: quantity))
    }
}
