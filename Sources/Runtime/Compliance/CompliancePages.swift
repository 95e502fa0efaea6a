import Foundation
import Market
import Obligations
import Report
import Seal
import Settings
import Tracker

/// Days on record as the compliance officer's pages.
struct CompliancePages {
    let language: ReportLanguage

    init(language name: String) throws(SettingsError) {
        guard let language = ReportLanguage(rawValue: name) else {
            throw SettingsError(
                file: "--lang \(name)", line: 0, path: "", problem: "is no language of the report",
                accepted: ReportLanguage.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.language = language
    }

    /// Writes a day's page and, where they do not fit in it, its evidence beside it; says what was written.
    func write(_ day: MonthDay, to path: String) throws -> [String] {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let rendered = ComplianceReport.render(
            try Self.day(day), language: language, fileName: name)
        return try write(rendered, to: path)
    }

    private func write(_ rendered: RenderedReport, to path: String) throws -> [String] {
        var written = [path]
        if !rendered.files.isEmpty {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
                .appendingPathComponent(rendered.folder).path
            try Self.create(folder)
            for file in rendered.files {
                try TextFile.write(file.text, to: "\(folder)/\(file.name)")
            }
            written.append(folder)
        }
        // Last, so that a page never links to what is not there yet.
        try TextFile.write(rendered.page, to: path)
        return written
    }

    static func create(_ folder: String) throws(SettingsError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SettingsError(
                file: folder, line: 0, path: "--html", problem: "cannot be created",
                accepted: "a page in a folder that can be written")
        }
    }

    // MARK: A period

    /// Writes a period's page and a page for each of its days beside it; says what was written.
    func write(_ month: MonthRecord, to path: String) throws -> [String] {
        let place = URL(fileURLWithPath: path)
        let name = place.lastPathComponent
        let folderName =
            (name.hasSuffix(".html") ? String(name.dropLast(5)) : name) + ".evidence"
        let folder = place.deletingLastPathComponent().appendingPathComponent(folderName).path
        try Self.create(folder)
        var days: [ComplianceMonth.Day] = []
        let packDigest = try Self.digest(ofPack: month.packName)
        for day in month.days {
            let page = "\(day.report.date).html"
            _ = try write(day, to: "\(folder)/\(page)")
            let seal = try Self.seal(of: day.record.folder)
            days.append(
                ComplianceMonth.Day(
                    report: day.report,
                    record: URL(fileURLWithPath: day.record.folder.path).lastPathComponent,
                    check: Self.check(day),
                    isSealed: seal.isEmpty ? nil : seal.allSatisfy(\.holds),
                    hasSamePack: try Self.digest(ofPack: day.rules.name) == packDigest,
                    page: "\(ComplianceReport.address(of: folderName))/\(page)"))
        }
        let text = ComplianceReport.render(
            ComplianceMonth(
                facts: try Self.facts(month, days), pack: month.pack, report: month.report,
                days: days),
            language: language)
        try TextFile.write(text, to: path)
        return [path, folder]
    }

    private static func digest(ofPack name: String) throws -> String {
        SHA256.digest(try RulePackShelf.text(named: name).text.utf8).hex
    }

    private static func facts(_ month: MonthRecord, _ days: [ComplianceMonth.Day]) throws
        -> ComplianceFacts
    {
        let source = try RulePackShelf.text(named: month.packName)
        let names = month.days.map {
            URL(fileURLWithPath: $0.record.folder.path).lastPathComponent
        }
        var scenarios: [String] = []
        for day in month.days {
            let name = day.record.plan.scenarioName
            if !scenarios.contains(name) { scenarios.append(name) }
        }
        let checks = month.days.map(check)
        let sealed = days.compactMap(\.isSealed)
        return ComplianceFacts(
            participant: "participant \(ParticipantID.maker.value)",
            record: names.joined(separator: ", "),
            scenario: scenarios.joined(separator: ", "), softwareVersion: Version.text,
            configurationHash: "", packDigest: SHA256.digest(source.text.utf8).hex,
            packValues: values(of: month.pack, in: source),
            check: checks.contains(.differs)
                ? .differs : checks.contains(.readOnly) ? .readOnly : .equal,
            seal: [
                .init(
                    subject: "records", holds: !sealed.contains(false),
                    detail: "\(sealed.count) of \(days.count) sealed, "
                        + "\(sealed.filter { $0 }.count) hold")
            ])
    }

    // MARK: A day

    private static func day(_ day: MonthDay) throws -> ComplianceDay {
        let record = day.record
        return ComplianceDay(
            facts: try facts(day), pack: day.rules.pack, report: day.report,
            sessionSpans: record.plan.calendar.continuousSpans.map {
                SessionSpan(start: $0.start, end: $0.end)
            }, evidence: day.tracker.map { evidence($0, record.directory) },
            requests: try day.tracker.map { try requests($0, record) } ?? [])
    }

    static func facts(_ day: MonthDay) throws -> ComplianceFacts {
        let record = day.record
        let source = try RulePackShelf.text(named: day.rules.name)
        return ComplianceFacts(
            participant: "participant \(ParticipantID.maker.value)",
            record: URL(fileURLWithPath: record.folder.path).lastPathComponent,
            scenario: "\(record.plan.scenarioName), seed \(record.desk.seed)",
            softwareVersion: Version.text,
            configurationHash: ConfigurationHash.text(of: record.desk),
            packDigest: SHA256.digest(source.text.utf8).hex,
            packValues: values(of: day.rules.pack, in: source), check: check(day),
            seal: try seal(of: record.folder))
    }

    static func check(_ day: MonthDay) -> ComplianceFacts.FiguresCheck {
        day.holds.map { $0 ? .equal : .differs } ?? .readOnly
    }

    static func seal(of folder: RunFolder) throws -> [ComplianceFacts.SealFinding] {
        guard FileManager.default.fileExists(atPath: folder.head) else { return [] }
        return try SealVerifier(folder: folder.path, previous: nil, publicKey: nil).run().findings
            .map { .init(subject: $0.subject, holds: $0.holds, detail: $0.detail) }
    }

    /// The values as they stand in the pack's file, for each path whose source is told.
    static func values(of pack: RulePack, in source: (text: String, file: String))
        -> [String: String]
    {
        guard let root = try? SettingsFile.load(yaml: source.text, file: source.file),
            let rules = try? root["rules"]?.items()
        else { return [:] }
        var values: [String: String] = [:]
        for rule in pack.rules {
            guard let own = rules.first(where: { (try? $0["id"]?.text()) == rule.id }) else {
                continue
            }
            for item in rule.provenance {
                let steps = item.valuePath.split(separator: "/").map(String.init)
                var node: SettingsNode? = own
                for step in steps { node = node?[step] }
                guard let node, !steps.isEmpty else { continue }
                var parts: [String] = []
                node.forEachText { place, text in
                    let name = place.path.dropFirst(node.path.count)
                        .drop { $0 == "/" }
                    parts.append(name.isEmpty ? text : "\(name) \(text)")
                }
                values[rule.id + item.valuePath] = parts.joined(separator: ", ")
            }
        }
        return values
    }

    // MARK: Evidence

    private static func evidence(_ tracker: TrackerCore, _ directory: InstrumentDirectory)
        -> [PresenceEvidence]
    {
        tracker.presenceRules.enumerated().flatMap { index, rule in
            directory.contracts.map { contract in
                PresenceEvidence(
                    rule: rule, contract: contract.tradingCode,
                    stretches: tracker.explainedIntervals(of: contract.index, presence: index)
                        .map(stretch))
            }
        }
    }

    private static func stretch(_ explained: ExplainedInterval) -> EvidenceStretch {
        let interval = explained.interval
        return EvidenceStretch(
            start: explained.start, end: explained.end, state: interval.state,
            cause: explained.cause, exemption: interval.exemption,
            exemptionSequence: interval.exemptionSequence, trigger: interval.trigger,
            verdict: interval.verdict, quote: interval.quote,
            quoteID: interval.evidence.quote.value,
            acknowledgement: interval.evidence.logSequence,
            lastAcknowledgement: interval.lastEvidence.logSequence)
    }

    private static func requests(_ tracker: TrackerCore, _ record: DayRecord) throws
        -> [RequestEvidence]
    {
        let reasons = try RequestView.reasons(record)
        let directory = record.directory
        return tracker.responseRules.enumerated().flatMap { index, rule in
            tracker.requests(response: index).map { request in
                let contract = directory.contracts[request.contract.int]
                return RequestEvidence(
                    rule: rule, underlying: directory.underlyings[contract.underlying.int].code,
                    contract: contract.tradingCode, id: request.id.value,
                    openedAt: request.openedAt, outcome: request.outcome,
                    respondedAt: request.respondedAt, held: request.held,
                    release: request.release, quoteID: request.response.quote.value,
                    acknowledgement: request.response.logSequence,
                    reason: request.outcome == .answered ? nil : reasons[request.id.value])
            }
        }
    }
}

extension MonthRecord {
    /// `obligato month DIR… --html FILE`: the period's page and its days'; says what was written.
    public func writeCompliancePages(to path: String, language: String) throws -> [String] {
        try CompliancePages(language: language).write(self, to: path)
    }
}

extension DayRecord {
    /// `obligato report DIR --html FILE`: the compliance officer's page; says what was written.
    public func writeCompliancePage(to path: String, language: String) throws -> [String] {
        let pages = try CompliancePages(language: language)
        return try pages.write(try MonthDay(self, isRecomputed: true), to: path)
    }
}
