import Market
import Surveillance
import TestSupport
import Testing

/// Seeded random flow against references that look at every pair of rows.
@Suite(.rule("P18.1", "P18.2", "H24.1", "H24.2", "H24.3", "H25.1"))
struct `Random flow` {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let owners = [SurveillanceRules.Owner(name: "group", accounts: [1, 2])]

    /// Rows over a few minutes in which everything happens close together, some of it at the limits.
    private func flow(_ seed: UInt64) -> Desk {
        var dice = Dice(state: seed)
        var desk = Desk()
        var now: Int64 = 0
        var live: [(id: OrderID, account: UInt16)] = []
        for _ in 0..<400 {
            now +=
                [0, 0, 1, 100, 200, 250, 333, 500, 999, 1_000, 1_001][
                    Int.random(in: 0..<11, using: &dice)]
            switch Int.random(in: 0..<10, using: &dice) {
            case 0..<5:
                let account = UInt16.random(in: 1...3, using: &dice)
                let id = desk.enter(
                    Flow.at(now), contract: Int.random(in: 0..<4, using: &dice),
                    side: Bool.random(using: &dice) ? .bid : .ask,
                    effect: Int.random(in: 0..<4, using: &dice) == 0 ? .close : .open,
                    account: account)
                live.append((id, account))
            case 5..<9 where !live.isEmpty:
                let index = max(0, live.count - 1 - Int.random(in: 0..<3, using: &dice))
                desk.cancel(live.remove(at: index).id, Flow.at(now))
            default:
                let execution = UInt64.random(in: 1...1_000_000, using: &dice)
                for side in Side.allCases {
                    desk.trade(
                        Flow.at(now), side: side,
                        account: UInt16.random(in: 1...3, using: &dice), execution: execution)
                }
            }
        }
        return desk
    }

    private func owner(_ row: FlowEvent) -> String {
        row.account <= 2 ? "group" : "account \(row.account)"
    }

    private func isWithin(_ late: FlowEvent, _ early: FlowEvent) -> Bool {
        (late.time - early.time).nanoseconds < 1_000_000_000
    }

