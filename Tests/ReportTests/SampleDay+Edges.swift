import Market
import Report

/// Days at the edges: nothing at all, one contract, names nobody expects.
extension SampleDay {
    /// A day on which nothing happened and nothing was owed.
    static var empty: DayReport {
        DayReport(header: header(placeholders: []), sessionSpans: spans, buckets: buckets)
    }

    static func contract(_ tradingCode: String, underlying: String = "510050") -> ReportedContract {
        ReportedContract(
            code: 10_003_720, tradingCode: tradingCode, underlying: underlying,
            expiry: day(2021, 6, 23), strike: Price(ticks: 35_000), type: .call)
    }

    /// One contract with the given time in classes; half an hour of trading in six buckets.
    static func single(
        _ time: ClassifiedTime, name: String = "510050C2106M03500", underlying: String = "510050",
        verdict: ObligationVerdict = .pass
    ) -> DayReport {
        let contract = contract(name, underlying: underlying)
        let counted = time.metNanoseconds + time.notMetNanoseconds + time.unknownNanoseconds
        let value = ReportedRatio(time.metNanoseconds, counted)
        let span = SessionSpan(
            start: SessionTime(hour: 9, minute: 30), end: SessionTime(hour: 10, minute: 0))
        var report = DayReport(header: header(placeholders: []))
        report.sessionSpans = [span]
        report.buckets = SessionSpan.buckets(of: [span], length: .seconds(300))
        report.contracts = [
            ContractObligation(
                contract: contract, time: time, value: value, threshold: ReportedRatio(7, 10),
                verdict: verdict, buckets: report.buckets.map { _ in time })
        ]
        report.underlyings = [
            UnderlyingObligation(
                underlying: underlying,
                contractRate: ReportedRatio(counted > 0 ? 1 : 0, counted > 0 ? 1 : 0),
                contractRateThreshold: ReportedRatio(7, 10),
                participationThreshold: ReportedRatio(7, 10), participationMean: value,
                participationWorst: value, verdict: verdict, responses: .none)
        ]
        return report
    }

    /// Every text from outside replaced by `name`.
    static func named(_ name: String) -> DayReport {
        var report = single(
            ClassifiedTime(metNanoseconds: 700 * second, notMetNanoseconds: 300 * second),
            name: name,
            underlying: name)
        report.header.scenario = name
        report.header.softwareVersion = name
        report.header.configurationHash = name
        report.header.notes = [name]
        report.header.rulePack = RulePackLabel(
            id: name, version: name, isReal: false,
            placeholders: [Placeholder(path: name, value: name, tag: name, source: name)])
        report.underlyings[0].name = name
        report.contracts[0].causes = [
            CauseTime(name: name, chinese: name, nanoseconds: 300 * second)
        ]
        report.processes = [
            ProcessHealth(
                name: name, pid: 1, restarts: 0, messagesIn: 1, messagesOut: 1, residentBytes: 1,
                endpoints: [name])
        ]
        report.latencies = [
            LatencyLine(
                name: name, chinese: name, count: 1, p50Nanoseconds: 1, p90Nanoseconds: 1,
                p99Nanoseconds: 1, p999Nanoseconds: 1, maxNanoseconds: 1)
        ]
        let contract = report.contracts[0].contract
        let time = SessionTime(hour: 9, minute: 40)
        report.spreads = [
            SpreadSeries(
                contract: contract, relevance: .other,
                points: [SpreadPoint(time: time, ownTicks: 5, permittedTicks: 4)])
        ]
        report.responses.events = [
            ResponseEvent(
                time: time, contract: contract, outcome: .missed, responseNanoseconds: nil)
        ]
        return report
    }
}

extension SampleDay {
    /// Every number at the ends of its range: nothing may trap.
    static var extreme: DayReport {
        let edge = ClassifiedTime(
            metNanoseconds: .max, notMetNanoseconds: .max, exemptNanoseconds: .max,
            unknownNanoseconds: .max)
        var report = single(ClassifiedTime(metNanoseconds: 1, notMetNanoseconds: 1))
        report.sessionSpans = [
            SessionSpan(
                start: SessionTime(nanoseconds: 0), end: SessionTime(nanoseconds: .max)),
            SessionSpan(
                start: SessionTime(nanoseconds: .max), end: SessionTime(nanoseconds: .min)),
        ]
        report.contracts[0].time = edge
        report.contracts[0].causes = [
            CauseTime(name: "a", nanoseconds: .max), CauseTime(name: "b", nanoseconds: .min),
        ]
        report.contracts[0].exchangeDifferenceNanoseconds = .min
        report.contracts[0].value = ReportedRatio(.max, 1)
        report.contracts[0].buckets = [edge]
        report.contracts.append(report.contracts[0])
        let time = SessionTime(nanoseconds: .max)
        report.spreads = [
            SpreadSeries(
                contract: report.contracts[0].contract, relevance: .worst,
                points: [SpreadPoint(time: time, ownTicks: .max, permittedTicks: .min)])
        ]
        report.spreadDistribution = [
            SpreadShareBucket(lowerPercent: .max, upperPercent: nil, nanoseconds: .max)
        ]
        report.responses = ResponseRecord(
            responseTimeMaxNanoseconds: .max,
            events: [Int64.max, .min, 0].map {
                ResponseEvent(
                    time: time, contract: report.contracts[0].contract, outcome: .late,
                    responseNanoseconds: $0)
            })
        let money = Money(tenThousandths: .min)
        report.position = [
            PositionPoint(
                time: time, netDeltaShares: .min, vega: Money(tenThousandths: .max),
                profit: ProfitParts(total: money, edge: money, holding: money, fees: money))
        ]
        report.latencies = [
            LatencyLine(
                name: "x", count: .max, p50Nanoseconds: .min, p90Nanoseconds: 0,
                p99Nanoseconds: 1, p999Nanoseconds: .max, maxNanoseconds: .max)
        ]
        report.processes = [
            ProcessHealth(
                name: "x", pid: .min, restarts: .max, messagesIn: .max, messagesOut: .min,
                residentBytes: .max, endpoints: [])
        ]
        return report
    }
}
