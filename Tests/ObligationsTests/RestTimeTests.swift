import Market
import Obligations
import TestSupport
import Testing

/// Whether rule packs already count a least time of rest; says so while they do not.
enum RestTime {
    static let isEvaluated: Bool = {
        let evaluated = false
        if !evaluated { print("skipped: no rule pack counts a least time of rest yet") }
        return evaluated
    }()

    static let edits = [("fillGraceMs: 0", "fillGraceMs: 0\n      restMinMs: 3000")]
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
