import Market
public import Settings

/// Plays a pack's examples on the ledger that judges real days, and compares what comes out.
public struct RuleExampleRunner {
    public let pack: RulePack
    public let examples: [RuleExample]
    private let root: SettingsNode

    /// Reads the pack and its examples; both strictly.
    public init(yaml: String, file: String) throws(SettingsError) {
        root = try SettingsFile.load(yaml: yaml, file: file)
        pack = try RulePack.load(root)
        examples = try RuleExample.all(in: root)
        for (example, node) in zip(examples, try root["examples"]?.items(acceptsNone: true) ?? [])
        where !pack.rules.contains(where: { $0.id == example.rule }) {
            throw (node["rule"] ?? node).error(
                "\(example.rule) is no rule of this pack",
                accepted: pack.rules.map(\.id).joined(separator: ", "))
        }
    }

    /// What became of an example.
    public enum Outcome: Hashable, Sendable {
        case passed
        case failed([Mismatch])
        /// Neither passed nor failed: this build cannot judge the rule, for this reason.
        case notEvaluated(String)
    }

    /// One expectation that did not hold.
    public struct Mismatch: Hashable, Sendable, CustomStringConvertible {
        public let what: String
        public let expected: String
        public let found: String

        public init(what: String, expected: String, found: String) {
            self.what = what
            self.expected = expected
            self.found = found
        }

        public var description: String { "\(what): expected \(expected), found \(found)" }
    }

    public func run(_ example: RuleExample) -> Outcome {
        do {
            let pack = try pack(for: example)
            if let reason = unevaluated(example, in: pack) { return .notEvaluated(reason) }
            let directory = try InstrumentDirectory(
                day: pack.effectiveFrom, underlyings: example.given.underlyings,
                contracts: example.given.contracts)
            guard let calendar = example.calendar else {
                return problem("given", "a session", "none")
            }
            var stage = RuleExampleStage(
                ledger: ObligationLedger(
                    pack: pack, directory: directory, calendar: calendar,
                    facts: example.given.facts))
            stage.play(example)
            let mismatches = stage.mismatches(example, until: example.end)
            return mismatches.isEmpty ? .passed : .failed(mismatches)
        } catch let error as SettingsError {
            return problem("with", "a pack that loads", error.description)
        } catch {
            return problem("given", "contracts that can be listed", "\(error)")
        }
    }

    private func problem(_ what: String, _ expected: String, _ found: String) -> Outcome {
        .failed([Mismatch(what: what, expected: expected, found: found)])
    }

    private func pack(for example: RuleExample) throws(SettingsError) -> RulePack {
        var root = root
        for setting in example.settings {
            root = try root.replacing(
                path: "rules/\(example.rule)\(setting.path)", with: setting.value)
        }
        return try RulePack.load(root)
    }

    private func unevaluated(_ example: RuleExample, in pack: RulePack) -> String? {
        guard let rule = pack.rules.first(where: { $0.id == example.rule }) else { return nil }
        if let reason = rule.unevaluated { return reason }
        if case .coverage(let coverage) = rule.kind,
            let reason = pack.rules.first(where: { $0.id == coverage.presence })?.unevaluated
        {
            return "\(coverage.presence): \(reason)"
        }
        for event in example.events {
            if case .withoutInput(let name, _) = event.action { return "event \(name)" }
        }
        return nil
    }
}

extension RuleExample {
    /// The spans as continuous trading, pauses between them; nil where there is none.
    var calendar: SessionCalendar? {
        var segments: [SessionCalendar.Segment] = []
        for span in given.session {
            if let last = segments.last, last.end < span.start {
                segments.append(.init(phase: .pause, start: last.end, end: span.start))
            }
            segments.append(.init(phase: .continuous, start: span.start, end: span.end))
        }
        return SessionCalendar(segments: segments)
    }

    /// When the figures are taken: the session's end, or the last event after it.
    var end: SessionTime {
        max(
            given.session.last?.end ?? SessionTime(nanoseconds: 0),
            events.last?.time ?? SessionTime(nanoseconds: 0))
    }
}
