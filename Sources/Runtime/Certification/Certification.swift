import Dispatch
import Foundation
import Obligations
import Settings
import StrategyIndex
package import StrategyKit
import Synchronization

/// `obligato certify NAME`: the standard days through the same cores on the virtual clock, judged.
///
/// As many days at a time as there are processors; none knows of another, so the order changes nothing.
public struct Certification: Sendable {
    private let entry: StrategyEntry
    private let isVisitor: Bool
    private let parameters: [(key: String, value: String)]
    private let surface: String?
    private let rules: String
    private let pack: RulePack
    private let folder: String
    private let days: [StandardDay]
    /// Told of each day as it begins, from whichever thread plays it.
    public var willPlay: (@Sendable (String) -> Void)?

    /// - Parameters:
    ///   - rules: pack to be judged by; nil = by the strategy's own duty.
    ///   - surface: model the days are priced with, as `--surface` takes it; nil = the curve.
    ///   - day: one of the standard days, for a quick look; nothing is certified by it. Nil = all.
    ///   - out: folder for evidence and certificate; must not exist yet. Nil = the first free `runs/certify-NAME-n`.
    public init(
        strategy: String, parameters: [(key: String, value: String)] = [], rules: String? = nil,
        surface: String? = nil, day: String? = nil, out: String? = nil
    ) throws {
        try self.init(
            of: try StrategyIndex.entry(strategy), parameters: parameters, rules: rules,
            surface: surface, day: day, out: out, isVisitor: false)
    }

    /// One that is not in the catalog: what a certificate is worth shows in what it refuses.
    package init(visitor: StrategyEntry, day: String?, out: String) throws {
        try self.init(
            of: visitor, parameters: [], rules: nil, surface: nil, day: day, out: out,
            isVisitor: true)
    }

    private init(
        of entry: StrategyEntry, parameters: [(key: String, value: String)],
        rules: String?, surface: String?, day: String?, out: String?, isVisitor: Bool
    ) throws {
        _ = try entry.make(parameters.map { (name: $0.key, text: $0.value) })
        if let surface { _ = try SurfaceSettings.read(surface) }
        self.entry = entry
        self.isVisitor = isVisitor
        self.parameters = parameters
        self.surface = surface
        self.rules = rules ?? (entry.answersOnly ? "sse-general" : "sse-dev")
        days = StandardDay.all.filter { day == nil || $0.name == day }
        guard !days.isEmpty else {
            throw SettingsError(
                file: "certify", line: 0, path: "--day", problem: "no standard day \(day ?? "")",
                accepted: StandardDay.all.map(\.name).joined(separator: ", "))
        }
        pack = try RulePackShelf.pack(named: self.rules)
        folder = try out ?? FreeFolder.next(prefix: "certify-\(entry.name)")
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw SettingsError(
                file: folder, line: 0, path: "--out", problem: "exists already",
                accepted: "a folder that does not exist yet")
        }
    }

    /// Plays every day twice, writes `certificate.json`, and says what came out.
    public func run() throws -> CertificationOutcome {
        do {
            try FileManager.default.createDirectory(
                atPath: folder + "/days", withIntermediateDirectories: true)
        } catch {
            throw SettingsError(
                file: folder, line: 0, path: "--out", problem: "cannot be created",
                accepted: "a folder in a place that can be written")
        }
        let days = try playAll()
        let certificate = Certificate(
            strategy: entry.name,
            parameters: try Certificate.parameters(of: entry, parameters),
            surface: CertifiedSurface(try surface.map { try SurfaceSettings.read($0) }),
            build: RunManifest.ownBinaryHash, version: Version.text,
            rules: "\(pack.id) \(pack.version)", duty: CertifiedDuty(pack),
            pass: days.allSatisfy(\.pass), days: days)
        let path = folder + "/certificate.json"
        try TextFile.write(try JSONText.text(certificate), to: path)
        return CertificationOutcome(certificate: certificate, path: path)
    }

    private func playAll() throws -> [CertifiedDay] {
        let played = Mutex<[Int: Result<CertifiedDay, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: days.count) { index in
            willPlay?(days[index].name)
            let result = Result { try play(days[index]) }
            played.withLock { $0[index] = result }
        }
        let results = played.withLock { $0 }
        return try days.indices.compactMap { try results[$0]?.get() }
    }

    private func play(_ day: StandardDay) throws -> CertifiedDay {
        let scenario = "\(folder)/days/\(day.name).yaml"
        try TextFile.write(day.yaml, to: scenario)
        let first = try Backtest(settings(day, scenario, "\(folder)/\(day.name)")).record()
        let second = try Backtest(settings(day, scenario, "\(folder)/\(day.name)-again")).record()
        let isSame = try Self.isSame(first, second)
        if isSame { try? FileManager.default.removeItem(atPath: second.path) }
        return try CertifiedDay(
            day, try DayRecord.open(first.path, visitor: isVisitor ? entry : nil),
            duty: CertifiedDuty(pack), isDeterministic: isSame)
    }

    private func settings(_ day: StandardDay, _ scenario: String, _ out: String) -> DaySettings {
        var settings = DaySettings()
        settings.scenario = scenario
        settings.seed = day.seed
        settings.rules = rules
        settings.strategy = entry.name
        settings.visitor = isVisitor ? entry : nil
        settings.surfaceModel = surface
        settings.strategyParameters = parameters
        settings.out = out
        settings.isQuiet = true
        settings.isSilent = true
        return settings
    }

    /// Every byte of every journal, and the figures.
    private static func isSame(_ first: RunFolder, _ second: RunFolder) throws -> Bool {
        let files = FileManager.default
        for role in DeskRole.allCases {
            let names = try files.contentsOfDirectory(atPath: first.journal(role)).sorted()
            guard try files.contentsOfDirectory(atPath: second.journal(role)).sorted() == names
            else { return false }
            for name in names where name.hasSuffix(".seg") {
                guard
                    files.contentsEqual(
                        atPath: "\(first.journal(role))/\(name)",
                        andPath: "\(second.journal(role))/\(name)")
                else { return false }
            }
        }
        return files.contentsEqual(atPath: first.obligations, andPath: second.obligations)
    }
}

