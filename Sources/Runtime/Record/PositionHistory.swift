import Journal
import Market
import Report
import Wire

/// The quoter's book over the day, minute by minute; a restarted quoter goes on from the last point.
struct PositionHistory {
    private let record: DayRecord

    init(_ record: DayRecord) { self.record = record }

    func points() throws -> [PositionPoint] {
        var points: [PositionPoint] = []
        var epoch: UInt32 = 0
        var before = ProfitParts(total: .zero, edge: .zero, holding: .zero, fees: .zero)
        try record.forEachFrame(of: .quoter, on: .status) { frame in
            guard frame.template == Template.portfolioMark else { return }
            let mark = try frame.root(PortfolioMark.self)
            if frame.envelope.epoch != epoch {
                epoch = frame.envelope.epoch
                if let last = points.last { before = last.profit }
            }
            points.append(
                PositionPoint(
                    time: frame.envelope.sessionTime, netDeltaShares: mark.deltaShares,
                    vega: Money(yuan: mark.vegaYuan),
                    profit: ProfitParts(
                        total: before.total + mark.cash + mark.marketValue,
                        edge: before.edge + mark.edge, holding: before.holding + mark.holding,
                        fees: before.fees - mark.fees)))
        }
        return points
    }
}
