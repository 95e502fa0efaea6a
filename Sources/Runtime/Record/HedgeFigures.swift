import Ledger
import Market
import Wire

/// The day's trades in the underlyings' shares; money in 1/10 000 yuan.
struct HedgeFigures: Codable, Equatable {
    /// Accepted by the exchange.
    var orders: Int64 = 0
    /// Of them, without an accept record of risk: must be 0 (H18.4).
    var unapproved: Int64 = 0
    var refusals: Int64 = 0
    var fills: Int64 = 0
    var sharesBought: Int64 = 0
    var sharesSold: Int64 = 0
    /// What the shares have gained, at the underlying's last price of the day.
    var profit: Int64 = 0
    var fees: Int64 = 0

    /// Nil for a desk that does not hedge.
    init?(_ record: DayRecord) throws {
        guard let settings = record.desk.hedge else { return nil }
        var ledger = ShareLedger(
            underlyings: record.directory.underlyings.count,
            feeMillionths: settings.feeMillionths)
        var approved: Set<UInt64> = []
        try record.forEachFrame(of: .risk, on: .orderSession) { frame in
            guard frame.template == Template.hedgeOrders else { return }
            let group = try frame.group(HedgeOrders.Entry.self)
            for index in 0..<group.count { approved.insert(group[index].clientID.value) }
        }
        var last: UInt64 = 0
        var figures = Self()
        try record.forEachInput(of: .risk, on: .orderSession) { frame in
            guard frame.template == Template.hedgeReports else { return }
            let group = try frame.group(HedgeReports.Entry.self)
            // After a logon all of them come again.
            for index in 0..<group.count where group[index].sequence > last {
                last = group[index].sequence
                figures.apply(group[index], approved, &ledger)
            }
        }
        try record.forEachEvent { event in
            guard event.kind == .underlyingPrice, let price = MicroYuan(event.price) else { return }
            ledger.mark(UnderlyingIndex(event.contract.int), at: price)
        }
        try record.forEachDecision { if $0.kind == .hedgeRefused { figures.refusals += 1 } }
        figures.profit = ledger.profit.money.tenThousandths
        figures.fees = ledger.fees.money.tenThousandths
        self = figures
    }

    private init() {}

    private mutating func apply(
        _ report: HedgeReports.Entry, _ approved: Set<UInt64>, _ ledger: inout ShareLedger
    ) {
        switch report.kindCode {
        case 1:
            orders += 1
            if !approved.contains(report.clientID.value) { unapproved += 1 }
        case 3:
            guard let side = Side(rawValue: report.sideCode) else { return }
            fills += 1
            if side == .bid { sharesBought += report.shares } else { sharesSold += report.shares }
            ledger.book(report.underlying, side, shares: report.shares, at: report.price)
        default: return
        }
    }

    /// The line of the day's text.
    var text: String {
        "Hedge 对冲: \(orders) orders, \(fills) fills, bought \(sharesBought), sold \(sharesSold) shares, "
            + "\(refusals) refused, \(unapproved) without approval"
    }
}
