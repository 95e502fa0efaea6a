import Obligations
import Settings
import TestSupport
import Testing

@Suite(.rule("ISSUE-3.8"))
struct `Settings of a rule` {
    private func pack(_ settings: String...) throws(SettingsError) -> RulePack {
        var read: [RuleSetting] = []
        for text in settings { read.append(try RuleSetting(text)) }
        return try RulePack.load(yaml: RulePack.sseDevText, file: "sse-dev.yaml", settings: read)
    }

    private func complaint(_ settings: String...) -> SettingsError? {
        do {
            var read: [RuleSetting] = []
            for text in settings { read.append(try RuleSetting(text)) }
            _ = try RulePack.load(yaml: RulePack.sseDevText, file: "sse-dev.yaml", settings: read)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a value is exchanged and nothing else`() throws {
        let plain = try RulePack.sseDev()
        #expect(try pack() == plain)
        let eased = try pack(
            "SSE-MM-02/threshold=60/100", "SSE-MM-02/validity/maxSpread/inclusive=false",
            "SSE-MM-02/validity/maxSpread/tiers[1]/value=12/100",
            "SSE-MM-02/exemptions/priceLimit/effect=deemFulfilled")
        let rule = try #require(eased.presences.first)
        let before = try #require(plain.presences.first)
        #expect(rule.rule.threshold != before.rule.threshold)
        #expect(!rule.measure.validity.spreadInclusive)
        #expect(rule.measure.validity.tiers[1] != before.measure.validity.tiers[1])
        #expect(rule.measure.validity.tiers[0] == before.measure.validity.tiers[0])
        #expect(rule.measure.exemptions.map(\.effect).last == .deemFulfilled)
        #expect(eased.rules.dropFirst() == plain.rules.dropFirst())
    }

    @Test func `a whole part may be exchanged`() throws {
        let pack = try pack("SSE-MM-06/releaseOn=[phaseEnd]")
        guard case .rfqResponse(let response) = pack.rules[2].kind else {
            Issue.record("no response rule")
            return
        }
        #expect(response.releaseOn == [.phaseEnd])
    }

    @Test(arguments: [
        ("SSE-MM-9/threshold=1/2", "SSE-MM-02, SSE-MM-05, SSE-MM-06"),
        ("SSE-MM-02/bar=1/2", "id, nameZh, nameEn, severity, kind"),
        ("SSE-MM-02/validity/maxSpread/tiers[3]/value=1/2", "0, 1, 2"),
        ("SSE-MM-02/exemptions/eclipse/effect=deemFulfilled", "halted, priceLimit"),
        ("SSE-MM-02/threshold/num=1", "it has no parts"),
        ("SSE-MM-02/threshold=2/1", "a fraction"),
        ("SSE-MM-02/exemptions/halted/effect=forgiven", "deemFulfilled"),
        ("SSE-MM-02/validity/maxSpread/inclusive={a: 1}", ""),
        ("threshold=1/2", "RULE/path=value"),
        ("SSE-MM-02/threshold", "RULE/path=value"),
        ("SSE-MM-02/threshold=", "RULE/path=value"),
    ])
    func `what is not there or not accepted is refused with what is`(
        setting: String, accepted: String
    ) throws {
        let error = try #require(complaint(setting))
        #expect(accepted.isEmpty || error.accepted.contains(accepted), "\(error)")
    }

    @Test func `an error about a new value names the line it stands for`() throws {
        let lines = RulePack.sseDevText.split(separator: "\n", omittingEmptySubsequences: false)
        let index = try #require(lines.firstIndex { $0.hasPrefix("    threshold: 70/100") })
        #expect(complaint("SSE-MM-02/threshold=7/0")?.line == index + 1)
    }

    @Test func `a pack with settings, written and read again, is the same pack`() throws {
        let settings = [try RuleSetting("SSE-MM-02/threshold=60/100")]
        let text = try RulePack.text(
            yaml: RulePack.sseDevText, file: "sse-dev.yaml", settings: settings)
        #expect(
            try RulePack.load(yaml: text, file: "again.yaml")
                == RulePack.load(
                    yaml: RulePack.sseDevText, file: "sse-dev.yaml", settings: settings))
    }
}
