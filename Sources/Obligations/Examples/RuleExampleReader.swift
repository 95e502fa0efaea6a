import Market
public import Settings

extension RuleExample {
    /// Reads a pack's `examples:` strictly; none is an empty list.
    public static func all(in root: SettingsNode) throws(SettingsError) -> [RuleExample] {
        guard let list = root["examples"] else { return [] }
        var examples: [RuleExample] = []
        for item in try list.items(acceptsNone: true) {
            let example = try RuleExampleReader(item).example()
            guard !examples.contains(where: { $0.name == example.name }) else {
                throw item.error("example listed twice", accepted: "each name once")
            }
            examples.append(example)
        }
        return examples
    }
}

/// Turns one entry of `examples:` into an example.
struct RuleExampleReader {
    typealias Fields = RulePackLoader.Fields
    private let item: SettingsNode
    private let fields: Fields

    init(_ item: SettingsNode) throws(SettingsError) {
        self.item = item
        fields = try Fields(item, ["name", "rule", "given", "when", "then"], optional: ["with"])
    }

    func example() throws(SettingsError) -> RuleExample {
        let given = try given(fields["given"])
        let names = RuleExampleEventReader(given: given)
        var events: [RuleExample.Event] = []
        for node in try fields["when"].items(acceptsNone: true) {
            let event = try names.event(node)
            if let last = events.last, event.time < last.time {
                throw node.error("earlier than the event above it", accepted: "rising times")
            }
            events.append(event)
        }
        var settings: [RuleExample.Setting] = []
        for (path, value) in try fields.optional("with")?.pairs() ?? [] {
            guard path.hasPrefix("/") else {
                throw value.error(
                    "\(path) is no path in the rule", accepted: "a path such as /threshold")
            }
            settings.append(RuleExample.Setting(path: path, value: try value.yaml()))
        }
        var expected: [RuleExample.Expectation] = []
        for node in try fields["then"].items() {
            expected.append(try RuleExampleReader.expectation(node))
        }
        return RuleExample(
            name: try fields["name"].text(), rule: try fields["rule"].text(), line: item.line,
            given: given, settings: settings, events: events, expected: expected)
    }

    // MARK: Given

    private func given(_ node: SettingsNode) throws(SettingsError) -> RuleExample.Given {
        let fields = try Fields(node, ["session", "contracts"], optional: ["underlyings"])
        var given = RuleExample.Given(
            session: try spans(fields["session"]),
            underlyings: try underlyings(fields.optional("underlyings")), contracts: [], facts: [])
        for item in try fields["contracts"].items() { try add(item, to: &given) }
        return given
    }

    private func spans(_ node: SettingsNode) throws(SettingsError) -> [RuleExample.Span] {
        var spans: [RuleExample.Span] = []
        for item in try node.items() {
            let fields = try Fields(item, ["from", "to"])
            let span = RuleExample.Span(
                start: try fields["from"].exampleTime(), end: try fields["to"].exampleTime())
            guard span.start < span.end, span.start >= spans.last?.end ?? span.start else {
                throw item.error("spans overlap or are empty", accepted: "rising, disjoint times")
            }
            spans.append(span)
        }
        return spans
    }

    private func underlyings(_ node: SettingsNode?) throws(SettingsError) -> [Underlying] {
        let usual = Price(ticks: 30_000)
        guard let node else {
            return [Underlying(index: UnderlyingIndex(0), code: "510050", previousClose: usual)]
        }
        var found: [Underlying] = []
        for item in try node.items() {
            let fields = try Fields(item, ["code"], optional: ["previousClose"])
            found.append(
                Underlying(
                    index: UnderlyingIndex(found.count), code: try fields["code"].text(),
                    previousClose: try fields.optional("previousClose")?.price() ?? usual))
        }
        return found
    }

