import Market
import Wire

/// Orders in the underlyings: the hedge passes the same gate, with limits of its own (B3.8).
///
/// Immediate-or-cancel only: nothing rests, so a kill has nothing to take off but what is on its way, and that ends by itself. In
/// this order: quoter's session · link and day · underlying · account · kind · command age · client number · state · phase · tick and lot ·
/// size · value · collar · own orders · shares that may be sold · position · delta · funds · message rate · daily messages.
/// Protection stops quotes, not the hedge of what they have traded.
extension RiskGate {
    private static var immediateOrCancel: UInt8 { 2 }
    private static var lot: Int64 { 100 }
    private static var priceTick: Int64 { 10 }
    private static var sharesMax: Int64 { 1_000_000 }

    /// Judges one order; what passes is counted as sent.
    ///
    /// - Parameter state: how far the underlying as a whole is shut.
    mutating func decide(
        _ entry: HedgeOrders.Entry, _ context: InstructionContext, state: RiskState,
        at now: SessionTime
    ) -> Verdict {
        let admission = admit(entry, context, at: now)
        guard case .pass = admission, let side = Side(rawValue: entry.sideCode) else {
            return admission
        }
        hedges.lastID = entry.clientID.value
        budget.advance(to: now)
        let shut = max(state, quoterStates[Int(context.quoter.value)])
        let verdict = hedgeState(shut, entry, side)
            .then(standing.hedge())
            .then(hedgeShape(entry, side))
            .then(hedgeExposure(entry, side))
            .then(
                messageRate.verdict(
                    spent: budget.spent, cost: Self.orderMessages, isWithdrawal: false)
            )
            .then(dailyMessages.verdict(spent: budget.today, cost: Self.orderMessages))
        guard case .pass = verdict else { return verdict }
        budget.spendNow(Self.orderMessages, at: now)
        serial += 1
        hedges.quoter = context.quoter.value
        launch(
            HedgeOrder(
                underlying: entry.underlying.int, id: entry.clientID.value, serial: serial,
                expires: context.expiry(at: now, lifeMax: terms.instructionLifeMax).nanoseconds,
                side: side, price: entry.price.ticks, shares: entry.shares))
        return .pass
    }

    private func admit(
        _ entry: HedgeOrders.Entry, _ context: InstructionContext, at now: SessionTime
    ) -> Verdict {
        let heard = session.verdict(isOpen: context.isSessionOpen, quoter: context.quoter)
        guard case .pass = heard else { return heard }
        if dayHasEnded { return .refuse(.dayEnded) }
        guard exchangeIsUp else { return .refuse(.exchangeDown) }
        guard entry.underlying.int < hedges.slots.count else {
            return .refuse(.unknownContract, value: Int64(entry.underlying.value))
        }
        guard entry.kindCode == Self.immediateOrCancel, Side(rawValue: entry.sideCode) != nil else {
            return .refuse(
                .orderKindForbidden, value: Int64(entry.kindCode), limit: Int64(entry.sideCode))
        }
        return filedAccount.verdict(participant: context.participant)
            .then(commandAge.verdict(expires: context.expires, now: now))
            .then(quoteNumber.verdict(id: entry.clientID, last: hedges.lastID))
    }

    /// While only reducing is allowed, an order passes that brings the delta of what is held nearer to zero.
    private func hedgeState(_ state: RiskState, _ entry: HedgeOrders.Entry, _ side: Side)
        -> Verdict
    {
        if state > .reducing { return .refuse(Self.code(of: state)) }
        guard state == .reducing else { return .pass }
        let held = heldDelta(entry.underlying.int)
        let shares = min(max(entry.shares, 0), Self.sharesMax)
        let left = held + side.sign * shares
        return abs(left) <= abs(held) ? .pass : .refuse(.reducingOnly, value: left, limit: held)
    }

    /// Shares: options held at risk's own yardstick, and the hedge with what of it is on its way.
    func heldDelta(_ underlying: Int) -> Int64 {
        let slot = hedges.slots[underlying]
        var sum = slot.net + slot.workingBuy - slot.workingSell
        for contract in yardsticks.contracts(of: underlying) {
            let held = book.holdings.held(contract)
            sum = sum.addingClamped(
                (held.long - held.short).multipliedClamped(by: book.slots[contract].yard.delta))
        }
        return min(max(sum, -(1 << 60)), 1 << 60)
    }

    private func hedgeShape(_ entry: HedgeOrders.Entry, _ side: Side) -> Verdict {
        let underlying = entry.underlying.int
        let isTrading = yardsticks.contracts(of: underlying).contains {
            phases[$0] == .continuous
        }
        guard isTrading else { return .refuse(.phaseForbids, side: side) }
        let price = entry.price.ticks
        guard price > 0, price <= ContractTerms.priceTicksMax else {
            return .refuse(.priceOutsideLimits, value: price, side: side)
        }
        guard price % Self.priceTick == 0 else {
            return .refuse(.priceOffTick, value: price, limit: Self.priceTick, side: side)
        }
        guard let own = limits.hedge.sharesPerOrderMax else {
            return .refuse(.noLimitSet, value: entry.shares)
        }
        let most = min(own, Self.sharesMax)
        guard entry.shares > 0, entry.shares % Self.lot == 0, entry.shares <= most else {
            return .refuse(.hedgeQuantityLimit, value: entry.shares, limit: most, side: side)
        }
        let value = price * entry.shares
        guard let valueMax = limits.hedge.valuePerOrderMax?.tenThousandths else {
            return .refuse(.noLimitSet, value: value)
        }
        guard value <= valueMax else {
            return .refuse(.hedgeValueLimit, value: value, limit: valueMax, side: side)
        }
        return hedgeCollar(price, side, spot: hedges.slots[underlying].spot)
            .then(hedgeMeetsOwn(entry, side))
    }

