import Glibc
public import Market

/// One option's best prices, as a chain file gives them.
public struct OptionQuote: Hashable, Sendable, BitwiseCopyable {
    public var type: OptionType
    public var strike: Double
    /// 0 when nobody bids.
    public var bid: Double
    public var ask: Double

    public init(type: OptionType, strike: Double, bid: Double, ask: Double) {
        self.type = type
        self.strike = strike
        self.bid = bid
        self.ask = ask
    }

    /// Both sides there and not crossed.
    var isTwoSided: Bool { bid.isFinite && ask.isFinite && bid > 0 && ask >= bid }
}

/// One expiry's quotes as a smile: forward and discount from parity, volatilities of the out-of-the-money sides.
public struct ExpiryChain: Hashable, Sendable {
    /// What could not be used, and why.
    public struct Unused: Hashable, Sendable, BitwiseCopyable {
        /// Bid missing, or bid above ask.
        public var oneSided = 0
        /// In the money, and the other type at that strike has both sides.
        public var inTheMoney = 0
        /// A price without a volatility.
        public var unpriced = 0
    }

    public let parity: ParityRegression.Estimate
    public let smile: ExpirySmile
    public let unused: Unused

    /// Nil without time, and where neither a pair of a call and a put on one strike nor `forward` gives the forward.
    ///
    /// - Parameters:
    ///   - discount: nil to take it from parity as well; 1 where there is none.
    ///   - forward: taken only where no strike has both.
    public init?(
        expiry: Int, years: Double, quotes: [OptionQuote], discount: Double? = nil,
        forward: Double? = nil
    ) {
        guard years.isFinite, years > 0,
            let parity = ExpiryChain.parity(quotes).estimate(discount: discount)
                ?? forward.flatMap({ ParityRegression.Estimate(given: $0, discount: discount ?? 1) }
                )
        else { return nil }
        let twoSided = quotes.filter(\.isTwoSided)
        let calls = Set(twoSided.filter { $0.type == .call }.map(\.strike))
        let puts = Set(twoSided.filter { $0.type == .put }.map(\.strike))
        var unused = Unused()
        var points: [SmilePoint] = []
        for quote in quotes.sorted(by: ExpiryChain.precedes) {
            guard quote.isTwoSided else {
                unused.oneSided += 1
                continue
            }
            let outside: OptionType = quote.strike < parity.forward ? .put : .call
            // In the money only where nothing else is quoted: little of such a price is time value.
            let hasOutside = (outside == .call ? calls : puts).contains(quote.strike)
            guard quote.type == outside || !hasOutside else {
                unused.inTheMoney += 1
                continue
            }
            func volatility(_ price: Double) -> Double? {
                ImpliedVolatility.solve(
                    quote.type, price: price, forward: parity.forward, strike: quote.strike,
                    years: years, discount: parity.discount
                ).volatility
            }
            guard let bid = volatility(quote.bid), let ask = volatility(quote.ask),
                let point = SmilePoint(
                    k: log(quote.strike / parity.forward), volatilityBid: bid, volatilityAsk: ask)
            else {
                unused.unpriced += 1
                continue
            }
            points.append(point)
        }
        self.parity = parity
        self.unused = unused
        smile = ExpirySmile(
            expiry: expiry, years: years, forward: parity.forward, points: points)
    }

    private static func precedes(_ a: OptionQuote, _ b: OptionQuote) -> Bool {
        (a.strike, a.type == .call ? 0 : 1, a.bid, a.ask)
            < (b.strike, b.type == .call ? 0 : 1, b.bid, b.ask)
    }

    private static func parity(_ quotes: [OptionQuote]) -> ParityRegression {
        var parity = ParityRegression()
        let usable = quotes.filter(\.isTwoSided).sorted(by: precedes)
        for (call, put) in zip(usable, usable.dropFirst())
        where call.strike == put.strike && call.type == .call && put.type == .put {
            parity.add(
                strike: call.strike, callMid: 0.5 * (call.bid + call.ask),
                putMid: 0.5 * (put.bid + put.ask),
                halfSpread: 0.5 * (call.ask - call.bid + put.ask - put.bid))
        }
        return parity
    }
}
