import Market
import Risk
import Sim
import Wire

/// How much is sent, and by which way.
enum MessageRows {
    static let proofs: [Proof] = [
        Proof(
            "P4", "Must not harm the exchange: rate, size, price at the last hop",
            "不得影响本所系统安全或正常交易秩序", rule: "seed 001 art. 4", run: runaway),
        Proof(
            "P19", "Order review: risk is the only way out", "程序化交易指令审核和监控系统",
            rule: "seed 001 art. 19", run: onlyWay),
        Proof(
            "Z12", "Order review and monitoring", "程序化交易指令审核和监控系统", rule: "seed 002 art. 12",
            run: onlyWay),
        Proof(
            "Z30.3", "Thresholds on rates and daily counts: warn and block",
            "阈值管理：短时申报撤单笔数、频率，日内笔数", rule: "seed 002 art. 30(3)", run: thresholds),
    ]

    /// F30: a quoter sends 100 000 instructions a second.
    static func runaway(_ run: ProofRun) {
        let limit: Int64 = 100
        let desk = run.desk {
            $0.limits.messagesPerSecondMax = limit
            $0.limits.withdrawalReservePerSecond = 20
            $0.limits.massCancelReservePerSecond = 2
            $0.latency = .microseconds(200)
        }
        var peak = SlidingSecond()
        var most = 0
        desk.onEvent = { event in
            guard event.participant == 1, ProofDesk.isAnswer(event) else { return }
            // As the venue may count at worst: each leg placed, each leg it replaces.
            let replaced = event.quantity > .zero || event.leaves > .zero
            most = max(most, peak.add(replaced ? 4 : 2, at: event.time))
        }
        var frames = 0
        var worstDelay = TimeSpan.zero
        let end = desk.now + .milliseconds(1_500)
        while desk.now < end {
            desk.send((0..<100).map { desk.entry(($0 + frames) % 5) })
            frames += 1
            desk.wait(.milliseconds(1))
            if frames % 500 == 0 {
                let asked = desk.now
                desk.send([desk.withdrawal(frames / 500 % 5)])
                desk.wait(.milliseconds(1))
                let done = desk.log.last { $0.kind == .withdrawalAccepted }?.time
                worstDelay = max(worstDelay, done.map { $0 - asked } ?? .seconds(9))
            }
        }
        desk.wait(.milliseconds(10))
        run.require(
            desk.ledger.accepted > 0,
            "\(frames * 100) instructions in 1.5 s; the exchange accepted \(desk.ledger.accepted)")
        run.require(
            most > 0 && Int64(most) <= limit,
            "most messages the exchange saw in any sliding second, each leg counted: \(most), "
                + "limit \(limit)")
        run.require(
            worstDelay <= .milliseconds(100),
            "withdrawals have their reserve: done after at most "
                + "\(worstDelay.nanoseconds / 1_000) µs")
        run.require(
            desk.risk.counters.refused(.messageRate) > 0,
            "\(desk.risk.counters.refused(.messageRate)) refused as messageRate")
    }

    private static func onlyWay(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(desk, desk.entry(0), "through risk")
        let logged = desk.logged
        let strays = desk.exchange.counters.strayInstructions
        desk.sendPastRisk([desk.entry(1)], from: 7, participant: 7)
        desk.sendPastRisk([desk.entry(1)], from: 7, participant: 1)
        run.require(
            desk.exchange.counters.strayInstructions == strays + 2 && desk.logged == logged
                && !desk.ledger.isLive(1),
            "a quoter's own session straight to the exchange: no session, nothing in its log")
        desk.sendPastRisk([desk.entry(1)], from: 2, participant: 1)
        run.require(
            desk.log.last?.kind == .quoteRejected && !desk.ledger.isLive(1),
            "in the maker's name on another member's session: "
                + "\(desk.log.last?.kind.description ?? "nothing")")
        let random = RandomDay(run, commands: min(run.commands, 2_000))
        random.play()
        run.require(
            random.unknownAtExchange == 0,
            "\(random.commands) random commands: orders at the exchange without risk's approval "
                + "\(random.unknownAtExchange)")
    }

    private static func thresholds(_ run: ProofRun) {
        let day = run.desk { $0.limits.messagesPerDayMax = 100 }
        for place in 0..<40 {
            day.send([day.entry(place % 5, bid: 990 - Int64(place / 5))])
            day.wait(milliseconds: 1_100)
            let isTold = day.count(.budgetAlert) > 0
            if isTold || day.risk.messagesToday >= 80 { break }
        }
        let alert = day.decisions.last { $0.kind == .budgetAlert }
        run.require(
            alert?.code == 2 && alert?.value ?? 0 >= 80 && alert?.limit == 80,
            "the day: alert at \(alert?.value ?? 0) of 100 messages, mark \(alert?.limit ?? 0)")
        var taken = 0
        while day.risk.messagesToday + 4 <= 100, taken < 20 {
            day.send([day.entry(0, bid: 985 - Int64(taken))])
            day.wait(milliseconds: 1_100)
            taken += 1
        }
        run.require(taken > 0, "between 80 % and 100 %: \(taken) more quotes pass")
        run.refuses(day, day.entry(0), .dailyMessageCount, limit: 100, "100 %: blocked")
        let told = day.send([day.withdrawal(0)])
        run.require(
            told.answers.first?.kind == .withdrawalAccepted, "a withdrawal still passes")
        let second = run.desk {
            $0.limits.messagesPerSecondMax = 20
            $0.limits.withdrawalReservePerSecond = 0
        }
        let first = second.send((0..<5).map { second.entry($0) })
        second.send([second.entry(0), second.entry(1)])
        let mark = second.decisions.last { $0.kind == .budgetAlert && $0.code == 1 }
        run.require(
            first.answers.count == 5 && mark?.limit == 16,
            "the second: alert at \(mark?.value ?? 0) of 20, mark \(mark?.limit ?? 0)")
        run.refuses(second, second.entry(2), .messageRate, "the second is full: blocked")
        second.wait(milliseconds: 1_001)
        run.passes(second, second.entry(2), "a second later")
    }
}

/// Sums over the last second, as a rolling window: at t until just before t + 1 s.
struct SlidingSecond {
    private var times: [(at: Int64, count: Int)] = []
    private var head = 0
    private var sum = 0

    /// Returns how many the second that ends now holds.
    mutating func add(_ count: Int, at time: SessionTime) -> Int {
        let now = time.nanoseconds
        times.append((now, count))
        sum += count
        while times[head].at <= now - 1_000_000_000 {
            sum -= times[head].count
            head += 1
        }
        if head > 4_096 {
            times.removeFirst(head)
            head = 0
        }
        return sum
    }
}
