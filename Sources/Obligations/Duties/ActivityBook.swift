public import Market

/// Orders, cancels, trades, fees and positions by contract: what count rules add up.
struct ActivityBook: Sendable {
    private(set) var contracts: ContiguousArray<ContractActivity>

    init(contracts count: Int) {
        contracts = ContiguousArray(repeating: ContractActivity(), count: count)
    }

    /// A two-sided quote is two orders; what it replaces or withdraws are cancels of what was left.
    mutating func quoteChanged(_ contract: Int, from old: LiveQuote, _ now: ContractState) {
        let oldBid = Int64(old.bidRemaining.contracts)
        let oldAsk = Int64(old.askRemaining.contracts)
        let bid = Int64(now.quote.bidRemaining.contracts)
        let ask = Int64(now.quote.askRemaining.contracts)
        switch now.trigger {
        case .accepted:
            cancel(contract, lots: oldBid)
            cancel(contract, lots: oldAsk)
            place(contract, lots: bid)
            place(contract, lots: ask)
        case .filled:
            trade(contract, lots: max(0, oldBid - bid), isBuy: true)
            trade(contract, lots: max(0, oldAsk - ask), isBuy: false)
        case .withdrawn, .cancelledByExchange, .cancelledOnDisconnect, .expired:
            cancel(contract, lots: max(0, oldBid - bid))
            cancel(contract, lots: max(0, oldAsk - ask))
        case .none: return
        }
    }

    mutating func place(_ contract: Int, lots: Int64) {
        guard lots > 0 else { return }
        contracts[contract].orders += 1
        contracts[contract].lotsPlaced += lots
    }

    mutating func cancel(_ contract: Int, lots: Int64) {
        guard lots > 0 else { return }
        contracts[contract].cancels += 1
        contracts[contract].lotsCancelled += lots
    }

    mutating func trade(_ contract: Int, lots: Int64, isBuy: Bool) {
        guard lots > 0 else { return }
        contracts[contract].lotsTraded += lots
        // A trade closes what is held on the other side first.
        let closed = min(lots, isBuy ? contracts[contract].short : contracts[contract].long)
        if isBuy {
            contracts[contract].short -= closed
            contracts[contract].long += lots - closed
        } else {
            contracts[contract].long -= closed
            contracts[contract].short += lots - closed
        }
    }

    mutating func charge(_ contract: Int, _ fee: Money) { contracts[contract].fees += fee }

    mutating func setPosition(_ contract: Int, long: Int64, short: Int64) {
        contracts[contract].long = long
        contracts[contract].short = short
    }
}

/// One contract's activity of a day.
public struct ContractActivity: Hashable, Sendable, BitwiseCopyable {
    /// A quote is two.
    public internal(set) var orders: Int64 = 0
    public internal(set) var lotsPlaced: Int64 = 0
    public internal(set) var cancels: Int64 = 0
    public internal(set) var lotsCancelled: Int64 = 0
    public internal(set) var lotsTraded: Int64 = 0
    public internal(set) var fees = Money.zero
    public internal(set) var long: Int64 = 0
    public internal(set) var short: Int64 = 0

    var isActive: Bool { orders > 0 || cancels > 0 || lotsTraded > 0 }
}

extension CancelRatioRule {
    /// Whether a contract's cancels are excessive, and what they cost, half a unit rounded up.
    func fee(_ activity: ContractActivity) -> (isExcessive: Bool, fee: Money) {
        guard activity.cancels > cancelsAbove, activity.lotsCancelled > 0,
            Ratio(activity.lotsTraded, activity.lotsCancelled).isAtLeast(ratioBelow) == false
        else { return (false, .zero) }
        guard activity.lotsTraded > 0 else { return (true, feeMax) }
        // fees × rate ÷ (traded / cancelled)
        let numerator =
            Int128(activity.fees.tenThousandths) * Int128(feeRate.num)
            * Int128(activity.lotsCancelled)
        let denominator = Int128(feeRate.den) * Int128(activity.lotsTraded)
        let charged = (2 * numerator + denominator) / (2 * denominator)
        let capped = min(charged, Int128(feeMax.tenThousandths))
        return (true, Money(tenThousandths: Int64(clamping: capped)))
    }
}

extension OrderToTradeRule {
    /// The fee for an account's activity in a product.
    func fee(_ activity: ContractActivity) -> Money {
        guard activity.lotsTraded > volumeAbove, activity.lotsTraded > 0 else { return .zero }
        let messages = activity.orders + activity.cancels
        guard let tier = tiers.last(where: { messages > $0.messagesAbove }) else { return .zero }
        let placed = unit == .orders ? activity.orders : activity.lotsPlaced
        let left = (placed - activity.lotsTraded).multipliedFullWidth(by: ratioBar.den)
        let right = ratioBar.num.multipliedFullWidth(by: activity.lotsTraded)
        let isAbove =
            left.high != right.high ? left.high > right.high : left.low > right.low
        let perLot = isAbove ? tier.feePerLotAboveBar : tier.feePerLot
        let (fee, overflow) = perLot.tenThousandths.multipliedReportingOverflow(
            by: activity.lotsPlaced)
        return Money(tenThousandths: overflow ? .max : fee)
    }
}
