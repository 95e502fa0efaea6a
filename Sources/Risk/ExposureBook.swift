import Market
import Wire

/// Holdings, resting legs, instructions in flight, and the money they bind: the worst case at every instant.
///
/// A replace is atomic at the exchange, yet the old quote can fill before the new one arrives and the new one
/// after. So the resting quote and *every* instruction in flight count in full, side by side, until the exchange's
/// own report takes one away. Closing quantity never counts as a reduction before it is filled.
///
/// Closes are the one place where that sum is not a position: the exchange holds one quote a contract, so two closing
/// legs never rest together, and refusing the second would refuse every requote of a closing leg. What the race can
/// do is close the same holding twice. So a leg may close what is held (`ClosingQuantityCheck`), and what all
/// closing legs under way exceed the holding by counts as opened on the other side, in every limit and in margin.
/// No order in which fills arrive can raise that sum, so a limit kept when an instruction leaves stays kept.
struct ExposureBook: Sendable {
    /// Instructions a contract can have in flight; the last place is only for a withdrawal.
    static let inFlightMax = 5

    /// Per contract: quantity resting and in flight, by what it would do.
    struct Working: Sendable, BitwiseCopyable {
        var openBuy: Int64 = 0
        var openSell: Int64 = 0
        var closeBuy: Int64 = 0
        var closeSell: Int64 = 0

        mutating func add(_ other: Working) {
            openBuy += other.openBuy
            openSell += other.openSell
            closeBuy += other.closeBuy
            closeSell += other.closeSell
        }
    }

    /// Per contract: what the position can become at worst.
    struct WorstCase: Equatable, Sendable, BitwiseCopyable {
        var long: Int64 = 0
        var short: Int64 = 0
        /// Part of `short` that closing asks beyond the holding would open: it binds margin.
        var oversold: Int64 = 0
        /// Contracts opened today, what works included.
        var opened: Int64 = 0
        /// Long less short if every buy, or every sell, were filled.
        var high: Int64 = 0
        var low: Int64 = 0
    }

    /// One contract's sums.
    struct Slot: Sendable, BitwiseCopyable {
        var working = Working()
        /// Always `worstCase` of what is held and works.
        var worst = WorstCase()
        var yard = Yardstick()
        /// Contracts opened by fills today.
        var openedToday: Int64 = 0
        var inFlightCount = 0

        /// One instruction more is under way; in one access to the slot.
        @inline(__always)
        mutating func launch(_ work: Working, worst: WorstCase) {
            working.add(work)
            self.worst = worst
            inFlightCount += 1
        }
    }

    let terms: [ContractTerms]
    var holdings: Holdings
    var live: [WorkingQuote]
    /// Per contract, side by side: one place to find and to change.
    private(set) var slots: [Slot]
    /// Flat, `inFlightMax` places a contract, oldest first.
    var inFlight: [WorkingQuote]
    /// Single orders beside the quotes.
    var orders: OrderTable
    /// Per underlying, over its contracts' worst cases.
    var sums: [UnderlyingSums]
    private(set) var total: Int64 = 0
    /// 1/10 000 yuan.
    private(set) var cash: Int64
    private(set) var marginHeld: Int64 = 0
    private(set) var reserved: Int64 = 0
    /// Contracts with a leg resting.
    private(set) var liveQuotes = 0
    /// Instructions in flight over all contracts.
    private(set) var underWay = 0
    /// Instructions in flight that were sent before the link was lost.
    private(set) var lostCount = 0
    /// No later than the first lost instruction's expiry.
    private(set) var lostExpiry = Int64.max

    init(terms: [ContractTerms], underlyings: Int, cash: Int64) {
        self.terms = terms
        self.cash = cash
        holdings = Holdings(count: terms.count)
        live = Array(repeating: .none, count: terms.count)
        slots = Array(repeating: Slot(), count: terms.count)
        inFlight = Array(repeating: .none, count: terms.count * Self.inFlightMax)
        orders = OrderTable(contracts: terms.count)
        sums = Array(repeating: UnderlyingSums(), count: underlyings)
    }

    /// Cash nothing else has claimed. Reservations beyond what 64 bits hold leave nothing.
    var available: Int64 {
        reserved < 0 ? .min : cash.subtractingClamped(marginHeld).subtractingClamped(reserved)
    }

    /// What a contract's position can become when all that works, with what is added, fills in the worst order.
    @inline(__always)
    func worstCase(_ contract: Int, adding added: Working = Working()) -> WorstCase {
        let held = holdings.held(contract)
        let work = slots[contract].working
        let openBuy = work.openBuy + added.openBuy
        let openSell = work.openSell + added.openSell
        let closeBuy = work.closeBuy + added.closeBuy
        let closeSell = work.closeSell + added.closeSell
        let overbought = max(0, closeBuy - held.short)
        let oversold = max(0, closeSell - held.long)
        let net = held.long - held.short
        return WorstCase(
            long: held.long + openBuy + overbought, short: held.short + openSell + oversold,
            oversold: oversold,
            opened: slots[contract].openedToday + openBuy + openSell + overbought + oversold,
            high: net + openBuy + closeBuy, low: net - openSell - closeSell)
    }

