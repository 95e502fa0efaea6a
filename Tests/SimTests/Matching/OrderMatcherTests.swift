import Sim
import TestSupport
import Testing

/// Messages and the report lines they must give.
struct MatchingCase: Sendable, CustomTestStringConvertible {
    let name: String
    let messages: [OrderMessage]
    let lines: [String]
    var testDescription: String { name }
}

private func buy(_ order: UInt64, _ quantity: Int32, _ price: Int64) -> OrderMessage {
    OrderMessage(.new, order: order, price: price, quantity: quantity)
}

private func sell(_ order: UInt64, _ quantity: Int32, _ price: Int64) -> OrderMessage {
    OrderMessage(.new, order: order, isSell: true, price: price, quantity: quantity)
}

private func take(
    _ order: UInt64, isSell: Bool, _ quantity: Int32, _ price: Int64
) -> OrderMessage {
    OrderMessage(.immediate, order: order, isSell: isSell, price: price, quantity: quantity)
}

private func cancel(_ order: UInt64) -> OrderMessage { OrderMessage(.cancel, order: order) }

private func modify(
    _ order: UInt64, isSell: Bool, _ quantity: Int32, _ price: Int64
) -> OrderMessage {
    OrderMessage(.modify, order: order, isSell: isSell, price: price, quantity: quantity)
}

@Suite(.rule("SSE-TR-03"))
struct `Order matcher` {
    static let cases = [
        MatchingCase(
            name: "the better price first, then the older order, at the resting price",
            messages: [
                sell(1, 5, 101), sell(2, 5, 100), sell(3, 5, 100), buy(4, 12, 101), cancel(1),
            ],
            lines: [
                "0,0,1,1,101,5", "0,1,1,2,100,5", "0,2,1,3,100,5", "0,3,0,4,101,12",
                "1,3,100,5,2,4", "1,3,100,5,3,4", "1,3,101,2,1,4", "2,4,1,1,101",
            ]),
        MatchingCase(
            name: "an immediate order rests nothing",
            messages: [buy(1, 5, 100), take(2, isSell: true, 8, 100), cancel(2)],
            lines: [
                "0,0,0,1,100,5", "0,1,1,2,100,8", "1,1,100,5,1,2", "2,1,1,2,100", "4,2,2",
            ]),
        MatchingCase(
            name: "an immediate order that is filled has no rest to cancel",
            messages: [buy(1, 5, 100), take(2, isSell: true, 5, 99)],
            lines: ["0,0,0,1,100,5", "0,1,1,2,99,5", "1,1,100,5,1,2"]),
        MatchingCase(
            name: "a modify loses its place, and trades before it is acknowledged",
            messages: [
                buy(1, 5, 100), buy(2, 5, 100), modify(1, isSell: false, 5, 100), sell(3, 7, 100),
                modify(1, isSell: false, 4, 103), sell(4, 9, 104),
                modify(1, isSell: false, 2, 104), modify(1, isSell: false, 2, 104),
            ],
            lines: [
                "0,0,0,1,100,5", "0,1,0,2,100,5", "3,2,0,1,100,5", "0,3,1,3,100,7",
                "1,3,100,5,2,3", "1,3,100,2,1,3", "3,4,0,1,103,4", "0,5,1,4,104,9",
                "1,6,104,2,4,1", "3,6,0,1,104,2", "5,7,1",
            ]),
        MatchingCase(
            name: "prices a world apart rest, trade and go like any other",
            messages: [
                buy(1, 1, 1), buy(2, 1, 1_000_000_000_000_000), cancel(2), buy(3, 1, 500_000),
                sell(4, 1, 1_000_000_000_000_000), take(5, isSell: true, 3, 1), cancel(4),
            ],
            lines: [
                "0,0,0,1,1,1", "0,1,0,2,1000000000000000,1", "2,2,0,2,1000000000000000",
                "0,3,0,3,500000,1", "0,4,1,4,1000000000000000,1", "0,5,1,5,1,3",
                "1,5,500000,1,3,5", "1,5,1,1,1,5", "2,5,1,5,1", "2,6,1,4,1000000000000000",
            ]),
        MatchingCase(
            name: "numbers of 64 bits, and a number used again once it is free",
            messages: [
                buy(.max, 3, 7), buy(1 << 40, 3, 7), cancel(.max), buy(.max, 2, 7),
                sell(0, 5, 7), buy(0, 1, 7), cancel(0),
            ],
            lines: [
                "0,0,0,18446744073709551615,7,3", "0,1,0,1099511627776,7,3",
                "2,2,0,18446744073709551615,7", "0,3,0,18446744073709551615,7,2", "0,4,1,0,7,5",
                "1,4,7,3,1099511627776,0", "1,4,7,2,18446744073709551615,0", "0,5,0,0,7,1",
                "2,6,0,0,7",
            ]),
        MatchingCase(
            name: "what never rested cannot be cancelled or modified",
            messages: [cancel(9), modify(9, isSell: true, 1, 1)],
            lines: ["4,0,9", "5,1,9"]),
    ]

