import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("SSE-MM-02", "SSE-MM-05", "SSE-MM-06"))
struct `Slack` {
    private static let bar = Ratio(70, 100)

    private func slack(_ stage: Stage, contract: Int = 0, at seconds: Double) -> ContractSlack {
        stage.ledger.slack(
            of: ContractIndex(contract), bar: Slack.bar, at: Stage.at(seconds))
    }

    @Test func `14,220 seconds at 70 % leave 4,266 to lose, after 3,000 lost 1,266`() throws {
        let stage = try Stage()
        let start = slack(stage, at: 0)
        #expect(start.day.left == s(4_266))
        #expect(start.day.need == Ratio(s(9_954), s(14_220)))
        #expect(start.failsAt == Stage.at(4_266))
        let later = slack(stage, at: 3_000)
        #expect(later.day.left == s(1_266))
        #expect(later.day.need == Ratio(s(9_954), s(11_220)))
        #expect(later.failsAt == Stage.at(4_266))
        #expect(!later.day.isLost && !later.day.isSafe)
    }

    @Test(arguments: [(4_266.0, false), (4_266.001, true)])
    func `the bar is inclusive: the last second of slack may be spent`(at: Double, lost: Bool)
        throws
    {
        let slack = slack(try Stage(), at: at)
        #expect(slack.day.isLost == lost)
        #expect(slack.day.needExceeds(Ratio(1, 1)) == lost)
    }

