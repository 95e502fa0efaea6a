/// One strategy that can be made by name.
public struct StrategyEntry: Sendable {
    public let name: String
    public let summary: String
    public let parameters: [ParameterSpecification]
    /// Whether it is judged by its answers alone.
    public let answersOnly: Bool
    private let build: @Sendable (StrategyParameters) throws(ParameterError) -> any QuotingStrategy

    /// An entry for a strategy type.
    public init<Strategy: QuotingStrategy>(_ type: Strategy.Type) {
        name = type.name
        summary = type.summary
        parameters = type.parameterSpecification
        answersOnly = type.answersOnly
        build = { (parameters) throws(ParameterError) in
            try Strategy(parameters: parameters)
        }
    }

    /// Makes the strategy from assignments; what is not assigned takes its default.
    public func make(_ assignments: [(name: String, text: String)] = [])
        throws(ParameterError) -> any QuotingStrategy
    {
        try build(StrategyParameters(assignments, for: parameters))
    }

    /// Every parameter's value as text, those left at their defaults too.
    public func values(_ assignments: [(name: String, text: String)] = [])
        throws(ParameterError) -> [(name: String, text: String)]
    {
        try StrategyParameters(assignments, for: parameters).texts(for: parameters)
    }
}
