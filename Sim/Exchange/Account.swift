import Market
import Wire

/// One member's holdings at the exchange, as trades and instructions have left them.
struct Account: Sendable {
    /// By contract.
    private(set) var long: [Int64]
    private(set) var short: [Int64]
    private(set) var covered: [Int64]
    private(set) var exercised: [Int64]
    /// By underlying: ETF shares.
    private(set) var shares: [Int64]
    private(set) var locked: [Int64]
    /// By underlying: contracts bought to open today.
    private(set) var purchases: [Int64]
    /// Premium paid and received, in 1/10 000 yuan.
    private(set) var cash: Int64

    init(contracts: Int, underlyings: Int, terms: AccountTerms?) {
        long = Array(repeating: 0, count: contracts)
        short = long
        covered = long
        exercised = long
        shares = Array(repeating: terms?.shares ?? 0, count: underlyings)
        locked = Array(repeating: 0, count: underlyings)
        purchases = locked
        cash = terms?.funds?.tenThousandths ?? 0
    }

    /// Bought less sold, covered calls among the sold.
    func net(_ contract: Int) -> Int64 { long[contract] - short[contract] - covered[contract] }

    /// What an order closes: contracts held on the other side.
    func holding(_ contract: Int, closedBy side: Side, isCovered: Bool) -> Int64 {
        if isCovered { return covered[contract] }
        return side == .ask ? long[contract] - exercised[contract] : short[contract]
    }

    /// Books a trade; `sign` −1 takes it back.
    mutating func book(
        _ order: Order, price: Price, quantity: Quantity, in contract: OptionContract,
        sign: Int64 = 1
    ) {
        let index = contract.index.int
        let count = sign * Int64(quantity.contracts)
        pay(order.side.sign * count, price.ticks, contract.unit)
        switch (order.side, order.effect, order.isCovered) {
        case (_, _, true): covered[index] += order.effect == .open ? count : -count
        case (.bid, .open, _):
            long[index] += count
            purchases[contract.underlying.int] += count
        case (.ask, .close, _): long[index] -= count
        case (.ask, .open, _): short[index] += count
        case (.bid, .close, _): short[index] -= count
        }
    }

    /// A trade counts at another price.
    mutating func correct(_ side: Side, by difference: Int64, quantity: Quantity, unit: Int32) {
        pay(side.sign * Int64(quantity.contracts), difference, unit)
    }

    /// Trades by command may be of any size: the account stops at the end of the numbers instead of trapping.
    private mutating func pay(_ contracts: Int64, _ ticks: Int64, _ unit: Int32) {
        let (shares, first) = contracts.multipliedReportingOverflow(by: Int64(unit))
        let (amount, second) = shares.multipliedReportingOverflow(by: ticks)
        let isNegative = (contracts < 0) != (ticks < 0)
        let paid = first || second ? (isNegative ? -Self.cashMax : Self.cashMax) : amount
        let (left, third) = cash.subtractingReportingOverflow(paid)
        cash = third ? (paid > 0 ? -Self.cashMax : Self.cashMax) : left
    }

    private static let cashMax = Int64.max / 2

    mutating func lock(_ count: Int64, of underlying: Int) {
        shares[underlying] -= count
        locked[underlying] += count
    }

    mutating func transfer(_ count: Int64, of underlying: Int) { shares[underlying] -= count }

    mutating func exercise(_ count: Int64, of contract: Int) { exercised[contract] += count }

    /// ETF shares that covered calls on an underlying bind.
    func sharesBound(_ underlying: Int, _ contracts: [OptionContract]) -> Int64 {
        contracts.reduce(0) {
            $1.underlying.int == underlying
                ? $0 + covered[$1.index.int] * Int64($1.unit) : $0
        }
    }

    func hash(into hasher: inout StateHasher) {
        for column in [long, short, covered, exercised, shares, locked, purchases] {
            for value in column { hasher.combine(value) }
        }
        hasher.combine(cash)
    }
}
