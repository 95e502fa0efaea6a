import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("I1"))
struct `Depth as market data` {
    private func exchange(
        _ terms: MarketDataTerms, script: [(time: SessionTime, actions: [FlowAction])] = [],
        actions: [ScheduledAction] = []
    ) -> ExchangeHarness {
        ExchangeHarness.open(
            .init(directory: .twoContracts, actions: actions, marketData: terms), script: script)
    }

    /// Seven bids from 90 up and one ask.
    private var ladder: [FlowAction] {
        (0..<7).map { customer(UInt64($0 + 1), .bid, Int32($0 + 1), at: 90 + Int64($0)) }
            + [customer(8, .ask, 5, at: 110)]
    }

    @Test(arguments: [
        (MarketDataTerms.Depth.l1, [String]()),
        (
            .l5,
            [
                "#0 bid 1/5 7@96", "#0 bid 2/5 6@95", "#0 bid 3/5 5@94", "#0 bid 4/5 4@93",
                "#0 bid 5/5 3@92", "#0 ask 1/1 5@110",
            ]
        ),
        (
            .full,
            [
                "#0 bid 1/7 7@96", "#0 bid 2/7 6@95", "#0 bid 3/7 5@94", "#0 bid 4/7 4@93",
                "#0 bid 5/7 3@92", "#0 bid 6/7 2@91", "#0 bid 7/7 1@90", "#0 ask 1/1 5@110",
            ]
        ),
    ])
    func `the levels asked for go out at the snapshot interval`(
        depth: MarketDataTerms.Depth, expected: [String]
    ) {
        var exchange = exchange(
            .init(depth: depth), script: [(time("09:31:00.100"), ladder)])
        exchange.forgetOthers()
        exchange.advance(time("09:31:00.499"))
        #expect(exchange.depth.isEmpty)
        exchange.advance(time("09:31:00.500"))
        #expect(exchange.depth.map(\.line) == expected)
        #expect(exchange.tops.count == 1)
    }

