import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("P28", "F39"))
struct `A member's tally` {
    private func exchange(_ actions: [ScheduledAction] = []) -> ExchangeHarness {
        ExchangeHarness.open(
            ExchangeConfiguration(
                directory: .twoContracts, actions: actions, tallyInterval: .seconds(60)),
            at: "09:59:30")
    }

    /// The tallies sent so far: each its entries, with the log's tail.
    private func tallies(_ exchange: borrowing ExchangeHarness) throws -> [(
        tail: UInt64, messages: UInt64, entries: [MemberTally.Entry]
    )] {
        var found: [(tail: UInt64, messages: UInt64, entries: [MemberTally.Entry])] = []
        for other in exchange.others where other.channel == .orderSession {
            try other.bytes.withUnsafeBytes { bytes in
                let frame = try Frame(bytes)
                guard frame.template == Template.memberTally else { return }
                let head = try frame.root(MemberTally.self)
                let group = try frame.group(MemberTally.Entry.self)
                #expect(head.participant == 1 && head.isLast == 1 && other.peer == PeerID(1))
                found.append((head.tail, head.messages, (0..<group.count).map { group[$0] }))
            }
        }
        return found
    }

    @Test func `has what rests, without what the exchange took off in silence`()
        throws
    {
        var exchange = exchange([
            ScheduledAction(at: time("10:00:30"), ExchangeAction(.silentCancel))
        ])
        let before = try tallies(exchange).count
        exchange.quote([quote(1, 900, 1_100)], at: time("09:59:40"))
        exchange.advance(time("10:00:10"))
        let first = try tallies(exchange)
        #expect(first.count == before + 1)
        let told = try #require(first.last)
        #expect(told.entries.map(\.contract) == [ContractIndex(0)])
        #expect(told.entries.map(\.bidQuantity.contracts) == [10])
        #expect(told.entries.map(\.askQuantity.contracts) == [10])
        #expect(told.entries.map(\.net.contracts) == [0])
        exchange.advance(time("10:01:10"))
        let second = try tallies(exchange)
        #expect(second.count == before + 2)
        #expect(second.last?.entries.isEmpty == true)
        #expect(try #require(second.last).tail > told.tail)
    }

    @Test func `counts what was filled`() throws {
        var exchange = exchange([
            ScheduledAction(
                at: time("09:59:50"), ExchangeAction(.unknownFill, count: 2, side: .ask))
        ])
        exchange.advance(time("10:00:10"))
        #expect(try tallies(exchange).last?.entries.map(\.net.contracts) == [-2])
        #expect(try tallies(exchange).last?.entries.map(\.tradedVolume) == [2])
    }

    @Test(.rule("H40", "Z30.3"))
    func `counts single orders like legs: what rests, what was taken off, every message`() throws {
        var exchange = exchange([
            ScheduledAction(at: time("10:00:30"), ExchangeAction(.silentCancel))
        ])
        exchange.order(
            [memberOrder(1, .bid, 10, at: 900), memberOrder(2, .bid, 4, at: 890)],
            at: time("09:59:40"))
        exchange.order([cancel(4)], at: time("09:59:41"))
        exchange.quote([quote(1, 880, 1_100)], at: time("09:59:42"))
        exchange.quote([quote(2, 881, 1_100)], at: time("09:59:43"))
        exchange.advance(time("10:00:10"))
        let told = try #require(try tallies(exchange).last)
        #expect(told.messages == 5)
        let entry = try #require(told.entries.first)
        #expect(entry.orderBidQuantity.contracts == 10 && entry.orderAskQuantity == .zero)
        #expect(entry.bidQuantity.contracts == 10 && entry.askQuantity.contracts == 10)
        // The order of four, and both legs of the first quote.
        #expect(entry.cancels == 3 && entry.cancelledVolume == 24 && entry.tradedVolume == 0)
        exchange.advance(time("10:01:10"))
        let silent = try #require(try tallies(exchange).last?.entries.first)
        #expect(silent.orderBidQuantity == .zero && silent.bidQuantity == .zero)
        #expect(silent.cancels == 3, "what the exchange takes off by itself is no cancel of ours")
    }
}
