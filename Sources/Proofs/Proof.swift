/// One row of the requirements that a command can prove.
public struct Proof: Sendable {
    /// Random commands of a row that is not told how many.
    public static let commandsByDefault = 20_000

    /// As in the requirements, `C3.11`.
    public let id: String
    public let title: String
    public let chinese: String
    /// The rule the row comes from.
    public let rule: String
    public let group: String
    let run: @Sendable (ProofRun) -> Void

    package init(
        _ id: String, _ title: String, _ chinese: String, rule: String, group: String = "risk",
        run: @escaping @Sendable (ProofRun) -> Void
    ) {
        self.id = id
        self.title = title
        self.chinese = chinese
        self.rule = rule
        self.group = group
        self.run = run
    }

    /// Runs the row's scenario.
    ///
    /// - Parameters:
    ///   - commands: how many random commands the random rows run; others do not ask.
    ///   - mutation: breaks the desk, so that the proof has to fail.
    public func outcome(
        commands: Int = Self.commandsByDefault, seed: UInt64 = 1, mutation: Mutation = .none
    ) -> ProofOutcome {
        let proving = ProofRun(commands: commands, seed: seed, mutation: mutation)
        run(proving)
        return ProofOutcome(
            id: id, title: title, chinese: chinese, rule: rule, group: group,
            verdict: proving.verdict, evidence: proving.lines)
    }
}

/// What a proof came to.
public struct ProofOutcome: Sendable {
    /// Passed only if every expectation was met and there was one.
    public enum Verdict: Sendable, Equatable {
        case passed
        case failed
        /// What the row asks for is missing; counts as failing.
        case notBuilt(String)
    }

    public let id: String
    public let title: String
    public let chinese: String
    public let rule: String
    public let group: String
    public let verdict: Verdict
    /// In the order in which it happened.
    public let evidence: [String]
}
