import Market
import Obligations
import Report
import Tracker
import Wire

/// What one backtest came to, small enough to keep thousands: the figures, the fills' markouts, the day's curves.
struct BacktestFigures: Codable, Equatable {
    struct Setting: Codable, Equatable {
        let name: String
        let value: String
    }

    /// Profit and inventory at one session minute; money in 1/10 000 yuan since the start of the day.
    struct Minute: Codable, Equatable {
        let time: Int64
        let total: Int64
        let edge: Int64
        let holding: Int64
        /// Negative when paid.
        let fees: Int64
        let deltaShares: Int64
        let vega: Int64
    }

    /// Time met and obliged in one span of the day, over all contracts.
    struct Presence: Codable, Equatable {
        let start: Int64
        let end: Int64
        var metNanoseconds: Int64
        var obligedNanoseconds: Int64
    }

    static let presenceSpan = TimeSpan.seconds(300)

    let scenario: String
    let seed: UInt64
    let rules: String
    let strategy: String
    let settings: [Setting]
    let holds: Bool
    /// Of what the four cores sent and ended as, and of the obligation record.
    let recordHash: String
    let figures: DayFigures
    let markouts: [FillMarkouts.Sum]
    let minutes: [Minute]
    let presence: [Presence]

    init(_ record: DayRecord, holds: Bool) throws {
        scenario = record.plan.scenarioName
        seed = record.desk.seed
        rules = "\(record.plan.pack.id) \(record.plan.pack.version)"
        strategy = record.desk.strategy
        settings = record.desk.strategyParameters.map { Setting(name: $0.key, value: $0.value) }
        self.holds = holds
        recordHash = try Self.hash(of: record)
        figures = try DayFigures(record)
        markouts = try FillMarkouts(record).sums()
        minutes = try PositionHistory(record).points().map {
            Minute(
                time: $0.time.nanoseconds, total: $0.profit.total.tenThousandths,
                edge: $0.profit.edge.tenThousandths, holding: $0.profit.holding.tenThousandths,
                fees: $0.profit.fees.tenThousandths, deltaShares: $0.netDeltaShares,
                vega: $0.vega.tenThousandths)
        }
        presence = try Self.presence(record)
    }

    /// Of everything above: two runs that differ anywhere differ here.
    var hash: UInt64 {
        get throws {
            var hasher = StateHasher()
            try JSONText.text(self).utf8.withContiguousStorageIfAvailable {
                hasher.combine(UnsafeRawBufferPointer($0))
            }
            return hasher.value
        }
    }

    /// Coverage of all underlyings together: contracts at their bar, of those obliged.
    var coverage: Ratio {
        Ratio(
            figures.underlyings.reduce(0) { $0 &+ $1.contractsMeetingBar },
            figures.underlyings.reduce(0) { $0 &+ $1.contractsObliged })
    }

    /// Time met of time obliged, over all contracts.
    var participation: Ratio {
        Ratio(
            figures.underlyings.reduce(0) { $0 &+ $1.metNanoseconds },
            figures.underlyings.reduce(0) { $0 &+ $1.obligedNanoseconds })
    }

    /// Largest net delta of a session minute, either way, in ETF shares.
    var deltaSharesMax: Int64 { minutes.map { abs($0.deltaShares) }.max() ?? 0 }
    /// Largest vega of a session minute, either way, in 1/10 000 yuan a volatility point.
    var vegaMax: Int64 { minutes.map { abs($0.vega) }.max() ?? 0 }

    private static func hash(of record: DayRecord) throws -> String {
        var hasher = StateHasher()
        func combine(_ text: String) {
            for byte in text.utf8 { hasher.combine(UInt64(byte)) }
        }
        for role in DeskRole.allCases {
            let process = ProcessRecord.read(record.folder.processSummary(role))
            combine("\(role.rawValue) \(process?.stateHash ?? "") \(process?.outputHash ?? "")")
        }
        combine(try record.obligationsText())
        return String(hasher.value, radix: 16)
    }

    private static func presence(_ record: DayRecord) throws -> [Presence] {
        var spans: [Presence] = []
        for span in record.plan.calendar.continuousSpans {
            var start = span.start
            while start < span.end {
                let end = min(start + presenceSpan, span.end)
                spans.append(
                    Presence(
                        start: start.nanoseconds, end: end.nanoseconds, metNanoseconds: 0,
                        obligedNanoseconds: 0))
                start = end
            }
        }
        let tracker = try record.trackerCore()
        for row in tracker.report().contractPresence {
            guard let code = row.contract,
                let contract = record.directory.contract(tradingCode: code)
            else { continue }
            for interval in tracker.intervals(of: contract.index) where interval.state != .exempt {
                add(interval, to: &spans)
            }
        }
        return spans
    }

    private static func add(_ interval: ObligationInterval, to spans: inout [Presence]) {
        for index in spans.indices {
            let length =
                min(interval.end.nanoseconds, spans[index].end)
                - max(interval.start.nanoseconds, spans[index].start)
            guard length > 0 else { continue }
            spans[index].obligedNanoseconds += length
            if interval.state == .met { spans[index].metNanoseconds += length }
        }
    }
}
