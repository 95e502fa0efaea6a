public import Market

/// Which contracts a rule, or a row of a spread table, concerns; every condition given must hold.
public struct InstrumentFilter: Hashable, Sendable {
    public var types: [OptionType]?
    /// Ranks among the underlying's listed expiries, 0 = the current month.
    public var expiryRanks: [UInt8]?
    /// Calendar days to expiry: `from ..< below`.
    public var daysFrom: Int32?
    public var daysBelow: Int32?
    /// True = only adjusted contracts, false = none of them.
    public var adjusted: Bool?
    public var quarterly: Bool?
    public var listedToday: Bool?
    /// Liquidity levels of the underlying, as the pack's `levels` give them.
    public var levels: [Int]?
    /// Strikes counted from the money in each expiry and type: so many out of it, so many in it.
    public var strikes: StrikeReach?
    /// An assigned list, by trading code or eight-digit code.
    public var contracts: [String]?

    public init() {}

    public static let all = InstrumentFilter()

    /// How far from the money a pool reaches.
    public struct StrikeReach: Hashable, Sendable {
        public var outOfTheMoney: Int32
        public var inTheMoney: Int32

        public init(outOfTheMoney: Int32, inTheMoney: Int32) {
            self.outOfTheMoney = outOfTheMoney
            self.inTheMoney = inTheMoney
        }
    }

    /// Whether a contract is concerned on the day its facts describe.
    public func includes(_ contract: OptionContract, _ facts: InstrumentFacts) -> Bool {
        if let types, !types.contains(contract.type) { return false }
        if let expiryRanks, !expiryRanks.contains(contract.expiryRank) { return false }
        if let daysFrom, contract.daysToExpiry < daysFrom { return false }
        if let daysBelow, contract.daysToExpiry >= daysBelow { return false }
        if let adjusted, contract.isAdjusted != adjusted { return false }
        if let quarterly, facts.isQuarterly != quarterly { return false }
        if let listedToday, facts.isListedToday != listedToday { return false }
        if let levels, !levels.contains(facts.level) { return false }
        if let strikes {
            let reach = facts.isInTheMoney ? strikes.inTheMoney : strikes.outOfTheMoney
            if facts.strikeRank >= reach { return false }
        }
        guard let contracts else { return true }
        return contracts.contains(contract.tradingCode)
            || contracts.contains(String(contract.code))
    }
}

/// What rules ask about a contract beyond its static data.
public struct InstrumentFacts: Hashable, Sendable, BitwiseCopyable {
    /// Of a quarterly cycle outside the regular months, where a venue lists such.
    public var isQuarterly = false
    public var isListedToday = false
    /// Liquidity level of the underlying, 1 = the most liquid.
    public var level = 1
    public var isInTheMoney = false
    /// Distance from the money among its expiry's strikes of its type, on its side: 0 = nearest.
    public var strikeRank: Int32 = 0

    public init() {}

    /// What the day's directory tells by itself; levels by underlying code, 1 where none is given.
    ///
    /// The money is the underlying's previous close; a strike equal to it counts as out of the money.
    public static func derived(
        from directory: InstrumentDirectory, levels: [String: Int] = [:]
    ) -> [InstrumentFacts] {
        struct Key: Hashable {
            let underlying: UnderlyingIndex
            let expiry: TradingDay
            let type: OptionType
            let isInTheMoney: Bool
        }
        var facts = Array(repeating: InstrumentFacts(), count: directory.contracts.count)
        var groups: [Key: [OptionContract]] = [:]
        for contract in directory.contracts {
            let underlying = directory.underlyings[contract.underlying.int]
            let isInTheMoney =
                contract.type == .call
                ? contract.strike < underlying.previousClose
                : contract.strike > underlying.previousClose
            facts[contract.index.int].isInTheMoney = isInTheMoney
            facts[contract.index.int].level = levels[underlying.code] ?? 1
            let key = Key(
                underlying: contract.underlying, expiry: contract.expiry, type: contract.type,
                isInTheMoney: isInTheMoney)
            groups[key, default: []].append(contract)
        }
        for (key, contracts) in groups {
            let close = directory.underlyings[key.underlying.int].previousClose.ticks
            let ordered = contracts.sorted {
                (abs($0.strike.ticks - close), $0.index) < (abs($1.strike.ticks - close), $1.index)
            }
            for (rank, contract) in ordered.enumerated() {
                facts[contract.index.int].strikeRank = Int32(clamping: rank)
            }
        }
        return facts
    }
}
