public import Market

/// What the book shows from outside: for status, tests and benchmarks.
extension RiskGate {
    /// What one contract holds and could come to hold.
    public struct Exposure: Hashable, Sendable, BitwiseCopyable {
        /// Contracts held.
        public var long: Int64
        public var short: Int64
        /// Contracts held if everything under way were filled in the worst order.
        public var longWorst: Int64
        public var shortWorst: Int64
        /// Contracts resting and in flight, over both sides.
        public var working: Int64
    }

    /// Zero for a contract that is not listed.
    public func exposure(of contract: ContractIndex) -> Exposure {
        guard contract.int < book.terms.count else {
            return Exposure(long: 0, short: 0, longWorst: 0, shortWorst: 0, working: 0)
        }
        let held = book.holdings.held(contract.int)
        let worst = book.slots[contract.int].worst
        let work = book.slots[contract.int].working
        return Exposure(
            long: held.long, short: held.short, longWorst: worst.long, shortWorst: worst.short,
            working: work.openBuy + work.openSell + work.closeBuy + work.closeSell)
    }

    /// Worst case of an underlying: long calls + short puts, and long puts + short calls.
    public func direction(of underlying: UnderlyingIndex) -> (bullish: Int64, bearish: Int64) {
        guard underlying.int < book.sums.count else { return (0, 0) }
        return (book.sums[underlying.int].bullish, book.sums[underlying.int].bearish)
    }

    /// An underlying's greeks at worst over everything held, resting and in flight; openings of the day.
    public struct Reach: Hashable, Sendable, BitwiseCopyable {
        /// Shares.
        public var deltaHigh: Int64
        public var deltaLow: Int64
        /// Shares for a move of 1 %.
        public var gammaHigh: Int64
        public var gammaLow: Int64
        /// 1/10 000 yuan a volatility point.
        public var vegaHigh: Int64
        public var vegaLow: Int64
        /// Contracts opened today, working ones counted as filled.
        public var opened: Int64
    }

    /// Nil for an underlying that is not listed.
    public func reach(of underlying: UnderlyingIndex) -> Reach? {
        guard underlying.int < book.sums.count else { return nil }
        let sums = book.sums[underlying.int]
        return Reach(
            deltaHigh: sums.deltaHigh, deltaLow: sums.deltaLow, gammaHigh: sums.gammaHigh,
            gammaLow: sums.gammaLow, vegaHigh: sums.vegaHigh, vegaLow: sums.vegaLow,
            opened: sums.opened)
    }

    /// What risk itself thinks a contract is worth; nil for one that is not listed.
    public func reference(of contract: ContractIndex) -> Price? {
        contract.int < book.slots.count
            ? Price(ticks: book.slots[contract.int].yard.reference) : nil
    }

    /// Worst case of long + short over all contracts.
    public var totalWorst: Int64 { book.total }
    /// Premium and margin bound by what rests and is in flight.
    public var reserved: Money { Money(tenThousandths: book.reserved) }
    /// Cash after premiums, less margin of what is short and less what is reserved.
    public var available: Money { Money(tenThousandths: book.available) }
    /// Messages sent, at their worst: the rolling second, the calendar second, the day, and their peaks.
    public var messages: MessageBudget { budget }
    /// Whether the day's messages make the account a high-frequency one (P33.1, P33.2).
    public var isIdentified: Bool {
        budget.peak >= terms.identificationPerSecond || budget.today >= terms.identificationPerDay
    }

    /// Legs of a contract taken off today, their contracts, and what was traded (H40); nil if it is not listed.
    public func cancels(of contract: ContractIndex) -> (legs: Int64, volume: Int64, traded: Int64)?
    {
        guard contract.int < tally.contracts.count else { return nil }
        let own = tally.contracts[contract.int]
        return (own.cancels, own.cancelledVolume, own.tradedVolume)
    }

    /// Instructions the exchange has not answered.
    public var underWay: Int { book.underWay + book.orders.underWay }
    /// Single orders resting and in flight.
    public var openOrders: Int { book.orders.count }

    /// Margin of one short contract; zero for a contract that is not listed.
    public func marginPerContract(_ contract: ContractIndex) -> Money {
        contract.int < book.terms.count
            ? Money(tenThousandths: book.terms[contract.int].marginPerContract) : .zero
    }

    /// Puts the link up and every contract in a phase, as the exchange's messages would: a gate by itself, without
    /// a core, for benchmarks and tests. Nothing can be sent from a gate.
    public mutating func open(in phase: TradingPhase) {
        exchangeIsUp = true
        for contract in phases.indices { phases[contract] = phase }
    }
}
