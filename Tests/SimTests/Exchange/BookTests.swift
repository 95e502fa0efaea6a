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

    @Test
    func `a copy is its own book`() {
        var book = Book()
        let slot = book.add(order(1, .bid, 10, at: 100))
        _ = book.add(order(2, .bid, 10, at: -5_000))
        for step in 0..<80 { _ = book.add(order(UInt64(10 + step), .bid, 1, at: Int64(20 + step))) }
        var copy = book
        _ = copy.remove(slot)
        var incoming = order(3, .ask, 100, at: -5_000)
        var executions: [Execution] = []
        copy.match(&incoming, into: &executions)
        #expect(copy.count == 0)
        #expect(incoming.remaining == Quantity(contracts: 10))
        #expect(book.count == 82)
        #expect(book[slot].remaining == Quantity(contracts: 10))
        #expect(book.levels(.bid).first?.price == Price(ticks: 100))
        #expect(book.levels(.bid).last?.price == Price(ticks: -5_000))
    }

    @Test(arguments: [Side.bid, .ask])
    func `levels come best first however far apart they are`(side: Side) {
        var book = Book(orderCapacity: 1, levelCapacity: 1)
        let prices: [Int64] = [500, 499, 100, 1_000_000, 501, 437, 436, 3, 999_990, 700_000]
        for (id, price) in prices.enumerated() {
            _ = book.add(order(UInt64(id), side, 7, at: price))
        }
        let sorted = prices.sorted { side == .bid ? $0 > $1 : $0 < $1 }
        #expect(book.levels(side).map(\.price.ticks) == sorted)
        #expect(book.levels(side).allSatisfy { $0.quantity == 7 })
        #expect(book.levels(side.opposite).isEmpty)
    }

    /// An auction's book is crossed; the maker's part and the queues must survive every move of a window.
    @Test(arguments: [1, 2, 3])
    func `a crossed book keeps totals, queues and the maker's part`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var book = Book()
        var resting: [(slot: Int32, order: Order)] = []
        for step in 1...6_000 {
            if random.below(5) < 2, !resting.isEmpty {
                let gone = resting.remove(at: Int(random.below(UInt64(resting.count))))
                #expect(book.remove(gone.slot) == gone.order)
            } else {
                let reach = random.below(3) == 0 ? 20_000 : 60
                var entered = order(
                    UInt64(step), random.below(2) == 0 ? .bid : .ask,
                    Int32(random.below(20)) + 1, at: 10_000 + Int64(random.below(UInt64(reach))))
                entered.isMaker = random.below(4) == 0
                resting.append((book.add(entered), entered))
            }
            guard step % 200 == 0 else { continue }
            for side in Side.allCases {
                var found: [UInt64] = []
                book.forEach(side) { found.append($0.id.value) }
                // Steps are ids: among equal prices the smaller came first.
                let own = resting.map(\.order).filter { $0.side == side }.sorted {
                    $0.price == $1.price
                        ? $0.id.value < $1.id.value
                        : side.sign * $0.price.ticks > side.sign * $1.price.ticks
                }
                #expect(found == own.map(\.id.value), "seed \(seed) step \(step)")
                let others = own.filter { !$0.isMaker }
                let best = others.first?.price ?? .zero
                let quantity = others.filter { $0.price == best }.reduce(Quantity.zero) {
                    $0 + $1.remaining
                }
                let top = book.topWithoutMaker
                #expect((side == .bid ? top.bid : top.ask) == best)
                #expect((side == .bid ? top.bidQuantity : top.askQuantity) == quantity)
            }
        }
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
