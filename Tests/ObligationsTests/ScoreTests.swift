import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("SSE-MM-09"))
struct `A score` {
    typealias P = PeriodStage

    private func score(_ first: Ratio, _ second: Ratio, knockouts: [String] = []) throws
        -> ScoreFigure
    {
        let rule = ScoreRule(
            items: [
                .init(rule: "R", weight: Ratio(2, 3), map: .linear),
                .init(
                    rule: "S", weight: Ratio(1, 3),
                    map: .steps([
                        .init(from: Ratio(1, 2), points: 60),
                        .init(from: Ratio(9, 10), points: 100),
                    ])),
            ],
            grades: [
                .init(name: "A", scoreMin: 80), .init(name: "B", scoreMin: 60),
                .init(name: "C", scoreMin: 0),
            ], knockouts: knockouts)
        var second_ = P.terms(Ratio(1, 2), by: .ratioOfSums)
        second_.rule = "S"
        let figures = try PeriodFigures(
            terms: [P.terms(Ratio(1, 2), by: .ratioOfSums), second_],
            scores: [ScoreTerms(rule: "G", score: rule)], rulePack: P.label,
            days: [P.day("2021-01-04", [P.row(first), P.row(second, rule: "S")])])
        return try #require(figures.report().scores.first)
    }

    @Test func `weights, a line and steps, exactly`() throws {
        // 2/3 · 100/3 + 1/3 · 60 = 380/9 = 42.2222.
        let low = try score(Ratio(1, 3), Ratio(89, 100))
        #expect(low.scoreTenThousandths == 422_222)
        #expect(low.grade == "C")
        // 2/3 · 70 + 1/3 · 100 = 80: the bar is inclusive.
        let high = try score(Ratio(70, 100), Ratio(9, 10))
        #expect(high.scoreTenThousandths == 800_000)
        #expect(high.grade == "A")
    }

    @Test func `a failed knock-out gives the last grade, a passed one nothing`() throws {
        let out = try score(Ratio(1, 1), Ratio(49, 100), knockouts: ["S"])
        #expect(out.grade == "C")
        #expect(out.knockedOutBy == ["S"])
        let stays = try score(Ratio(1, 1), Ratio(50, 100), knockouts: ["S"])
        #expect(stays.grade == "A")
        #expect(stays.knockedOutBy == [])
    }

    @Test func `an item without obligation leaves its weight to the others`() throws {
        let one = try score(Ratio(75, 100), Ratio(0, 0))
        #expect(one.scoreTenThousandths == 750_000)
        let none = try score(Ratio(0, 0), Ratio(0, 0))
        #expect(none.scoreTenThousandths == nil)
        #expect(none.grade == nil)
    }
}

@Suite(.rule("C3.8"))
struct `Exact fractions` {
    @Test func `sums of a thousand unlike fractions come back exactly`() throws {
        // Σ 1/(n(n+1)) for n in 1…1000 = 1000/1001, as a mean of ratios over days would add them.
        var sum = ExactRatio(.zero, .one)
        for n in UInt64(1)...1_000 {
            sum.num = sum.num * (n * (n + 1)) + sum.den
            sum.den = sum.den * (n * (n + 1))
        }
        #expect(sum.num * 1_001 == sum.den * 1_000)
        #expect(sum.isAtLeast(Ratio(1_000, 1_001)) == true)
        #expect(sum.isAtLeast(Ratio(1_001, 1_002)) == false)
        #expect(sum.isAtMost(Ratio(1_000, 1_001)) == true)
        #expect(sum.floor(scale: 1_000_000) == 999_000)
    }

    @Test func `digits, carries and comparisons beyond a word`() {
        let max = BigNatural(.max)
        #expect((max + .one).description == "18446744073709551616")
        #expect((max * max).description == "340282366920938463426481119284349108225")
        #expect((max * max).divided(by: .max).quotient == max)
        #expect((max * max + BigNatural(7)).divided(by: .max).remainder == 7)
        #expect(max < max + .one)
        #expect(BigNatural.zero.description == "0")
        #expect(
            (BigNatural(10_000_000_000) * 10_000_000_000 + .one).description
                == "100000000000000000001")
    }
}