    @Test(arguments: cases)
    func `each message has its reports, in the order of the text`(example: MatchingCase) throws {
        #expect(try MatchingText.reports(of: example.messages).lines == example.lines)
    }

    @Test
    func `no messages give an empty text`() throws {
        #expect(try MatchingText.bytes(of: []) == [])
    }

    @Test(
        arguments: [
            (buy(1, 1, 5), OrderMatcher.Refusal?.some(.stillResting)), (buy(2, 1, 5), nil),
            (take(1, isSell: true, 1, 5), .stillResting), (take(2, isSell: true, 1, 5), nil),
            (modify(1, isSell: true, 1, 5), .otherSide), (modify(1, isSell: false, 1, 5), nil),
        ])
    func `what no book could take stops the run at its place`(
        message: OrderMessage, refusal: OrderMatcher.Refusal?
    ) throws {
        var matcher = OrderMatcher()
        var tally = MatchTally()
        do {
            try matcher.run([buy(1, 10, 5), message], into: &tally)
            #expect(refusal == nil)
        } catch {
            #expect(error.position == 1)
            #expect(error.refusal == refusal)
        }
        #expect(matcher.restingCount >= 1)
    }

    @Test
    func `contracts do not meet`() throws {
        var matcher = OrderMatcher(contracts: 2)
        var tally = MatchTally()
        var other = sell(2, 10, 5)
        other.contract = 1
        try matcher.run([buy(1, 10, 5), other], into: &tally)
        #expect(tally.trades == 0)
        #expect(matcher.levels(contract: 1, isAsk: true).map(\.price) == [5])
        other.order = 3
        other.contract = 0
        try matcher.run([other], into: &tally)
        #expect([tally.trades, Int(tally.quantity), Int(tally.notional)] == [1, 10, 50])
        #expect(matcher.restingCount == 1)
        #expect(matcher.restingQuantity == 10)
    }

    /// A hundred thousand prices that no window can hold, entered and half of them cancelled in a mixed order.
    @Test(arguments: [false, true])
    func `lonely far prices keep their order`(isSell: Bool) throws {
        var random = SplitMix(seed: 5)
        var prices: Set<Int64> = []
        while prices.count < 100_000 { prices.insert(1 + Int64(random.below(1 << 49))) }
        // A prime step through the sorted ones.
        let sorted = prices.sorted()
        let mixed = sorted.indices.map { sorted[$0 * 7_919 % sorted.count] }
        var messages = mixed.enumerated().map {
            OrderMessage(
                .new, order: UInt64($0.offset), isSell: isSell, price: $0.element, quantity: 1)
        }
        messages += stride(from: 0, to: UInt64(mixed.count), by: 2).map(cancel)
        messages.append(
            take(1_000_000, isSell: !isSell, 100_000, isSell ? OrderMessage.prices.upperBound : 1))
        var matcher = OrderMatcher()
        var buffer = MatchReportBuffer()
        try matcher.run(messages, into: &buffer)
        let traded = buffer.read { $0.filter { $0.kind == .trade }.map(\.price) }
        let left = stride(from: 1, to: mixed.count, by: 2).map { mixed[$0] }
        #expect(traded == left.sorted { isSell ? $0 < $1 : $0 > $1 })
        #expect(matcher.restingCount == 0)
    }

    @Test(arguments: [1, 2, 5])
    func `reports, levels and quantities are those of an obvious book`(seed: UInt64) throws {
        #if DEBUG
            let operations = 20_000
        #else
            let operations = 100_000
        #endif
        var lockstep = MatchingLockstep(seed: seed)
        let outcome = try lockstep.run(operations: operations)
        #expect(outcome.operations == operations)
        #expect(outcome.trades > operations / 10)
        #expect(outcome.entered == 2 * outcome.traded + outcome.cancelled + outcome.resting)
    }
}
