import Foundation
import Market
import Obligations
import Report
import Testing

/// A made-up record under a real pack: presence with gaps, exemptions and holes, coverage, requests, counts.
struct SampleCompliance {
    static let second: Int64 = 1_000_000_000
    static let spans = SessionCalendar.shanghaiOptions.continuousSpans.map {
        SessionSpan(start: $0.start, end: $0.end)
    }
    static let session: Int64 = 14_220 * second

    var generator: SeededGenerator
    var contracts = 12
    var stretches = 10
    var date = "2021-01-04"
    /// Put in the place of every name that comes from outside.
    var hostile: String?

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static func pack() throws -> RulePack {
        let text = try #require(RulePack.bundledText(named: "sse-dev"))
        return try RulePack.load(yaml: text, file: "sse-dev.yaml")
    }

    mutating func day() throws -> ComplianceDay {
        let pack = try Self.pack()
        var rows: [ObligationReport.Row] = []
        var evidence: [PresenceEvidence] = []
        for index in 0..<contracts {
            let name = (hostile ?? "") + "510050C21\(10 + index / 40)M0\(3_000 + index)"
            let stretches = makeStretches(isExempt: index == 1, isUnknown: index == 2)
            rows.append(row(name, stretches))
            evidence.append(
                PresenceEvidence(rule: "SSE-MM-02", contract: name, stretches: stretches))
        }
        rows += others(rows)
        return ComplianceDay(
            facts: facts, pack: pack,
            report: ObligationReport(
                date: date,
                rulePack: ObligationReport.Pack(
                    id: hostile ?? pack.id, version: pack.version,
                    placeholders: pack.placeholders.map { (hostile ?? "") + $0 }),
                rules: rows, exchangeDifferenceNanoseconds: 1_234_567),
            sessionSpans: Self.spans, evidence: evidence, requests: requests())
    }

    private var facts: ComplianceFacts {
        ComplianceFacts(
            participant: hostile ?? "participant 1", record: hostile ?? "run-7",
            scenario: hostile ?? "regular-day", softwareVersion: "0.1.0",
            configurationHash: "93260cb040f7920", packDigest: "21aea86167",
            packValues: ["SSE-MM-02/threshold": hostile ?? "70/100"], check: .equal,
            seal: [.init(subject: "files", holds: true, detail: hostile ?? "12 files equal")])
    }

    /// Stretches that fill the session, over lunch cut in two.
    private mutating func makeStretches(isExempt: Bool, isUnknown: Bool) -> [EvidenceStretch] {
        var found: [EvidenceStretch] = []
        for span in Self.spans {
            var cuts = [span.start.nanoseconds, span.end.nanoseconds]
            for _ in 0..<stretches / 2 {
                cuts.append(
                    .random(in: span.start.nanoseconds..<span.end.nanoseconds, using: &generator))
            }
            cuts = Set(cuts).sorted()
            for (start, end) in zip(cuts, cuts.dropFirst()) {
                var state: ObligationClass =
                    Int.random(in: 0..<4, using: &generator) == 0 ? .notMet : .met
                if isExempt, found.count % 3 == 1 { state = .exempt }
                if isUnknown, found.count % 3 == 1 { state = .unknown }
                found.append(stretch(start, end, state))
            }
        }
        return found
    }

    private mutating func stretch(_ start: Int64, _ end: Int64, _ state: ObligationClass)
        -> EvidenceStretch
    {
        let cause = ObligationCause.allCases.randomElement(using: &generator) ?? .kill
        let number = UInt64.random(in: 1...99_999, using: &generator)
        return EvidenceStretch(
            start: SessionTime(nanoseconds: start), end: SessionTime(nanoseconds: end),
            state: state, cause: state == .notMet ? cause : nil,
            exemption: state == .exempt ? hostile ?? "halted" : nil,
            exemptionSequence: state == .exempt ? number : nil, trigger: .quote,
            verdict: state == .met ? .valid : .oneSided,
            quote: LiveQuote(
                bid: Price(ticks: 1_234), bidRemaining: Quantity(contracts: 20),
                ask: Price(ticks: 1_310), askRemaining: Quantity(contracts: 15)),
            quoteID: number, acknowledgement: number + 7, lastAcknowledgement: number + 9)
    }

