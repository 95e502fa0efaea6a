import Sim

/// `obligato check`: the conformance suite against the simulated exchange.
public enum ExchangeCheck {
    /// The tables, or JSON, and whether every cell holds.
    public static func run(asJSON: Bool) -> (text: String, holds: Bool) {
        let cells = ExchangeConformance.run()
        return (
            asJSON ? ConformanceReport.json(cells) : ConformanceReport.text(cells),
            cells.allSatisfy(\.holds)
        )
    }
}
