import Market
import Obligations
import Settings
import TestSupport
import Testing

@Suite(.rule("SSE-MM-02", "SSE-MM-03", "SSE-MM-04", "SSE-MM-05", "SSE-MM-06"))
struct `Rule packs` {
    @Test func `the bundled pack says what it says`() throws {
        let pack = try RulePack.sseDev()
        #expect(pack.id == "SSE-DEV")
        #expect(pack.version == 1)
        #expect(pack.rules.map(\.id) == ["SSE-MM-02", "SSE-MM-05", "SSE-MM-06"])
        #expect(pack.rules.map(\.kind.name) == ["presence", "coverage", "rfqResponse"])
        #expect(
            pack.rules.map(\.threshold)
                == Array(repeating: Threshold(.atLeast, Ratio(70, 100)), count: 3))
        guard case .presence(let presence) = pack.rules[0].kind,
            case .coverage(let coverage) = pack.rules[1].kind,
            case .rfqResponse(let response) = pack.rules[2].kind
        else {
            Issue.record("kinds")
            return
        }
        #expect(presence.headline == .timeWeighted)
        #expect(presence.sampling == .init(period: .seconds(1), offset: .zero))
        #expect(presence.validity.quantityMin == Quantity(contracts: 10))
        #expect(
            presence.validity.tiers == [
                SpreadTier(bidFrom: .zero, daysFrom: 0, limit: .absolute(Price(ticks: 250))),
                SpreadTier(
                    bidFrom: Price(ticks: 500), daysFrom: 0, limit: .fraction(Ratio(10, 100))),
                SpreadTier(
                    bidFrom: Price(ticks: 500), daysFrom: 62, limit: .fraction(Ratio(20, 100))),
            ])
        #expect(
            presence.exemptions.map(\.trigger) == [
                .phase([.halted, .volatilityInterruption]), .marketAtLimit,
            ])
        #expect(coverage.presence == "SSE-MM-02")
        #expect(coverage.presenceMin == Ratio(60, 100))
        #expect(response.respondWithin == .seconds(30))
        #expect(response.hold == .seconds(30))
        #expect(response.releaseOn == [.filled, .phaseEnd])
    }

    @Test func `every placeholder is named`() throws {
        #expect(
            try RulePack.sseDev().placeholders == [
                "SSE-MM-02/validity/minSize", "SSE-MM-02/validity/maxSpread", "SSE-MM-02/threshold",
                "SSE-MM-05/presenceMin", "SSE-MM-05/threshold", "SSE-MM-06/eligible",
                "SSE-MM-06/validity/minSize", "SSE-MM-06/validity/maxSpread",
                "SSE-MM-06/respondWithinMs", "SSE-MM-06/holdMs", "SSE-MM-06/threshold",
                "SSE-DEV/effectiveFrom",
            ])
    }

    @Test func `one row of a list has its own provenance, beside that of the list`() throws {
        let text = try #require(RulePack.bundledText(named: "hkex-stock"))
        let pack = try RulePack.load(yaml: text, file: "hkex-stock.yaml")
        let rule = try #require(pack.rules.first)
        #expect(
            rule.provenance.filter { $0.valuePath.hasPrefix("/validity/maxSpread") }
                .map { "\($0.tag) \($0.valuePath)" } == [
                    "P /validity/maxSpread", "X /validity/maxSpread/tiers[8]",
                ])
        #expect(pack.provenance.map(\.valuePath) == ["/effectiveFrom"])
        #expect(pack.placeholders.contains("HKEX-STK-CQ/validity/maxSpread/tiers[8]"))
        #expect(pack.placeholders.contains("HKEX-STOCK/effectiveFrom"))
    }

    @Test func `a pack is in force between its dates`() throws {
        let pack = try Stage.pack([("effectiveTo: open", "effectiveTo: 2021-12-31")])
        let days: [(Int32, Bool)] = [
            (20_150_208, false), (20_150_209, true), (20_211_231, true), (20_220_101, false),
        ]
        for (day, expected) in days {
            #expect(pack.isEffective(on: try #require(TradingDay(yyyymmdd: day))) == expected)
        }
    }

    /// What is exchanged in the bundled text; where the error points, and what it says.
    static let faults: [(old: String, new: String, path: String, problem: String)] = [
        ("version: 1", "version: one", "version", "\"one\" is not a whole number"),
        ("version: 1", "version: 1e3", "version", "\"1e3\" is not a whole number"),
        ("version: 1", "version: 0", "version", "0 is out of range"),
        ("venue: SSE", "venue: SSE\nvenu: X", "venu", "unknown key"),
        ("venue: SSE\n", "", "venue", "missing key"),
        (
            "valuePath: /effectiveFrom", "valuePath: /venue", "provenance[0]",
            "/venue is no value of the pack itself"
        ),
        (
            "valuePath: /effectiveFrom", "valuePath: /effective", "provenance[0]/valuePath",
            "/effective is not in this pack"
        ),
        (
            "{valuePath: /validity/maxSpread, tag: K",
            "{valuePath: \"/validity/maxSpread/tiers[3]\", tag: K",
            "rules[0]/provenance[2]/valuePath",
            "/validity/maxSpread/tiers[3] is not in this rule"
        ),
        ("venue: SSE", "venue: SSE\nvenue: SSE", "venue", "duplicate key"),
        ("venue: SSE", "venue: [SSE]", "venue", "expected a single value"),
        (
            "releaseOn: [filled", "releaseOn: &a [filled", "rules[2]/releaseOn",
            "anchors are not accepted"
        ),
        (
            "effectiveFrom: 2015-02-09", "effectiveFrom: 2015-02-30", "effectiveFrom",
            "\"2015-02-30\" is not a date"
        ),
        (
            "effectiveTo: open", "effectiveTo: 2015-02-08", "effectiveTo", "ends before it begins"
        ),
        (
            "contracts: 10 ", "contracts: 0 ", "rules[0]/validity/minSize/contracts",
            "0 is out of range"
        ),
        (
            "contracts: 10 ", "contracts: -1 ", "rules[0]/validity/minSize/contracts",
            "-1 is out of range"
        ),
        (
            "contracts: 10 ", "contracts: 99999999999999999999 ",
            "rules[0]/validity/minSize/contracts", "\"99999999999999999999\" is not a whole number"
        ),
        (
            "contracts: 10 ", "contracts: 10.5 ", "rules[0]/validity/minSize/contracts",
            "\"10.5\" is not a whole number"
        ),
        ("contracts: 10 ", "contract: 10 ", "rules[0]/validity/minSize/contract", "unknown key"),
        (
            "offsetMs: 0", "offsetMs: 1000", "rules[0]/schedule/offsetMs",
            "the offset reaches the period"
        ),
        (
            "headline: timeWeighted", "headline: both", "rules[0]/schedule/headline",
            "\"both\" is not accepted"
        ),
        ("kind: coverage", "kind: auction", "rules[1]/kind", "\"auction\" is not accepted"),
        ("    kind: coverage\n", "", "rules[1]/kind", "missing key"),
        (
            "presence: SSE-MM-02", "presence: SSE-MM-06", "rules[1]",
            "coverage counts SSE-MM-06, which is no presence rule above it"
        ),
        (
            "presenceMin: 60/100", "presenceMin: 101/100", "rules[1]/presenceMin",
            "101/100 is out of range"
        ),
        (
            "presenceMin: 60/100", "presenceMin: 60/0", "rules[1]/presenceMin",
            "60/0 is out of range"
        ),
        (
            "presenceMin: 60/100", "presenceMin: 0.6", "rules[1]/presenceMin",
            "\"0.6\" is not a fraction"
        ),
        ("id: SSE-MM-05", "id: SSE-MM-02", "rules[1]", "rule SSE-MM-02 listed twice"),
        (
            "{bidFrom: 0.0500, daysFrom: 0,", "{bidFrom: 0.0500, daysFrom: 70,",
            "rules[0]/validity/maxSpread/tiers[1]", "no limit below daysFrom"
        ),
        (
            "{bidFrom: 0.0000, daysFrom: 0,", "{bidFrom: 0.0010, daysFrom: 0,",
            "rules[0]/validity/maxSpread/tiers[0]", "no limit below bidFrom"
        ),
        (
            "{bidFrom: 0.0500, daysFrom: 62,", "{bidFrom: 0.0500, daysFrom: 0,",
            "rules[0]/validity/maxSpread/tiers[2]", "tiers overlap"
        ),
        (
            "value: 0.0250", "value: 0.02505", "rules[0]/validity/maxSpread/tiers[0]/value",
            "\"0.02505\" is not a price"
        ),
        (
            "value: 0.0250", "value: nan", "rules[0]/validity/maxSpread/tiers[0]/value",
            "\"nan\" is not a price"
        ),
        (
            "inclusive: true", "inclusive: yes", "rules[0]/validity/maxSpread/inclusive",
            "\"yes\" is not accepted"
        ),
        (
            "phases: [halted, volatilityInterruption]", "phases: [halted, lunch]",
            "rules[0]/exemptions[0]/phases[1]", "\"lunch\" is not accepted"
        ),
        (
            "trigger: marketAtLimit", "trigger: rain", "rules[0]/exemptions[1]/trigger",
            "\"rain\" is not accepted"
        ),
        (
            "effect: removeFromDenominator", "effect: ignore", "rules[0]/exemptions[0]/effect",
            "\"ignore\" is not accepted"
        ),
        ("releaseOn: [filled, phaseEnd]", "releaseOn: []", "rules[2]/releaseOn", "empty list"),
        (
            "valuePath: /holdMs", "valuePath: /respondWithin", "rules[2]/provenance[5]/valuePath",
            "/respondWithin is not in this rule"
        ),
        (
            "      - {valuePath: /presenceMin, tag: X, source: \"placeholder; nothing published\"}\n",
            "",
            "rules[1]/presenceMin", "number without provenance"
        ),
        (
            "valuePath: /presenceMin, tag: X", "valuePath: /presenceMin, tag: Z",
            "rules[1]/provenance[0]/tag", "\"Z\" is not accepted"
        ),
    ]

    @Test(arguments: faults.indices)
    func `what is wrong is refused with its place`(index: Int) throws {
        let fault = Self.faults[index]
        #expect(throws: Never.self) { try Stage.pack() }
        do {
            _ = try Stage.pack([(fault.old, fault.new)])
            Issue.record("\(fault.new) was accepted")
        } catch let error as SettingsError {
            #expect(error.path == fault.path)
            #expect(error.problem == fault.problem)
            #expect(error.file == "test.yaml")
            #expect(error.line > 0)
            #expect(error.description.hasPrefix("test.yaml:\(error.line): \(fault.path)"))
        }
    }

    @Test func `the line is the one a person has to look at`() throws {
        let text = RulePack.sseDevText.replacing("presenceMin: 60/100", with: "presenceMin: half")
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("presenceMin: half") }
        let expected = try #require(line) + 1
        let error = #expect(throws: SettingsError.self) {
            try RulePack.load(yaml: text, file: "desk.yaml")
        }
        #expect(
            error?.description
                == "desk.yaml:\(expected): rules[1]/presenceMin: \"half\" is not a fraction "
                + "(accepted: a fraction such as 70/100, from 0 to 1)")
    }

    @Test(arguments: [
        "", "   \n", "# nothing\n", "[]", "42", "a: [", "\tid: x", "{",
        String(repeating: "[", count: 100_000),
        String(repeating: "- ", count: 50_000), "a: &a [x]\nb: *a", "\u{FEFF}",
        String(repeating: "x", count: 2 << 20), "a: 1\n---\na: 2",
    ])
    func `a file that is no pack is refused, whatever it is`(text: String) {
        #expect(throws: SettingsError.self) { try RulePack.load(yaml: text, file: "x.yaml") }
    }
}
