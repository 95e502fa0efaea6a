import Market

/// A validity rule flattened for a day's contracts: the test is one multiplication each side.
struct SpreadTable: Hashable, Sendable {
    /// spread × den <= bid × num + constant, from this bid upward.
    private struct Step: Hashable, Sendable, BitwiseCopyable {
        var bidFrom: Int64
        var num: Int64
        var den: Int64
        var constant: Int64
    }

    private struct Row: Hashable, Sendable, BitwiseCopyable {
        var first: Int32
        var last: Int32
    }

    private let quantityMin: Int32
    private var steps: ContiguousArray<Step> = []
    /// One a contract: which of the steps are its own.
    private var rows: ContiguousArray<Row> = []

    /// For rules the steps cannot say; nil = the steps say it all.
    var general: GeneralValidity?

    /// No listed price comes near it, and it keeps the products inside 64 bits.
    static let priceCeiling: Int64 = 1 << 40

    init(
        _ validity: QuoteValidity, contracts: [OptionContract], facts: [InstrumentFacts]
    ) {
        quantityMin = validity.quantityMin.contracts
        guard validity.isSimple else {
            general = GeneralValidity(validity, contracts: contracts, facts: facts)
            return
        }
        let slack: Int64 = validity.spreadInclusive ? 0 : 1
        var known: [[SpreadTier]: Row] = [:]
        for contract in contracts {
            let ladder = validity.ladder(contract, facts[contract.index.int])
            if let row = known[ladder] {
                rows.append(row)
                continue
            }
            let first = Int32(steps.count)
            for tier in ladder {
                switch tier.limits.first ?? .unlimited {
                case .absolute(let price):
                    steps.append(
                        Step(
                            bidFrom: tier.bidFrom.ticks, num: 0, den: 1,
                            constant: price.ticks - slack))
                case .fraction(let ratio):
                    steps.append(
                        Step(
                            bidFrom: tier.bidFrom.ticks, num: ratio.num, den: ratio.den,
                            constant: -slack))
                case .underlyingSpread, .unlimited: continue
                }
            }
            let row = Row(first: first, last: Int32(steps.count) - 1)
            known[ladder] = row
            rows.append(row)
        }
    }

    /// The same number for contracts that share a ladder.
    func ladder(of contract: Int) -> Int { Int(rows[contract].first) }

    /// The rule with its maximum spread and minimum size multiplied.
    init(
        _ validity: QuoteValidity, relaxedBy spread: Ratio, _ size: Ratio,
        contracts: [OptionContract], facts: [InstrumentFacts]
    ) {
        quantityMin = validity.quantityMin.contracts
        general = GeneralValidity(
            validity, contracts: contracts, facts: facts, spreadScale: spread, sizeScale: size)
    }

    /// Why a live quote does not count, or `.valid`.
    @inline(__always)
    func verdict(_ quote: LiveQuote, of contract: Int) -> QuoteVerdict {
        if rows.isEmpty { return generalVerdict(quote, of: contract) }
        let bidQuantity = quote.bidRemaining.contracts
        let askQuantity = quote.askRemaining.contracts
        guard bidQuantity > 0, askQuantity > 0 else {
            return bidQuantity > 0 || askQuantity > 0 ? .oneSided : .absent
        }
        guard bidQuantity >= quantityMin, askQuantity >= quantityMin else { return .tooSmall }
        let bid = quote.bid.ticks
        let ask = quote.ask.ticks
        guard bid > 0, ask > bid, ask < SpreadTable.priceCeiling else { return .tooWide }
        let row = rows[contract]
        var index = Int(row.last)
        while index >= Int(row.first) {
            let step = steps[index]
            if step.bidFrom <= bid {
                let isInside = (ask - bid) * step.den <= bid * step.num + step.constant
                return isInside ? .valid : .tooWide
            }
            index -= 1
        }
        return .tooWide
    }

    /// Whether one side alone is large enough, where an exemption excuses the other.
    func isEnough(on side: Side, _ quote: LiveQuote, of contract: Int) -> Bool {
        if let general { return general.isEnough(on: side, quote, of: contract) }
        let own = side == .bid ? quote.bidRemaining : quote.askRemaining
        return own.contracts > 0 && own.contracts >= quantityMin
    }

    @inline(never)
    private func generalVerdict(_ quote: LiveQuote, of contract: Int) -> QuoteVerdict {
        general?.verdict(quote, of: contract) ?? .absent
    }
}
