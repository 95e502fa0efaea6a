import Market
import Yams

extension Scenario {
    /// Reads a scenario strictly: every key must be there, none may be unknown or repeated.
    /// - Parameter file: its name, for messages only.
    /// - Throws: the first thing wrong, with line, key path and what would be accepted.
    public static func load(yaml: String, file: String) throws(ScenarioError) -> Scenario {
        let node = try ScenarioText.node(yaml: yaml, file: file)
        let root = ScenarioNode(node: node, file: file, keyPath: "")
        let fields = try root.fields(
            "name", "tradingDay", "underlyings", "chain", "customers",
            optional: ["market", "exchange", "events", "faults", "links"])
        var scenario = Scenario(
            name: try fields["name"].text(accepted: "1 to 60 letters, digits, - or _") {
                (1...60).contains($0.utf8.count) && $0.utf8.allSatisfy(isNameByte)
            },
            tradingDay: try fields["tradingDay"].day(),
            underlyings: try underlyings(fields["underlyings"]),
            chain: try chain(fields["chain"]),
            customers: try ScenarioCustomers(reading: fields["customers"]))
        guard !scenario.chain.holidays.contains(scenario.tradingDay) else {
            throw fields["tradingDay"].problem(
                "\(scenario.tradingDay) is one of chain.holidays", accepted: "a trading day")
        }
        if let market = fields.optional("market") {
            if market.child("kind")?.node.string == "chain" {
                scenario.recordedChain = try ChainSource(reading: market, of: scenario)
            } else {
                scenario.replayed = try replayed(market, of: scenario)
            }
        }
        if let node = fields.optional("links") {
            scenario.links = try ScenarioLinks(reading: node)
        }
        let directory = ChainListing.directory(for: scenario)
        if let node = fields.optional("exchange") {
            scenario.exchange = try ScenarioExchange(reading: node, in: directory)
        }
        for (key, areFaults) in [("events", false), ("faults", true)] {
            guard let node = fields.optional(key) else { continue }
            for entry in try node.list(count: 0...1_000, of: key) {
                scenario.actions.append(
                    try ScheduledAction(reading: entry, areFaults: areFaults, in: directory))
            }
        }
        return scenario
    }

    /// Reads a scenario file of at most 64 KiB.
    public static func read(file: String) throws(ScenarioError) -> Scenario {
        let bytes: [UInt8]
        do {
            bytes = try RecordedBytes.read(file: file, bytesMax: ScenarioText.bytesMax)
        } catch {
            throw ScenarioError(
                file: file, line: nil, keyPath: "", found: error.description,
                accepted: "a readable YAML file of at most \(ScenarioText.bytesMax) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ScenarioError(
                file: file, line: nil, keyPath: "", found: "not UTF-8", accepted: "UTF-8 text")
        }
        return try load(yaml: text, file: file)
    }

    /// The folder part of a scenario file's path: where its tick file paths start; `.` when it has none.
    public static func folder(ofFile file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func underlyings(
        _ node: ScenarioNode
    ) throws(ScenarioError) -> [ScenarioUnderlying] {
        var result: [ScenarioUnderlying] = []
        for entry in try node.list(count: 1...8, of: "underlyings") {
            let underlying = try ScenarioUnderlying(reading: entry)
            guard !result.contains(where: { $0.code == underlying.code }) else {
                throw entry.problem(
                    "underlying \(underlying.code) is listed twice", accepted: "each code once")
            }
            result.append(underlying)
        }
        return result
    }

    private static func replayed(
        _ node: ScenarioNode, of scenario: Scenario
    ) throws(ScenarioError) -> [OrderFileSource] {
        let fields = try node.fields("kind", "contracts")
        _ = try fields["kind"].text(accepted: "replay, chain") { $0 == "replay" }
        let directory = ChainListing.directory(for: scenario)
        var result: [OrderFileSource] = []
        for entry in try fields["contracts"].list(count: 1...8, of: "contracts") {
            let source = try OrderFileSource(reading: entry)
            guard directory.contract(tradingCode: source.tradingCode) != nil,
                !result.contains(where: { $0.tradingCode == source.tradingCode })
            else {
                throw entry.problem(
                    "contract " + source.tradingCode,
                    accepted: "a trading code that the scenario lists, such as "
                        + "\(directory.contracts.first?.tradingCode ?? ""), each once")
            }
            result.append(source)
        }
        return result
    }

    private static func chain(_ node: ScenarioNode) throws(ScenarioError) -> ScenarioChain {
        let fields = try node.fields(
            "strikesEachSide", "expiries", "holidays", optional: ["dividend", "limitPercent"])
        var holidays: [TradingDay] = []
        for entry in try fields["holidays"].list(count: 0...60, of: "weekdays") {
            holidays.append(try entry.day())
        }
        var chain = ScenarioChain(
            strikesEachSide: Int(try fields.integer("strikesEachSide", 0...8)),
            expiries: Int(try fields.integer("expiries", 1...4)), holidays: holidays)
        if let dividend = fields.optional("dividend") {
            chain.dividend = Price(
                ticks: try dividend.decimal(in: 1...4_000, decimals: 4, unit: "yuan"))
        }
        if let percent = fields.optional("limitPercent") {
            chain.limitPercent = try percent.decimal(in: 1...100, decimals: 0, unit: "%")
        }
        return chain
    }
}

extension ScenarioUnderlying {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "code", "previousClose", "volatility", "skew", "convexity", "carry", "rate", "path")
        code = try fields["code"].text(accepted: "six digits") {
            $0.utf8.count == 6
                && $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        previousClose = Price(
            ticks: try fields["previousClose"].decimal(
                in: 5_000...500_000, decimals: 4, unit: "yuan"))
        smile = ScenarioSmile(
            volatility: try fields.number("volatility", 0.03...2),
            skew: try fields.number("skew", -1...1),
            convexity: try fields.number("convexity", 0...2),
            carry: try fields.number("carry", -0.2...0.2),
            rate: try fields.number("rate", -0.05...0.2))
        path = try ScenarioPath(reading: fields["path"])
    }
}

