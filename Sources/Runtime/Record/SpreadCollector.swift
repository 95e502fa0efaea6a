import Market
import Report
import StrategyKit
import Wire

/// Own spread against the permitted maximum: series for a few contracts, a distribution for all.
struct SpreadCollector {
    struct Result {
        let series: [SpreadSeries]
        let distribution: [SpreadShareBucket]
    }

    private let record: DayRecord
    private let allowance: SpreadAllowance?
    private let chosen: [(index: ContractIndex, relevance: SpreadRelevance)]
    /// Least session time between two points of a series.
    private let pointInterval = TimeSpan.seconds(20)

    init(_ record: DayRecord, worst: [ContractIndex]) {
        self.record = record
        allowance = try? record.plan.allowance()
        var chosen: [(ContractIndex, SpreadRelevance)] = worst.map { ($0, .worst) }
        for contract in Self.atTheMoney(record.directory)
        where !chosen.contains(where: { $0.0 == contract }) {
            chosen.append((contract, .atTheMoney))
        }
        self.chosen = chosen.map { (index: $0.0, relevance: $0.1) }
    }

    /// The call nearest to the previous close, per underlying and expiry of the first two months.
    private static func atTheMoney(_ directory: InstrumentDirectory) -> [ContractIndex] {
        var found: [ContractIndex] = []
        for underlying in directory.underlyings {
            for rank in [UInt8(0), 2] {
                let candidates = directory.contracts.filter {
                    $0.underlying == underlying.index && $0.expiryRank == rank && $0.type == .call
                }
                let nearest = candidates.min {
                    abs($0.strike.ticks - underlying.previousClose.ticks)
                        < abs($1.strike.ticks - underlying.previousClose.ticks)
                }
                if let nearest { found.append(nearest.index) }
            }
        }
        return found
    }

    func collect() throws -> Result {
        let contracts = record.directory.contracts
        let calendar = record.plan.calendar
        var state = MakerState(contracts: contracts.count)
        var since = Array(repeating: calendar.opening, count: contracts.count)
        var shares = Array(repeating: Int64(0), count: 12)
        var points = Array(repeating: [SpreadPoint](), count: contracts.count)
        let wanted = Set(chosen.map(\.index.int))
        try record.forEachEvent { event in
            let index = event.contract.int
            guard contracts.indices.contains(index) else { return }
            let before = state.quotes[index]
            guard state.apply(event) else { return }
            add(before, contracts[index], from: since[index], to: event.time, into: &shares)
            since[index] = event.time
            if wanted.contains(index), calendar.phase(at: event.time) == .continuous {
                let point = point(state.quotes[index], contracts[index], at: event.time)
                let gone = point.ownTicks == nil
                let last = points[index].last
                if gone || last == nil || event.time - (last?.time ?? event.time) >= pointInterval {
                    points[index].append(point)
                }
            }
        }
        let buckets = shares.enumerated().map { position, nanoseconds in
            SpreadShareBucket(
                lowerPercent: position * 10,
                upperPercent: position == shares.count - 1 ? nil : position * 10 + 10,
                nanoseconds: nanoseconds)
        }
        return Result(
            series: chosen.map { item in
                let contract = contracts[item.index.int]
                return SpreadSeries(
                    contract: ReportedContract(
                        contract,
                        underlying: record.directory.underlyings[contract.underlying.int]),
                    relevance: item.relevance, points: points[item.index.int])
            }, distribution: buckets)
    }

    private func permitted(_ quote: BookTop, _ contract: OptionContract) -> Int64? {
        guard quote.hasBid, let allowance else { return nil }
        return allowance.spreadTicksMax(
            bid: quote.bid, isFar: allowance.isFar(daysToExpiry: contract.daysToExpiry))
    }

    private func point(_ quote: BookTop, _ contract: OptionContract, at time: SessionTime)
        -> SpreadPoint
    {
        SpreadPoint(
            time: time, ownTicks: quote.isUsable ? quote.ask.ticks - quote.bid.ticks : nil,
            permittedTicks: permitted(quote, contract))
    }

    private func add(
        _ quote: BookTop, _ contract: OptionContract, from start: SessionTime,
        to end: SessionTime, into shares: inout [Int64]
    ) {
        guard quote.isUsable, let most = permitted(quote, contract), most > 0 else { return }
        var length: Int64 = 0
        for span in record.plan.calendar.continuousSpans {
            length += max(0, min(end, span.end).nanoseconds - max(start, span.start).nanoseconds)
        }
        let tenths = (quote.ask.ticks - quote.bid.ticks) * 10 / most
        // Exactly at the maximum is still inside it: the last bucket begins beyond.
        let atLimit = (quote.ask.ticks - quote.bid.ticks) * 10 % most == 0 && tenths == 10
        shares[Int(min(atLimit ? 9 : tenths, Int64(shares.count - 1)))] += length
    }
}
