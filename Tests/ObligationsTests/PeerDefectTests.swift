import Market
import Obligations
import TestSupport
import Testing

/// Mistakes read in other obligation trackers, each as a day of ours.
@Suite(.rule("C3.8"))
struct `Defects of others that are not ours` {
    private static let day = s(14_220)

    @Test func `no data is not 100 per cent`() throws {
        var stage = try Stage()
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.notMetNanoseconds == Self.day)
        #expect(totals.timeWeighted() == Ratio(0, Self.day))
    }

    @Test func `a contract without any obligation has no verdict`() throws {
        var stage = try Stage()
        stage.phase(.halted, at: 0)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let rows = stage.ledger.report(causes: stage.causes).rules
        #expect(rows.map(\.pass) == [nil, nil, nil])
        #expect(rows[0].value == Ratio(0, 0))
        #expect(rows[0].times?.exempt == Self.day)
    }

    @Test func `time without a record lowers the figure and is never met`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.streamInterrupted(at: Stage.at(60))
        stage.ledger.streamResumed(at: Stage.at(660))
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.unknownNanoseconds == s(600))
        #expect(totals.timeWeighted() == Ratio(Self.day - s(600), Self.day))
        #expect(totals.timeWeighted(bestCase: true) == Ratio(Self.day, Self.day))
    }

    @Test func `a record that ends early leaves the rest of the day unknown`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.finish(at: Stage.at(100))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.metNanoseconds == s(100))
        #expect(totals.unknownNanoseconds == Self.day - s(100))
    }

    @Test func `a figure read while an interval is open counts it`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        #expect(stage.totals(until: 5_400).metNanoseconds == s(5_400))
        #expect(stage.totals(until: 7_200).metNanoseconds == s(7_200))
        #expect(stage.totals(until: 7_201).metNanoseconds == s(7_200))
    }

    @Test(arguments: [0, 1, 3_600])
    func `the last interval is closed, even when the end is told late`(late: Int) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0, second: late))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.metNanoseconds == Self.day)
        #expect(totals.sampled() == Ratio(14_220, 14_220))
    }

    @Test func `the clock starts with the session, not with the first quote`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 900)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.notMetNanoseconds == s(900))
        #expect(totals.sessionNanoseconds == Self.day)
    }

    @Test func `two sides far apart are not a quote`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_500, at: 0)
        #expect(stage.totals(until: 60).metNanoseconds == 0)
        #expect(stage.causes(until: 60) == ["quoteTooWide": s(60)])
    }

    @Test func `a burst of updates weighs no more than its time`() throws {
        var stage = try Stage()
        for step in 0..<500 { stage.quote(1_000, 1_100, at: 10 + Double(step) / 1_000) }
        stage.quote(1_000, 1_500, at: 11)
        #expect(stage.totals(until: 100).metNanoseconds == s(1))
    }

    @Test func `a quote left unchanged all afternoon counts all afternoon`() throws {
        var stage = try Stage()
        stage.ledger.quoteChanged(
            ContractIndex(0),
            to: LiveQuote(
                bid: Price(ticks: 1_000), bidRemaining: Quantity(contracts: 10),
                ask: Price(ticks: 1_100), askRemaining: Quantity(contracts: 10)),
            evidence: .none, trigger: .accepted, at: SessionTime(hour: 13, minute: 0))
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        #expect(stage.ledger.totals(of: ContractIndex(0)).metNanoseconds == s(7_020))
    }

    @Test(arguments: [QuoteTrigger.cancelledByExchange, .cancelledOnDisconnect, .expired])
    func `a cancel from the exchange's side ends presence`(trigger: QuoteTrigger) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.noQuote(trigger, at: 40)
        #expect(stage.totals(until: 100).metNanoseconds == s(40))
    }

    @Test func `presence starts at the acknowledgement, not at the send`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 7.250)
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(intervals.map(\.start) == [Stage.at(0), Stage.at(7.250)])
        #expect(intervals[1].evidence == QuoteEvidence(quote: QuoteID(1), logSequence: 1))
        #expect(stage.totals(until: 10).metNanoseconds == ms(2_750))
    }

    @Test func `a lapse within a second is visible in time though no sample sees it`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.noQuote(.withdrawn, at: 30.2)
        stage.quote(1_000, 1_100, at: 30.7)
        let totals = stage.totals(until: 60)
        #expect(totals.notMetNanoseconds == ms(500))
        #expect(totals.sampled() == Ratio(60, 60))
        let lapse = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(60))[1]
        #expect(lapse.start == Stage.at(30.2) && lapse.end == Stage.at(30.7))
    }

    @Test func `one late requote is one interval, however often it is read`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.noQuote(.withdrawn, at: 10)
        stage.quote(1_000, 1_100, at: 12)
        for _ in 0..<3 { _ = stage.ledger.report(causes: stage.causes, at: Stage.at(20)) }
        let misses = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(20))
            .filter { $0.state == .notMet }
        #expect(misses.map(\.length) == [.seconds(2)])
    }

    @Test func `a replacement that is accepted leaves no gap`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.quote(1_010, 1_110, at: 30)
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(60))
        #expect(intervals.map(\.state) == [.met])
        #expect(intervals[0].evidence.logSequence == 1)
        #expect(intervals[0].lastEvidence.logSequence == 2)
    }
}
