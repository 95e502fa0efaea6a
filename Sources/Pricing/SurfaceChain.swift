public import Market

/// A chain file fitted expiry by expiry: the arithmetic of `obligato surface fit`.
///
/// Columns by name: strike, type, expiry, bid, ask, and forward if there is one. An expiry is a date (2021-01-27 or 20210127), which needs today's,
/// or years as a decimal number.
public struct SurfaceChain: Sendable {
    /// One expiry: what was read, and what became of it.
    public struct Expiry: Sendable {
        /// As it stands in the file.
        public let name: String
        public let years: Double
        /// Nil where no row has both sides.
        public let chain: ExpiryChain?
        public let outcome: VolatilitySurface.Outcome
    }

    public let model: SmileModel
    public let expiries: [Expiry]
    public let surface: VolatilitySurface

    /// Reads and fits; throws a `PricingTable.Mistake` for the first row that cannot be read, and for the first expiry
    /// whose forward cannot be known.
    ///
    /// - Parameters:
    ///   - today: counts the days to expiries that are dates.
    ///   - rate: continuous, per year; nil to take each expiry's discount from parity.
    ///   - forward: of an expiry without a strike that has call and put, unless its rows give one.
    public init(
        _ text: String, model: SmileModel, today: TradingDay?, rate: Double?,
        forward: Double? = nil
    ) throws {
        let groups = try SurfaceChain.groups(PricingTable(text), today)
        var chains: [ExpiryChain?] = []
        var smiles: [ExpirySmile] = []
        for (index, group) in groups.enumerated() {
            let discount = rate.map { SurfaceChain.discount($0, group.years) }
            let chain = ExpiryChain(
                expiry: index, years: group.years, quotes: group.quotes, discount: discount,
                forward: group.forward ?? forward)
            if chain == nil, group.quotes.contains(where: \.isTwoSided) {
                throw PricingTable.Mistake(
                    line: group.line, column: "expiry",
                    "\(group.name) has no strike with call and put on both sides:"
                        + " give a column forward, or --forward")
            }
            chains.append(chain)
            smiles.append(
                chain?.smile
                    ?? ExpirySmile(expiry: index, years: group.years, forward: 0, points: []))
        }
        var surface = VolatilitySurface(model: model)
        let outcomes = surface.publish(smiles)
        self.model = model
        self.surface = surface
        expiries = zip(zip(groups, chains), outcomes).map {
            Expiry(name: $0.0.name, years: $0.0.years, chain: $0.1, outcome: $1)
        }
    }

    /// Whether every expiry has a smile.
    public var isComplete: Bool { expiries.allSatisfy { $0.outcome.smile != nil } }

    private static func discount(_ rate: Double, _ years: Double) -> Double {
        BlackScholesMerton(type: .call, spot: 1, strike: 1, rate: rate, years: years).discount
    }

    private struct Group {
        let name: String
        let years: Double
        /// Of its first row.
        let line: Int
        var forward: Double?
        var quotes: [OptionQuote] = []
    }

    /// The rows of each expiry, in order of time.
    private static func groups(_ table: PricingTable, _ today: TradingDay?) throws -> [Group] {
        let strike = try table.required(["strike"])
        let type = try table.required(["type"])
        let expiry = try table.required(["expiry"])
        let bid = try table.required(["bid"])
        let ask = try table.required(["ask"])
        let forward = table.place(["forward"])
        var groups: [Group] = []
        var seen: [String: Int] = [:]
        for row in table.rows {
            let name = table.text(row, expiry)
            let quote = OptionQuote(
                type: try optionType(table, row, type),
                strike: try positive(table, row, strike),
                bid: try notNegative(table, row, bid), ask: try notNegative(table, row, ask))
            if let place = seen[name] {
                groups[place].quotes.append(quote)
            } else {
                seen[name] = groups.count
                let years = try years(name, today, table, row, expiry)
                groups.append(
                    Group(name: name, years: years, line: row.line, quotes: [quote]))
            }
            if let forward, try table.number(row, forward) != nil {
                let given = try positive(table, row, forward)
                let place = seen[name] ?? groups.count - 1
                guard groups[place].forward ?? given == given else {
                    throw PricingTable.Mistake(
                        line: row.line, column: "forward", "\(name) has another one before")
                }
                groups[place].forward = given
            }
        }
        guard !groups.isEmpty else { throw PricingTable.Mistake(line: 2, "no row") }
        return groups.enumerated().sorted {
            ($0.element.years, $0.offset) < ($1.element.years, $1.offset)
        }.map(\.element)
    }

    private static func optionType(_ table: PricingTable, _ row: PricingTable.Row, _ place: Int)
        throws -> OptionType
    {
        let text = table.text(row, place)
        guard let found = PricingWords.type(text) else {
            throw PricingTable.Mistake(
                line: row.line, column: "type", "'\(text)' is neither call nor put")
        }
        return found
    }

    private static func positive(_ table: PricingTable, _ row: PricingTable.Row, _ place: Int)
        throws -> Double
    {
        let value = try table.requiredNumber(row, place)
        guard value.isFinite, value > 0 else {
            throw PricingTable.Mistake(
                line: row.line, column: table.columns[place], "\(value) is not above zero")
        }
        return value
    }

    /// An empty field is a missing side.
    private static func notNegative(_ table: PricingTable, _ row: PricingTable.Row, _ place: Int)
        throws -> Double
    {
        let value = try table.number(row, place) ?? 0
        guard value.isFinite, value >= 0 else {
            throw PricingTable.Mistake(
                line: row.line, column: table.columns[place], "\(value) is no price")
        }
        return value
    }

    private static func years(
        _ name: String, _ today: TradingDay?, _ table: PricingTable, _ row: PricingTable.Row,
        _ place: Int
    ) throws -> Double {
        func mistake(_ reason: String) -> PricingTable.Mistake {
            PricingTable.Mistake(line: row.line, column: table.columns[place], reason)
        }
        let digits = name.filter { $0 != "-" }
        if digits.count == 8, let number = Int32(digits), let day = TradingDay(yyyymmdd: number) {
            guard let today else { throw mistake("a date needs today's: --date") }
            let days = day.days(since: today)
            guard days > 0 else { throw mistake("\(name) is not after \(today)") }
            return Double(days) / TimeToExpiry.daysPerYear
        }
        guard let years = Double(name), years.isFinite, years > 0, years < 100 else {
            throw mistake("'\(name)' is neither a date nor years")
        }
        return years
    }
}
