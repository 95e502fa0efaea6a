/// A table for the terminal: two lines of headings, a rule, rows; long names give way.
struct TextTable {
    private static let space = 2
    private static let firstMin = 8

    let columns: [TableColumn]
    let rows: [[String]]

    /// The table's lines, or one that says there is nothing; no line is wider than `columns`.
    func lines(columns limit: Int) -> [String] {
        guard !rows.isEmpty else { return ["no data 无数据"] }
        let widths = widths(limit: limit)
        let total = widths.reduce(0, +) + Self.space * (widths.count - 1)
        var lines = [line(columns.map(\.label.english), widths)]
        if columns.contains(where: { !$0.label.chinese.isEmpty }) {
            lines.append(line(columns.map(\.label.chinese), widths))
        }
        lines.append(String(repeating: "─", count: min(limit, total)))
        return lines + rows.map { line($0, widths) }
    }

    /// Each column as wide as its widest cell; what is too much is taken from the widest text column,
    /// never from the last, which holds the verdict.
    private func widths(limit: Int) -> [Int] {
        var widths = columns.enumerated().map { index, column in
            let cells = rows.map { index < $0.count ? TerminalText.width($0[index]) : 0 }
            let heading = max(
                TerminalText.width(column.label.english), TerminalText.width(column.label.chinese))
            return max(heading, cells.max() ?? 0)
        }
        var excess = widths.reduce(0, +) + Self.space * (widths.count - 1) - limit
        while excess > 0 {
            let texts = widths.indices.dropLast(widths.count > 1 ? 1 : 0).filter {
                !columns[$0].isNumber && widths[$0] > Self.firstMin
            }
            guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, width) in widths.enumerated() {
            if index > 0 { line += String(repeating: " ", count: Self.space) }
            line += TerminalText.padded(
                index < cells.count ? cells[index] : "", columns: width,
                toRight: columns[index].isNumber)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
