import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("CN-RFQ-01", "CN-RQ-01", "SSE-MM-06"))
struct `Which requests count, and what answers them` {
    private static let table = (
        "remainingSessionMsMin: 0",
        """
        remainingSessionMsMin: 0
              marketSpreadAbove:
                - {bidFrom: 0.0000, daysFrom: 0, form: absolute, value: 0.0010}
                - {bidFrom: 0.1000, daysFrom: 0, form: absolute, value: 0.0020}
        """
    )

    @Test(
        arguments: [
            // Equality is not enough, one tick more is; the row is that of the best bid.
            (900, 910, RequestOutcome.inadmissibleSpread), (900, 911, .missed),
            (1_000, 1_020, .inadmissibleSpread), (1_000, 1_021, .missed),
            (999, 1_010, .missed), (999, 1_009, .inadmissibleSpread),
            // A side is missing; locked and crossed markets are as narrow as can be.
            (0, 1_000, .missed), (1_000, 0, .missed), (0, 0, .missed),
            (1_000, 1_000, .inadmissibleSpread), (1_000, 990, .inadmissibleSpread),
        ] as [(Int64, Int64, RequestOutcome)])
    func `a request counts where the market is wider than the table`(
        bid: Int64, ask: Int64, outcome: RequestOutcome
    ) throws {
        var stage = try Stage([Self.table])
        stage.market(bid: bid, ask: ask, at: 1)
        stage.request(1, at: 2)
        #expect(stage.outcome(of: 1, at: 100) == outcome)
    }

    @Test func `an empty book admits unless the pack says it does not`() throws {
        for (flag, outcome) in [("true", RequestOutcome.missed), ("false", .inadmissibleSpread)] {
            var stage = try Stage([
                (Self.table.0, Self.table.1 + "\n      emptyBookAdmits: \(flag)")
            ])
            stage.request(1, at: 2)
            #expect(stage.outcome(of: 1, at: 100) == outcome)
        }
    }

    @Test func `the maker's own quote is part of the market`() throws {
        var stage = try Stage([Self.table])
        stage.market(bid: 900, ask: 1_100, at: 0)
        stage.quote(1_000, 1_020, at: 1)
        stage.request(1, at: 2)
        #expect(stage.outcome(of: 1, at: 100) == .inadmissibleSpread)
    }

    @Test func `what is not admitted does not restart the interval`() throws {
        var stage = try Stage([("intervalMsMin: 0", "intervalMsMin: 60000")])
        stage.request(1, at: 0)
        stage.request(2, at: 40)
        stage.request(3, at: 60)
        let outcomes = (1...3).map { stage.outcome(of: $0, at: 300) }
        #expect(outcomes == [.missed, .inadmissibleInterval, .missed])
    }

    @Test(arguments: [(Int32(9), RequestOutcome.inadmissibleSize), (10, .missed)])
    func `a request for too little does not count`(size: Int32, outcome: RequestOutcome) throws {
        var stage = try Stage([
            ("remainingSessionMsMin: 0", "remainingSessionMsMin: 0\n      requestSizeMin: 10")
        ])
        stage.ledger.requestOpened(
            QuoteRequestID(1), on: ContractIndex(0), quantity: Quantity(contracts: size),
            at: Stage.at(1))
        #expect(stage.outcome(of: 1, at: 100) == outcome)
    }

    @Test func `without numbers, a quote on the contract in time answers`() throws {
        let noNumber = [
            ("restingQuoteCounts: false", "restingQuoteCounts: false\n    needsRequestId: false")
        ]
        for (edits, outcome) in [([], RequestOutcome.missed), (noNumber, .answered)] {
            var stage = try Stage(edits)
            stage.request(1, at: 0)
            stage.quote(1_000, 1_100, at: 10)
            #expect(stage.outcome(of: 1, at: 100) == outcome)
        }
        var stage = try Stage(noNumber, contracts: 2)
        stage.quote(1_000, 1_100, at: 0)
        stage.request(1, at: 5)
        stage.quote(1_000, 1_100, contract: 1, at: 6)
        stage.quote(1_000, 1_400, at: 10)
        // Neither a resting quote, nor another contract's, nor one too wide.
        #expect(stage.outcome(of: 1, at: 100) == .invalidResponse)
    }

    @Test(arguments: [("true", RequestOutcome.answered), ("false", .late)])
    func `an answer at the limit is in time unless the pack says it is not`(
        inclusive: String, outcome: RequestOutcome
    ) throws {
        var stage = try Stage([
            ("respondWithinMs: 30000", "respondWithinMs: 30000\n    respondInclusive: \(inclusive)")
        ])
        stage.request(1, at: 0)
        stage.quote(1_000, 1_100, answering: 1, at: 30)
        #expect(stage.outcome(of: 1, at: 100) == outcome)
    }

    @Test(
        arguments: [
            ("[filled, phaseEnd]", Int32(5), RequestOutcome.answered, ResponseRule.Release.filled),
            ("[filled, phaseEnd]", 15, .heldShort, nil),
            ("[partialFill]", 15, .answered, .partialFill),
            ("[partialFill]", 5, .answered, .partialFill),
            ("[phaseEnd]", 5, .heldShort, nil),
        ] as [(String, Int32, RequestOutcome, ResponseRule.Release?)])
    func `what a fill releases, and under which name`(
        releases: String, left: Int32, outcome: RequestOutcome, release: ResponseRule.Release?
    ) throws {
        var stage = try Stage([("[filled, phaseEnd]", releases)])
        stage.request(1, at: 0)
        stage.quote(1_000, 1_100, sizes: (20, 20), answering: 1, at: 5)
        stage.quote(1_000, 1_100, sizes: (20, left), .filled, at: 10)
        stage.noQuote(.withdrawn, at: 12)
        let record = try #require(stage.ledger.requests(at: Stage.at(100)).first)
        #expect(record.outcome == outcome)
        #expect(record.release == release)
        #expect(record.held == .seconds(outcome == .answered ? 5 : left < 10 ? 5 : 7))
    }
}
