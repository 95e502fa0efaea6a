import StrategyIndex
import StrategyKit

/// `obligato strategies`: the catalog as text or JSON.
public struct StrategyList {
    /// Names for `--strategy`, the default first.
    public static var names: [String] { StrategyIndex.entries().map(\.name) }

    private let entries: [StrategyEntry]

    /// - Parameter name: one of them; nil = all.
    public init(_ name: String?) throws {
        let names = name.map { [$0] } ?? Self.names
        entries = try names.map { try StrategyIndex.entry($0) }
    }

    private struct Document: Encodable {
        let name: String
        let summary: String
        let duty: CertifiedDuty
        let parameters: [Parameter]
    }

    private struct Parameter: Encodable {
        let name: String
        let summary: String
        let kind: String
        let `default`: String
        let min: String
        let max: String
    }

    /// One object a strategy, numbers as the command line takes them.
    public func json() throws -> String {
        try JSONText.text(
            entries.map { entry in
                Document(
                    name: entry.name, summary: entry.summary,
                    duty: entry.answersOnly ? .responses : .continuous,
                    parameters: entry.parameters.map {
                        Parameter(
                            name: $0.name, summary: $0.summary,
                            kind: $0.isInteger ? "integer" : "decimal",
                            default: $0.text($0.defaultValue), min: $0.text($0.range.lowerBound),
                            max: $0.text($0.range.upperBound))
                    })
            })
    }

    /// A strategy a paragraph: a line for each parameter with default and range.
    public var text: String {
        entries.map { entry in
            let rows = entry.parameters.map {
                [
                    "  " + $0.name, $0.text($0.defaultValue),
                    $0.text($0.range.lowerBound) + " … " + $0.text($0.range.upperBound),
                    $0.summary,
                ]
            }
            let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
            let lines = rows.map { row in
                zip(row, widths).map { cell, width in
                    cell + String(repeating: " ", count: width - cell.count)
                }.joined(separator: "  ") + "  " + row[3]
            }
            return (["\(entry.name): \(entry.summary)"] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