    private func add(_ item: SettingsNode, to given: inout RuleExample.Given)
        throws(SettingsError)
    {
        let fields = try Fields(
            item, ["name"],
            optional: [
                "type", "strike", "days", "expiryRank", "adjusted", "underlying", "limitDown",
                "limitUp", "quarterly", "listedToday", "level", "inTheMoney", "strikeRank", "unit",
            ])
        let name = try fields["name"].text()
        guard !given.contracts.contains(where: { $0.tradingCode == name }) else {
            throw item.error("contract \(name) listed twice", accepted: "each name once")
        }
        let underlying = try fields.optional("underlying")?.oneOf(
            given.underlyings.map { ($0.code, $0.index) })
        let far = TradingDay(yyyymmdd: 20_991_231)
        guard let far, given.contracts.count < 10_000 else { throw item.error("too many") }
        given.contracts.append(
            OptionContract(
                index: ContractIndex(given.contracts.count),
                code: UInt32(10_000_001 + given.contracts.count), tradingCode: name,
                underlying: underlying ?? UnderlyingIndex(0),
                type: try fields.optional("type")?.oneOf([
                    ("call", OptionType.call), ("put", .put),
                ]) ?? .call,
                strike: try fields.optional("strike")?.price() ?? Price(ticks: 30_000),
                unit: Int32(try fields.optional("unit")?.integer(1...1_000_000) ?? 10_000),
                expiry: far,
                expiryRank: UInt8(try fields.optional("expiryRank")?.integer(0...3) ?? 0),
                daysToExpiry: Int32(try fields.optional("days")?.integer(0...10_000) ?? 20),
                previousSettlement: Price(ticks: 1_000),
                band: PriceBand(
                    down: try fields.optional("limitDown")?.price() ?? Price(ticks: 1),
                    up: try fields.optional("limitUp")?.price() ?? InstrumentDirectory.priceMax),
                isAdjusted: try fields.optional("adjusted")?.flag() ?? false))
        var facts = InstrumentFacts()
        facts.isQuarterly = try fields.optional("quarterly")?.flag() ?? false
        facts.isListedToday = try fields.optional("listedToday")?.flag() ?? false
        facts.level = Int(try fields.optional("level")?.integer(1...9) ?? 1)
        facts.isInTheMoney = try fields.optional("inTheMoney")?.flag() ?? false
        facts.strikeRank = Int32(try fields.optional("strikeRank")?.integer(0...1_000) ?? 0)
        given.facts.append(facts)
    }

    // MARK: Then

    private static let timeNames = ["session_s", "met_s", "notMet_s", "exempt_s", "unknown_s"]

    private static func expectation(_ node: SettingsNode) throws(SettingsError)
        -> RuleExample.Expectation
    {
        let fields = try Fields(
            node, [],
            optional: [
                "contract", "underlying", "value", "sampled", "best", "pass", "contractsMet",
                "counts", "outcomes",
            ] + timeNames)
        var wanted = RuleExample.Expectation()
        wanted.contract = try fields.optional("contract")?.text()
        wanted.underlying = try fields.optional("underlying")?.text()
        wanted.value = try fields.optional("value")?.figure()
        wanted.sampled = try fields.optional("sampled")?.figure()
        wanted.best = try fields.optional("best")?.figure()
        wanted.pass = try fields.optional("pass")?.choice(RuleExample.Pass.self)
        for name in timeNames {
            guard let node = fields.optional(name) else { continue }
            wanted.times.append(
                RuleExample.NamedCount(
                    name: name, count: try node.decimal(9, 0...172_800_000_000_000)))
        }
        if let list = fields.optional("contractsMet") {
            var names: [String] = []
            for item in try list.items(acceptsNone: true) { names.append(try item.text()) }
            wanted.contractsMet = names
        }
        for (name, value) in try fields.optional("counts")?.pairs() ?? [] {
            wanted.counts.append(
                RuleExample.NamedCount(
                    name: name,
                    count: try value.integer(-1_000_000_000_000_000...1_000_000_000_000_000)))
        }
        for (number, value) in try fields.optional("outcomes")?.pairs() ?? [] {
            guard let id = UInt64(number) else {
                throw value.error("\(number) is no request", accepted: "a request's number")
            }
            wanted.outcomes.append(
                RuleExample.Outcome(
                    request: QuoteRequestID(id),
                    outcome: try value.oneOf(RequestOutcome.allCases.map { ("\($0)", $0) })))
        }
        return wanted
    }
}

extension SettingsNode {
    /// `09:30:00`, or seconds from zero with up to nine decimals.
    func exampleTime() throws(SettingsError) -> SessionTime {
        if try text().contains(":") { return try timeOfDay() }
        return SessionTime(nanoseconds: try decimal(9, 0...172_800_000_000_000))
    }

    /// A fraction without a bound above; `none` = no figure.
    fileprivate func figure() throws(SettingsError) -> Ratio {
        if try text() == "none" { return Ratio(0, 0) }
        return try ratio(max: 1_000_000)
    }
}