    @Test(arguments: 1...60)
    func `bursts are the spans in which every second is counted anew`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let bar: Int64 = 6
        var expected: [String] = []
        for name in ["group", "account 3"] {
            let rows = desk.rows.filter {
                ($0.kind == .entered || $0.kind == .cancelled) && owner($0) == name
            }
            let counts = rows.indices.map { late in
                Int64(rows[...late].filter { isWithin(rows[late], $0) }.count)
            }
            // A span holds from 80 % of 6, which is 5, on; it is told where 6 is reached.
            var start: Int?
            for index in 0...counts.count {
                let isHigh = index < counts.count && counts[index] >= 5
                if isHigh, start == nil { start = index }
                guard !isHigh, let first = start else { continue }
                start = nil
                let span = first..<index
                guard let reached = span.first(where: { counts[$0] >= bar }) else { continue }
                let peak = span.map { counts[$0] }.max() ?? 0
                let top = span.first { counts[$0] == peak } ?? reached
                let proof = rows[...top].filter { isWithin(rows[top], $0) }.map(\.sequence)
                expected.append("\(name) \(rows[reached].time.nanoseconds) \(peak) \(proof)")
            }
        }
        let found = try desk.report(
            Flow.rules(
                .burst(BurstTerms(countMin: bar)), repeats: 100_000, owners: Self.owners)
        ).alerts.map {
            "\($0.subject) \($0.time.nanoseconds) \($0.value("messagesInRollingSecond") ?? 0) "
                + "\($0.evidence.map(\.sequence))"
        }
        #expect(found.sorted() == expected.sorted(), "seed \(seed)")
    }

    @Test(arguments: 1...60)
    func `fast cancels and ratios equal a count over all pairs`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let rules = Flow.rules(
            .fastCancels(FastCancelTerms(countMin: 1)), owners: Self.owners)
        let report = try desk.report(rules)
        for name in ["group", "account 3"] {
            let own = desk.rows.filter { owner($0) == name }
            let entered = own.filter { $0.kind == .entered }
            let cancelled = own.filter { $0.kind == .cancelled }
            let fast = cancelled.filter { cancel in
                entered.contains { $0.orderID == cancel.orderID && isWithin(cancel, $0) }
            }
            let figure = try #require(
                report.figures.first { $0.subject == name && $0.scope == .owner })
            #expect(figure.entered == Int64(entered.count), "seed \(seed)")
            #expect(figure.cancelled == Int64(cancelled.count), "seed \(seed)")
            #expect(figure.fastCancels == Int64(fast.count), "seed \(seed)")
            let alert = report.alerts.first { $0.subject == name }
            #expect((alert?.value("fastCancelsInDay") ?? 0) == Int64(fast.count), "seed \(seed)")
            #expect(alert?.evidenceCount ?? 0 == 2 * fast.count, "seed \(seed)")
        }
    }

    @Test(arguments: 1...60)
    func `the rolling seconds that share no order are as many as can be`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let rows = desk.rows.filter { $0.kind == .entered && owner($0) == "group" }
        // best[n]: most disjoint seconds with three orders among the first n orders, by trying every end.
        var best = [0]
        for end in rows.indices {
            var most = best[end]
            if end >= 2, isWithin(rows[end], rows[end - 2]) { most = max(most, best[end - 2] + 1) }
            best.append(most)
        }
        let found = try desk.report(
            Flow.rules(
                .repeatedSeconds(RepeatedSecondTerms(ordersMin: 3, timesMin: 1)),
                owners: Self.owners)
        ).alerts.first { $0.subject == "group" }
        #expect(Int(found?.value("rollingSeconds") ?? 0) == best[rows.count], "seed \(seed)")
        if let found {
            let clock = found.value("clockSeconds") ?? 0
            #expect(clock <= found.value("rollingSeconds") ?? 0, "seed \(seed)")
        }
    }

    @Test(arguments: NeighbourOpenTerms.Pair.allCases, 1...40)
    func `opening orders have a partner where any earlier one is`(
        pair: NeighbourOpenTerms.Pair, seed: Int
    ) throws {
        let desk = flow(UInt64(seed))
        let opens = desk.rows.filter {
            $0.kind == .entered && $0.effect == .open && $0.account == 1
        }
        let product = { (row: FlowEvent) in row.contract.value == 3 ? 1 : 0 }
        let pairs = opens.indices.filter { late in
            opens[..<late].contains { early in
                guard isWithin(opens[late], early) else { return false }
                switch pair {
                case .products: return product(early) != product(opens[late])
                case .oppositeSides:
                    return product(early) == product(opens[late])
                        && early.side != opens[late].side
                        && early.contract != opens[late].contract
                }
            }
        }
        let found = try desk.report(
            Flow.rules(
                .neighbourOpens(NeighbourOpenTerms(pair: pair, dayOrdersMin: 0)), scope: .account)
        ).alerts.first { $0.subject == "account 1" }
        #expect(Int(found?.value("pairsInDay") ?? 0) == pairs.count, "seed \(seed)")
    }

    @Test(arguments: 1...40)
    func `self-trades are the executions with one owner on both sides`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let trades = desk.rows.filter { $0.kind == .traded }
        let own = trades.indices.filter { late in
            trades[..<late].contains {
                $0.executionID == trades[late].executionID && $0.side != trades[late].side
                    && owner($0) == owner(trades[late])
            }
        }
        let found = try desk.report(
            Flow.rules(.selfTrades(SelfTradeTerms()), owners: Self.owners)
        ).alerts.reduce(0) { $0 + ($1.value("selfTradesInDay") ?? 0) }
        #expect(Int(found) == own.count, "seed \(seed)")
    }

    @Test func `a report in the middle of the day changes nothing after it`() throws {
        let desk = flow(3)
        let rules = try SurveillanceRules.load(
            yaml: SurveillanceRules.bundledText, file: "surveillance.yaml")
        var asked = Surveillance(rules: rules, directory: try Flow.directory())
        for row in desk.rows {
            asked.take(row)
            _ = asked.report()
        }
        #expect(try asked.report() == desk.report(rules))
    }
}
