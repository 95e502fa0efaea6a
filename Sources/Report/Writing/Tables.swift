/// A column of a table: its label and whether it holds numbers (right-aligned).
struct TableColumn {
    let label: Bilingual
    let isNumber: Bool

    static func text(_ english: String, _ chinese: String) -> TableColumn {
        TableColumn(label: Bilingual(english, chinese), isNumber: false)
    }

    static func number(_ english: String, _ chinese: String) -> TableColumn {
        TableColumn(label: Bilingual(english, chinese), isNumber: true)
    }
}

/// One cell: plain text, a verdict with its mark, or a bar of the four classes of time.
enum TableCell {
    case text(String)
    case both(Bilingual)
    case verdict(ObligationVerdict)
    case time(ClassifiedTime)
    /// A bar of `share` (0…1) with a tick at `mark`.
    case bar(share: Double, mark: Double?)
}

extension MarkupWriter {
    mutating func table(
        _ columns: [TableColumn], rows: [[TableCell]], total: [TableCell]? = nil,
        style: String = "data"
    ) {
        element("table", ["class": style]) { page in
            page.element("thead") { page in
                page.element("tr") { page in
                    for column in columns {
                        page.element("th", column.isNumber ? ["class": "n"] : [:]) { page in
                            page.label(column.label)
                        }
                    }
                }
            }
            page.element("tbody") { page in
                for row in rows { page.row(row, columns: columns) }
            }
            if let total {
                page.element("tfoot") { $0.row(total, columns: columns) }
            }
        }
        newline()
    }

    private mutating func row(_ cells: [TableCell], columns: [TableColumn]) {
        element("tr") { page in
            for (column, cell) in zip(columns, cells) {
                page.element("td", column.isNumber ? ["class": "n"] : [:]) { $0.cell(cell) }
            }
        }
        newline()
    }

    private mutating func cell(_ cell: TableCell) {
        switch cell {
        case .text(let text): self.text(text)
        case .both(let label): self.label(label)
        case .verdict(let verdict): self.verdict(verdict)
        case .time(let time): timeBar(time, width: 120, height: 9)
        case .bar(let share, let mark): shareBar(share, mark: mark)
        }
    }

    mutating func verdict(_ verdict: ObligationVerdict) {
        element("span", ["class": "verdict \(verdict.styleClass)"]) { page in
            page.text(verdict.mark + " ")
            page.label(verdict.label)
        }
    }

    /// The four classes side by side, to scale.
    mutating func timeBar(_ time: ClassifiedTime, width: Double, height: Double) {
        let total = Double(time.totalNanoseconds)
        picture(
            Bilingual("time in classes", "时间分类"), width: width, height: height, style: "inline"
        ) { chart in
            chart.box(x: 0, y: 0, width: width, height: height, "nodata")
            guard total > 0 else { return }
            var x = 0.0
            for (style, nanoseconds) in time.classes where nanoseconds > 0 {
                let step = width * Double(nanoseconds) / total
                chart.box(x: x, y: 0, width: step, height: height, style)
                x += step
            }
            chart.box(x: 0, y: 0, width: width, height: height, "outline")
        }
    }

    private mutating func shareBar(_ share: Double, mark: Double?) {
        picture(Bilingual("share", "占比"), width: 120, height: 9, style: "inline") { chart in
            chart.box(x: 0, y: 1, width: 120 * min(max(share, 0), 1), height: 7, "bar")
            if let mark { chart.line(from: (120 * mark, 0), to: (120 * mark, 9), "limit") }
        }
    }
}

extension ClassifiedTime {
    /// The classes in the order they are drawn, with the style each is drawn in.
    var classes: [(style: String, nanoseconds: Int64)] {
        [
            ("met", metNanoseconds), ("notmet", notMetNanoseconds),
            ("exempt", exemptNanoseconds), ("unknown", unknownNanoseconds),
        ]
    }
}
