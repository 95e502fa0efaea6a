import CFloor
import Market
import Obligations
import Sim
import Wire

/// Presence and outages of 9 296 764 quote rows, 200 contracts, one day, in one pass on one thread.
///
/// The log is `SyntheticQuoteLog` in memory, 32 bytes a row; both answers come out of the same pass and must
/// be the ones that DuckDB, polars and pandas give for the same log. The floor is the same question in C,
/// its repetitions between ours. Left out: reading a file (`obligato obligations --quotes` does).
enum ObligationScan {
    private static let rows = 9_296_764
    /// What polars 2.1 takes for both answers on one thread of this kind of machine, rows a second.
    private static let polarsRows = 9.6e6
    private static let duckRows = 1.8e6
    private static let pandasRows = 5.1e6
    private static let goalRows = 48e6

    static func run() throws -> [BenchmarkLine] {
        let log = SyntheticQuoteLog()
        let rows = try memory(log)
        let pass = try emptyPass(log.contracts)
        var figures: [QuoteLogFigures] = []
        var floors = Array(repeating: obl_floor_presence(), count: log.contracts)
        let both = try Harness.compare(
            repetitions: 21, warmUp: 2, operations: rows.count,
            {
                var pass = pass
                let stop = rows.withUnsafeBufferPointer { pass.consume($0) }
                guard stop == nil else { throw BenchmarkFailure(description: "\(stop as Any)") }
                figures = pass.figures(knownUntil: SessionTime(nanoseconds: log.end))
            },
            { Self.floor(rows, &floors, end: log.end) })
        try check(figures, rows: rows.count)
        try check(floors, against: figures)
        return [
            BenchmarkLine(
                name: "ObligationScan", operation: "row", unit: .nanoseconds, samples: both.ours,
                floor: both.other, bar: 1e9 / goalRows, hash: hash(figures),
                note: note(both.ours, both.other))
        ]
    }

    private static func memory(_ log: SyntheticQuoteLog) throws -> ContiguousArray<QuoteLogRow> {
        var rows: ContiguousArray<QuoteLogRow> = []
        rows.reserveCapacity(Self.rows)
        log.forEachRow { row in
            rows.append(
                QuoteLogRow(
                    time: row.time, contract: row.contract, bid: row.bid,
                    bidQuantity: row.bidQuantity, ask: row.ask, askQuantity: row.askQuantity))
        }
        guard rows.count == Self.rows else {
            throw BenchmarkFailure(description: "\(rows.count) rows")
        }
        return rows
    }

    static func emptyPass(_ contracts: Int) throws -> QuoteLogPass {
        func tier(_ bid: Int64, _ spread: Int64) -> SpreadTier {
            SpreadTier(
                bidFrom: Price(ticks: bid), daysFrom: 0, limit: .absolute(Price(ticks: spread)))
        }
        let rule = PresenceRule(
            sampling: PresenceRule.Sampling(period: .seconds(1), offset: .zero),
            headline: .timeWeighted,
            validity: QuoteValidity(
                quantityMin: Quantity(contracts: 10),
                tiers: [
                    tier(0, 20), tier(200, 40), tier(500, 80), tier(1_000, 120), tier(2_000, 200),
                ]), exemptions: [])
        guard let day = TradingDay(yyyymmdd: 20_240_611),
            let calendar = SessionCalendar(segments: [
                SessionCalendar.Segment(
                    phase: .continuous, start: SessionTime(nanoseconds: 0),
                    end: SessionTime(nanoseconds: SyntheticQuoteLog().end))
            ])
        else { throw BenchmarkFailure(description: "no session") }
        let directory = try QuoteLogContract.directory(
            of: (0..<contracts).map { QuoteLogContract(name: String($0)) }, on: day)
        return QuoteLogPass(rule: rule, contracts: directory.contracts, calendar: calendar)
    }

    private static func floor(
        _ rows: ContiguousArray<QuoteLogRow>, _ states: inout [obl_floor_presence], end: Int64
    ) {
        rows.withUnsafeBytes { bytes in
            obl_floor_presence_pass(
                bytes.baseAddress?.assumingMemoryBound(to: obl_floor_quote.self), rows.count,
                &states, states.count, end)
        }
    }

    /// The answers on which the tools agree, to the nanosecond.
    private static func check(_ figures: [QuoteLogFigures], rows: Int) throws {
        func text(_ figures: [QuoteLogFigures]) -> String {
            let met = figures.reduce(0) { $0 + $1.totals.metNanoseconds }
            let rows = figures.reduce(0) { $0 + $1.rows }
            let outages = figures.reduce(0) { $0 + $1.outages }
            let longest = figures.reduce(0) { $0 + $1.longestOutageNanoseconds }
            return "\(met) \(rows) \(outages) \(longest)"
        }
        let found = [text(figures), text([figures[0]])]
        let expected = [
            "2203106964205661 9296764 14288 4223571389247", "11082369286373 46879 57 20248927522",
        ]
        guard found == expected else {
            throw BenchmarkFailure(description: "answers \(found), expected \(expected)")
        }
    }

    private static func check(_ floors: [obl_floor_presence], against figures: [QuoteLogFigures])
        throws
    {
        for (floor, ours) in zip(floors, figures) {
            guard floor.valid == ours.totals.metNanoseconds, floor.rows == ours.rows,
                floor.outages == ours.outages, floor.longest == ours.longestOutageNanoseconds
            else { throw BenchmarkFailure(description: "the C loop says \(floor), we \(ours)") }
        }
    }

    private static func hash(_ figures: [QuoteLogFigures]) -> UInt64 {
        var hasher = StateHasher()
        for one in figures { Array("\(one)".utf8).withUnsafeBytes { hasher.combine($0) } }
        return hasher.value
    }

    private static func note(_ ours: Harness.Samples, _ floor: Harness.Samples) -> String {
        func times(_ other: Double) -> String {
            let tenths = Int((1e9 / ours.median / other * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) ×"
        }
        let million = Int((1e3 / ours.median).rounded())
        return "\(million) M rows/s = \(times(1e9 / floor.median)) C (aim 0.8), "
            + "\(times(polarsRows)) polars (bar 5), \(times(pandasRows)) pandas, "
            + "\(times(duckRows)) DuckDB, one thread each, their published figures"
    }
}