/// What a certification found.
public struct CertificationOutcome {
    let certificate: Certificate
    /// Where the certificate lies.
    public let path: String

    /// Whether every standard day was passed.
    public var pass: Bool { certificate.pass }

    /// The certificate as JSON.
    public func json() throws -> String { try JSONText.text(certificate) }

    /// The table and its verdict.
    public var text: String {
        var rows = [
            [
                "day", "coverage", "answered", "msg/s", "messages", "refused", "outside", "fills",
                "P&L, yuan", "same twice", "",
            ]
        ]
        for day in certificate.days {
            rows.append([
                day.day, day.coverage.text, day.requests.text, String(day.messagesPerSecond),
                String(day.messages), String(day.refusals.values.reduce(0, +)),
                String(day.wishesOutside), String(day.fills), FigureText.yuan(day.profitAndLoss),
                day.isDeterministic ? "yes" : "NO", day.pass ? "pass" : "FAIL",
            ])
        }
        var lines = [
            "\(certificate.strategy) under \(certificate.rules), "
                + "priced with \(certificate.surface.model), judged by "
                + (certificate.duty == .continuous ? "coverage and answers" : "answers")
        ]
        lines += FigureText.table(rows)
        for day in certificate.days {
            if !day.refusals.isEmpty {
                let codes = day.refusals.keys.sorted().map { "\($0) \(day.refusals[$0] ?? 0)" }
                lines.append("\(day.day): refused \(codes.joined(separator: ", "))")
            }
            let exempt = Self.parts(day.exemptSeconds)
            if !exempt.isEmpty { lines.append("\(day.day): exempt \(exempt)") }
            let notMet = Self.parts(day.notMetSeconds)
            if !day.pass, !notMet.isEmpty { lines.append("\(day.day): not met \(notMet)") }
            lines += day.failures.map { "FAIL \(day.day): \($0)" }
        }
        lines.append(
            pass
                ? certificate.isComplete
                    ? "certified 认证通过: \(path)" : "passed; only all days together certify"
                : "not certified 认证未通过: evidence beside \(path)")
        return lines.joined(separator: "\n")
    }

    /// `priceLimit 5400 s, halted 180 s`: contract-seconds, the largest first.
    private static func parts(_ seconds: [String: Int64]) -> String {
        seconds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value) s" }.joined(separator: ", ")
    }
}
