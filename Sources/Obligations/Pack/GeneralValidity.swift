import Market

/// A validity rule in full generality, flattened for a day's contracts; `SpreadTable` is its short cut.
///
/// All in whole numbers; products are taken in 128 bits.
struct GeneralValidity: Hashable, Sendable {
    /// What a limit multiplies: spread × den <= base × num.
    private enum Base: Hashable, Sendable {
        case fixed, reference, underlyingSpread, unlimited
    }

    private struct Limit: Hashable, Sendable {
        var base: Base
        var num: Int64
        var den: Int64
    }

    private struct Row: Hashable, Sendable {
        var bidFrom: Int64
        var limits: [Limit]
    }

    /// What the test asks beyond the quote itself.
    struct Surroundings: Hashable, Sendable, BitwiseCopyable {
        /// Best prices of everybody but the maker; zero = none.
        var bid: Int64 = 0
        var ask: Int64 = 0
        /// Below zero = the underlying has no two-sided price.
        var underlyingSpread: Int64 = -1
        /// Sizes of the quote last accepted.
        var acceptedBid: Int32 = 0
        var acceptedAsk: Int32 = 0
    }

    let validity: QuoteValidity
    private let sizeScale: Ratio
    private var ladders: ContiguousArray<[Row]> = []
    private let bands: ContiguousArray<PriceBand>
    private let units: ContiguousArray<Int32>
    /// By contract; empty where quotes alone count.
    private(set) var orders: ContiguousArray<OwnDepth> = []
    private(set) var surroundings: ContiguousArray<Surroundings>

    /// `spreadScale` and `sizeScale` multiply the maximum and the minimum where an exemption relaxes them.
    init(
        _ validity: QuoteValidity, contracts: [OptionContract], facts: [InstrumentFacts],
        spreadScale: Ratio = Ratio(1, 1), sizeScale: Ratio = Ratio(1, 1)
    ) {
        self.validity = validity
        self.sizeScale = sizeScale
        bands = ContiguousArray(contracts.map(\.band))
        units = ContiguousArray(contracts.map(\.unit))
        surroundings = ContiguousArray(repeating: Surroundings(), count: contracts.count)
        if validity.source == .quotesAndOrders {
            orders = ContiguousArray(repeating: OwnDepth(), count: contracts.count)
        }
        for contract in contracts {
            ladders.append(
                validity.ladder(contract, facts[contract.index.int]).map { tier in
                    Row(
                        bidFrom: tier.bidFrom.ticks,
                        limits: tier.limits.map { Self.limit($0, spreadScale) })
                })
        }
    }

    private static func limit(_ limit: SpreadTier.Limit, _ scale: Ratio) -> Limit {
        switch limit {
        case .absolute(let price):
            Limit(base: .fixed, num: price.ticks * scale.num, den: scale.den)
        case .fraction(let ratio):
            Limit(base: .reference, num: ratio.num * scale.num, den: ratio.den * scale.den)
        case .underlyingSpread(let ratio):
            Limit(base: .underlyingSpread, num: ratio.num * scale.num, den: ratio.den * scale.den)
        case .unlimited: Limit(base: .unlimited, num: 0, den: 1)
        }
    }

    // MARK: Surroundings

    /// An accepted quote's sizes, for rules that test what was accepted.
    mutating func accepted(_ quote: LiveQuote, of contract: Int) {
        surroundings[contract].acceptedBid = quote.bidRemaining.contracts
        surroundings[contract].acceptedAsk = quote.askRemaining.contracts
    }

    mutating func marketChanged(_ top: BookTop, of contract: Int) {
        surroundings[contract].bid = top.hasBid ? top.bid.ticks : 0
        surroundings[contract].ask = top.hasAsk ? top.ask.ticks : 0
    }

    mutating func underlyingSpreadChanged(_ spread: Int64, of contract: Int) {
        surroundings[contract].underlyingSpread = spread
    }

    mutating func orderChanged(_ order: OwnOrder, of contract: Int) {
        guard !orders.isEmpty else { return }
        orders[contract].change(order)
    }

    // MARK: The test

    /// What the own prices are worth: the quote's, and the orders' where the rule counts both.
    func verdict(_ quote: LiveQuote, of contract: Int) -> QuoteVerdict {
        guard !orders.isEmpty else { return verdict(quoteAlone: quote, of: contract) }
        let bid = reach(.bid, quote, contract)
        let ask = reach(.ask, quote, contract)
        let joined = LiveQuote(
            bid: bid.price, bidRemaining: bid.quantity, ask: ask.price, askRemaining: ask.quantity)
        let isCumulated = validity.sizeBasis == .cumulated
        if isCumulated, bid.quantity > .zero, ask.quantity > .zero,
            !bid.isLargeEnough || !ask.isLargeEnough
        {
            return .tooSmall
        }
        return verdict(quoteAlone: joined, of: contract, isLargeEnough: isCumulated)
    }

