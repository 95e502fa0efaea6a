import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("I1"))
struct `Market data and the log's frames` {
    @Test
    func `the instrument list is the first frame of the log, once`() {
        var exchange = ExchangeHarness()
        exchange.send(Started(), on: .shell, at: time("09:00"))
        exchange.send(Started(isRestart: 1), on: .shell, at: time("09:01"))
        #expect(templates(exchange.others, on: .eventLog) == [Template.instrumentList])
        #expect(exchange.events.map(\.kind) == [.dayStarted])
    }

    @Test
    func `changed tops go out at the snapshot interval, the maker's legs included`() throws {
        var exchange = ExchangeHarness.open()
        exchange.advance(time("09:30:00.500"))
        exchange.forgetOthers()
        exchange.quote([quote(1, 100, 110)], at: time("09:30:00.600"))
        exchange.quote([quote(2, 101, 110)], at: time("09:30:00.700"))
        exchange.advance(time("09:30:00.999"))
        #expect(exchange.others.isEmpty)
        exchange.advance(time("09:30:05"))
        #expect(templates(exchange.others, on: .marketData) == [Template.bookTops])
        let tops = try tops(exchange.others[0].bytes)
        #expect(tops == ["#0 10@101 10@110 phase 3 last 0"])
    }

    @Test
    func `an underlying's tick is published and logged at its time`() {
        let tick = FlowAction.underlying(
            UnderlyingIndex(0), last: Price(ticks: 35_010), bid: Price(ticks: 35_000),
            ask: Price(ticks: 35_020), bidQuantity: 7, askQuantity: 8)
        let stranger = FlowAction.underlying(
            UnderlyingIndex(5), last: .zero, bid: .zero, ask: .zero, bidQuantity: 0, askQuantity: 0)
        var exchange = ExchangeHarness.open(script: [(time("09:31"), [tick, stranger])])
        exchange.forgetOthers()
        exchange.advance(time("09:31"))
        #expect(templates(exchange.others, on: .marketData).contains(Template.underlyingTicks))
        let logged = exchange.events.filter { $0.kind == .underlyingPrice }
        #expect(logged.map(\.price) == [Price(ticks: 35_010)])
        #expect(logged.map(\.time) == [time("09:31")])
    }

    @Test
    func `the market top is logged when the market without the maker changes, and only then`() {
        var exchange = ExchangeHarness.open(
            script: [
                (time("09:32"), [customer(1, .bid, 3, at: 99)]),
                (time("09:33"), [customer(2, .bid, 3, at: 98)]),
                (time("09:34"), [.cancel(reference: 1), .cancel(reference: 1)]),
            ])
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.advance(time("09:35"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0", "c0 market 3@99 0@0",
                "c0 market 3@98 0@0",
            ])
    }

    @Test
    func `a snapshot holds the whole public state and the sequence it contains`() throws {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.forgetOthers()
        exchange.send(SnapshotRequest(), on: .snapshot, from: 3, at: time("09:31"))
        let answer = exchange.others.filter { $0.channel == .snapshot }
        #expect(answer.allSatisfy { $0.peer == PeerID(3) })
        #expect(
            templates(exchange.others, on: .snapshot) == [
                Template.instrumentList, Template.phaseChanges, Template.bookTops,
            ])
        #expect(
            try tops(answer[2].bytes) == [
                "#0 10@100 10@110 phase 3 last 0", "#1 0@0 0@0 phase 3 last 0",
            ])
        let root = try answer[2].bytes.withUnsafeBytes { try Frame($0).root(BookTops.self) }
        #expect(root.isSnapshot == 1)
        // Three phase frames and the one top frame of the boundary so far.
        #expect(root.asOfSequence > 0)
    }

    @Test
    func `no frame carries more than four hundred events`() {
        var exchange = ExchangeHarness(.init(directory: .listing(count: 900)))
        exchange.send(Started(), on: .shell, at: time("09:00"))
        exchange.advance(time("16:00"))
        #expect(exchange.logFrameSizes.max() == 400)
        #expect(exchange.events.count == 900 * 9 + 2)
    }

    private func templates(
        _ frames: [(channel: Channel, peer: PeerID, bytes: [UInt8])], on channel: Channel
    ) -> [UInt16] {
        frames.filter { $0.channel == channel }.compactMap { frame in
            frame.bytes.withUnsafeBytes { try? Frame($0).template }
        }
    }

    private func tops(_ bytes: [UInt8]) throws -> [String] {
        try bytes.withUnsafeBytes { raw in
            let group = try Frame(raw).group(BookTops.Entry.self)
            return (0..<group.count).map {
                let entry = group[$0]
                return "#\(entry.contract.value) \(entry.bidQuantity)@\(entry.bid.ticks)"
                    + " \(entry.askQuantity)@\(entry.ask.ticks) phase \(entry.phaseCode)"
                    + " last \(entry.last.ticks)"
            }
        }
    }
}
