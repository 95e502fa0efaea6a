public import StrategyKit

/// The strategies that can be named on a command line.
public enum StrategyCatalog {
    /// One line of it.
    public typealias Entry = StrategyEntry

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
