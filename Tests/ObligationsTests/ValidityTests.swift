import Market
import Obligations
import TestSupport
import Testing

/// Every way a pack can say which quotes count, each refusal beside what is just accepted.
@Suite(.rule("SSE-MM-03", "SSE-MM-04", "C3.7"))
struct `What makes a quote count` {
    /// The first rule's validity with pieces exchanged, and a source for whatever is new in it.
    private func stage(_ edits: [(String, String)], cited: [String] = []) throws -> Stage {
        let first = "      - {valuePath: /schedule,"
        let lines = cited.map { "      - {valuePath: /validity/\($0), tag: X, source: test}\n" }
        return try Stage(edits + [(first, lines.joined() + first)])
    }

    private let grace = "      fillGraceMs: 0\n    exemptions:"

    private func extra(_ text: String) -> (String, String) { (grace, "      \(text)\n" + grace) }

    /// Whether one quote counts for all of ten seconds.
    private func counts(
        _ stage: Stage, _ bid: Int64, _ ask: Int64, sizes: (Int32, Int32) = (10, 10)
    ) -> Bool {
        var stage = stage
        stage.quote(bid, ask, sizes: sizes, at: 0)
        return stage.totals(until: 10).metNanoseconds == s(10)
    }

    @Test(arguments: [(Int32(10), false), (11, true)])
    func `a size that has to be above the least`(size: Int32, valid: Bool) throws {
        let edit = ("contracts: 10  ", "inclusive: false\n        contracts: 10  ")
        #expect(counts(try stage([edit]), 1_000, 1_100, sizes: (size, 11)) == valid)
    }

    @Test(
        .rule("EU-RTS8-01"),
        arguments: [
            ("larger", Int32(10), Int32(5), true), ("larger", 10, 4, false),
            ("smaller", 10, 5, false), ("smaller", 9, 6, true), ("smaller", 6, 10, false),
            // |10 − 6| / 8 = 50 %; |10 − 5| / 7.5 = 66.7 %.
            ("mean", 10, 6, true), ("mean", 10, 5, false),
        ])
    func `W7: sizes that may differ by half of a base`(
        base: String, bid: Int32, ask: Int32, valid: Bool
    ) throws {
        let stage = try stage(
            [
                ("contracts: 10  ", "contracts: 1  "),
                extra("comparableSize: {maxDivergence: 50/100, base: \(base)}"),
            ], cited: ["comparableSize"])
        #expect(counts(stage, 1_000, 1_100, sizes: (bid, ask)) == valid)
    }

    @Test(arguments: [("true", Int64(1_000), true), ("false", 1_000, false), ("true", 999, false)])
    func `a locked quote where the rule lets it, a crossed one nowhere`(
        flag: String, ask: Int64, valid: Bool
    ) throws {
        #expect(counts(try stage([extra("lockedCounts: \(flag)")]), 1_000, ask) == valid)
    }

    /// The stage's band is 1 … 4,500 ticks.
    @Test(arguments: [
        (Int64(4_400), Int64(4_500), "true", true), (4_400, 4_501, "true", false),
        (4_400, 4_501, "false", true),
    ])
    func `prices inside the day's limits`(bid: Int64, ask: Int64, flag: String, valid: Bool) throws
    {
        #expect(counts(try stage([extra("insidePriceLimits: \(flag)")]), bid, ask) == valid)
    }

    @Test(.rule("NSE-01")) func `within twenty price steps of the market's best`() throws {
        var stage = try stage(
            [extra("withinPriceLevels: 20")], cited: ["withinPriceLevels"])
        stage.quote(1_000, 1_100, at: 0)
        stage.market(bid: 1_020, ask: 1_080, at: 2)
        stage.market(bid: 1_021, ask: 1_080, at: 4)
        stage.market(bid: 0, ask: 1_079, at: 5)
        stage.market(bid: 0, ask: 0, at: 7)
        #expect(stage.totals(until: 10).metNanoseconds == s(7))
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(intervals.map(\.state) == [.notMet, .met, .notMet, .met].suffix(intervals.count))
        #expect(stage.causes(until: 10) == ["quoteOffMarket": s(3)])
    }

    @Test func `what was accepted counts until nothing is left`() throws {
        for (reading, met) in [("accepted", s(4)), ("remaining", s(2))] {
            var stage = try stage([extra("partialFill: \(reading)")])
            stage.quote(1_000, 1_100, at: 0)
            stage.quote(1_000, 1_100, sizes: (10, 1), .filled, at: 2)
            stage.quote(1_000, 1_100, sizes: (10, 0), .filled, at: 4)
            stage.quote(1_000, 1_100, sizes: (10, 9), at: 5)
            #expect(stage.totals(until: 10).metNanoseconds == met)
        }
    }