    private func verdict(
        quoteAlone quote: LiveQuote, of contract: Int, isLargeEnough: Bool = false
    ) -> QuoteVerdict {
        let bidQuantity = quote.bidRemaining.contracts
        let askQuantity = quote.askRemaining.contracts
        guard bidQuantity > 0, askQuantity > 0 else {
            return bidQuantity > 0 || askQuantity > 0 ? .oneSided : .absent
        }
        let around = surroundings[contract]
        let isAccepted = validity.partialFill == .accepted
        let bidSize = isAccepted ? max(around.acceptedBid, bidQuantity) : bidQuantity
        let askSize = isAccepted ? max(around.acceptedAsk, askQuantity) : askQuantity
        if !isLargeEnough {
            guard isLarge(bidSize, at: quote.bid, contract),
                isLarge(askSize, at: quote.ask, contract)
            else { return .tooSmall }
        }
        guard areComparable(Int64(bidSize), Int64(askSize)) else { return .sizesDiffer }
        let bid = quote.bid.ticks
        let ask = quote.ask.ticks
        let isOrdered = validity.lockedCounts ? ask >= bid : ask > bid
        guard bid > 0, isOrdered, ask < SpreadTable.priceCeiling else { return .tooWide }
        guard isNear(bid, ask, around, contract) else { return .offMarket }
        return isNarrow(bid, ask, around, contract) ? .valid : .tooWide
    }

    func isLarge(_ size: Int32, at price: Price, _ contract: Int) -> Bool {
        isLarge(self.size(size, at: price, contract))
    }

    /// Contracts, or their amount where the least is one.
    func size(_ contracts: Int32, at price: Price, _ contract: Int) -> Int128 {
        validity.amountMin == nil
            ? Int128(contracts) : Int128(price.ticks) * Int128(contracts) * Int128(units[contract])
    }

    func isLarge(_ have: Int128) -> Bool {
        let least = Int128(
            validity.amountMin?.tenThousandths ?? Int64(validity.quantityMin.contracts))
        let (left, right) = (have * Int128(sizeScale.den), least * Int128(sizeScale.num))
        return validity.sizeInclusive ? left >= right : left > right
    }

    private func areComparable(_ a: Int64, _ b: Int64) -> Bool {
        guard let rule = validity.comparableSize else { return true }
        let gap = abs(a - b)
        switch rule.base {
        case .larger: return gap * rule.divergenceMax.den <= max(a, b) * rule.divergenceMax.num
        case .smaller: return gap * rule.divergenceMax.den <= min(a, b) * rule.divergenceMax.num
        case .mean: return 2 * gap * rule.divergenceMax.den <= (a + b) * rule.divergenceMax.num
        }
    }

    /// Inside the day's limits, and near the best price of all: the own one, or somebody's better.
    private func isNear(_ bid: Int64, _ ask: Int64, _ around: Surroundings, _ contract: Int)
        -> Bool
    {
        let band = bands[contract]
        if validity.isInsidePriceLimits, bid < band.down.ticks || ask > band.up.ticks {
            return false
        }
        guard let levels = validity.withinPriceLevels else { return true }
        if around.bid > 0, bid < around.bid - Int64(levels) { return false }
        return around.ask <= 0 || ask <= around.ask + Int64(levels)
    }

    private func isNarrow(_ bid: Int64, _ ask: Int64, _ around: Surroundings, _ contract: Int)
        -> Bool
    {
        guard let row = ladders[contract].last(where: { $0.bidFrom <= bid }) else { return false }
        switch validity.spreadCombine {
        case .narrowest: return row.limits.allSatisfy { allows($0, bid, ask, around) }
        case .widest: return row.limits.contains { allows($0, bid, ask, around) }
        }
    }

    private func allows(_ limit: Limit, _ bid: Int64, _ ask: Int64, _ around: Surroundings) -> Bool
    {
        var den = Int128(limit.den)
        let base: Int128
        switch limit.base {
        case .unlimited: return true
        case .fixed: base = 1
        case .underlyingSpread:
            // Without a two-sided underlying nobody can say what the limit is: it is not kept.
            guard around.underlyingSpread >= 0 else { return false }
            base = Int128(around.underlyingSpread)
        case .reference:
            switch validity.spreadReference {
            case .bid: base = Int128(bid)
            case .mid:
                base = Int128(bid) + Int128(ask)
                den *= 2
            case .midFloored(let floor):
                base = max(Int128(bid) + Int128(ask), 2 * Int128(floor.ticks))
                den *= 2
            }
        }
        let (left, right) = (Int128(ask - bid) * den, base * Int128(limit.num))
        return validity.spreadInclusive ? left <= right : left < right
    }
}

extension QuoteValidity {
    /// Whether the bid-only table with one limit a row says it all.
    var isSimple: Bool {
        guard amountMin == nil, sizeInclusive, partialFill == .remaining, spreadReference == .bid,
            comparableSize == nil, withinPriceLevels == nil, !isInsidePriceLimits, !lockedCounts,
            source == .quotes
        else { return false }
        return tiers.allSatisfy { tier in
            guard tier.limits.count == 1 else { return false }
            switch tier.limits[0] {
            case .absolute, .fraction: return true
            case .underlyingSpread, .unlimited: return false
            }
        }
    }

    /// Whether the market's prices decide with the quote.
    var followsMarket: Bool { withinPriceLevels != nil }

    /// Whether the underlying's spread decides with the quote.
    var followsUnderlying: Bool {
        tiers.contains { tier in
            tier.limits.contains { if case .underlyingSpread = $0 { true } else { false } }
        }
    }
}
