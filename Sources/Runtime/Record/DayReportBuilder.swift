import Market
import Obligations
import Report
import Tracker
import Wire

/// Fills the report page's input from a run's record.
struct DayReportBuilder {
    private let record: DayRecord
    private let summary: DaySummary
    private let tracker: TrackerCore
    private let report: ObligationReport
    /// Cells of the heat map.
    static let bucketLength = TimeSpan.seconds(300)

    init(_ record: DayRecord, summary: DaySummary) throws {
        self.record = record
        self.summary = summary
        tracker = try record.trackerCore()
        report = tracker.report()
    }

    func build() throws -> DayReport {
        let spans = record.plan.calendar.continuousSpans.map {
            SessionSpan(start: $0.start, end: $0.end)
        }
        let buckets = SessionSpan.buckets(of: spans, length: Self.bucketLength)
        let spreads = try SpreadCollector(record, worst: worstContracts(4)).collect()
        return DayReport(
            header: header(), processes: processes(), latencies: latencies(), sessionSpans: spans,
            buckets: buckets, contracts: contracts(buckets), underlyings: underlyings(),
            spreads: spreads.series, spreadDistribution: spreads.distribution,
            responses: responses(), position: try PositionHistory(record).points(),
            surface: SurfaceFacts.line(
                ProcessRecord.read(record.folder.processSummary(.quoter))),
            alerts: DayAlerts(record.folder)?.reported)
    }

    private func header() -> ReportHeader {
        let pack = record.plan.pack
        let placeholders = pack.rules.flatMap { rule in
            rule.provenance.filter(\.tag.isPlaceholder).map { item in
                Placeholder(
                    path: rule.id + item.valuePath, value: "", tag: item.tag.rawValue,
                    source: item.source)
            }
        }
        return ReportHeader(
            tradingDay: record.directory.day, scenario: record.plan.scenarioName,
            seed: record.desk.seed, speedHundredths: record.desk.clock.speed * 100,
            rulePack: RulePackLabel(
                id: pack.id, version: String(pack.version), isReal: placeholders.isEmpty,
                placeholders: placeholders),
            softwareVersion: summary.version,
            configurationHash: ConfigurationHash.text(of: record.desk))
    }

    private func processes() -> [ProcessHealth] {
        summary.processes.map {
            ProcessHealth(
                name: $0.role, pid: $0.pid, restarts: $0.restarts,
                messagesIn: Int64($0.messagesIn), messagesOut: Int64($0.messagesOut),
                residentBytes: Int64($0.rssBytes), endpoints: $0.endpoints)
        }
    }

    private func latencies() -> [LatencyLine] {
        summary.latencyNanoseconds.map {
            LatencyLine(
                name: $0.name, chinese: "行情到确认", count: $0.count, p50Nanoseconds: $0.p50,
                p90Nanoseconds: $0.p90, p99Nanoseconds: $0.p99, p999Nanoseconds: $0.p999,
                maxNanoseconds: $0.max)
        }
    }

    private func reported(_ index: Int) -> ReportedContract {
        let contract = record.directory.contracts[index]
        return ReportedContract(
            contract, underlying: record.directory.underlyings[contract.underlying.int])
    }

    private var presenceRows: [ObligationReport.Row] {
        report.contractPresence
    }

    private func worstContracts(_ count: Int) -> [ContractIndex] {
        let rows = presenceRows
        let order = rows.indices.filter { rows[$0].value.den > 0 }.sorted { a, b in
            let left = rows[a].value
            let right = rows[b].value
            let x = Double(left.num) / Double(left.den)
            let y = Double(right.num) / Double(right.den)
            return x == y ? a < b : x < y
        }
        return order.prefix(count).compactMap { index(of: rows[$0]).map { ContractIndex($0) } }
    }

    private func index(of row: ObligationReport.Row) -> Int? {
        record.directory.contracts.firstIndex { $0.tradingCode == row.contract }
    }

