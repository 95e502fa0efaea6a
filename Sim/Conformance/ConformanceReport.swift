/// The suite's answers as a table for people and as JSON for tools.
public enum ConformanceReport {
    /// One table each, then what does not hold, then the count.
    public static func text(_ cells: [ExchangeConformance.Cell]) -> String {
        var lines: [String] = []
        for table in ["phases", "fills", "reasons"] {
            lines += self.table(cells.filter { $0.table == table }, titled: table)
            lines.append("")
        }
        for cell in cells where !cell.holds {
            lines.append(
                "FAIL \(cell.table): \(cell.row), \(cell.column): expected \(cell.expected), "
                    + "found \(cell.found)")
        }
        let failures = cells.count { !$0.holds }
        lines.append(
            failures == 0
                ? "PASS: all \(cells.count) cells" : "FAIL: \(failures) of \(cells.count) cells")
        return lines.joined(separator: "\n")
    }

    /// `{"cells": […], "pass": true}`.
    public static func json(_ cells: [ExchangeConformance.Cell]) -> String {
        let rows = cells.map {
            "  {\"table\": \"\($0.table)\", \"row\": \"\($0.row)\", \"column\": \"\($0.column)\", "
                + "\"expected\": \"\($0.expected)\", \"found\": \"\($0.found)\", "
                + "\"pass\": \($0.holds)}"
        }
        return "{\"cells\": [\n" + rows.joined(separator: ",\n")
            + "\n], \"pass\": \(cells.allSatisfy(\.holds))}"
    }

    private static func table(
        _ cells: [ExchangeConformance.Cell], titled title: String
    ) -> [String] {
        var columns: [String] = []
        var rows: [String] = []
        for cell in cells {
            if !columns.contains(cell.column) { columns.append(cell.column) }
            if !rows.contains(cell.row) { rows.append(cell.row) }
        }
        func shown(_ row: String, _ column: String) -> String {
            guard let cell = cells.first(where: { $0.row == row && $0.column == column }) else {
                return ""
            }
            return cell.holds ? cell.found : "!! " + cell.found
        }
        let widths = columns.map { column in
            rows.reduce(column.count) { max($0, shown($1, column).count) }
        }
        let first = rows.reduce(title.count) { max($0, $1.count) }
        func line(_ name: String, _ values: [String]) -> String {
            var text = padded(name, first)
            for (value, width) in zip(values, widths) { text += "  " + padded(value, width) }
            while text.last == " " { text.removeLast() }
            return text
        }
        return [line(title, columns)]
            + rows.map { row in line(row, columns.map { shown(row, $0) }) }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}
