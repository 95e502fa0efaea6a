import Market
import Wire

/// Holdings, resting legs, instructions in flight, and the money they bind: the worst case at every instant.
///
/// A replace is atomic at the exchange, yet the old quote can fill before the new one arrives and the new one
/// after. So the resting quote and *every* instruction in flight count in full, side by side, until the exchange's
/// own report takes one away. Closing quantity never counts as a reduction before it is filled.
struct ExposureBook: Sendable {
    /// Instructions a contract can have in flight; the last place is only for a withdrawal.
    static let inFlightMax = 5

    /// Per contract: quantity resting and in flight, by what it would do.
    struct Working: Sendable, BitwiseCopyable {
        var openBuy: Int64 = 0
        var openSell: Int64 = 0
        var closeBuy: Int64 = 0
        var closeSell: Int64 = 0
    }

    let terms: [ContractTerms]
    var holdings: Holdings
    var live: [WorkingQuote]
    private(set) var working: [Working]
    /// Flat, `inFlightMax` places a contract, oldest first.
    var inFlight: [WorkingQuote]
    private(set) var inFlightCount: [UInt8]
    /// Per underlying, holdings and what works: long calls + short puts; long puts + short calls.
    private(set) var bullish: [Int64]
    private(set) var bearish: [Int64]
    private(set) var total: Int64 = 0
    /// 1/10 000 yuan.
    private(set) var cash: Int64
    private(set) var marginHeld: Int64 = 0
    private(set) var reserved: Int64 = 0
    /// Contracts with a leg resting.
    private(set) var liveQuotes = 0
    /// Instructions in flight over all contracts.
    private(set) var underWay = 0

    init(terms: [ContractTerms], underlyings: Int, cash: Int64) {
        self.terms = terms
        self.cash = cash
        holdings = Holdings(count: terms.count)
        live = Array(repeating: .none, count: terms.count)
        working = Array(repeating: Working(), count: terms.count)
        inFlight = Array(repeating: .none, count: terms.count * Self.inFlightMax)
        inFlightCount = Array(repeating: 0, count: terms.count)
        bullish = Array(repeating: 0, count: underlyings)
        bearish = Array(repeating: 0, count: underlyings)
    }

    /// Cash nothing else has claimed.
    var available: Int64 { cash.subtractingClamped(marginHeld).subtractingClamped(reserved) }

    func hasAnything(_ contract: Int) -> Bool {
        inFlightCount[contract] > 0 || live[contract].isWorking
    }

    /// Something of the contract sent at or before `serial` may still trade.
    func hasAnything(_ contract: Int, upTo serial: UInt64) -> Bool {
        if live[contract].isWorking, live[contract].serial <= serial { return true }
        for place in 0..<Int(inFlightCount[contract])
        where inFlight[contract * Self.inFlightMax + place].serial <= serial { return true }
        return false
    }

    /// The newest instruction in flight.
    func newest(_ contract: Int) -> WorkingQuote? {
        let count = Int(inFlightCount[contract])
        return count == 0 ? nil : inFlight[contract * Self.inFlightMax + count - 1]
    }

    func place(of id: UInt64, contract: Int) -> Int? {
        let first = contract * Self.inFlightMax
        for place in first..<first + Int(inFlightCount[contract]) where inFlight[place].id == id {
            return place
        }
        return nil
    }

    // MARK: changes

    /// Counts an instruction that is about to leave.
    mutating func launch(_ quote: WorkingQuote, contract: Int) {
        let count = Int(inFlightCount[contract])
        precondition(count < Self.inFlightMax, "\(count) instructions in flight")
        inFlight[contract * Self.inFlightMax + count] = quote
        inFlightCount[contract] += 1
        underWay += 1
        guard !quote.isWithdrawal else { return }
        shift(contract, .bid, quote.bid, by: quote.bid.quantity)
        shift(contract, .ask, quote.ask, by: quote.ask.quantity)
    }

    /// Takes an instruction out of the queue, still counted; the caller releases it or makes it rest.
    private mutating func take(place: Int, contract: Int) -> WorkingQuote {
        let quote = inFlight[place]
        let end = contract * Self.inFlightMax + Int(inFlightCount[contract])
        for next in place + 1..<max(end, place + 1) { inFlight[next - 1] = inFlight[next] }
        inFlight[end - 1] = .none
        inFlightCount[contract] -= 1
        underWay -= 1
        return quote
    }

    private mutating func release(_ quote: WorkingQuote, contract: Int) {
        shift(contract, .bid, quote.bid, by: -quote.bid.quantity)
        shift(contract, .ask, quote.ask, by: -quote.ask.quantity)
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
        inFlight[place][side] = new
    }

    /// Takes up to `quantity` off the resting leg; returns what it took.
    mutating func reduceLive(_ contract: Int, _ side: Side, by quantity: Int64) -> Int64 {
        let leg = live[contract][side]
        let taken = min(quantity, leg.quantity)
        guard taken > 0 else { return 0 }
        shift(contract, side, leg, by: -taken)
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

    /// Brings yesterday's position over.
    mutating func open(long: Int64, short: Int64, contract: Int) {
        hold(Holdings.Change(long: long, short: short, uncovered: 0), contract: contract)
    }

    mutating func markLost() {
        for contract in inFlightCount.indices where inFlightCount[contract] > 0 {
            let first = contract * Self.inFlightMax
            for place in first..<first + Int(inFlightCount[contract]) {
                inFlight[place].isLost = true
            }
        }
    }

    private mutating func hold(_ change: Holdings.Change, contract: Int) {
        holdings.apply(change, contract: contract)
        marginHeld = marginHeld.addingClamped(
            change.short.multipliedClamped(by: terms[contract].marginPerContract))
        lean(contract, long: change.long, short: change.short)
    }

    private mutating func shift(
        _ contract: Int, _ side: Side, _ leg: WorkingLeg, by quantity: Int64
    ) {
        guard quantity != 0 else { return }
        reserved &+= leg.reservePerContract &* quantity
        switch (side, leg.effect) {
        case (.bid, .open):
            working[contract].openBuy += quantity
            lean(contract, long: quantity, short: 0)
        case (.ask, .open):
            working[contract].openSell += quantity
            lean(contract, long: 0, short: quantity)
        case (.bid, .close): working[contract].closeBuy += quantity
        case (.ask, .close): working[contract].closeSell += quantity
        }
    }

    private mutating func lean(_ contract: Int, long: Int64, short: Int64) {
        let underlying = Int(terms[contract].underlying)
        if terms[contract].isCall {
            bullish[underlying] += long
            bearish[underlying] += short
        } else {
            bullish[underlying] += short
            bearish[underlying] += long
        }
        total += long + short
    }
}

extension Int64 {
    /// Sums over what the outside world sent stop at the ends instead of trapping.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    func subtractingClamped(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other > 0 ? .min : .max) : difference
    }

    func multipliedClamped(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self > 0) == (other > 0) ? .max : .min) : product
    }
}
