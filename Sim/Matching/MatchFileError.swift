/// What is wrong with an order file, and where (docs/simulator.md says what is accepted).
package struct MatchFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// Line of the file from 1, the header being 1; nil when the whole file is meant.
    package let line: Int?
    package let column: String?
    /// The offending text, cut at 60 characters.
    package let value: String?
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        case unreadable(reason: String)
        case empty
        case tooManyRows(rowsMax: Int)
        case badHeader
        case fieldCount
        case badType
        case badSide
        case badImmediate
        case immediateModify
        case badQuantity
        case badOrder
        case badPrice
        case notEmptyOnCancel
        case stillResting
        case otherSide
    }

    package init(
        file: String, line: Int? = nil, column: String? = nil, value: String? = nil,
        problem: Problem
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.value = value.map(PrintableText.cut)
        self.problem = problem
    }

    package var description: String {
        var text = PrintableText.cut(file)
        if let line { text += ":\(line)" }
        if let column { text += ": column " + column }
        if let value { text += ": \"" + value + "\"" }
        return text + ": " + problem.description
    }
}

extension MatchFileError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let reason): PrintableText.cut(reason) + "; accepted: .csv or .csv.gz"
        case .empty: "no rows; accepted: a header line and at least one row"
        case .tooManyRows(let rowsMax): "too many rows; accepted: at most \(rowsMax)"
        case .badHeader: "bad header; accepted: " + MatchFile.columns.joined(separator: ",")
        case .fieldCount:
            "wrong field count; accepted: \(MatchFile.columns.count), as in the header"
        case .badType: "bad type; accepted: N (new), C (cancel), M (modify)"
        case .badSide: "bad side; accepted: B or S"
        case .badImmediate: "bad ioc; accepted: 0 or 1"
        case .immediateModify: "a modify that is IOC; accepted: 0"
        case .badQuantity: "bad quantity; accepted: a whole number from 1 to \(Int32.max)"
        case .badOrder: "bad order_id; accepted: a whole number from 0 to \(UInt64.max)"
        case .badPrice:
            "bad price_ticks; accepted: a whole number from 1 to \(OrderMessage.prices.upperBound)"
        case .notEmptyOnCancel: "a cancel with more than its order_id; accepted: nothing here"
        case .stillResting:
            "a new order under a number that still rests; accepted: one that does not"
        case .otherSide: "a modify to the other side; accepted: the resting order's own side"
        }
    }
}
