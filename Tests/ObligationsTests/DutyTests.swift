import Market
import Obligations
import TestSupport
import Testing

/// Auctions, duties a wide market triggers, and quotes at entry.
@Suite(.rule("SSE-MM-07", "HKEX-03", "SSE-MM-03", "SSE-MM-04"))
struct `Duties of single moments` {
    static func auctions() throws -> Stage {
        try DutyStage.stage(
            "auctionPresence",
            """
                auctions: [openingAuction, closingAuction]
            \(DutyStage.validity)
                threshold: 80/100
            """, covering: ["/validity", "/threshold"])
    }

    @Test func `a quote in the book when the auction uncrosses counts`() throws {
        var stage = try Self.auctions()
        stage.phase(.openingAuction, at: 10)
        stage.quote(1_000, 1_100, at: 20)
        stage.phase(.continuous, at: 30)
        stage.phase(.closingAuction, at: 40)
        stage.noQuote(.withdrawn, at: 50)
        stage.phase(.closed, at: 60)
        let row = try #require(stage.rows(at: 70).first)
        #expect(row.value == Ratio(1, 2))
        #expect(row.pass == false)
    }

    @Test(arguments: [
        (QuoteTrigger.filled, Ratio(1, 1)), (.withdrawn, Ratio(0, 1)),
        (.cancelledByExchange, Ratio(0, 1)),
    ])
    func `the auction's own fills do not undo it, a withdrawal at its instant does`(
        trigger: QuoteTrigger, value: Ratio
    ) throws {
        var stage = try Self.auctions()
        stage.phase(.openingAuction, at: 10)
        stage.quote(1_000, 1_100, at: 20)
        stage.quote(1_000, 1_100, sizes: (4, 10), trigger, at: 30)
        stage.quote(1_000, 1_100, sizes: (0, 0), trigger, at: 30)
        stage.phase(.continuous, at: 30)
        #expect(stage.rows(at: 40).map(\.value) == [value])
    }

    @Test func `an auction inside a hole is unknown, and never quoted`() throws {
        var stage = try Self.auctions()
        stage.phase(.openingAuction, at: 10)
        stage.quote(1_000, 1_100, at: 20)
        stage.ledger.streamInterrupted(at: Stage.at(25))
        stage.phase(.continuous, at: 30)
        stage.ledger.streamResumed(at: Stage.at(35))
        let row = try #require(stage.rows(at: 40).first)
        #expect(row.value == Ratio(0, 1))
        #expect(row.best == Ratio(1, 1))
    }

    /// Wider than 40 ticks for three minutes; enter within 90 s, stay three minutes.
    static func triggered(occurrencesMin: Int = 0) throws -> Stage {
        var stage = try DutyStage.stage(
            "triggeredResponse",
            """
                condition:
                  marketSpreadAbove:
                    - {bidFrom: 0.0000, daysFrom: 0, form: absolute, value: 0.0040}
                  lastingMs: 180000
                reactWithinMs: 90000
                holdMs: 180000
            \(DutyStage.validity)
                occurrencesMin: \(occurrencesMin)
                threshold: 50/100
            """,
            covering: [
                "/condition", "/reactWithinMs", "/holdMs", "/validity", "/occurrencesMin",
                "/threshold",
            ])
        stage.phase(.pause, at: 0)
        stage.phase(.continuous, at: 0)
        return stage
    }

    @Test(arguments: [
        (270.0, 450.0, Int64(1)), (270.001, 460, 0), (200, 379.999, 0), (200, 380, 1),
    ])
    func `three wide minutes begin the duty; the answer must come in time and stay`(
        from: Double, until: Double, answered: Int64
    ) throws {
        var stage = try Self.triggered()
        stage.market(bid: 1_000, ask: 1_041, at: 0)
        stage.quote(1_000, 1_030, at: from)
        stage.noQuote(.withdrawn, at: until)
        let row = try #require(stage.rows(at: 600).first)
        #expect(row.counts?["occurrences"] == 1)
        #expect(row.counts?["answered"] == answered)
        #expect(row.value == Ratio(answered, 1))
    }

    @Test func `a spread of exactly the limit, or a break, begins no duty`() throws {
        var stage = try Self.triggered()
        stage.market(bid: 1_000, ask: 1_040, at: 0)
        #expect(stage.rows(at: 300).first?.counts?["occurrences"] == 0)
        stage.market(bid: 1_000, ask: 1_041, at: 300)
        stage.market(bid: 1_000, ask: 1_040, at: 479.999)
        stage.market(bid: 1_000, ask: 1_041, at: 480)
        #expect(stage.rows(at: 659).first?.counts?["occurrences"] == 0)
        #expect(stage.rows(at: 751).first?.counts?["occurrences"] == 1)
    }

    @Test func `with fewer occurrences than the least there is no duty`() throws {
        var stage = try Self.triggered(occurrencesMin: 2)
        stage.market(bid: 1_000, ask: 1_041, at: 0)
        let row = try #require(stage.rows(at: 600).first)
        #expect(row.value == Ratio(0, 0))
        #expect(row.pass == nil)
    }

    @Test func `every quote is checked as it was entered`() throws {
        var stage = try DutyStage.stage(
            "staticQuoteCheck", DutyStage.validity, covering: ["/validity"])
        #expect(stage.rows(at: 0).map(\.pass) == [nil])
        stage.quote(1_000, 1_100, at: 1)
        stage.quote(1_000, 1_100, sizes: (3, 10), .filled, at: 2)
        #expect(stage.rows(at: 3).map(\.pass) == [true])
        stage.quote(1_000, 1_101, at: 4)
        stage.quote(1_000, 1_100, sizes: (9, 10), at: 5)
        let row = try #require(stage.rows(at: 6).first)
        #expect(row.value == Ratio(1, 3))
        #expect(row.counts == ["quotes": 3, "one_sided": 0, "too_small": 1, "too_wide": 1])
        #expect(row.pass == false)
    }
}
