/// A file of options priced row by row: the arithmetic of `obligato price`.
///
/// Columns by name: type; spot or forward; strike; rate_r; div_yield_q; T_years; vol or price; style. Any others are
/// carried along.
public struct PriceBatch: Sendable {
    /// One row's result.
    public struct Answer: Hashable, Sendable {
        /// Present value, greeks; nil where the status says why.
        public let valuation: SpotValuation?
        public let impliedVolatility: Double?
        public let status: Status
    }

    /// How a row ended.
    public enum Status: String, Hashable, Sendable, BitwiseCopyable {
        case ok
        case belowIntrinsic = "below_intrinsic"
        case aboveMaximum = "above_maximum"
        case notFinite = "not_finite"
        case outOfRange = "out_of_range"
        case noBoundary = "no_boundary"
    }

    public let table: PricingTable
    public let answers: [Answer]

    /// Prices every row; throws a `PricingTable.Mistake` for the first one that cannot be read.
    public init(_ text: String) throws {
        let table = try PricingTable(text)
        let reader = try PriceRowReader(table)
        answers = try table.rows.map { try reader.row($0).answer }
        self.table = table
    }

    private static let figures: [(name: String, value: @Sendable (Answer) -> Double?)] = [
        ("price", { $0.valuation?.value }), ("delta", { $0.valuation?.delta }),
        ("gamma", { $0.valuation?.gamma }), ("vega", { $0.valuation?.vega }),
        ("theta", { $0.valuation?.theta }), ("rho", { $0.valuation?.rho }),
        ("dividend_rho", { $0.valuation?.dividendRho }),
        ("vanna", { $0.valuation?.vanna }), ("volga", { $0.valuation?.volga }),
        ("implied_vol", { $0.impliedVolatility }),
    ]

    /// What is appended; a name that the file has already gets `computed_` before it.
    public var appended: [String] {
        (PriceBatch.figures.map(\.name) + ["status"]).map {
            table.columns.contains($0) ? "computed_\($0)" : $0
        }
    }

    /// The file with its columns and the appended ones; a figure that does not exist is an empty field.
    public var csv: String {
        var text = ([table.header] + appended).joined(separator: ",") + "\n"
        for (row, answer) in zip(table.rows, answers) {
            text += row.text
            for figure in PriceBatch.figures {
                text += "," + (figure.value(answer).map { "\($0)" } ?? "")
            }
            text += ",\(answer.status.rawValue)\n"
        }
        return text
    }

    /// One object a row: its line in the file, the appended figures, null where there is none.
    public var json: String {
        let rows = zip(table.rows, answers).map { row, answer in
            let figures = PriceBatch.figures.map { figure in
                "\"\(figure.name)\":" + (figure.value(answer).map { "\($0)" } ?? "null")
            }
            return "{\"line\":\(row.line)," + figures.joined(separator: ",")
                + ",\"status\":\"\(answer.status.rawValue)\"}"
        }
        return "[" + rows.joined(separator: ",\n") + "]"
    }
}
