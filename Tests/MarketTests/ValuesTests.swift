import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-03"))
struct `Quotes and books` {
    func leg(_ quantity: Int32) -> QuoteLeg {
        QuoteLeg(price: Price(ticks: 100), quantity: Quantity(contracts: quantity))
    }

    @Test(arguments: [(10, 10, false), (10, 0, false), (0, 10, false), (0, 0, true)])
    func `a quote with both quantities zero is a withdrawal`(
        bid: Int32, ask: Int32, withdrawal: Bool
    ) {
        let quote = TwoSidedQuote(
            contract: ContractIndex(0), id: QuoteID(1), bid: leg(bid), ask: leg(ask))
        #expect(quote.isWithdrawal == withdrawal)
        #expect(quote.answering == .none)
    }

    @Test(arguments: [
        (100, 10, 101, 10, true), (100, 10, 100, 10, false),  // locked
        (101, 10, 100, 10, false),  // crossed
        (100, 0, 101, 10, false), (100, 10, 101, 0, false),  // a side is empty
    ])
    func `a book is usable with both sides, neither locked nor crossed`(
        bid: Int64, bidQuantity: Int32, ask: Int64, askQuantity: Int32, usable: Bool
    ) {
        let top = BookTop(
            bid: Price(ticks: bid), bidQuantity: Quantity(contracts: bidQuantity),
            ask: Price(ticks: ask), askQuantity: Quantity(contracts: askQuantity))
        #expect(top.isUsable == usable)
    }

    @Test func `an empty book and an absent leg have nothing`() {
        #expect(!BookTop.empty.hasBid && !BookTop.empty.hasAsk && !BookTop.empty.isUsable)
        #expect(!QuoteLeg.absent.isPresent)
    }

    @Test func `sides are opposite and signed`() {
        #expect(Side.allCases.map(\.opposite) == [.ask, .bid])
        #expect(Side.allCases.map(\.sign) == [1, -1])
    }

    @Test(arguments: [
        (9, 30, 0, 500, "09:30:00.500"), (0, 0, 0, 0, "00:00:00.000"),
        (14, 56, 59, 999, "14:56:59.999"),
    ])
    func `session time prints to the millisecond`(
        hour: Int, minute: Int, second: Int, milliseconds: Int, text: String
    ) {
        let time = SessionTime(
            hour: hour, minute: minute, second: second, milliseconds: milliseconds)
        #expect(time.description == text)
        #expect((time + TimeSpan(nanoseconds: 999_999)).description == text)
    }

    @Test func `time spans add up`() {
        var span = TimeSpan.seconds(1) + .milliseconds(2)
        span += .microseconds(3)
        #expect(span == TimeSpan(nanoseconds: 1_002_003_000))
        let morning = SessionTime(hour: 11, minute: 30) - SessionTime(hour: 9, minute: 30)
        #expect(morning == .seconds(7_200))
        #expect(morning - .seconds(7_200) == .zero)
    }
}