    /// A quote rests, or an instruction for one is in flight.
    func hasQuote(_ contract: Int) -> Bool {
        slots[contract].inFlightCount > 0 || live[contract].isWorking
    }

    /// A quote or a single order.
    // MARK: changes

    /// Queues an instruction that is about to leave; by itself it binds nothing.
    @inline(__always)
    mutating func launch(_ quote: WorkingQuote, contract: Int) {
        let count = Int(slots[contract].inFlightCount)
        precondition(count < Self.inFlightMax, "\(count) instructions in flight")
        inFlight[contract * Self.inFlightMax + count] = quote
        slots[contract].inFlightCount += 1
        underWay += 1
    }

    /// Counts a quote that is about to leave, given what it adds and what that makes of the worst case.
    @inline(__always)
    mutating func launch(
        _ quote: WorkingQuote, contract: Int, adding work: Working, worst: WorstCase
    ) {
        let count = slots[contract].inFlightCount
        precondition(count < Self.inFlightMax, "\(count) instructions in flight")
        inFlight[contract * Self.inFlightMax + count] = quote
        underWay += 1
        reserved &+= quote.bid.reservePerContract &* quote.bid.quantity
        reserved &+= quote.ask.reservePerContract &* quote.ask.quantity
        let old = slots[contract].worst
        let yard = slots[contract].yard
        slots[contract].launch(work, worst: worst)
        settle(terms[contract], yard, from: old, to: worst)
    }

    /// Takes an instruction out of the queue, still counted; the caller releases it or makes it rest.
    private mutating func take(place: Int, contract: Int) -> WorkingQuote {
        var quote = inFlight[place]
        if quote.isLost { lostCount -= 1 }
        if lostCount == 0 { lostExpiry = .max }
        quote.isLost = false
        let end = contract * Self.inFlightMax + Int(slots[contract].inFlightCount)
        for next in place + 1..<max(end, place + 1) { inFlight[next - 1] = inFlight[next] }
        inFlight[end - 1] = .none
        slots[contract].inFlightCount -= 1
        underWay -= 1
        return quote
    }

    private mutating func release(_ quote: WorkingQuote, contract: Int) {
        shift(contract, .bid, quote.bid, by: -quote.bid.quantity)
        shift(contract, .ask, quote.ask, by: -quote.ask.quantity)
        settle(contract)
    }

    /// The exchange refused it, carried out the withdrawal, or provably never saw it.
    mutating func dismiss(place: Int, contract: Int) {
        let quote = take(place: place, contract: contract)
        if !quote.isWithdrawal { release(quote, contract: contract) }
    }

    /// The exchange accepted it: it rests now, and what it replaced is gone.
    mutating func accept(place: Int, contract: Int) {
        let quote = take(place: place, contract: contract)
        rest(quote, contract: contract)
    }

    /// A quote we never sent rests in our name: from now on it counts.
    mutating func adopt(_ quote: WorkingQuote, contract: Int) {
        shift(contract, .bid, quote.bid, by: quote.bid.quantity)
        shift(contract, .ask, quote.ask, by: quote.ask.quantity)
        settle(contract)
        rest(quote, contract: contract)
    }

    private mutating func rest(_ quote: WorkingQuote, contract: Int) {
        let old = live[contract]
        release(old, contract: contract)
        liveQuotes += (quote.isWorking ? 1 : 0) - (old.isWorking ? 1 : 0)
        live[contract] = quote
    }

    /// The exchange says the quote differs from what we sent: its word counts.
    mutating func amend(place: Int, contract: Int, side: Side, price: Int64, quantity: Int64) {
        let old = inFlight[place][side]
        var new = old
        new.price = price
        new.quantity = quantity
        if side == .bid { new.reservePerContract = price * Int64(terms[contract].unit) }
        shift(contract, side, old, by: -old.quantity)
        shift(contract, side, new, by: new.quantity)
        settle(contract)
        inFlight[place][side] = new
    }

    /// Takes up to `quantity` off the resting leg; returns what it took.
    mutating func reduceLive(_ contract: Int, _ side: Side, by quantity: Int64) -> Int64 {
        let leg = live[contract][side]
        let taken = min(quantity, leg.quantity)
        guard taken > 0 else { return 0 }
        shift(contract, side, leg, by: -taken)
        settle(contract)
        live[contract][side].quantity -= taken
        if !live[contract].isWorking { liveQuotes -= 1 }
        return taken
    }

    /// Takes up to `quantity` off a leg the exchange filled before it said it had accepted it.
    mutating func reduceInFlight(place: Int, _ contract: Int, _ side: Side, by quantity: Int64)
        -> Int64
    {
        let leg = inFlight[place][side]
        let taken = min(quantity, leg.quantity)
        guard taken > 0 else { return 0 }
        shift(contract, side, leg, by: -taken)
        settle(contract)
        inFlight[place][side].quantity -= taken
        inFlight[place].isFilledEarly = true
        return taken
    }

