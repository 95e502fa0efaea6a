import Strategies
public import StrategyKit

/// The bundled strategies by name, behind a face that a new strategy does not change.
///
/// Whoever imports `Strategies` itself is compiled again with every change of a strategy. This room is, in a second; what
/// imports it is not, so that a saved strategy is a running one in seconds.
public enum StrategyIndex {
    /// Every bundled strategy, the default one first.
    @inline(never)
    public static func entries() -> [StrategyEntry] { StrategyCatalog.entries }

    /// Makes a strategy by name; what is not assigned takes its default.
    @inline(never)
    public static func make(
        _ name: String, _ assignments: [(name: String, text: String)] = []
    ) throws(ParameterError) -> any QuotingStrategy {
        try StrategyCatalog.make(name, assignments)
    }

    /// A strategy's entry by name.
    @inline(never)
    public static func entry(_ name: String) throws(ParameterError) -> StrategyEntry {
        try StrategyCatalog.entry(name)
    }
}
