import Market
import Obligations
import TestSupport
import Testing

/// Mistakes read in other obligation trackers, each as a day of ours (docs/peer-defects.md).
@Suite(.rule("C3.8"))
struct `Defects of others that are not ours` {
    private static let day = s(14_220)

    @Test(.rule("PEER-01"))
    func `no data is not 100 per cent`() throws {
        var stage = try Stage()
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.notMetNanoseconds == Self.day)
        #expect(totals.timeWeighted() == Ratio(0, Self.day))
    }

    @Test(.rule("PEER-01"))
    func `a contract without any obligation has no verdict`() throws {
        var stage = try Stage()
        stage.phase(.halted, at: 0)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let rows = stage.ledger.report(causes: stage.causes).rules
        #expect(rows.map(\.pass) == [nil, nil, nil])
        #expect(rows[0].value == Ratio(0, 0))
        #expect(rows[0].times?.exempt == Self.day)
    }

    @Test(.rule("PEER-01"))
    func `time without a record lowers the figure and is never met`() throws {
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

    @Test(.rule("PEER-01"))
    func `a record that ends early leaves the rest of the day unknown`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.finish(at: Stage.at(100))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.metNanoseconds == s(100))
        #expect(totals.unknownNanoseconds == Self.day - s(100))
    }

    @Test(.rule("PEER-08"))
    func `a figure read while an interval is open counts it`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        #expect(stage.totals(until: 5_400).metNanoseconds == s(5_400))
        #expect(stage.totals(until: 7_200).metNanoseconds == s(7_200))
        #expect(stage.totals(until: 7_201).metNanoseconds == s(7_200))
    }

    @Test(.rule("PEER-08"), arguments: [0, 1, 3_600])
    func `the last interval is closed, even when the end is told late`(late: Int) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0, second: late))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.metNanoseconds == Self.day)
        #expect(totals.sampled() == Ratio(14_220, 14_220))
    }

    @Test(.rule("PEER-07"))
    func `the clock starts with the session, not with the first quote`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 900)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.notMetNanoseconds == s(900))
        #expect(totals.sessionNanoseconds == Self.day)
    }

    @Test(.rule("PEER-07"))
    func `two sides far apart are not a quote`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_500, at: 0)
        #expect(stage.totals(until: 60).metNanoseconds == 0)
        #expect(stage.causes(until: 60) == ["quoteTooWide": s(60)])
    }

    @Test(.rule("PEER-07"))
    func `a burst of updates weighs no more than its time`() throws {
        var stage = try Stage()
        for step in 0..<500 { stage.quote(1_000, 1_100, at: 10 + Double(step) / 1_000) }
        stage.quote(1_000, 1_500, at: 11)
        #expect(stage.totals(until: 100).metNanoseconds == s(1))
    }

    @Test(.rule("PEER-07"))
    func `a quote left unchanged all afternoon counts all afternoon`() throws {
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

    @Test(
        .rule("PEER-08"),
        arguments: [QuoteTrigger.cancelledByExchange, .cancelledOnDisconnect, .expired])
    func `a cancel from the exchange's side ends presence`(trigger: QuoteTrigger) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.noQuote(trigger, at: 40)
        #expect(stage.totals(until: 100).metNanoseconds == s(40))
    }

    @Test(.rule("PEER-09"))
    func `presence starts at the acknowledgement, not at the send`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 7.250)
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(intervals.map(\.start) == [Stage.at(0), Stage.at(7.250)])
        #expect(intervals[1].evidence == QuoteEvidence(quote: QuoteID(1), logSequence: 1))
        #expect(stage.totals(until: 10).metNanoseconds == ms(2_750))
    }

    @Test(.rule("PEER-11"))
    func `a lapse within a second is visible in time though no sample sees it`() throws {
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

    @Test(.rule("PEER-03"))
    func `one late requote is one interval, however often it is read`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.noQuote(.withdrawn, at: 10)
        stage.quote(1_000, 1_100, at: 12)
        for _ in 0..<3 { _ = stage.ledger.report(causes: stage.causes, at: Stage.at(20)) }
        let misses = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(20))
            .filter { $0.state == .notMet }
        #expect(misses.map(\.length) == [.seconds(2)])
    }

    @Test(.rule("PEER-09"))
    func `a replacement that is accepted leaves no gap`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.quote(1_010, 1_110, at: 30)
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(60))
        #expect(intervals.map(\.state) == [.met])
        #expect(intervals[0].evidence.logSequence == 1)
        #expect(intervals[0].lastEvidence.logSequence == 2)
    }

    @Test(.rule("PEER-01"))
    func `a quoter that is down for ten minutes pays for ten minutes`() throws {
        var stage = try Stage()
        stage.causes.ended(.exchangeSessionDown, at: Stage.at(-60))
        stage.causes.ended(.quoterDown, at: Stage.at(-60))
        stage.quote(1_000, 1_100, at: 0)
        stage.causes.began(.quoterDown, at: Stage.at(60))
        stage.noQuote(.withdrawn, at: 60)
        stage.causes.ended(.quoterDown, at: Stage.at(660))
        stage.quote(1_000, 1_100, at: 660)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        let totals = stage.ledger.totals(of: ContractIndex(0))
        #expect(totals.timeWeighted() == Ratio(Self.day - s(600), Self.day))
        #expect(stage.causes(until: 14_220) == ["quoterDown": s(600)])
    }

    @Test(.rule("PEER-03"))
    func `one late response is one late response, however often it is read`() throws {
        var stage = try Stage()
        stage.request(1, at: 0)
        stage.quote(1_000, 1_100, answering: 1, at: 30.001)
        for instant in 31...60 {
            let row = stage.ledger.report(causes: stage.causes, at: Stage.at(Double(instant)))
                .rules.last
            #expect(row?.requests?.late == 1)
            #expect(row?.requests?.requests == 1)
        }
    }

    @Test(.rule("PEER-04"))
    func `the report's totals are the sums of its intervals, misses included`() throws {
        var stage = try Stage(contracts: 2)
        stage.quote(1_000, 1_100, at: 5)
        stage.noQuote(.withdrawn, at: 100)
        stage.quote(1_000, 1_500, contract: 1, at: 7)
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(200))
        for contract in 0..<2 {
            let missed = stage.ledger.intervals(of: ContractIndex(contract), until: Stage.at(200))
                .filter { $0.state == .notMet }.reduce(0) { $0 + $1.length.nanoseconds }
            #expect(missed > 0)
            #expect(report.rules[contract].times?.notMet == missed)
        }
    }

    @Test(.rule("PEER-07"))
    func `width counts by time: a wide second outweighs no narrow hour`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        // A thousand wide updates in one second, then narrow again.
        for step in 0..<1_000 { stage.quote(1_000, 1_500, at: 3_600 + Double(step) / 1_000) }
        stage.quote(1_000, 1_100, at: 3_601)
        let totals = stage.totals(until: 7_200)
        #expect(totals.notMetNanoseconds == s(1))
        #expect(totals.metNanoseconds == s(7_199))
    }

    @Test(.rule("PEER-11"))
    func `the sampler sees what stands at its instant, whatever the offset`() throws {
        for (offset, missed) in [(0, 0), (250, 1), (500, 1), (700, 0)] as [(Int, Int64)] {
            var stage = try Stage([("offsetMs: 0", "offsetMs: \(offset)")])
            stage.quote(1_000, 1_100, at: 0)
            stage.noQuote(.withdrawn, at: 30.2)
            stage.quote(1_000, 1_100, at: 30.7)
            #expect(stage.totals(until: 60).notMetNanoseconds == ms(500))
            #expect(stage.totals(until: 60).sampled() == Ratio(60 - missed, 60), "\(offset) ms")
        }
    }
}
