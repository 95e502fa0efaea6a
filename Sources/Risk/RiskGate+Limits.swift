import Market
import Wire

/// Other limits while the gate runs, and what they are compared with.
extension RiskGate {
    /// Puts limits in force from the next instruction on; what is counted stays counted.
    mutating func take(_ values: LimitValues) {
        let new = values.limits
        let allowance = MessageAllowance(new, terms)
        positionLimit = PositionLimitCheck(limit: new.positionPerContractMax)
        directionLimit = DirectionLimitCheck(limit: new.directionPerUnderlyingMax)
        totalPosition = TotalPositionCheck(limit: new.totalPositionMax)
        purchaseLimit = PurchaseLimitCheck(limit: new.purchaseMax)
        funds = FundsCheck(isSet: new.funds != nil)
        messageRate = MessageRateCheck(
            limit: allowance.perSecond, withdrawalReserve: new.withdrawalReservePerSecond,
            massCancelReserve: new.massCancelReservePerSecond)
        dailyMessages = DailyMessageCheck(limit: allowance.perDay)
        let funds = (new.funds ?? .zero).tenThousandths
        book.receive(funds.subtractingClamped((limits.funds ?? .zero).tenThousandths))
        budget.grow(to: Int(min(max(allowance.perSecond ?? 1, 1), 65_536)))
        alerts.renew(allowance, terms)
        protection.terms = values.protection
        limits = new
    }

    /// What is held, rests or is on its way of what a limit guards, at worst, in the limit's unit.
    ///
    /// Nil where nothing is compared: a collar and market-maker protection judge one quote, one window.
    func used(of name: LimitName) -> Int64? {
        switch name {
        case .positionPerContract: book.slots.map { max($0.worst.long, $0.worst.short) }.max()
        case .positionPerDirection: book.sums.map { max($0.bullish, $0.bearish) }.max()
        case .positionTotal: book.total
        case .openingPerContract: book.slots.map(\.worst.opened).max()
        case .openingPerUnderlying: book.sums.map(\.opened).max()
        case .deltaShares: book.sums.map(\.deltaWorst).max()
        case .gammaShares: book.sums.map(\.gammaWorst).max()
        case .vegaYuan: book.sums.map { Self.yuan($0.vegaWorst) }.max()
        case .fundsYuan:
            limits.funds.map {
                Self.yuan($0.tenThousandths.subtractingClamped(book.available))
            }
        case .quantityPerOrder: largest { leg, _, _ in leg.quantity }
        case .valuePerOrderYuan:
            largest { leg, unit, _ in Self.yuan(leg.price &* unit &* leg.quantity) }
        case .purchasePerOrderYuan:
            largest { leg, unit, side in
                side == .bid ? Self.yuan(leg.price &* unit &* leg.quantity) : 0
            }
        case .messagesPerSecond, .gatewayMessagesPerSecond, .declaredMessagesPerSecond:
            budget.spent
        case .messagesPerDay, .declaredMessagesPerDay: budget.today
        case .hedgeSharesPerOrder: hedges.orders.map(\.shares).max() ?? 0
        case .hedgeValuePerOrderYuan:
            hedges.orders.map { Self.yuan($0.price &* $0.shares) }.max() ?? 0
        case .hedgeShares: hedges.slots.map(\.worst).max()
        case .cancelsPerContract: tally.contracts.map(\.cancels).max()
        default: nil
        }
    }

    /// Part of a yuan counts as one.
    private static func yuan(_ tenThousandths: Int64) -> Int64 {
        tenThousandths / 10_000 + (tenThousandths % 10_000 > 0 ? 1 : 0)
    }

    private func largest(_ measure: (WorkingLeg, Int64, Side) -> Int64) -> Int64 {
        var largest: Int64 = 0
        for contract in book.slots.indices {
            let first = contract * ExposureBook.inFlightMax
            let unit = Int64(book.terms[contract].unit)
            var quotes = [book.live[contract]]
            quotes += book.inFlight[first..<first + book.slots[contract].inFlightCount]
            for quote in quotes {
                largest = max(
                    largest, measure(quote.bid, unit, .bid), measure(quote.ask, unit, .ask))
            }
        }
        return largest
    }
}
