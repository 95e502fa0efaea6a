import Foundation
import Proofs

/// `obligato check ID…`: rows of the requirements, proved, each with its evidence.
public enum RequirementCheck {
    public static let commandsByDefault = Proof.commandsByDefault

    /// The rows to prove, in the catalogue's order; an identifier that is no row is an error.
    public struct Selection: Sendable {
        let proofs: [Proof]
    }

    /// An identifier or group the catalogue does not have.
    public struct UnknownRow: Error, CustomStringConvertible {
        public let description: String
    }

    /// The pure rows, those that end in a file, and those that need processes.
    static let catalogue = ProofCatalogue.proofs + StopProofs.proofs + StopPathProofs.proofs

    /// - Parameter group: all rows of a group; nil with no `ids` is every row.
    public static func select(ids: [String], group: String?) throws(UnknownRow) -> Selection {
        for id in ids where !catalogue.contains(where: { $0.id == id }) {
            throw UnknownRow(description: "no row \(id); see obligato check --list")
        }
        let groups = Set(catalogue.map(\.group)).sorted()
        if let group, !groups.contains(group) {
            throw UnknownRow(
                description: "no group \(group); there are "
                    + groups.joined(separator: ", "))
        }
        let named = Set(ids)
        return Selection(
            proofs: catalogue.filter {
                (named.isEmpty || named.contains($0.id)) && (group == nil || $0.group == group)
            })
    }

    /// One line a row.
    public static func list(_ selection: Selection, asJSON: Bool) throws -> String {
        if asJSON { return try json(selection.proofs.map(Listed.init)) }
        return selection.proofs.map { proof in
            "\(padded(proof.id, 8))\(padded(proof.group, 8))\(proof.title)  \(proof.chinese)"
                + "  (\(proof.rule))"
        }.joined(separator: "\n")
    }

    /// Proves the rows one by one and tells each as it is done; false where a row fails or is not built.
    public static func run(
        _ selection: Selection, commands: Int, seed: UInt64, asJSON: Bool,
        tell: (String) -> Void
    ) throws -> Bool {
        var outcomes: [ProofOutcome] = []
        for proof in selection.proofs {
            let outcome = proof.outcome(commands: commands, seed: seed)
            outcomes.append(outcome)
            if !asJSON { tell(text(outcome)) }
        }
        let total = Total(outcomes)
        tell(asJSON ? try json(Document(rows: outcomes.map(Row.init), total: total)) : total.text)
        return total.failed + total.notBuilt == 0
    }

    private static func text(_ outcome: ProofOutcome) -> String {
        let head =
            "\(padded(outcome.id, 8))\(outcome.title)  \(outcome.chinese)  (\(outcome.rule))"
        let evidence = outcome.evidence.map { "    " + $0 }
        return ([head] + evidence + [verdict(outcome), ""]).joined(separator: "\n")
    }

    private static func verdict(_ outcome: ProofOutcome) -> String {
        switch outcome.verdict {
        case .passed: "PASS    \(outcome.id)"
        case .failed: "FAIL    \(outcome.id)"
        case .notBuilt(let what): "NOT BUILT: \(what)    \(outcome.id)"
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    // MARK: as JSON

    private struct Listed: Encodable {
        let id, group, title, chinese, rule: String

        init(_ proof: Proof) {
            id = proof.id
            group = proof.group
            title = proof.title
            chinese = proof.chinese
            rule = proof.rule
        }
    }

    private struct Row: Encodable {
        let id, group, title, chinese, rule, verdict: String
        let missing: String?
        let evidence: [String]

        init(_ outcome: ProofOutcome) {
            id = outcome.id
            group = outcome.group
            title = outcome.title
            chinese = outcome.chinese
            rule = outcome.rule
            evidence = outcome.evidence
            switch outcome.verdict {
            case .passed: (verdict, missing) = ("PASS", nil)
            case .failed: (verdict, missing) = ("FAIL", nil)
            case .notBuilt(let what): (verdict, missing) = ("NOT BUILT", what)
            }
        }
    }

    private struct Document: Encodable {
        let rows: [Row]
        let total: Total
    }

    private struct Total: Encodable {
        var passed = 0
        var failed = 0
        var notBuilt = 0

        init(_ outcomes: [ProofOutcome]) {
            for outcome in outcomes {
                switch outcome.verdict {
                case .passed: passed += 1
                case .failed: failed += 1
                case .notBuilt: notBuilt += 1
                }
            }
        }

        var text: String { "\(passed) passed, \(failed) failed, \(notBuilt) not built" }
    }
}
