public import StrategyKit

/// The strategies that can be named on a command line.
public enum StrategyCatalog {
    /// One strategy that can be made by name.
    public struct Entry: Sendable {
        public let name: String
        public let summary: String
        public let parameters: [ParameterSpecification]
        /// Whether it is judged by its answers alone.
        public let answersOnly: Bool
        private let build:
            @Sendable (StrategyParameters) throws(ParameterError) -> any QuotingStrategy

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

    /// Every bundled strategy, the default one first; a new file in this folder adds its line here.
    public static let entries = [
        Entry(InventorySkew.self),
        Entry(ConstantSpread.self),
        Entry(AvellanedaStoikov.self),
        Entry(GueantLehalleFernandezTapia.self),
        Entry(SurfaceMaker.self),
        Entry(ObligationKeeper.self),
        Entry(Layered.self),
        Entry(ResponseOnly.self),
        Entry(PermittedShare.self),
    ]

    /// Makes a strategy by name.
    public static func make(
        _ name: String, _ assignments: [(name: String, text: String)] = []
    ) throws(ParameterError) -> any QuotingStrategy {
        try entry(name).make(assignments)
    }

    /// A strategy's entry by name.
    public static func entry(_ name: String) throws(ParameterError) -> Entry {
        try entry(name, among: entries)
    }

    /// One name, one strategy: of two under one name neither would be the one that was meant.
    package static func entry(_ name: String, among entries: [Entry]) throws(ParameterError)
        -> Entry
    {
        let found = entries.filter { $0.name == name }
        guard let entry = found.first else {
            throw .unknownStrategy(name: name, accepted: entries.map(\.name))
        }
        guard found.count == 1 else { throw .repeatedStrategy(name: name) }
        return entry
    }
}