extension ScenarioPath {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let kinds = ["builtin", "ticks", "minutes"]
        guard let kind = node.child("kind") else {
            throw node.problem("no key kind", accepted: "kind: builtin, ticks or minutes")
        }
        switch try kind.text(accepted: kinds.joined(separator: ", "), where: kinds.contains) {
        case "ticks": self = .ticks(try TickSource(reading: node))
        case "minutes": self = .minutes(try MinuteSource(reading: node))
        default: self = .builtin(try BuiltinPathHabits(reading: node))
        }
    }
}

extension BuiltinPathHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "kind", "volatilityOfVolatility", "reversionsPerDay", "jumpsPerDay", "jumpSize",
            "openingGap", "seasonality")
        volatilityOfVolatility = try fields.number("volatilityOfVolatility", 0...2)
        reversionsPerDay = try fields.number("reversionsPerDay", 0...100)
        jumpsPerDay = try fields.number("jumpsPerDay", 0...100)
        jumpSize = try fields.number("jumpSize", 0...0.1)
        openingGap = try fields.number("openingGap", 0...0.1)
        seasonality = try fields.number("seasonality", 0...1)
    }
}

extension TickSource {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "kind", "file", "columns", "symbol", "levelDivisor", "sharesPerLot", "onBadRow")
        _ = try fields["columns"].text(accepted: "ctp") { $0 == "ctp" }
        let habits = BadRowHabit.allCases.map(\.rawValue).joined(separator: ", ")
        let habit = try fields["onBadRow"].text(accepted: habits) {
            BadRowHabit(rawValue: $0) != nil
        }
        file = try fields["file"].recordedPath()
        symbol = try fields["symbol"].text(accepted: "1 to 31 characters without commas") {
            (1...31).contains($0.utf8.count) && !$0.contains(",")
        }
        levelDivisor = try fields.integer("levelDivisor", 1...1_000_000)
        sharesPerLot = try fields.integer("sharesPerLot", 1...10_000_000)
        onBadRow = BadRowHabit(rawValue: habit) ?? .fail
    }
}

extension OrderFileSource {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "contract", "orders", "trades", "priceDivisor", "sharesPerContract")
        tradingCode = try fields["contract"].text(accepted: "a trading code") {
            (1...32).contains($0.utf8.count)
        }
        orders = try fields["orders"].recordedPath()
        trades = try fields["trades"].recordedPath()
        priceDivisor = try fields.integer("priceDivisor", 1...1_000_000)
        sharesPerContract = try fields.integer("sharesPerContract", 1...1_000_000)
    }
}

extension MinuteSource {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields("kind", "file", "levelDivisor", "opening")
        file = try fields["file"].archivePath()
        opening = try fields["opening"].time()
        levelDivisor = try fields.integer("levelDivisor", 1...1_000_000)
    }
}

extension ScenarioNode {
    fileprivate func recordedPath() throws(ScenarioError) -> String {
        try text(accepted: "a path ending in .csv or .csv.gz") {
            $0.utf8.count <= 1_000 && !$0.utf8.contains(0)
                && ($0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz"))
        }
    }
}
