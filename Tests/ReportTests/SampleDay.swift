import Market
import Report

/// SplitMix64: the same seed gives the same day on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A made-up but lifelike day: good quoting near the money, trouble in the wings, one outage, one halt.
struct SampleDay {
    static let second: Int64 = 1_000_000_000
    static let spans = SessionCalendar.shanghaiOptions.continuousSpans.map {
        SessionSpan(start: $0.start, end: $0.end)
    }
    static let buckets = SessionSpan.buckets(of: spans, length: .seconds(300))

    var generator: SeededGenerator
    /// Whether a stretch of the afternoon is unknown (the exchange's log was lost).
    var hasUnknownTime = false

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static func report(seed: UInt64, hasUnknownTime: Bool = false) -> DayReport {
        var day = SampleDay(seed: seed)
        day.hasUnknownTime = hasUnknownTime
        return day.report()
    }

    mutating func report() -> DayReport {
        let contracts =
            chain("510050", spot: 35_000, step: 500, strikes: 12)
            + chain("510300", spot: 52_000, step: 1_000, strikes: 18)
        var rows: [ContractObligation] = []
        for (contract, distance) in contracts { rows.append(row(contract, distance: distance)) }
        let chosen =
            contracts.filter { $0.distance == 0 }.prefix(8).map {
                ($0.0, SpreadRelevance.atTheMoney)
            }
            + contracts.filter { $0.distance == 6 }.prefix(8).map { ($0.0, SpreadRelevance.worst) }
        return DayReport(
            header: SampleDay.header(placeholders: SampleDay.placeholders),
            processes: SampleDay.processes, latencies: SampleDay.latencies,
            sessionSpans: SampleDay.spans, buckets: SampleDay.buckets, contracts: rows,
            underlyings: [
                underlying("510050", "华夏上证50ETF", rows), underlying("510300", "华泰柏瑞沪深300ETF", rows),
            ],
            spreads: chosen.map { spread($0.0, $0.1) }, spreadDistribution: distribution(),
            responses: responses(contracts.map(\.0)), position: position())
    }

    static func header(placeholders: [Placeholder]) -> ReportHeader {
        ReportHeader(
            tradingDay: day(2021, 6, 1), scenario: "calm-morning-busy-afternoon", seed: 42,
            speedHundredths: 6_000,
            rulePack: RulePackLabel(
                id: "sse-dev", version: "2021.1", isReal: placeholders.isEmpty,
                placeholders: placeholders),
            softwareVersion: "0.1.0", configurationHash: "9f2c41d07be3a855")
    }

    static let placeholders = [
        Placeholder(
            path: "participation.threshold", value: "70 %", tag: "X", source: "development value"),
        Placeholder(
            path: "spread.near.percent", value: "10 %", tag: "K",
            source: "one desk's code, 2015–2016"),
        Placeholder(
            path: "response.timeMax", value: "30 s", tag: "X", source: "development value"),
        Placeholder(path: "quantity.min", value: "10", tag: "M", source: "memory"),
    ]

    static let processes = ["exchange", "risk", "quoter", "tracker"].enumerated().map {
        ProcessHealth(
            name: $1, pid: Int32(4_211 + $0), restarts: $1 == "quoter" ? 1 : 0,
            messagesIn: 1_204_331 / Int64($0 + 1), messagesOut: 2_411_007 / Int64($0 + 1),
            residentBytes: 48_331_008 + Int64($0) * 9_000_000,
            endpoints: ["ipc:///run/obligato/20210601/\($1).sock", "tcp://127.0.0.1:\(5_551 + $0)"])
    }

    static let latencies = [
        LatencyLine(
            name: "tick to acknowledgement", chinese: "行情到确认", count: 812_331,
            p50Nanoseconds: 184_200, p90Nanoseconds: 262_900, p99Nanoseconds: 611_000,
            p999Nanoseconds: 2_410_000, maxNanoseconds: 18_733_000),
        LatencyLine(
            name: "risk decision", chinese: "风控判定", count: 1_922_104, p50Nanoseconds: 1_900,
            p90Nanoseconds: 2_800, p99Nanoseconds: 6_100, p999Nanoseconds: 31_000,
            maxNanoseconds: 914_000),
    ]

    static func day(_ year: Int, _ month: Int, _ day: Int) -> TradingDay {
        guard let date = TradingDay(year: year, month: month, day: day) else {
            preconditionFailure("no such day: \(year)-\(month)-\(day)")
        }
        return date
    }

    /// Contracts with their distance from the money in strikes.
    mutating func chain(
        _ underlying: String, spot: Int64, step: Int64, strikes: Int
    ) -> [(ReportedContract, distance: Int)] {
        var contracts: [(ReportedContract, distance: Int)] = []
        let expiries = [(6, 23), (7, 28), (9, 22), (12, 22)]
        for (month, dayOfMonth) in expiries {
            for place in 0..<strikes {
                let distance = place - strikes / 2
                for type in OptionType.allCases {
                    let strike = Price(ticks: spot + Int64(distance) * step)
                    let code = ShanghaiTradingCode(
                        underlying: underlying, type: type, year: 2021, month: month, strike: strike
                    )
                    contracts.append(
                        (
                            ReportedContract(
                                code: 10_003_000 + UInt32(contracts.count), tradingCode: code.text,
                                underlying: underlying, expiry: Self.day(2021, month, dayOfMonth),
                                strike: strike, type: type),
                            distance: abs(distance)
                        ))
                }
            }
        }
        return contracts
    }
}
