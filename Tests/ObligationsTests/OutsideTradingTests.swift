import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("SSE-MM-02", "SSE-TR-02"))
struct `Calendar time in which the contract does not trade continuously` {
    private func spans(_ stage: Stage, until seconds: Double) -> [String] {
        stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(seconds)).map {
            "\($0.state) \(($0.start - Stage.at(0)).nanoseconds) \($0.trigger) "
                + "\($0.exemption ?? "-")"
        }
    }

    @Test(arguments: [
        TradingPhase.openingAuction, .pause, .closingAuction, .closed,
    ])
    func `a standing quote owes and earns nothing from the change on`(phase: TradingPhase) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 1)
        stage.phase(phase, at: 4)
        stage.noQuote(.expired, at: 4.5)
        let totals = stage.totals(until: 10)
        #expect(totals.metNanoseconds == s(3))
        #expect(totals.notMetNanoseconds == s(1))
        #expect(totals.exemptNanoseconds == s(6))
        #expect(totals.timeWeighted() == Ratio(s(3), s(4)))
        #expect(totals.sampled() == Ratio(3, 4))
        #expect(
            spans(stage, until: 10) == [
                "notMet 0 sessionStart -", "met \(s(1)) quote -", "exempt \(s(4)) phase -",
            ])
    }

    @Test(arguments: [TradingPhase.halted, .volatilityInterruption])
    func `what the pack excuses is the pack's to name`(phase: TradingPhase) throws {
        var stage = try Stage()
        stage.phase(phase, at: 4)
        #expect(
            spans(stage, until: 10) == ["notMet 0 sessionStart -", "exempt \(s(4)) phase halted"])
    }

    @Test func `back in continuous trading the standing quote counts again`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.phase(.closingAuction, at: 4)
        stage.phase(.continuous, at: 6)
        let totals = stage.totals(until: 10)
        #expect(totals.metNanoseconds == s(8))
        #expect(totals.exemptNanoseconds == s(2))
    }

    /// 13:00 is 12,600 s after 09:30.
    @Test(arguments: [(12_600.0, s(0)), (12_605.0, s(5))] as [(Double, Int64)])
    func `a lunch that lasts longer is exempt from 13h on, a regular one not`(
        resumedAt: Double, exempt: Int64
    ) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.phase(.pause, at: 7_200)
        stage.phase(.continuous, at: resumedAt)
        let totals = stage.totals(until: 12_610)
        #expect(totals.exemptNanoseconds == exempt)
        #expect(totals.metNanoseconds == s(7_210) - exempt)
        #expect(totals.notMetNanoseconds == 0)
    }

    @Test(arguments: [3_601.0, 25_000.0])
    func `closed before lunch, the afternoon is no obligation either`(endsAt: Double) throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.phase(.closed, at: 3_600)
        stage.ledger.finish(at: Stage.at(endsAt))
        let totals = stage.totals(until: 25_000)
        #expect(totals.metNanoseconds == s(3_600))
        #expect(totals.exemptNanoseconds == s(14_220 - 3_600))
        #expect(totals.unknownNanoseconds == 0)
        #expect(totals.timeWeighted() == Ratio(s(3_600), s(3_600)))
    }

    @Test func `a record that ends while a contract still trades knows nothing of the rest`() throws
    {
        var stage = try Stage(contracts: 2)
        stage.phase(.closed, at: 3_600)
        stage.ledger.finish(at: Stage.at(3_601))
        let totals = stage.totals(until: 25_000)
        #expect(totals.exemptNanoseconds == s(1))
        #expect(totals.unknownNanoseconds == s(14_220 - 3_601))
    }

    @Test func `a hole in the record is unknown whatever the phase`() throws {
        var stage = try Stage()
        stage.phase(.closed, at: 2)
        stage.ledger.streamInterrupted(at: Stage.at(4))
        stage.ledger.streamResumed(at: Stage.at(5))
        let totals = stage.totals(until: 10)
        #expect(totals.unknownNanoseconds == s(1))
        #expect(totals.exemptNanoseconds == s(7))
        #expect(totals.notMetNanoseconds == s(2))
    }
}