    /// Books a fill. Returns the part of a close that met no holding.
    @discardableResult
    mutating func book(
        _ contract: Int, _ side: Side, _ effect: PositionEffect, price: Int64, quantity: Int64
    ) -> Int64 {
        let change = holdings.change(
            contract: contract, side: side, effect: effect, quantity: quantity)
        slots[contract].openedToday += effect == .open ? quantity : change.uncovered
        hold(change, contract: contract)
        let (perContract, tooDear) = price.multipliedReportingOverflow(
            by: Int64(terms[contract].unit))
        let (premium, tooMuch) = perContract.multipliedReportingOverflow(by: quantity)
        if !tooDear, !tooMuch {
            cash =
                side == .bid ? cash.subtractingClamped(premium) : cash.addingClamped(premium)
        }
        return change.uncovered
    }

    /// Money that moved without a position: a corrected price. 1/10 000 yuan, below zero = paid.
    mutating func receive(_ money: Int64) { cash = cash.addingClamped(money) }

    /// Brings yesterday's position over.
    mutating func open(long: Int64, short: Int64, contract: Int) {
        hold(Holdings.Change(long: long, short: short, uncovered: 0), contract: contract)
    }

    /// Binds money for an order in an underlying, or, below zero, frees it; 1/10 000 yuan.
    mutating func bind(_ money: Int64) { reserved &+= money }

    // MARK: the link

    /// The link is gone: what is in flight is unknown.
    mutating func markLost() {
        for contract in slots.indices where slots[contract].inFlightCount > 0 {
            let first = contract * Self.inFlightMax
            for place in first..<first + Int(slots[contract].inFlightCount) {
                if !inFlight[place].isLost { lostCount += 1 }
                inFlight[place].isLost = true
                lostExpiry = min(lostExpiry, inFlight[place].expires)
            }
        }
    }

    /// Frees what was lost and has expired before `now`.
    mutating func resolveLost(at now: Int64) {
        guard lostCount > 0 else { return }
        lostExpiry = .max
        for contract in terms.indices where slots[contract].inFlightCount > 0 {
            let first = contract * Self.inFlightMax
            var place = first
            while place < first + Int(slots[contract].inFlightCount) {
                let quote = inFlight[place]
                if quote.isLost, quote.expires < now {
                    dismiss(place: place, contract: contract)
                    continue
                }
                if quote.isLost { lostExpiry = min(lostExpiry, quote.expires) }
                place += 1
            }
        }
    }

    /// Takes a new yardstick; what works and is held counts by it from now on.
    mutating func measure(_ contract: Int, by new: Yardstick) {
        let underlying = Int(terms[contract].underlying)
        let reach = slots[contract].worst
        sums[underlying].add(slots[contract].yard, high: -reach.high, low: -reach.low)
        slots[contract].yard = new
        sums[underlying].add(new, high: reach.high, low: reach.low)
    }

    // MARK: sums

    /// Counts a single order's contracts, or, below zero, no longer.
    mutating func count(_ contract: Int, _ side: Side, _ leg: WorkingLeg, by quantity: Int64) {
        shift(contract, side, leg, by: quantity)
        settle(contract)
    }

    private mutating func hold(_ change: Holdings.Change, contract: Int) {
        holdings.apply(change, contract: contract)
        marginHeld = marginHeld.addingClamped(
            change.short.multipliedClamped(by: terms[contract].marginPerContract))
        settle(contract)
    }

    private mutating func shift(
        _ contract: Int, _ side: Side, _ leg: WorkingLeg, by quantity: Int64
    ) {
        guard quantity != 0 else { return }
        reserved &+= leg.reservePerContract &* quantity
        switch (side, leg.effect) {
        case (.bid, .open): slots[contract].working.openBuy += quantity
        case (.ask, .open): slots[contract].working.openSell += quantity
        case (.bid, .close): slots[contract].working.closeBuy += quantity
        case (.ask, .close): slots[contract].working.closeSell += quantity
        }
    }

    /// Brings the sums over contracts in line with one contract's worst case.
    private mutating func settle(_ contract: Int) {
        settle(contract, to: worstCase(contract))
    }

    private mutating func settle(_ contract: Int, to new: WorstCase) {
        let old = slots[contract].worst
        slots[contract].worst = new
        settle(terms[contract], slots[contract].yard, from: old, to: new)
    }

    @inline(__always)
    private mutating func settle(
        _ own: ContractTerms, _ yard: Yardstick, from old: WorstCase, to new: WorstCase
    ) {
        let long = new.long - old.long
        let short = new.short - old.short
        sums[Int(own.underlying)].shift(
            bullish: own.isCall ? long : short, bearish: own.isCall ? short : long,
            opened: new.opened - old.opened, yard, high: new.high - old.high,
            low: new.low - old.low)
        total += long + short
        reserved &+= own.marginPerContract &* (new.oversold - old.oversold)
    }
}