    /// 10 % of the mid of 1,000 and 1,105 is 105.25, of 1,000 and 1,106 is 105.3.
    @Test(arguments: [
        ("mid", Int64(1_000), Int64(1_105), true), ("mid", 1_000, 1_106, false),
        ("bid", 1_000, 1_101, false),
        // Floored at 0.2000: 200 ticks below it, and the true share above.
        ("midFloored\n        midFloor: 0.2000", 1_000, 1_200, true),
        ("midFloored\n        midFloor: 0.2000", 1_000, 1_201, false),
        ("midFloored\n        midFloor: 0.2000", 4_000, 4_421, true),
        ("midFloored\n        midFloor: 0.2000", 4_000, 4_422, false),
    ])
    func `a fraction of the mid, with and without a floor`(
        reference: String, bid: Int64, ask: Int64, valid: Bool
    ) throws {
        let stage = try stage([("reference: bid           #", "reference: \(reference)\n        #")]
        )
        #expect(counts(stage, bid, ask) == valid)
    }

    private func limits(_ text: String, combine: String) throws -> Stage {
        let rows = "          - {bidFrom: 0.0000, daysFrom: 0, form: absolute, value: 0.0250}\n"
        let old =
            rows + "          - {bidFrom: 0.0500, daysFrom: 0, form: fraction, value: 10/100}\n"
            + "          - {bidFrom: 0.0500, daysFrom: 62, form: fraction, value: 20/100}\n"
        let new = "          - {bidFrom: 0.0000, daysFrom: 0, \(text)}\n"
        return try stage([
            (old, new),
            ("        reference: bid", "        combine: \(combine)\n        reference: bid"),
        ])
    }

    private let pair =
        "limits: [{form: fraction, value: 10/100}, {form: absolute, value: 0.0050}]"

    /// 10 % of 1,000 is 100 ticks and of 300 is 30; the other limit is 50.
    @Test(arguments: [
        ("narrowest", Int64(1_000), Int64(1_050), true), ("narrowest", 1_000, 1_051, false),
        ("narrowest", 300, 330, true), ("narrowest", 300, 331, false),
        ("widest", 1_000, 1_100, true), ("widest", 1_000, 1_101, false),
        ("widest", 300, 350, true), ("widest", 300, 351, false),
    ])
    func `several limits, of which the narrowest or the widest holds`(
        combine: String, bid: Int64, ask: Int64, valid: Bool
    ) throws {
        #expect(counts(try limits(pair, combine: combine), bid, ask) == valid)
    }

    @Test func `any spread where there is no limit, and no number overflows`() throws {
        let stage = try limits("form: unlimited", combine: "narrowest")
        #expect(counts(stage, 1, 100_000_000))
        #expect(counts(stage, 1, .max) == false)
        #expect(counts(stage, .min, 5) == false)
    }

    @Test(.rule("HKEX-01"))
    func `W8g: the lesser of a tenth and three times the underlying's spread`() throws {
        let text = "limits: [{form: fraction, value: 10/100}, {form: underlyingSpread, value: 3/1}]"
        var stage = try limits(text, combine: "narrowest")
        let underlying = UnderlyingIndex(0)
        func tell(_ bid: Int64, _ ask: Int64, at seconds: Double) {
            stage.ledger.underlyingQuoteChanged(
                underlying, bid: Price(ticks: bid), ask: Price(ticks: ask),
                at: Stage.at(seconds))
        }
        stage.quote(10_000, 11_000, at: 0)
        tell(35_000, 35_500, at: 1)
        tell(35_000, 35_333, at: 3)
        tell(35_000, 35_334, at: 4)
        tell(0, 35_334, at: 7)
        stage.quote(10_000, 11_001, at: 8)
        tell(35_000, 35_500, at: 9)
        // Unknown for one second; 1,500 for two; 999 for one; 1,002 for three; then none, then too wide.
        #expect(stage.totals(until: 10).metNanoseconds == s(5))
        #expect(stage.causes(until: 10) == ["quoteTooWide": s(5)])
    }

    @Test(arguments: [("{types: [put]}", Int64(1_100), true), ("{types: [call]}", 1_100, false)])
    func `a row of the table for some contracts only`(set: String, ask: Int64, valid: Bool) throws {
        let old = "          - {bidFrom: 0.0500, daysFrom: 62, form: fraction, value: 20/100}\n"
        let stage = try stage([
            (
                old + "      fillGraceMs: 0\n    exemptions",
                old
                    + "          - {bidFrom: 0.0000, daysFrom: 0, when: \(set), form: absolute, value: 0.0010}\n"
                    + "          - {bidFrom: 0.0500, daysFrom: 0, when: \(set), form: absolute, value: 0.0020}\n"
                    + "      fillGraceMs: 0\n    exemptions"
            )
        ])
        #expect(counts(stage, 1_000, ask) == valid)
        #expect(counts(stage, 1_000, 1_020))
    }
}