    private func row(_ contract: String, _ stretches: [EvidenceStretch]) -> ObligationReport.Row {
        func sum(_ state: ObligationClass) -> Int64 {
            stretches.filter { $0.state == state }.reduce(0) {
                $0 + ($1.end - $1.start).nanoseconds
            }
        }
        let (met, exempt, unknown) = (sum(.met), sum(.exempt), sum(.unknown))
        let bar = Threshold(.atLeast, Ratio(70, 100))
        var row = ObligationReport.Row(
            rule: "SSE-MM-02", kind: "presence", contract: contract, underlying: "510050",
            value: Ratio(met, Self.session - exempt),
            best: Ratio(met + unknown, Self.session - exempt), threshold: bar)
        row.times = ObligationReport.Times(
            session: Self.session, met: met, notMet: sum(.notMet), exempt: exempt,
            unknown: unknown)
        row.treatments = treatments(met, exempt, unknown)
        row.sampled = Ratio(met / Self.second, (Self.session - exempt) / Self.second)
        var causes: [String: Int64] = [:]
        for stretch in stretches {
            guard let cause = stretch.cause else { continue }
            causes[cause.rawValue, default: 0] += (stretch.end - stretch.start).nanoseconds
        }
        row.causes = causes
        return row
    }

    /// As the file has them: exempt time out of the denominator, and as fulfilled.
    private func treatments(_ met: Int64, _ exempt: Int64, _ unknown: Int64)
        -> ObligationReport.Treatments?
    {
        func range(_ worst: Int64, _ best: Int64, _ den: Int64) -> String {
            "{\"worst\":{\"num\":\(worst),\"den\":\(den)},"
                + "\"best\":{\"num\":\(best),\"den\":\(den)}}"
        }
        let removed = range(met, met + unknown, Self.session - exempt)
        let deemed = range(met + exempt, met + exempt + unknown, Self.session)
        return try? JSONDecoder().decode(
            ObligationReport.Treatments.self,
            from: Data("{\"removed\":\(removed),\"deemed\":\(deemed)}".utf8))
    }

    /// An underlying's coverage, its requests, a group without a bar, a part of the day, counts.
    private func others(_ contracts: [ObligationReport.Row]) -> [ObligationReport.Row] {
        let bar = Threshold(.atLeast, Ratio(70, 100))
        let met = contracts.filter { $0.pass == true }.compactMap(\.contract)
        var coverage = ObligationReport.Row(
            rule: "SSE-MM-05", kind: "coverage", contract: nil, underlying: "510050",
            value: Ratio(Int64(met.count), Int64(contracts.count)),
            best: Ratio(Int64(met.count), Int64(contracts.count)), threshold: bar)
        coverage.contractsMet = met
        var requests = ObligationReport.Row(
            rule: "SSE-MM-06", kind: "rfqResponse", contract: nil, underlying: "510050",
            value: Ratio(1, 3), best: Ratio(2, 3), threshold: bar)
        var counts = ObligationReport.RequestCounts()
        counts.requests = 5
        counts.answered = 1
        counts.missed = 1
        counts.unknown = 1
        counts.inadmissible = 2
        requests.requests = counts
        var group = ObligationReport.Row(
            rule: "SSE-MM-02", kind: "presence", contract: nil, underlying: "510050",
            value: Ratio(2, 3), best: Ratio(3, 3), threshold: bar)
        group.sampled = Ratio(1, 3)
        var part = ObligationReport.Row(
            rule: "SSE-MM-02", kind: "presence", contract: contracts.first?.contract,
            underlying: "510050", value: Ratio(7, 9), best: Ratio(8, 9), threshold: bar)
        part.part = hostile ?? "morning"
        var none = ObligationReport.Row(
            rule: "SSE-PT-01", kind: "rateCount", contract: nil, underlying: "",
            value: Ratio(0, 0), best: Ratio(0, 0), threshold: nil)
        none.counts = ["messages": 1_234, "window_max": 0]
        return [coverage, requests, group, part, none]
    }

    private func requests() -> [RequestEvidence] {
        [RequestOutcome.answered, .missed, .unknown, .inadmissiblePhase, .inadmissibleSize]
            .enumerated().map { index, outcome in
                RequestEvidence(
                    rule: "SSE-MM-06", underlying: "510050",
                    contract: (hostile ?? "") + "510050C2110M03000", id: UInt64(index + 1),
                    openedAt: SessionTime(hour: 10, minute: index), outcome: outcome,
                    respondedAt: outcome == .answered
                        ? SessionTime(hour: 10, minute: index, milliseconds: 460) : nil,
                    held: outcome == .answered ? .seconds(30) : .zero,
                    quoteID: outcome == .answered ? 77 : 0,
                    acknowledgement: outcome == .answered ? 4_711 : 0,
                    reason: outcome == .missed ? hostile ?? "notSeenInTime" : nil)
            }
    }
}
