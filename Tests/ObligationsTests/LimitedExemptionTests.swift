import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("SSE-MM-08", "C3.7"))
struct `Exemptions of one side, and for a time` {
    private func stage(_ exemption: String) throws -> Stage {
        let first = "      - {id: halted,"
        return Stage(
            pack: try Stage.pack([
                (first, "      - {id: new, trigger: \(exemption)}\n" + first)
            ]), directory: try Stage.directory(contracts: 1))
    }

    @Test(
        arguments: [
            ("bid", (0, 10), s(4)), ("bid", (0, 9), 0), ("bid", (10, 0), 0),
            ("ask", (10, 0), s(4)), ("ask", (0, 10), 0), ("both", (10, 10), 0),
        ] as [(String, (Int32, Int32), Int64)])
    func `one side is excused, the other still has to be there in full size`(
        side: String, sizes: (Int32, Int32), met: Int64
    ) throws {
        var stage = try stage("positionLimit, effect: removeFromDenominator, side: \(side)")
        stage.quote(
            sizes.0 > 0 ? 1_000 : 0, sizes.1 > 0 ? 1_100 : 0, sizes: sizes, at: 0)
        stage.ledger.circumstance(.positionLimit, begins: true, at: Stage.at(2))
        stage.ledger.circumstance(.positionLimit, begins: false, at: Stage.at(6))
        let totals = stage.totals(until: 10)
        let isWhole = sizes == (10, 10)
        #expect(totals.metNanoseconds == (isWhole ? s(6) : met))
        #expect(totals.exemptNanoseconds == (side == "both" ? s(4) : 0))
        #expect(totals.sessionNanoseconds == s(10))
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(intervals.reduce(0) { $0 + $1.length.nanoseconds } == s(10))
    }

    @Test(arguments: [true, false])
    func `a limited exemption ends though its reason goes on`(isQuoted: Bool) throws {
        var stage = try stage(
            "underlyingHalted, effect: removeFromDenominator, maxDurationMs: 3000")
        if isQuoted { stage.quote(1_000, 1_100, at: 0) }
        stage.ledger.circumstance(.underlyingHalted, begins: true, at: Stage.at(2))
        // Looked at before anything else happens, and after.
        let rest = isQuoted ? "met" : "notMet"
        for instant in [10.0, 20] {
            let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(instant))
            #expect(intervals.map { "\($0.state)" } == [rest, "exempt", rest])
            #expect(intervals.map(\.start) == [0, 2, 5].map { Stage.at($0) })
            #expect(intervals.last?.trigger == .exemptionEnded)
            #expect(stage.totals(until: instant).exemptNanoseconds == s(3))
            stage.ledger.circumstance(.declared("other"), begins: true, at: Stage.at(instant))
        }
        stage.ledger.circumstance(.underlyingHalted, begins: false, at: Stage.at(21))
        stage.ledger.circumstance(.underlyingHalted, begins: true, at: Stage.at(22))
        let totals = stage.totals(until: 23)
        #expect(totals.exemptNanoseconds == s(4))
        #expect(totals.metNanoseconds == (isQuoted ? s(19) : 0))
    }

    @Test func `a limited exemption that ends in time is whole`() throws {
        var stage = try stage(
            "underlyingHalted, effect: removeFromDenominator, maxDurationMs: 3000")
        stage.ledger.circumstance(.underlyingHalted, begins: true, at: Stage.at(2))
        stage.ledger.circumstance(.underlyingHalted, begins: false, at: Stage.at(4))
        #expect(stage.totals(until: 10).exemptNanoseconds == s(2))
    }

    @Test func `a quote lost while excused is missing when the exemption is used up`() throws {
        var stage = try stage(
            "underlyingHalted, effect: deemFulfilled, maxDurationMs: 3000")
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.circumstance(.underlyingHalted, begins: true, at: Stage.at(2))
        stage.noQuote(.withdrawn, at: 4)
        stage.quote(1_000, 1_100, at: 8)
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(intervals.map { "\($0.state)" } == ["met", "exempt", "notMet", "met"])
        #expect(intervals.map(\.start) == [0, 2, 5, 8].map { Stage.at($0) })
        #expect(intervals[2].quoteTrigger == .withdrawn)
        #expect(intervals[2].evidence.logSequence == 2)
    }
}

@Suite(.rule("C3.8", "CN-FUND-01"))
struct `Own orders beside the quotes` {
    static let both = [("fillGraceMs: 0", "fillGraceMs: 0\n      source: quotesAndOrders")]

    private func order(
        _ stage: inout Stage, _ id: UInt64, _ side: Side, _ price: Int64, _ size: Int32,
        at seconds: Double
    ) {
        stage.ledger.orderChanged(
            ContractIndex(0),
            OwnOrder(
                id: OrderID(id), side: side, price: Price(ticks: price),
                remaining: Quantity(contracts: size)),
            logSequence: 100 + id, at: Stage.at(seconds))
    }

    @Test func `an order fills the side the quote has lost, while it rests`() throws {
        var stage = try Stage(Self.both)
        stage.quote(1_000, 1_100, sizes: (0, 10), at: 0)
        order(&stage, 7, .bid, 1_000, 10, at: 2)
        order(&stage, 7, .bid, 1_000, 9, at: 5)
        order(&stage, 7, .bid, 1_000, 0, at: 6)
        #expect(stage.totals(until: 10).metNanoseconds == s(3))
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(intervals[1].trigger == .order && intervals[1].evidence.logSequence == 107)
    }

    @Test func `sizes at the best price add up, a worse price does not`() throws {
        var stage = try Stage(Self.both)
        stage.quote(1_000, 1_100, sizes: (6, 10), at: 0)
        order(&stage, 1, .bid, 999, 10, at: 2)
        order(&stage, 2, .bid, 1_000, 4, at: 4)
        order(&stage, 3, .bid, 1_001, 1, at: 7)
        #expect(stage.totals(until: 10).metNanoseconds == s(3))
    }

    @Test func `where quotes alone count an order changes nothing`() throws {
        var stage = try Stage()
        #expect(!stage.ledger.followsOrders)
        stage.quote(1_000, 1_100, sizes: (0, 10), at: 0)
        order(&stage, 7, .bid, 1_000, 10, at: 2)
        #expect(stage.totals(until: 10).metNanoseconds == 0)
    }
}

@Suite(.rule("C3.8"))
struct `A replacement rests anew` {
    @Test func `each quote counts from its acceptance once it has rested`() throws {
        var stage = try Stage(RestTime.edits)
        stage.quote(1_000, 1_100, at: 0)
        stage.quote(1_001, 1_101, at: 4)
        stage.quote(1_002, 1_102, at: 6)
        stage.quote(1_002, 1_102, sizes: (10, 12), .filled, at: 7)
        stage.noQuote(.withdrawn, at: 9)
        stage.quote(1_003, 1_103, at: 10)
        #expect(stage.totals(until: 12).metNanoseconds == s(7))
        #expect(stage.totals(until: 13).metNanoseconds == s(10))
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(12))
        #expect(
            intervals.map { "\($0.state)" } == ["met", "notMet", "met", "notMet", "notMet"])
        #expect(intervals[1].verdict == .tooBrief && intervals[4].verdict == .tooBrief)
        #expect(
            stage.causes(until: 12) == ["quoteTooBrief": s(4), "awaitingQuote": s(1)])
    }
}
