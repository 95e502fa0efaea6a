import Market
import Surveillance
import TestSupport
import Testing

/// Seeded random trading against references that look at every pair of rows.
@Suite(.rule("P18.3", "P18.4", "H25.4", "H25.6", "H40"))
struct `Random trading` {
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

    /// Prices that move, trades and orders of one account, minutes that touch their limits.
    private func flow(_ seed: UInt64) -> Desk {
        var dice = Dice(state: seed)
        var desk = Desk()
        var now: Int64 = 0
        var live: [OrderID] = []
        for _ in 0..<300 {
            now +=
                [0, 1, 500, 5_000, 9_999, 10_000, 30_000, 60_000][
                    Int.random(in: 0..<8, using: &dice)]
            let contract = Int.random(in: 0..<4, using: &dice)
            let side = Bool.random(using: &dice) ? Side.bid : .ask
            switch Int.random(in: 0..<8, using: &dice) {
            case 0, 1:
                desk.mark(Flow.at(now), contract: contract, .random(in: 980...1_020, using: &dice))
            case 2:
                desk.underlying(
                    Flow.at(now), contract / 3, .random(in: 34_800...35_200, using: &dice))
            case 3:
                desk.publicTrade(
                    Flow.at(now), contract: contract, quantity: .random(in: 1...20, using: &dice))
            case 4, 5:
                desk.trade(
                    Flow.at(now), contract: contract, side: side,
                    quantity: .random(in: 1...10, using: &dice),
                    isAggressive: Int.random(in: 0..<4, using: &dice) > 0)
            case 6:
                live.append(
                    desk.enter(
                        Flow.at(now), contract: contract, side: side,
                        quantity: .random(in: 1...60, using: &dice),
                        price: .random(in: 900...1_100, using: &dice)))
            default:
                if let id = live.popLast() { desk.cancel(id, Flow.at(now)) }
            }
        }
        return desk
    }

    private func isWithin(_ late: SessionTime, _ early: SessionTime, _ seconds: Int64) -> Bool {
        early <= late && (late - early).nanoseconds < seconds * 1_000_000_000
    }

    /// Move in basis points of a price series at `now` over a minute, by its definition.
    private func move(_ points: [(time: SessionTime, value: Int64)], at now: SessionTime) -> Int64?
    {
        guard let last = points.last, let first = points.first else { return nil }
        let start = points.last { (now - $0.time).nanoseconds >= 60_000_000_000 } ?? first
        return (last.value - start.value) * 10_000 / start.value
    }

