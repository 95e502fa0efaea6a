import Market
import Settings
import Surveillance
import TestSupport
import Testing

@Suite(.rule("Z30.3", "D5.2"))
struct `Rules file` {
    private func error(_ old: String, _ new: String) -> String {
        let text = SurveillanceRules.bundledText
        #expect(text.contains(old), "\(old)")
        guard let range = text.firstRange(of: old) else { return "" }
        do {
            _ = try SurveillanceRules.load(
                yaml: String(text[..<range.lowerBound] + new + text[range.upperBound...]),
                file: "s.yaml")
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test func `the bundled one is read, every kind in it`() throws {
        let rules = try SurveillanceRules.load(
            yaml: SurveillanceRules.bundledText, file: "surveillance.yaml")
        #expect(rules.rules.count == 18)
        #expect(rules.nearPercent == 80)
        let fee = try #require(rules.rules.first { $0.id == "SHFE-40" })
        #expect(
            fee.kind
                == .cancelFee(
                    CancelFeeTerms(
                        feePerContract: Money(tenThousandths: 13_000), rateMillionths: 10_000)))
        // What the texts publish is not marked as ours.
        let named = Dictionary(uniqueKeysWithValues: rules.rules.map { ($0.id, $0.unpublished) })
        #expect(named["SSE-33-1"]?.contains("countMin") == false)
        #expect(named["SHFE-24-1"]?.contains("ordersMin") == false)
        #expect(named["SHFE-40"]?.contains("cancelsAbove") == false)
        #expect(named["SSE-18-1"]?.contains("countMin") == true)
    }

    @Test(arguments: [
        ("countMin: 1000", "countMax: 1000", "countMax: unknown key"),
        ("countMin: 1000", "countMin: 1e3", "\"1e3\" is not a whole number"),
        ("countMin: 1000", "countMin: 0", "0 is out of range"),
        ("kind: burst", "kind: bursts", "\"bursts\" is not accepted"),
        ("[countMin, unit]", "[countMin, units]", "\"units\" is no parameter of this rule"),
        ("id: SSE-18-2", "id: SSE-18-1", "\"SSE-18-1\" is listed twice"),
        ("accounts: [1]", "accounts: [1, 1]", "account 1 is listed twice"),
        ("scope: owner", "scope: everybody", "\"everybody\" is not accepted"),
        ("\"14:57:00\"", "\"14:57\"", "\"14:57\" is not a time"),
        ("rate: 0.01", "rate: nan", "\"nan\" is not accepted"),
        ("schema: 1", "schema: 2", "2 is out of range"),
        ("    level: alarm\n", "", "missing key"),
    ])
    func `a mistake is one error with its line`(old: String, new: String, problem: String) {
        let found = error(old, new)
        #expect(found.contains(problem), "\(found)")
        #expect(found.hasPrefix("s.yaml:"))
        #expect(found.dropFirst(7).first?.isNumber == true, "\(found)")
    }

    @Test func `rows that cannot be are left out and counted`() throws {
        var desk = Desk()
        desk.mark(Flow.at(0), .max / 4)
        desk.enter(Flow.at(0), price: .max)
        desk.enter(SessionTime(nanoseconds: .max))
        desk.enter(Flow.at(0), quantity: -1)
        desk.enter(Flow.at(0))
        let rules = try SurveillanceRules.load(
            yaml: SurveillanceRules.bundledText, file: "surveillance.yaml")
        let report = try desk.report(rules)
        #expect(report.unusable == 4)
        #expect(report.figures[0].entered == 1)
    }
}