    @Test
    func `a change below the told levels is not told, one among them tells that side anew`() {
        var exchange = exchange(
            .init(depth: .l5),
            script: [
                (time("09:31"), ladder),
                (time("09:32"), [.cancel(reference: 1)]),
                (time("09:33"), [.cancel(reference: 8)]),
                (time("09:34"), [customer(9, .bid, 1, at: 94)]),
            ])
        exchange.advance(time("09:31:59"))
        exchange.forgetOthers()
        exchange.advance(time("09:32:59"))
        #expect(exchange.depth.isEmpty)
        exchange.advance(time("09:33:59"))
        #expect(exchange.depth.map(\.line) == ["#0 ask 0/0 0@0"])
        exchange.forgetOthers()
        exchange.advance(time("09:34:59"))
        #expect(
            exchange.depth.map(\.line) == [
                "#0 bid 1/5 7@96", "#0 bid 2/5 6@95", "#0 bid 3/5 6@94", "#0 bid 4/5 4@93",
                "#0 bid 5/5 3@92",
            ])
    }

    @Test
    func `the maker's own legs are in the depth`() {
        var exchange = exchange(.init(depth: .l5, timing: .events))
        exchange.forgetOthers()
        exchange.quote([quote(1, 100, 110)], at: time("09:31:00.100"))
        #expect(exchange.depth.map(\.line) == ["#0 bid 1/1 10@100", "#0 ask 1/1 10@110"])
    }

    @Test(arguments: [
        (MarketDataTerms.Timing.snapshots, [Int64]()), (.events, [100, 200]),
    ])
    func `event by event every change goes out at once`(
        timing: MarketDataTerms.Timing, expected: [Int64]
    ) {
        var exchange = exchange(.init(timing: timing))
        exchange.forgetOthers()
        exchange.quote([quote(1, 100, 110)], at: time("09:31:00.100"))
        exchange.quote([quote(2, 200, 210)], at: time("09:31:00.200"))
        #expect(exchange.tops.map(\.bid.ticks) == expected)
        exchange.advance(time("09:31:00.500"))
        #expect(exchange.tops.map(\.bid.ticks).last == 200)
        #expect(exchange.tops.count == (timing == .events ? 2 : 1))
    }

    @Test
    func `a snapshot holds every side of every book`() {
        var exchange = exchange(.init(depth: .l5))
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.forgetOthers()
        exchange.send(SnapshotRequest(), on: .snapshot, from: 3, at: time("09:31"))
        #expect(
            exchange.depth(on: .snapshot).map(\.line) == [
                "#0 bid 1/1 10@100", "#0 ask 1/1 10@110", "#1 bid 0/0 0@0", "#1 ask 0/0 0@0",
            ])
    }

    @Test
    func `after crossed data the true levels are told again`() {
        var fault = ExchangeAction(.crossedData)
        fault.duration = .seconds(10)
        var exchange = exchange(
            .init(depth: .l5), script: [(time("09:31:00.100"), [customer(1, .bid, 3, at: 99)])],
            actions: [ScheduledAction(at: time("09:31"), fault)])
        exchange.forgetOthers()
        exchange.advance(time("09:31:05"))
        #expect(exchange.depth.map(\.line) == ["#0 ask 1/1 3@99"])
        exchange.forgetOthers()
        exchange.advance(time("09:31:20"))
        #expect(
            exchange.depth.map(\.line).filter { $0.hasPrefix("#0") }
                == ["#0 bid 1/1 3@99", "#0 ask 0/0 0@0"])
    }

    @Test(arguments: [MarketDataTerms.Depth.l5, .full])
    func `a listener's books are the exchange's at every snapshot of a simulated morning`(
        depth: MarketDataTerms.Depth
    ) throws {
        let scenario = Scenario.regularDay
        let directory = ChainListing.directory(for: scenario)
        let flow = try StubExchange(seed: 3).flow
        var core = ExchangeCore(
            ExchangeConfiguration(directory: directory, marketData: .init(depth: depth)),
            flow: flow)
        var outbox = Outbox(instance: 1)
        var listener = DepthListener(contracts: directory.contracts.count)
        var input = Outbox(instance: 2)
        input.begin(causation: 0, now: time("09:00"))
        input.send(Started(), on: .shell)
        outbox.begin(causation: 0, now: time("09:00"))
        core.receive(
            try Frame(UnsafeRawBufferPointer(input.bytes(of: input.frames[0]))), on: .shell,
            from: .everybody, at: time("09:00"), into: &outbox)
        var compared = 0
        var now = time("09:29:59.500")
        while now < time("09:36") {
            now = now + .milliseconds(500)
            outbox.begin(causation: 0, now: now)
            core.advance(to: now, into: &outbox)
            try listener.hear(&outbox)
            for contract in directory.contracts {
                for side in Side.allCases {
                    let levels = core.levels(contract.index, side).prefix(depth.levelsMax)
                    guard listener.side(contract.index, side) != Array(levels) else { continue }
                    Issue.record("\(now) \(contract.tradingCode) \(side)")
                    return
                }
            }
            compared += 1
        }
        #expect(compared == 721)
        #expect(listener.frames > 700)
    }
}

/// Books as somebody builds them who has nothing but the messages.
struct DepthListener {
    private var sides: [[CallAuction.Level]]
    private(set) var frames = 0

    init(contracts: Int) { sides = Array(repeating: [], count: 2 * contracts) }

    func side(_ contract: ContractIndex, _ side: Side) -> [CallAuction.Level] {
        sides[2 * contract.int + (side == .bid ? 0 : 1)]
    }

    mutating func hear(_ outbox: inout Outbox) throws {
        for sent in outbox.frames where sent.channel == .marketData {
            let frame = try Frame(UnsafeRawBufferPointer(outbox.bytes(of: sent)))
            guard frame.template == Template.depthBooks else { continue }
            frames += 1
            let group = try frame.group(DepthBooks.Entry.self)
            for index in 0..<group.count {
                let entry = group[index]
                let place = 2 * entry.contract.int + (entry.side == .bid ? 0 : 1)
                if entry.level <= 1 { sides[place].removeAll() }
                guard entry.level > 0 else { continue }
                sides[place].append(
                    CallAuction.Level(price: entry.price, quantity: entry.quantity))
            }
        }
    }
}

extension DepthBooks.Entry {
    fileprivate var line: String {
        let name = side.map { $0 == .bid ? "bid" : "ask" } ?? "?"
        return "#\(contract.value) \(name) \(level)/\(levels) \(quantity)@\(price.ticks)"
    }
}
