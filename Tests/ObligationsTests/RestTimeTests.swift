import Market
import Obligations
import TestSupport
import Testing

/// Whether this build counts a least time of rest; says so while it does not.
enum RestTime {
    static let isEvaluated: Bool = {
        let evaluated = (try? Stage.pack(edits))?.rules.first.map { $0.unevaluated == nil } ?? false
        if !evaluated { print("skipped: a least time of rest is not counted yet") }
        return evaluated
    }()

    static let edits = [
        ("fillGraceMs: 0", "fillGraceMs: 0\n      restMs: 3000"),
        (
            "- {valuePath: /validity/fillGraceMs",
            "- {valuePath: /validity/restMs, tag: X, source: \"made up\"}\n"
                + "      - {valuePath: /validity/fillGraceMs"
        ),
    ]
}

@Suite(.rule("C3.8", "PEER-02"))
struct `A least time of rest` {
    @Test func `is counted, or the rule has no verdict: it never stands there unread`() throws {
        let rule = try #require(try Stage.pack(RestTime.edits).rules.first)
        guard rule.unevaluated != nil else { return }
        var stage = try Stage(RestTime.edits)
        stage.quote(1_000, 1_100, at: 0)
        let rows = stage.ledger.report(causes: stage.causes, at: Stage.at(60)).rules
            .filter { $0.rule == rule.id }
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0.pass == nil && $0.value.den == 0 })
    }
}

/// A least time of rest that stands in the settings and is never read is worse than none.
@Suite(.rule("C3.8", "PEER-02"), .enabled(if: RestTime.isEvaluated))
struct `A quote has to rest for its least time` {
    @Test(arguments: [1.0, 2.999])
    func `one that goes before counts nothing`(rest: Double) throws {
        var stage = try Stage(RestTime.edits)
        stage.quote(1_000, 1_100, at: 10)
        stage.noQuote(.withdrawn, at: 10 + rest)
        #expect(stage.totals(until: 60).metNanoseconds == 0)
        #expect(stage.totals(until: 60).notMetNanoseconds == s(60))
    }

    @Test func `one that stays counts`() throws {
        var stage = try Stage(RestTime.edits)
        stage.quote(1_000, 1_100, at: 10)
        let totals = stage.totals(until: 60)
        // From the acceptance, or from when the time of rest was over: the pack says which.
        #expect([s(50), s(47)].contains(totals.metNanoseconds))
        #expect(totals.sessionNanoseconds == s(60))
    }

    @Test func `flickering fast enough to be hit by nobody counts nothing`() throws {
        var stage = try Stage(RestTime.edits)
        for step in 0..<30 {
            stage.quote(1_000, 1_100, at: Double(step) * 2)
            stage.noQuote(.withdrawn, at: Double(step) * 2 + 1.9)
        }
        #expect(stage.totals(until: 60).metNanoseconds == 0)
    }

    @Test func `without a least time the same quote counts at once`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 10)
        stage.noQuote(.withdrawn, at: 11)
        #expect(stage.totals(until: 60).metNanoseconds == s(1))
    }
}
