import Market

/// The largest position a rule's measure reached in the day (SSE-MM-10).
struct PositionMeter: Sendable {
    let rule: PositionRule
    /// Largest so far: by contract, by underlying, or one for the account.
    private(set) var largest: ContiguousArray<Int64>
    private var bullish: ContiguousArray<Int64>
    private var bearish: ContiguousArray<Int64>
    private var held: ContiguousArray<(long: Int64, short: Int64)>

    init(rule: PositionRule, directory: InstrumentDirectory) {
        self.rule = rule
        let count =
            switch rule.measure {
            case .contract: directory.contracts.count
            case .underlyingDirection, .underlyingTotal: directory.underlyings.count
            case .account: 1
            }
        largest = ContiguousArray(repeating: 0, count: count)
        bullish = ContiguousArray(repeating: 0, count: count)
        bearish = ContiguousArray(repeating: 0, count: count)
        held = ContiguousArray(repeating: (0, 0), count: directory.contracts.count)
    }

    /// Long calls and short puts are one direction, long puts and short calls the other.
    mutating func changed(_ contract: OptionContract, _ activity: ContractActivity) {
        let index = contract.index.int
        let slot = self.slot(contract)
        let long = activity.long - held[index].long
        let short = activity.short - held[index].short
        held[index] = (activity.long, activity.short)
        bullish[slot] += contract.type == .call ? long : short
        bearish[slot] += contract.type == .call ? short : long
        let now =
            rule.measure == .underlyingDirection
            ? max(bullish[slot], bearish[slot]) : bullish[slot] + bearish[slot]
        largest[slot] = max(largest[slot], now)
    }

    func slot(_ contract: OptionContract) -> Int {
        switch rule.measure {
        case .contract: contract.index.int
        case .underlyingDirection, .underlyingTotal: contract.underlying.int
        case .account: 0
        }
    }
}

/// Counts quotes that were not valid when they were entered, by what was wrong.
struct QuoteCheckMeter: Sendable {
    private let table: SpreadTable
    private(set) var tallies: ContiguousArray<QuoteCheckTally>

    init(rule: QuoteCheckRule, contracts: [OptionContract], facts: [InstrumentFacts]) {
        table = SpreadTable(rule.validity, contracts: contracts, facts: facts)
        tallies = ContiguousArray(repeating: QuoteCheckTally(), count: contracts.count)
    }

    mutating func accepted(_ contract: Int, _ quote: LiveQuote) {
        tallies[contract].quotes += 1
        switch table.verdict(quote, of: contract) {
        case .valid: return
        case .absent, .oneSided: tallies[contract].oneSided += 1
        case .tooSmall: tallies[contract].tooSmall += 1
        default: tallies[contract].tooWide += 1
        }
    }
}

/// One contract's quotes at entry.
public struct QuoteCheckTally: Hashable, Sendable, BitwiseCopyable {
    public internal(set) var quotes: Int64 = 0
    public internal(set) var oneSided: Int64 = 0
    public internal(set) var tooSmall: Int64 = 0
    public internal(set) var tooWide: Int64 = 0

    public var valid: Int64 { quotes - oneSided - tooSmall - tooWide }
}