    @Test func `time with a quote costs nothing, and 9,954 seconds of it are enough`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        #expect(slack(stage, at: 1_000).day.left == s(4_266))
        // The lunch break does not count: 7,200 + 2,754 seconds.
        let close = 7_200.0 + 5_400 + 2_754
        #expect(!slack(stage, at: close - 0.001).day.isSafe)
        let safe = slack(stage, at: close)
        #expect(safe.day.isSafe && safe.day.need.num == 0 && safe.failsAt == nil)
    }

    @Test func `the lunch break is stepped over`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        #expect(slack(stage, at: 7_000).failsAt == Stage.at(7_200 + 5_400 + 4_066))
    }

    @Test func `exempt time so far leaves the whole and what has passed`() throws {
        var stage = try Stage()
        stage.phase(.halted, at: 1_000)
        stage.phase(.continuous, at: 2_000)
        let slack = slack(stage, at: 2_000)
        #expect(slack.day.total == s(13_220))
        #expect(slack.day.elapsed == s(1_000))
        #expect(slack.day.left == s(3_966) - s(1_000))
    }

    @Test func `unknown counts as lost`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.streamInterrupted(at: Stage.at(100))
        #expect(slack(stage, at: 600).day.left == s(3_766))
    }

    @Test func `a contract halted all day has nothing to lose and no obligation`() throws {
        var stage = try Stage()
        stage.phase(.halted, at: 0)
        let slack = slack(stage, at: 20_000)
        #expect(!slack.day.isObliged && !slack.day.isLost && slack.failsAt == nil)
    }

    @Test(arguments: 1...40)
    func `the predicted instant is the one at which the bar is out of reach`(seed: UInt64) throws {
        var random = SlackRandom(state: seed)
        var stage = try Stage()
        var time = 0.0
        for _ in 0..<12 {
            time += Double(random.next() % 600)
            switch random.next() % 4 {
            case 0: stage.noQuote(.withdrawn, at: time)
            case 1: stage.phase(.halted, at: time)
            case 2: stage.phase(.continuous, at: time)
            default: stage.quote(1_000, 1_100, at: time)
            }
        }
        stage.phase(.continuous, at: time)
        stage.noQuote(.withdrawn, at: time)
        guard let fails = slack(stage, at: time).failsAt else { return }
        let before = stage.ledger.slack(of: ContractIndex(0), bar: Slack.bar, at: fails)
        #expect(before.day.left == 0 && !before.day.isLost, "seed \(seed)")
        let after = stage.ledger.slack(
            of: ContractIndex(0), bar: Slack.bar,
            at: SessionTime(nanoseconds: fails.nanoseconds + 1))
        // A nanosecond into a break costs nothing; the next one of continuous trading does.
        let isBreak = fails == Stage.at(7_200) || fails == Stage.at(19_620)
        #expect(after.day.isLost != isBreak, "seed \(seed)")
    }

    @Test func `coverage counts who may fail and who has`() throws {
        var stage = try Stage(contracts: 10)
        for contract in 1..<10 { stage.quote(1_000, 1_100, contract: contract, at: 0) }
        let rule = CoverageRule(presence: "SSE-MM-02", presenceMin: Ratio(60, 100))
        func coverage(_ at: Double) throws -> CoverageSlack {
            try #require(
                stage.ledger.coverageSlack(rule, bar: Ratio(70, 100), at: Stage.at(at)).first)
        }
        #expect(try coverage(0).missesLeft == 3)
        // 40 % of 14,220 s.
        #expect(try coverage(5_688).missesLeft == 3)
        let later = try coverage(5_689)
        #expect(later.missesLeft == 2 && later.lost == [ContractIndex(0)] && !later.isLost)
    }

    @Test func `one walk over the contracts finds what each of them is asked for alone`() throws {
        var stage = try Stage(contracts: 5)
        stage.quote(1_000, 1_100, contract: 1, at: 0)
        stage.quote(1_000, 1_100, contract: 2, at: 400)
        stage.noQuote(.withdrawn, contract: 2, at: 900)
        let now = Stage.at(1_000)
        var walked: [ContractSlack] = []
        stage.ledger.forEachSlack(bar: Slack.bar, at: now) { walked.append($0) }
        let alone = (0..<5).map {
            stage.ledger.slack(of: ContractIndex($0), bar: Slack.bar, at: now)
        }
        #expect(walked == alone)
        #expect(Set(walked.map(\.day.left)).count == 3)
    }

    @Test(arguments: [
        // Time, bar, required: the product in one word, just so, and beyond it.
        (1_000, Ratio(70, 100), false, 700), (1_001, Ratio(70, 100), false, 701),
        (1_000, Ratio(70, 100), true, 701),
        (14_220_000_000_001, Ratio(1, 3), false, 4_740_000_000_001),
        (Int64.max, Ratio(1, 1), false, Int64.max), (Int64.max, Ratio(1, 1), true, Int64.max),
        (Int64.max / 2, Ratio(2, 2), false, Int64.max / 2),
        (Int64.max / 2, Ratio(3, 4), false, 3_458_764_513_820_540_928),
    ])
    func `what a bar requires is rounded up and fits`(
        total: Int64, bar: Ratio, isStrict: Bool, required: Int64
    ) {
        let slack = PresenceSlack(
            total: total, elapsed: 0, valid: 0, bar: bar, isStrict: isStrict)
        #expect(slack.required == required)
    }

    @Test func `above the bar takes one more than at it`() {
        func left(_ isStrict: Bool) -> Int64 {
            PresenceSlack(
                total: 1_000, elapsed: 0, valid: 0, bar: Ratio(70, 100), isStrict: isStrict
            ).left
        }
        #expect(left(false) == 300)
        #expect(left(true) == 299)
    }

    @Test func `requests have clocks, and misses that are left`() throws {
        var stage = try Stage()
        stage.request(1, at: 10)
        stage.quote(1_000, 1_100, answering: 1, at: 15)
        stage.request(2, at: 20)
        let open = try #require(
            stage.ledger.requestSlack(bar: Ratio(50, 100), at: Stage.at(21)).first)
        #expect(open.requests == 2 && open.required == 1 && open.missesLeft == 1)
        #expect(open.clocks.map(\.isHolding) == [true, false])
        #expect(open.clocks.map(\.until) == [Stage.at(45), Stage.at(50)])
        let late = try #require(
            stage.ledger.requestSlack(bar: Ratio(70, 100), at: Stage.at(60)).first)
        #expect(late.answered == 1 && late.failed == 1 && late.missesLeft == -1)
        #expect(late.clocks.isEmpty)
    }

    @Test func `earlier days of the month are carried in`() throws {
        let stage = try Stage()
        let code = stage.directory.contracts[0].tradingCode
        // One earlier day of 14,220 s with 80 %: 1,422 s to spare by sums, ten points by means.
        let days = MonthSoFar.Days(
            count: 1, fulfilled: s(11_376), obliged: s(14_220), ratioBillionths: 800_000_000)
        for way in MonthSoFar.Aggregation.allCases {
            let slack = stage.ledger.slack(
                of: ContractIndex(0), bar: Slack.bar,
                month: MonthSoFar(aggregation: way, contracts: [code: days]), at: Stage.at(0))
            #expect(slack.month?.left == s(4_266) + s(1_422))
            #expect(slack.left == s(4_266))
        }
        var bad = days
        bad.fulfilled = s(20_000)
        let slack = stage.ledger.slack(
            of: ContractIndex(0), bar: Slack.bar,
            month: MonthSoFar(aggregation: .ratioOfSums, contracts: [code: bad]))
        #expect(slack.month == nil)
    }

    @Test func `an alert comes once for each crossing`() {
        var alarm = SlackAlarm(contracts: 1)
        func take(_ valid: Int64, _ elapsed: Int64) -> Ratio? {
            alarm.take(
                PresenceSlack(total: 1_000, elapsed: elapsed, valid: valid, bar: Ratio(70, 100)),
                of: 0)
        }
        #expect(take(0, 222) == nil)
        #expect(take(0, 223) == Ratio(90, 100))
        #expect(take(0, 230) == nil)
        // Below 0.90, but not clearly: no second alert when it rises again.
        #expect(take(20, 240) == nil)
        #expect(take(20, 245) == nil)
        #expect(take(220, 420) == nil)
        #expect(take(220, 480) == Ratio(90, 100))
        #expect(take(220, 521) == Ratio(100, 100))
        #expect(take(220, 600) == nil)
    }
}

/// SplitMix64.
private struct SlackRandom {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
