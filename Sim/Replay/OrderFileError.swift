/// What is wrong with an order, trade, snapshot or contract file, and where.
public struct OrderFileError: Error, Equatable, CustomStringConvertible {
    public let file: String
    /// From 1, the header; nil when the whole file is meant.
    public let row: Int?
    public let column: String?
    /// What was found, cut at 60 characters.
    public let value: String?
    /// What is wrong with it.
    public let problem: String
    /// What would have been accepted.
    public let accepted: String

    init(
        file: String, row: Int? = nil, column: String? = nil, value: String? = nil,
        _ problem: String, accepted: String
    ) {
        self.file = file
        self.row = row
        self.column = column.map(PrintableText.cut)
        self.value = value.map(PrintableText.cut)
        self.problem = PrintableText.cut(problem)
        self.accepted = accepted
    }

    public var description: String {
        var text = file
        if let row { text += ":\(row)" }
        if let column { text += ": column " + column }
        if let value { text += ": \"" + value + "\"" }
        return text + ": " + problem + "; accepted: " + accepted
    }
}
