import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("C3.8"))
struct `Causes of not-met time` {
    private let contract = ContractIndex(0)

    @Test func `before anything was started`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 30)
        #expect(stage.causes(until: 60) == ["notStarted": s(30)])
    }

    @Test func `each interval of the house in its turn, the strongest first`() throws {
        var stage = try Stage()
        stage.causes.ended(.exchangeSessionDown, at: Stage.at(-100))
        stage.causes.ended(.quoterDown, at: Stage.at(10))
        stage.causes.began(.pause, at: Stage.at(20))
        stage.causes.began(.kill, at: Stage.at(25))
        stage.causes.began(.exchangeSessionDown, at: Stage.at(30))
        stage.causes.began(.linkLost, at: Stage.at(40))
        stage.causes.ended(.linkLost, at: Stage.at(50))
        stage.causes.ended(.exchangeSessionDown, at: Stage.at(50))
        stage.causes.ended(.kill, at: Stage.at(60))
        stage.causes.ended(.pause, at: Stage.at(70))
        stage.causes.began(.quoterDown, at: Stage.at(65))
        stage.causes.ended(.quoterDown, at: Stage.at(80))
        stage.causes.explained(contract, .limitReached, quote: QuoteID(9), at: Stage.at(90))
        #expect(
            stage.causes(until: 100) == [
                "notStarted": s(10) + s(10) + s(10), "operatorPause": s(5) + s(10),
                "kill": s(5) + s(10), "riskDown": s(10), "linkDown": s(10), "quoterDown": s(10),
                "limitReached": s(10),
            ])
    }

    @Test func `a member that comes back is told apart from one that never came`() throws {
        var stage = try Stage()
        stage.causes.ended(.exchangeSessionDown, at: Stage.at(10))
        stage.causes.ended(.quoterDown, at: Stage.at(10))
        stage.quote(1_000, 1_100, at: 20)
        stage.causes.began(.exchangeSessionDown, at: Stage.at(30))
        stage.noQuote(.cancelledOnDisconnect, at: 30)
        stage.causes.ended(.exchangeSessionDown, at: Stage.at(45))
        #expect(
            stage.causes(until: 60) == [
                "notStarted": s(20), "riskDown": s(15), "awaitingQuote": s(15),
            ])
    }

    @Test func `a fill that nothing replaced, until somebody says why`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.causes.explained(contract, .riskBlock, quote: QuoteID(2), at: Stage.at(5))
        stage.quote(1_000, 1_100, sizes: (4, 10), .filled, at: 10)
        stage.causes.explained(contract, .messageBudget, quote: QuoteID(3), at: Stage.at(12))
        #expect(
            stage.causes(until: 20) == ["filledNotReplenished": s(2), "messageBudget": s(8)])
    }

    @Test func `a withdrawal keeps its reason from before the exchange carried it out`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.causes.explained(contract, .staleFeed, at: Stage.at(9.999))
        stage.noQuote(.withdrawn, at: 10)
        stage.causes.explanationLapsed(contract, at: Stage.at(19))
        #expect(stage.causes(until: 20) == ["staleFeed": s(9), "awaitingQuote": s(1)])
    }

    @Test func `an accepted quote ends the reasons given before it`() throws {
        var stage = try Stage()
        stage.causes.explained(contract, .exchangeReject, quote: QuoteID(1), at: Stage.at(0))
        stage.quote(1_000, 1_100, at: 10)
        stage.noQuote(.cancelledByExchange, at: 20)
        #expect(stage.causes(until: 30) == ["exchangeReject": s(10), "exchangeCancel": s(10)])
    }

    @Test func `a later quote's refusal outlives the earlier one's acknowledgement`() throws {
        var stage = try Stage()
        stage.causes.explained(contract, .limitReached, quote: QuoteID(7), at: Stage.at(9))
        stage.quote(1_000, 1_500, at: 10)
        #expect(stage.causes(until: 20)["limitReached"] == s(11))
    }

    @Test(arguments: [
        (Int64(1_000), Int64(1_500), Int32(10), "quoteTooWide"), (1_000, 1_100, 9, "quoteTooSmall"),
        (1_000, 1_100, 0, "quoteOneSided"),
    ])
    func `an accepted quote that does not count says why`(
        bid: Int64, ask: Int64, size: Int32, cause: String
    ) throws {
        var stage = try Stage()
        stage.quote(bid, ask, sizes: (10, size), at: 0)
        #expect(stage.causes(until: 10) == [cause: s(10)])
    }

    @Test func `a kill of one underlying leaves the other alone`() throws {
        let directory = try Stage.directory(contracts: 2, underlyings: 2)
        var stage = Stage(pack: try Stage.pack(), directory: directory)
        stage.causes.ended(.quoterDown, at: Stage.at(0))
        stage.causes.began(.kill, .underlying(UnderlyingIndex(1)), at: Stage.at(10))
        #expect(stage.causes(contract: 0, until: 20) == ["notStarted": s(20)])
        #expect(stage.causes(contract: 1, until: 20) == ["notStarted": s(10), "kill": s(10)])
        stage.causes.ended(.kill, .all, at: Stage.at(15))
        #expect(stage.causes(contract: 1, until: 20) == ["notStarted": s(15), "kill": s(5)])
    }

    @Test func `stretches fill an interval exactly`() throws {
        var stage = try Stage()
        stage.causes.ended(.quoterDown, at: Stage.at(3))
        stage.causes.began(.pause, at: Stage.at(4))
        let interval = stage.ledger.intervals(of: contract, until: Stage.at(6))[0]
        let stretches = stage.causes.causes(of: contract).stretches(of: interval)
        #expect(stretches.map(\.cause) == [.notStarted, .operatorPause])
        #expect(stretches.map(\.start) == [Stage.at(0), Stage.at(4)])
        #expect(stretches.map(\.end) == [Stage.at(4), Stage.at(6)])
    }
}
