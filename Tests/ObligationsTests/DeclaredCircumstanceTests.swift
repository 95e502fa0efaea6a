import Market
import Obligations
import Settings
import TestSupport
import Testing

/// What is declared to the exchange, or granted by it afterwards, as people write it down.
@Suite(.rule("SSE-MM-08", "ISSUE-3.4"))
struct `Declared circumstances` {
    static let text = """
        circumstances:
          - {kind: declared, name: systemFault, scope: all, from: "10:00:00", to: "10:05:00.5"}
          - {kind: underlyingHalted, scope: {underlying: "510050"}, from: "10:00:00", to: "11:00:00", source: notice 3}
          - {kind: positionLimit, scope: {contract: 510050C2101M03000}, from: "13:00:00", to: "14:00:00"}
        """

    private func load(_ text: String, requiresSource: Bool = false) throws
        -> [DeclaredCircumstance]
    {
        try DeclaredCircumstance.load(
            yaml: text, file: "c.yaml", requiresSource: requiresSource)
    }

    @Test func `kind, scope, times and source are read, and written back equal`() throws {
        let found = try load(Self.text)
        #expect(
            found.map(\.kind) == [.declared("systemFault"), .underlyingHalted, .positionLimit])
        #expect(
            found.map(\.scope) == [
                .all, .underlying("510050"), .contract("510050C2101M03000"),
            ])
        #expect(found[0].to == SessionTime(nanoseconds: 36_300_500_000_000))
        #expect(found[1].source == "notice 3")
        let again = try load(
            "circumstances:\n" + found.map { "  - \($0.yaml)" }.joined(separator: "\n"))
        #expect(again.map(\.yaml) == found.map(\.yaml))
        #expect(again.map(\.description) == found.map(\.description))
    }

    static let mistakes: [(old: String, new: String, said: String)] = [
        ("to: \"10:05:00.5\"", "to: \"10:00:00\"", "c.yaml:2: circumstances[0]/to: ends before"),
        ("\"10:05:00.5\"", "\"10:65:00\"", "c.yaml:2: circumstances[0]/to: \"10:65:00\""),
        ("kind: declared, name: systemFault", "kind: declared", "c.yaml:2: circumstances[0]/name:"),
        ("underlyingHalted", "halted", "c.yaml:3: circumstances[1]/kind: \"halted\""),
        ("scope: all", "scope: some", "c.yaml:2: circumstances[0]/scope: no scope"),
        (
            "underlyingHalted, scope: {underlying: \"510050\"}",
            "declared, name: systemFault, scope: {underlying: \"510050\"}",
            "c.yaml:3: circumstances[1]: overlaps the one in line 2"
        ),
        ("circumstances:", "incidents:", "c.yaml:1: incidents: unknown key"),
    ]

    @Test(arguments: mistakes.indices)
    func `a mistake is one error with line and field`(index: Int) throws {
        let mistake = Self.mistakes[index]
        let text = Self.text.replacing(mistake.old, with: mistake.new)
        #expect(text != Self.text)
        let error = #expect(throws: SettingsError.self) { try load(text) }
        #expect(error?.description.hasPrefix(mistake.said) == true, "\(error as Any)")
    }

    @Test func `afterwards, every entry says whose word it is`() throws {
        let error = #expect(throws: SettingsError.self) {
            try load(Self.text, requiresSource: true)
        }
        #expect(error?.path == "circumstances[0]/source" && error?.problem == "missing key")
    }

    @Test func `codes that are not listed on the day are refused, with the line`() throws {
        let found = try load(Self.text)
        let directory = try Stage().directory
        #expect(try found[0].interval(in: directory).scope == .all)
        #expect(try found[1].interval(in: directory).scope == .underlying(UnderlyingIndex(0)))
        let unlisted = try load(Self.text.replacing("\"510050\"", with: "\"510999\""))
        let error = #expect(throws: SettingsError.self) {
            try unlisted[1].interval(in: directory)
        }
        #expect(error?.line == 3 && error?.problem == "510999 is not listed")
    }

    @Test func `a pack names the rules that take notice`() throws {
        let text = try #require(RulePack.bundledText(named: "sse-primary"))
        let pack = try RulePack.load(yaml: text, file: "p.yaml")
        #expect(pack.rules(exemptedBy: .underlyingHalted) == ["SSE-MM-02"])
        #expect(pack.rules(exemptedBy: .declared("systemFault")).isEmpty)
    }
}
