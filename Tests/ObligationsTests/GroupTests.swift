import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("US-NASDAQ-01", "C3.7"))
struct `Contracts judged together` {
    /// The series of W5 a hundredfold shorter: open 234, 234 and 198 s; quoted 200, 150 and 50 s.
    private func fifthExample(_ operation: String, over: String) throws -> [ObligationReport.Row] {
        let old = "    threshold: 70/100\n    provenance:\n      - {valuePath: /schedule"
        let group = "    group: {over: \(over), operation: \(operation)}\n"
        var stage = try Stage(
            [(old, group + old.replacing("70/100", with: "60/100"))], contracts: 3)
        stage.phase(.halted, contract: 2, at: 0)
        stage.quote(1_000, 1_100, contract: 0, at: 34)
        stage.phase(.continuous, contract: 2, at: 36)
        stage.quote(1_000, 1_100, contract: 1, at: 84)
        stage.quote(1_000, 1_100, contract: 2, at: 184)
        return stage.ledger.report(causes: stage.causes, at: Stage.at(234)).rules
            .filter { $0.kind == "presence" }
    }

    @Test(arguments: [("participant", "*"), ("underlying", "510050")])
    func `W5: the ratio of sums passes`(over: String, name: String) throws {
        let rows = try fifthExample("ratioOfSums", over: over)
        #expect(rows.count == 4)
        #expect(rows.prefix(3).map(\.pass) == [nil, nil, nil])
        #expect(
            rows.prefix(3).map(\.value) == [
                Ratio(s(200), s(234)), Ratio(s(150), s(234)), Ratio(s(50), s(198)),
            ])
        let row = try #require(rows.last)
        #expect(row.contract == nil)
        #expect(row.underlying == name)
        // 400 / 666 = 60.06 %.
        #expect(row.value == Ratio(200, 333))
        #expect(row.pass == true)
    }

    /// (200/234 + 150/234 + 50/198) / 3 = 58.28 %: 175/117 + 25/99 = 2,250/1,287 = 250/143, by three.
    @Test func `W5: the mean of the ratios fails`() throws {
        let row = try #require(try fifthExample("meanOfRatios", over: "participant").last)
        #expect(row.value == Ratio(250, 429))
        #expect(row.pass == false)
    }

    @Test(.rule("C3.8"), arguments: ["eventsFirst", "sampleFirst"])
    func `a sample sees the events of its own instant, or does not`(order: String)
        throws
    {
        var stage = try Stage([("eventTieOrder: eventsFirst", "eventTieOrder: \(order)")])
        stage.quote(1_000, 1_100, at: 3)
        stage.noQuote(.withdrawn, at: 6)
        stage.quote(1_000, 1_100, at: 7.5)
        stage.noQuote(.withdrawn, at: 10)
        // Events first: 3, 4, 5 and 8, 9; sample first: 4, 5, 6 and 8, 9, 10.
        #expect(
            stage.totals(until: 10.5).sampled()
                == (order == "eventsFirst" ? Ratio(5, 11) : Ratio(6, 11)))
    }

    /// Quoted 60 s of the first 100 and 40 s of the next 200: the day is 100 of 300, the parts 3/5 and 1/5.
    @Test(.rule("NSE-01"), arguments: [false, true])
    func `each part of the day is judged by itself`(exempt: Bool) throws {
        let offset = "      offsetMs: 0\n"
        let parts =
            "      subPeriods: [{id: early, start: \"09:30:00\", end: \"09:31:40\"}, "
            + "{id: late, start: \"09:31:40\", end: \"15:00:00\"}]\n"
        var stage = try Stage([
            (offset, offset + parts), ("threshold: 70/100", "threshold: 50/100"),
        ])
        stage.quote(1_000, 1_100, at: 40)
        stage.noQuote(.withdrawn, at: 140)
        if exempt { stage.phase(.halted, at: 180) }
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(300))
        let rows = report.rules.filter { $0.kind == "presence" }
        #expect(rows.map(\.part) == [nil, "early", "late"])
        #expect(rows[0].pass == nil)
        #expect(rows[1].value == Ratio(s(60), s(100)))
        #expect(rows[1].sampled == Ratio(60, 100))
        #expect(rows[1].pass == true)
        #expect(rows[2].value == (exempt ? Ratio(s(40), s(80)) : Ratio(s(40), s(200))))
        #expect(rows[2].pass == exempt)
        #expect(try ObligationReport.read(json: report.json()) == report)
    }
}
