import Foundation
import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("C3.8", "C3.9"))
struct `The obligation report` {
    private func aDay() throws -> Stage {
        var stage = try Stage(contracts: 2)
        stage.causes.ended(.quoterDown, at: Stage.at(0))
        stage.quote(1_000, 1_100, contract: 1, at: 0)
        stage.quote(1_000, 1_100, at: 20)
        stage.request(7, at: 100)
        stage.noQuote(.withdrawn, at: 14_000)
        stage.causes.explained(ContractIndex(0), .strategyChoice, at: Stage.at(14_000))
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        return stage
    }

    @Test func `the form of obligations.json`() throws {
        let stage = try aDay()
        let report = stage.ledger.report(causes: stage.causes, exchangeDifferenceNanoseconds: 0)
        let text = try report.json()
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["date", "exchange_difference_ns", "rulePack", "rules"])
        #expect(object["date"] as? String == "2021-01-04")
        let rules = try #require(object["rules"] as? [[String: Any]])
        #expect(
            rules[0].keys.sorted() == [
                "best", "causes", "comparator", "contract", "exempt_ns", "kind", "met_ns",
                "not_met_ns", "pass",
                "rule", "sampled", "session_ns", "threshold", "treatments", "underlying",
                "unknown_ns", "value",
            ])
        #expect(
            rules[2].keys.sorted() == [
                "best", "comparator", "contract", "contracts_met", "kind", "pass", "rule",
                "threshold",
                "underlying", "value",
            ])
        #expect(
            rules[3].keys.sorted() == [
                "answered", "best", "comparator", "contract", "held_short", "inadmissible", "kind",
                "late",
                "missed", "pass", "pending", "requests", "rule", "threshold", "underlying",
                "unknown", "value",
            ])
        #expect(rules[2]["contract"] is NSNull)
        #expect(text.hasSuffix("}\n"))
    }

    @Test func `the same day gives the same bytes, and reading gives the same report`() throws {
        let stage = try aDay()
        let report = stage.ledger.report(causes: stage.causes)
        let bytes = try report.json()
        let again = try aDay().ledger
        let second = again.report(causes: stage.causes)
        #expect(try second.json() == bytes)
        #expect(try ObligationReport.read(json: bytes) == report)
        #expect(bytes.contains("\"exchange_difference_ns\" : null"))
    }

    @Test func `figures, causes and verdicts of a day`() throws {
        let stage = try aDay()
        let rules = stage.ledger.report(causes: stage.causes).rules
        // 14 000 s after 09:30 lies in the afternoon: 6 800 s in.
        let met = s(7_200 - 20) + s(14_000 - 12_600)
        #expect(rules[0].times?.met == met)
        #expect(rules[0].times?.session == s(14_220))
        #expect(
            rules[0].causes == ["notStarted": s(20), "strategyChoice": s(14_220) - met - s(20)])
        #expect(rules[0].value == Ratio(met, s(14_220)))
        #expect(rules[0].pass == false)
        #expect(rules[1].pass == true)
        #expect(rules[2].value == Ratio(2, 2))
        #expect(rules[3].value == Ratio(0, 1))
    }

    @Test func `times that go backward and contracts nobody knows are counted, not believed`()
        throws
    {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 10)
        stage.noQuote(.withdrawn, at: 5)
        stage.quote(1_000, 1_100, contract: 9, at: 20)
        #expect(stage.ledger.timesMovedUp == 1)
        #expect(stage.ledger.unknownInstruments == 1)
        #expect(stage.totals(until: 30).metNanoseconds == 0)
        #expect(stage.totals(until: 30).sessionNanoseconds == s(30))
    }
}