    private func hedgeCollar(_ price: Int64, _ side: Side, spot: Int64) -> Verdict {
        guard let basisPoints = limits.hedge.collarBasisPoints else {
            return .refuse(.noLimitSet, value: price)
        }
        guard spot > 0 else { return .refuse(.priceCollar, value: price, side: side) }
        let width = spot.multipliedClamped(by: min(max(basisPoints, 0), 10_000)) / 10_000
        let limit = spot + side.sign * width
        return side.sign * price <= side.sign * limit
            ? .pass : .refuse(.priceCollar, value: price, limit: limit, side: side)
    }

    private func hedgeMeetsOwn(_ entry: HedgeOrders.Entry, _ side: Side) -> Verdict {
        guard hedges.orders.count < HedgeBook.countMax else {
            return .refuse(.tooManyOrders, value: Int64(hedges.orders.count) + 1)
        }
        for order in hedges.orders
        where order.underlying == entry.underlying.int && order.side != side
            && side.sign * order.price <= side.sign * entry.price.ticks
        { return .refuse(.selfTrade, value: entry.price.ticks, limit: order.price, side: side) }
        return .pass
    }

    private func hedgeExposure(_ entry: HedgeOrders.Entry, _ side: Side) -> Verdict {
        let underlying = entry.underlying.int
        let slot = hedges.slots[underlying]
        if side == .ask, entry.shares > hedges.sellable(underlying) {
            return .refuse(
                .insufficientShares, value: entry.shares, limit: hedges.sellable(underlying),
                side: .ask)
        }
        guard let most = limits.hedge.sharesMax else {
            return .refuse(.noLimitSet, value: entry.shares)
        }
        let worst =
            side == .bid
            ? slot.net + slot.workingBuy + entry.shares
            : slot.workingSell - slot.net + entry.shares
        // What leads back towards nothing is never held back.
        if worst > most {
            return .refuse(.hedgePositionLimit, value: worst, limit: most, side: side)
        }
        let sums = book.sums[underlying]
        let up = side == .bid ? entry.shares : 0
        let reach = GreekReach(
            highBefore: sums.deltaHigh, highAfter: sums.deltaHigh &+ up, lowBefore: sums.deltaLow,
            lowAfter: sums.deltaLow &- (entry.shares - up))
        return reach.verdict(limit: limits.deltaSharesMax, code: .deltaLimit)
            .then(
                funds.verdict(
                    premium: side == .bid ? entry.price.ticks * entry.shares : 0, margin: 0,
                    available: book.available))
    }

    private mutating func launch(_ order: HedgeOrder) {
        hedges.add(order)
        bind(order, order.shares, by: 1)
    }

    /// Counts shares of an order at worst: in the delta's reach, and in money while it is bought.
    private mutating func bind(_ order: HedgeOrder, _ shares: Int64, by sign: Int64) {
        if order.side == .bid {
            book.sums[order.underlying].deltaHigh &+= sign * shares
            book.bind(sign * order.price * shares)
        } else {
            book.sums[order.underlying].deltaLow &-= sign * shares
        }
    }

    // MARK: reports

    /// Applies one report; one that was applied before changes nothing.
    mutating func apply(_ report: HedgeReports.Entry) -> ReportOutcome {
        guard report.sequence > hedges.lastApplied else { return .ignored }
        hedges.lastApplied = report.sequence
        let place = hedges.place(of: report.clientID.value)
        switch report.kindCode {
        case 1:
            guard let place else { return .unexpected }
            hedges.answered(place)
            return .applied
        case 2, 4:
            guard let place else { return .unexpected }
            release(place, hedges.orders[place].shares)
            return .applied
        case 3: return hedgeFill(report, place)
        default: return .ignored
        }
    }

    private mutating func release(_ place: Int, _ shares: Int64) {
        bind(hedges.orders[place], shares, by: -1)
        hedges.reduce(place, by: shares)
    }

    /// An order that ends without a word of the exchange: a preview's, of which the exchange never heard.
    mutating func endHedge(_ id: QuoteID) {
        guard let place = hedges.place(of: id.value) else { return }
        release(place, hedges.orders[place].shares)
    }

    /// Believed and booked even where no order of ours is behind it.
    private mutating func hedgeFill(_ report: HedgeReports.Entry, _ place: Int?) -> ReportOutcome {
        guard let side = Side(rawValue: report.sideCode), report.shares > 0,
            report.shares <= Self.sharesMax, report.price > .zero,
            report.price.ticks <= ContractTerms.priceTicksMax,
            report.underlying.int < hedges.slots.count
        else { return .unexpected }
        var isExpected = false
        if let place {
            let order = hedges.orders[place]
            isExpected =
                order.side == side && order.underlying == report.underlying.int
                && order.shares >= report.shares
            release(place, min(order.shares, report.shares))
        }
        let underlying = report.underlying.int
        hedges.trade(underlying, side, report.shares)
        book.sums[underlying].deltaHigh &+= side.sign * report.shares
        book.sums[underlying].deltaLow &+= side.sign * report.shares
        book.receive(-side.sign * report.price.ticks * report.shares)
        return isExpected ? .applied : .unexpected
    }

    /// Frees hedges that were lost and have expired before `now`.
    mutating func resolveLostHedges(at now: Int64) {
        while let place = hedges.expired(at: now) {
            release(place, hedges.orders[place].shares)
        }
    }
}
