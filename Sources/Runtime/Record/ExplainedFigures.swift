import Ledger
import Market
import Wire

/// The day's profit and loss taken apart; all in 1/10 000 yuan, and the parts less the fees are the total to the digit.
struct ExplainedFigures: Codable, Equatable {
    /// Options at the exchange's settlement prices, shares at the underlying's last.
    var total: Int64
    var edge: Int64
    /// By the greeks of each minute's start, as the quoter recorded them.
    var delta: Int64
    var gamma: Int64
    var vega: Int64
    var theta: Int64
    /// What the shares gained that were traded against the options' delta.
    var hedging: Int64
    var fees: Int64
    /// Higher orders, the step from the last mark to settlement, what a quoter that was down did not see.
    var unexplained: Int64
    /// Root mean square of the delta over the minutes of the day, in shares: of the options, and with the hedge.
    var optionDeltaShares: Int64
    var netDeltaShares: Int64

    init(_ record: DayRecord, options: DayFigures.ProfitAndLoss, hedging: HedgeFigures?) throws {
        var sums = [GreekSums]()
        var epoch: UInt32?
        var minutes = 0.0
        var squares = (option: 0.0, net: 0.0)
        try record.forEachFrame(of: .quoter, on: .status) { frame in
            guard frame.template == Template.portfolioExplained else { return }
            let mark = try frame.root(PortfolioExplained.self)
            // A quoter that starts again counts from nothing.
            if frame.envelope.epoch != epoch { sums.append(GreekSums()) }
            epoch = frame.envelope.epoch
            sums[sums.count - 1] = GreekSums(mark)
            minutes += 1
            squares.option += Double(mark.optionDeltaShares) * Double(mark.optionDeltaShares)
            squares.net += Double(mark.netDeltaShares) * Double(mark.netDeltaShares)
        }
        var explained = ProfitExplained(
            edge: Money(tenThousandths: options.edge),
            hedging: Money(tenThousandths: hedging?.profit ?? 0),
            fees: Money(tenThousandths: options.fees + (hedging?.fees ?? 0)))
        for sum in sums {
            explained.delta += sum.delta
            explained.gamma += sum.gamma
            explained.vega += sum.vega
            explained.theta += sum.theta
        }
        total = options.total + (hedging?.profit ?? 0) - (hedging?.fees ?? 0)
        unexplained = total - explained.total.tenThousandths
        edge = explained.edge.tenThousandths
        delta = explained.delta.tenThousandths
        gamma = explained.gamma.tenThousandths
        vega = explained.vega.tenThousandths
        theta = explained.theta.tenThousandths
        self.hedging = explained.hedging.tenThousandths
        fees = explained.fees.tenThousandths
        optionDeltaShares = Self.root(squares.option, over: minutes)
        netDeltaShares = Self.root(squares.net, over: minutes)
    }

    private struct GreekSums {
        var delta = Money.zero
        var gamma = Money.zero
        var vega = Money.zero
        var theta = Money.zero

        init() {}

        init(_ mark: PortfolioExplained) {
            (delta, gamma, vega, theta) = (mark.delta, mark.gamma, mark.vega, mark.theta)
        }
    }

    private static func root(_ squares: Double, over count: Double) -> Int64 {
        count > 0 ? Int64(exactly: (squares / count).squareRoot().rounded()) ?? 0 : 0
    }

    /// The lines of the day's text.
    var text: String {
        func yuan(_ amount: Int64) -> String { Money(tenThousandths: amount).description }
        return "P&L at settlement, explained 按结算价的盈亏归因: total \(yuan(total)) = edge \(yuan(edge))"
            + " + delta \(yuan(delta)) + gamma \(yuan(gamma)) + vega \(yuan(vega))"
            + " + theta \(yuan(theta)) + hedging \(yuan(hedging)) − fees \(yuan(fees))"
            + " + unexplained \(yuan(unexplained))"
            + "\nDelta, root mean square by minute 德尔塔: options \(optionDeltaShares) shares,"
            + " with the hedge \(netDeltaShares)"
    }
}
