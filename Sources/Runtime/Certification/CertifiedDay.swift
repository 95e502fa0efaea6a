import Market
import Obligations
import Tracker
import Wire

/// What a strategy did on one standard day, and whether that is good enough.
struct CertifiedDay: Codable, Equatable, Sendable {
    /// A share of something: coverage, answers.
    struct Share: Codable, Equatable, Sendable {
        let count: Int64
        let of: Int64
        /// Nil: the pack does not judge it, or there was nothing to judge.
        let pass: Bool?

        var text: String { of == 0 && pass == nil ? "–" : "\(count)/\(of)" }
    }

    /// Messages beyond this get an account identified as high-frequency (SSE-PT-01).
    static let messagesPerSecondMax: Int64 = 300

    let day: String
    /// Contracts that reached the presence bar, of those obliged.
    let coverage: Share
    /// Requests for quote answered in time and held, of those that count.
    let requests: Share
    /// Most instructions to the exchange in any second, and in the day.
    let messagesPerSecond: Int64
    let messages: Int64
    /// Risk's refusals by code.
    let refusals: [String: Int64]
    /// Wishes outside the terms: they were not sent, and should not have been made.
    let wishesOutside: Int64
    let fills: Int64
    /// Over all obliged contracts: what exemptions took out of continuous trading, by exemption, and what was not
    /// met, by cause. Whole seconds.
    let exemptSeconds: [String: Int64]
    let notMetSeconds: [String: Int64]
    /// What the day brought, whoever quotes.
    let occurrences: DayOccurrences
    /// 1/10 000 yuan.
    let profitAndLoss: Int64
    /// Two runs left the same bytes.
    let isDeterministic: Bool
    /// What does not hold, one sentence each; empty is a pass.
    let failures: [String]

    var pass: Bool { failures.isEmpty }

    init(
        _ day: StandardDay, _ record: DayRecord, duty: CertifiedDuty, isDeterministic: Bool
    ) throws {
        self.day = day.name
        self.isDeterministic = isDeterministic
        let figures = try DayFigures(record)
        let tracker = try record.trackerCore()
        let report = tracker.report()
        let times = ObligedTimes(tracker, record.directory)
        exemptSeconds = times.exempt
        notMetSeconds = times.notMet
        occurrences = try DayOccurrences(record)
        coverage = Self.share(report, "coverage")
        requests = Self.share(report, "rfqResponse")
        var budget = MessageCount()
        try record.forEachFrame(of: .risk, on: .orderSession) { try budget.add($0) }
        messagesPerSecond = budget.perSecond
        messages = budget.count
        var refusals: [String: Int64] = [:]
        try record.forEachDecision { decision in
            guard decision.kind == .refused else { return }
            refusals[RefusalCode(rawValue: decision.code).description, default: 0] += 1
        }
        self.refusals = refusals
        let quoter = ProcessRecord.read(record.folder.processSummary(.quoter))
        wishesOutside = quoter?.fact("wishesRefused") ?? -1
        fills = figures.counts.fills
        profitAndLoss = figures.profitAndLoss.total
        var failures: [String] = []
        if duty == .continuous {
            if coverage.pass != true { failures.append("coverage \(coverage.text)") }
            if requests.pass == false { failures.append("requests answered \(requests.text)") }
        } else if requests.pass != true {
            failures.append("requests answered \(requests.text)")
        }
        if messagesPerSecond > Self.messagesPerSecondMax {
            failures.append("\(messagesPerSecond) messages in a second")
        }
        for code in refusals.keys.sorted() where !Self.isOfTheSituation(code) {
            failures.append("refused \(code) \(refusals[code] ?? 0) times")
        }
        if wishesOutside != 0 { failures.append("\(wishesOutside) wishes outside permission") }
        if figures.counts.unapprovedQuotes != 0 { failures.append("quotes without approval") }
        if !isDeterministic { failures.append("two runs differ") }
        for claim in day.claims where !claim.holds(in: occurrences) {
            failures.append("the day did not bring \(claim.rawValue)")
        }
        self.failures = failures
    }

    private static func share(_ report: ObligationReport, _ kind: String) -> Share {
        let rows = report.rules.filter { $0.kind == kind }
        let judged = rows.compactMap(\.pass)
        return Share(
            count: rows.reduce(0) { $0 + $1.value.num }, of: rows.reduce(0) { $0 + $1.value.den },
            pass: judged.isEmpty ? nil : judged.allSatisfy(\.self))
    }

    /// Refusals that a phase, a link, a race or a full position brings about, judged by what they cost in coverage;
    /// any other is the strategy's.
    private static func isOfTheSituation(_ code: String) -> Bool {
        let codes: [RefusalCode] = [
            .phaseForbids, .exchangeDown, .paused, .killed, .halted, .staleCommand, .holdTime,
            .holdReplacement, .requestUnknown, .closeExceedsHolding, .duplicateQuoteID,
            .positionLimit, .directionLimit, .totalPositionLimit, .protection, .reducingOnly,
            .isolated, .dayEnded,
        ]
        return codes.contains { $0.description == code }
    }
}

/// The obliged seconds that did not simply count as met, by what took them.
private struct ObligedTimes {
    private(set) var exempt: [String: Int64] = [:]
    private(set) var notMet: [String: Int64] = [:]

    /// By the pack's first presence rule; nothing where it has none.
    init(_ tracker: TrackerCore, _ directory: InstrumentDirectory) {
        var spans: [String: Int64] = [:]
        var causes: [String: Int64] = [:]
        for contract in directory.contracts {
            for interval in tracker.intervals(of: contract.index) {
                guard interval.state == .exempt, let name = interval.exemption else { continue }
                spans[name, default: 0] += interval.length.nanoseconds
            }
        }
        for row in tracker.report().contractPresence {
            for (cause, time) in row.causes ?? [:] { causes[cause, default: 0] += time }
        }
        exempt = Self.wholeSeconds(spans)
        notMet = Self.wholeSeconds(causes)
    }

    private static func wholeSeconds(_ times: [String: Int64]) -> [String: Int64] {
        times.mapValues { $0 / 1_000_000_000 }.filter { $0.value > 0 }
    }
}

/// What a strategy is there for, and so what it is judged by.
enum CertifiedDuty: String, Codable {
    /// Coverage and answers.
    case continuous
    /// Answers alone: the general market maker's pack.
    case responses

    init(_ pack: RulePack) {
        let hasPresence = pack.rules.contains { rule in
            if case .presence = rule.kind { return rule.unevaluated == nil }
            return false
        }
        self = hasPresence ? .continuous : .responses
    }
}

/// Instructions to the exchange: how many, and how many in the busiest rolling second.
private struct MessageCount {
    private(set) var count: Int64 = 0
    private(set) var perSecond: Int64 = 0
    private var recent: [(time: SessionTime, count: Int64)] = []
    private var inWindow: Int64 = 0

    mutating func add(_ frame: Frame) throws {
        guard frame.template == Template.quoteInstructions else { return }
        let entries = Int64(try frame.group(QuoteInstructions.Entry.self).count)
        let now = frame.envelope.sessionTime
        count += entries
        recent.append((now, entries))
        inWindow += entries
        while let first = recent.first, now - first.time >= .seconds(1) {
            inWindow -= first.count
            recent.removeFirst()
        }
        perSecond = max(perSecond, inWindow)
    }
}
