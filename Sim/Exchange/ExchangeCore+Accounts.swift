import Market
import Wire

/// Position limits, holdings and funds as the venue's front end checks them (SSE-TR-03, SSE-TR-07, SSE-TR-08).
extension ExchangeCore {
    /// One order or leg before it is taken.
    struct Intent {
        let contract: OptionContract
        let side: Side
        let effect: OrderEffect
        /// The limit; for a market order the day's own.
        let price: Price
        let quantity: Quantity
        /// Leaves the member's quote in this contract out of what rests: this one replaces it.
        var replacesQuote = false
        /// Leaves this order out of what rests.
        var replacesOrder = OrderID(0)
    }

    /// What rests of one member and would take position, shares or funds.
    private struct Resting {
        var long: Int64 = 0
        var short: Int64 = 0
        var purchases: Int64 = 0
        var closing: Int64 = 0
        var covered: Int64 = 0
        var money: Int64 = 0
    }

    func accountObjection(to intent: Intent, row: Int) -> RejectReason {
        guard let terms = configuration.account else { return .none }
        let account = accounts[row]
        let resting = resting(beside: intent, row: row)
        let quantity = Int64(intent.quantity.contracts)
        let underlying = intent.contract.underlying.int
        if intent.effect.position == .close {
            let held = account.holding(
                intent.contract.index.int, closedBy: intent.side,
                isCovered: intent.effect.isCovered)
            let isTooMuch = terms.checksHoldings && quantity > held - resting.closing
            return isTooMuch ? .closeExceedsHolding : funds(intent, resting, account, terms)
        }
        if intent.effect.isCovered {
            let free =
                account.locked[underlying] - account.sharesBound(underlying, contracts)
                - resting.covered
            return quantity * Int64(intent.contract.unit) > free ? .insufficientShares : .none
        }
        var long = resting.long
        var short = resting.short
        for contract in contracts where contract.underlying == intent.contract.underlying {
            long += account.long[contract.index.int]
            short += account.short[contract.index.int] + account.covered[contract.index.int]
        }
        let bought = intent.side == .bid ? quantity : 0
        if let most = terms.longMax, bought > 0, long + bought > most { return .positionLimit }
        if let most = terms.totalMax, long + short + quantity > most { return .positionLimit }
        if let most = terms.purchasesMax, bought > 0,
            account.purchases[underlying] + resting.purchases + bought > most
        {
            return .purchaseLimit
        }
        return funds(intent, resting, account, terms)
    }

    private func funds(
        _ intent: Intent, _ resting: Resting, _ account: Account, _ terms: AccountTerms
    ) -> RejectReason {
        guard terms.funds != nil else { return .none }
        var margin: Int64 = 0
        for contract in contracts where account.short[contract.index.int] > 0 {
            margin += account.short[contract.index.int] * self.margin(contract, terms)
        }
        let needed = money(
            intent.contract, intent.side, intent.effect.position, intent.effect.isCovered,
            intent.price, Int64(intent.quantity.contracts), terms)
        return needed > account.cash - margin - resting.money ? .insufficientFunds : .none
    }

    /// What an order binds: premium of a purchase, margin of an opening sale.
    private func money(
        _ contract: OptionContract, _ side: Side, _ effect: PositionEffect, _ isCovered: Bool,
        _ price: Price, _ quantity: Int64, _ terms: AccountTerms
    ) -> Int64 {
        if side == .bid { return price.ticks * quantity * Int64(contract.unit) }
        return effect == .open && !isCovered ? quantity * margin(contract, terms) : 0
    }

    private func margin(_ contract: OptionContract, _ terms: AccountTerms) -> Int64 {
        terms.margin.perContract(
            type: contract.type, strike: contract.strike, unit: contract.unit,
            settlement: contract.previousSettlement,
            underlyingClose: configuration.directory.underlyings[contract.underlying.int]
                .previousClose
        ).tenThousandths
    }

    private func resting(beside intent: Intent, row: Int) -> Resting {
        var sum = Resting()
        for open in members[row].orders where open.id != intent.replacesOrder {
            add(books[open.contract.int][open.slot], in: open.contract, beside: intent, to: &sum)
        }
        for contract in contracts {
            let position = row * contracts.count + contract.index.int
            if intent.replacesQuote, contract.index == intent.contract.index { continue }
            for side in Side.allCases where quotes[position].slot(side) != BookNode.none {
                let order = books[contract.index.int][quotes[position].slot(side)]
                add(order, in: contract.index, beside: intent, to: &sum)
            }
        }
        return sum
    }

    private func add(
        _ order: Order, in index: ContractIndex, beside intent: Intent, to sum: inout Resting
    ) {
        guard let terms = configuration.account else { return }
        let contract = contracts[index.int]
        let quantity = Int64(order.remaining.contracts)
        sum.money += money(
            contract, order.side, order.effect, order.isCovered, order.price, quantity, terms)
        if order.effect == .close {
            let isSame =
                index == intent.contract.index && order.side == intent.side
                && order.isCovered == intent.effect.isCovered
            if isSame { sum.closing += quantity }
        } else if contract.underlying == intent.contract.underlying {
            if order.isCovered {
                sum.covered += quantity * Int64(contract.unit)
                sum.short += quantity
            } else if order.side == .bid {
                sum.long += quantity
                sum.purchases += quantity
            } else {
                sum.short += quantity
            }
        }
    }
}
