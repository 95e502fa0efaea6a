import Obligations

/// `obligato rules test`: the worked examples of rule packs, played and compared.
public struct RuleExampleListing {
    struct Line: Encodable {
        let pack: String
        let example: String
        let rule: String
        /// `passed`, `failed` or `notEvaluated`.
        let outcome: String
        /// Each expectation that did not hold, or why nothing was judged.
        let details: [String]
    }

    private struct Whole: Encodable {
        let passed: Int
        let failed: Int
        let notEvaluated: Int
        let examples: [Line]
    }

    private let lines: [Line]

    /// Plays the examples of these packs, by name or path; of all bundled ones if none is named.
    public init(packs: [String]) throws {
        var lines: [Line] = []
        for name in packs.isEmpty ? RulePackShelf.bundled : packs {
            let source = try RulePackShelf.text(named: name)
            let runner = try RuleExampleRunner(yaml: source.text, file: source.file)
            for example in runner.examples {
                let (outcome, details) = RuleExampleListing.words(runner.run(example))
                lines.append(
                    Line(
                        pack: name, example: example.name, rule: example.rule, outcome: outcome,
                        details: details))
            }
        }
        self.lines = lines
    }

    /// Whether an example's expectation did not hold.
    public var hasFailure: Bool { count("failed") > 0 }

    public func json() throws -> String {
        try JSONText.text(
            Whole(
                passed: count("passed"), failed: count("failed"),
                notEvaluated: count("notEvaluated"), examples: lines))
    }

    public func text() -> String {
        var text = lines.map { line in
            let mark =
                switch line.outcome {
                case "passed": "passed       "
                case "failed": "FAILED       "
                default: "not evaluated"
                }
            let details = line.details.isEmpty ? "" : "  (\(line.details.joined(separator: "; ")))"
            return "\(mark)  \(line.pack)  \(line.rule)  \(line.example)\(details)"
        }
        text.append(
            "\(count("passed")) passed, \(count("failed")) failed, "
                + "\(count("notEvaluated")) not evaluated")
        return text.joined(separator: "\n")
    }

    private func count(_ outcome: String) -> Int { lines.count { $0.outcome == outcome } }

    private static func words(_ outcome: RuleExampleRunner.Outcome) -> (String, [String]) {
        switch outcome {
        case .passed: ("passed", [])
        case .failed(let mismatches): ("failed", mismatches.map(\.description))
        case .notEvaluated(let reason): ("notEvaluated", [reason])
        }
    }
}