    @Test(arguments: 1...40)
    func `pushes equal a look at every minute`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let terms = PushTerms(moveMin: 50, quantityMin: 4, shareMin: 3_000, timesMin: 1)
        var expected = 0
        for contract in 0..<4 {
            let rows = desk.rows.filter {
                $0.contract.int == contract && [.mark, .publicTrade, .traded].contains($0.kind)
            }
            var last: [Side: SessionTime] = [:]
            let firstPublic = desk.rows.first { $0.kind == .publicTrade }?.sequence ?? .max
            for index in rows.indices {
                let now = rows[index].time
                let marks = rows[...index].filter { $0.kind == .mark }.map { ($0.time, $0.value) }
                guard let moved = move(marks, at: now), abs(moved) >= terms.moveMin else {
                    continue
                }
                let side = moved > 0 ? Side.bid : .ask
                let minute = rows[...index].filter { isWithin(now, $0.time, 60) }
                func sum(_ rows: [FlowEvent]) -> Int64 {
                    rows.reduce(0) { $0 + Int64($1.quantity.contracts) }
                }
                let own = sum(minute.filter { $0.kind == .traded && $0.side == side })
                let all = sum(minute.filter { $0.kind != .mark })
                let hasShare =
                    rows[index].sequence < firstPublic || own * 10_000 >= terms.shareMin * all
                guard own >= terms.quantityMin, hasShare else { continue }
                if let before = last[side], isWithin(now, before, 60) { continue }
                last[side] = now
                expected += 1
            }
        }
        let found = try desk.alerts(.pushMinutes(terms)).first?.value("pushesInDay") ?? 0
        #expect(Int(found) == expected, "seed \(seed)")
    }

    @Test(arguments: 1...40)
    func `layers equal a look at every cancelled order`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let terms = LayeringTerms(
            quantityMin: 20, distanceMin: 200, lifeMax: .seconds(60), tradesMin: 1,
            tradedShareMax: 3_000, timesMin: 1)
        var expected = 0
        for (index, cancel) in desk.rows.enumerated() where cancel.kind == .cancelled {
            guard
                let place = desk.rows[..<index].firstIndex(where: { $0.orderID == cancel.orderID })
            else { continue }
            let order = desk.rows[place]
            let mark = desk.rows[..<place].last {
                $0.kind == .mark && $0.contract == order.contract
            }
            guard let mark, order.quantity.contracts >= 20 else { continue }
            let away = (mark.value - 2 * order.price.ticks) * (order.side == .bid ? 1 : -1)
            guard away * 10_000 >= 200 * mark.value, isWithin(cancel.time, order.time, 60) else {
                continue
            }
            let trades = desk.rows[..<index].filter {
                $0.kind == .traded && $0.contract == order.contract && $0.side != order.side
                    && $0.time >= order.time
            }
            let traded = trades.reduce(0) { $0 + Int($1.quantity.contracts) }
            if trades.count >= 1, traded * 10_000 <= 3_000 * Int(order.quantity.contracts) {
                expected += 1
            }
        }
        let found = try desk.alerts(.layering(terms)).first?.value("layersInDay") ?? 0
        #expect(Int(found) == expected, "seed \(seed)")
    }

    @Test(arguments: 1...40)
    func `large minutes equal a look at every minute`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let bar: Int64 = 15_000
        let directory = try Flow.directory()
        var peaks: [Int64] = []
        for (underlying, isUp) in [(0, true), (0, false), (1, true), (1, false)] {
            func belongs(_ row: FlowEvent) -> Bool {
                let contract = directory.contracts[row.contract.int]
                return row.kind == .traded && contract.underlying.int == underlying
            }
            func counts(_ row: FlowEvent) -> Bool {
                belongs(row) && row.isAggressive
                    && ((row.side == .bid)
                        == (directory.contracts[row.contract.int].type == .call)) == isUp
            }
            var peak: Int64 = 0
            for (index, row) in desk.rows.enumerated() {
                let isMark = row.kind == .underlyingMark && row.contract.int == underlying
                guard isMark || (belongs(row) && row.isAggressive) else { continue }
                let points = desk.rows[...index].filter {
                    $0.kind == .underlyingMark && $0.contract.int == underlying
                }.map { ($0.time, $0.price.ticks) }
                let moved = (move(points, at: row.time) ?? 0) * (isUp ? 1 : -1)
                let amount = desk.rows[...index].filter {
                    counts($0) && isWithin(row.time, $0.time, 60)
                }.reduce(Int64(0)) { $0 + Int64($1.quantity.contracts) * 1_000 * 10_000 }
                let level = moved >= 20 ? amount : 0
                if level >= bar * 8_000 { peak = max(peak, level) }
                if level < bar * 8_000 {
                    if peak >= bar * 10_000 { peaks.append(peak) }
                    peak = 0
                }
            }
            if peak >= bar * 10_000 { peaks.append(peak) }
        }
        let found = try desk.report(
            Flow.rules(
                .largeMinute(LargeMinuteTerms(moveMin: 20, amountMin: Money(yuan: bar))),
                repeats: 100_000)
        ).alerts.compactMap { $0.value("amountInMinuteTenThousandths") }
        #expect(found.sorted() == peaks.sorted(), "seed \(seed)")
    }

    @Test(arguments: 1...40)
    func `the close and the fee equal sums over the day`(seed: Int) throws {
        let desk = flow(UInt64(seed))
        let from = Flow.at(1_500_000)
        let closing = try desk.alerts(
            .closingTrades(
                ClosingTerms(from: from, quantityMin: 10, tradesMin: 100, shareMin: 2_000)))
        let fees = try desk.report(
            Flow.rules(
                .cancelFee(
                    CancelFeeTerms(
                        cancelsAbove: 2, feePerContract: Money(yuan: 1), rateMillionths: 10_000)),
                scope: .account)
        ).fees
        for contract in 0..<4 {
            func sum(_ kind: FlowEvent.Kind, _ since: SessionTime = Flow.at(0)) -> Int64 {
                desk.rows.filter {
                    $0.kind == kind && $0.contract.int == contract && $0.time >= since
                }.reduce(0) { $0 + Int64($1.quantity.contracts) }
            }
            let late = sum(.traded, from)
            let isClosing = late >= 10 && late * 5 >= sum(.traded)
            let alert = closing.first { $0.contract?.int == contract }
            #expect((alert != nil) == isClosing, "seed \(seed)")
            if isClosing { #expect(alert?.value("closingContracts") == late, "seed \(seed)") }
            let cancels = desk.rows.filter { $0.kind == .cancelled && $0.contract.int == contract }
            let fee = fees.first { $0.contract.int == contract }
            #expect((fee != nil) == (cancels.count >= 2), "seed \(seed)")
            #expect(fee?.cancelled ?? sum(.cancelled) == sum(.cancelled), "seed \(seed)")
            #expect(fee?.traded ?? sum(.traded) == sum(.traded), "seed \(seed)")
        }
    }

    @Test func `the random days hold what is looked for`() throws {
        let kinds: [(SurveillanceRule.Kind, String)] = [
            (
                .pushMinutes(PushTerms(moveMin: 50, quantityMin: 4, shareMin: 3_000, timesMin: 1)),
                "pushesInDay"
            ),
            (
                .layering(
                    LayeringTerms(
                        quantityMin: 20, distanceMin: 200, lifeMax: .seconds(60), tradesMin: 1,
                        tradedShareMax: 3_000, timesMin: 1)), "layersInDay"
            ),
            (
                .largeMinute(LargeMinuteTerms(moveMin: 20, amountMin: Money(yuan: 15_000))),
                "amountInMinuteTenThousandths"
            ),
        ]
        for (kind, name) in kinds {
            let days = try (1...40).map { seed in
                try flow(UInt64(seed)).alerts(kind).filter { $0.value(name) ?? 0 > 0 }.count
            }
            #expect(days.filter { $0 > 0 }.count >= 5, "\(name): \(days)")
        }
    }
}