    private func contracts(_ buckets: [SessionSpan]) -> [ContractObligation] {
        let differences = tracker.scoreDifferences
        return presenceRows.compactMap { row in
            guard let index = index(of: row) else { return nil }
            let times = row.times
            let causes = (row.causes ?? [:]).sorted {
                $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
            }
            return ContractObligation(
                contract: reported(index),
                time: ClassifiedTime(
                    metNanoseconds: times?.met ?? 0, notMetNanoseconds: times?.notMet ?? 0,
                    exemptNanoseconds: times?.exempt ?? 0,
                    unknownNanoseconds: times?.unknown ?? 0),
                sampled: ratio(row.sampled ?? Ratio(0, 0)), value: ratio(row.value),
                threshold: ratio(row.threshold), verdict: verdict(row.pass),
                causes: causes.map { name, nanoseconds in
                    CauseTime(
                        name: name,
                        chinese: ObligationCause(rawValue: name)?.chineseName ?? "",
                        nanoseconds: nanoseconds)
                },
                exchangeDifferenceNanoseconds: differences[index],
                buckets: bucketTimes(of: index, buckets))
        }
    }

    private func bucketTimes(of index: Int, _ buckets: [SessionSpan]) -> [ClassifiedTime] {
        var times = Array(repeating: ClassifiedTime.zero, count: buckets.count)
        for interval in tracker.intervals(of: ContractIndex(index)) {
            for (position, bucket) in buckets.enumerated() {
                let start = max(interval.start, bucket.start)
                let end = min(interval.end, bucket.end)
                guard start < end else { continue }
                let length = (end - start).nanoseconds
                switch interval.state {
                case .met: times[position].metNanoseconds += length
                case .notMet: times[position].notMetNanoseconds += length
                case .exempt: times[position].exemptNanoseconds += length
                case .unknown: times[position].unknownNanoseconds += length
                }
            }
        }
        return times
    }

    private func underlyings() -> [UnderlyingObligation] {
        record.directory.underlyings.map { underlying in
            let rows = report.rules.filter { $0.underlying == underlying.code }
            let obligations = presenceRows.filter { $0.underlying == underlying.code }
            let presence = obligations.filter { $0.value.den > 0 }
            let coverage = rows.first { $0.kind == "coverage" }
            let worst = presence.min {
                Double($0.value.num) / Double($0.value.den)
                    < Double($1.value.num) / Double($1.value.den)
            }
            let met = presence.reduce(Int64(0)) { $0 + $1.value.num }
            let obliged = presence.reduce(Int64(0)) { $0 + $1.value.den }
            return UnderlyingObligation(
                underlying: underlying.code, contractRate: ratio(coverage?.value ?? Ratio(0, 0)),
                contractRateThreshold: ratio(coverage?.threshold ?? Ratio(0, 0)),
                participationThreshold: ratio(
                    obligations.first?.threshold ?? Ratio(0, 0)),
                participationMean: ReportedRatio(met, obliged),
                participationWorst: ratio(worst?.value ?? Ratio(0, 0)),
                verdict: verdict(coverage?.pass),
                responses: tally(rows.first { $0.kind == "rfqResponse" }))
        }
    }

    private func tally(_ row: ObligationReport.Row?) -> ResponseTally {
        guard let row, let counts = row.requests else { return .none }
        return ResponseTally(
            requests: counts.requests, answered: counts.answered, late: counts.late,
            heldShort: counts.heldShort, missed: counts.missed, rate: ratio(row.value),
            threshold: ratio(row.threshold), verdict: verdict(row.pass))
    }

    private func responses() -> ResponseRecord {
        let terms = record.plan.response
        let events = tracker.requests().map { request in
            ResponseEvent(
                time: request.openedAt, contract: reported(request.contract.int),
                outcome: outcome(request.outcome),
                responseNanoseconds: request.respondedAt.map {
                    ($0 - request.openedAt).nanoseconds
                })
        }
        return ResponseRecord(
            responseTimeMaxNanoseconds: terms?.respondWithin.nanoseconds,
            holdTimeMinNanoseconds: terms?.hold.nanoseconds, events: events)
    }

    private func outcome(_ outcome: RequestOutcome) -> ResponseOutcome {
        switch outcome {
        case .answered: .answered
        case .late: .late
        case .heldShort: .heldShort
        case .missed, .invalidResponse, .unknown, .pending: .missed
        case .inadmissiblePhase, .inadmissibleInterval, .inadmissibleRemaining,
            .inadmissibleRequester, .inadmissibleSpread, .inadmissibleSize, .phaseEnded:
            .notObliged
        }
    }

    private func ratio(_ ratio: Ratio) -> ReportedRatio { ReportedRatio(ratio.num, ratio.den) }

    private func verdict(_ pass: Bool?) -> ObligationVerdict {
        pass.map { $0 ? .pass : .fail } ?? .noObligation
    }
}
