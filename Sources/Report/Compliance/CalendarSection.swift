import Market
import Obligations

/// The calendar: a row a rule and underlying, a column a trading day; each cell opens that day's page.
struct CalendarSection {
    let book: MonthBook

    /// A rule with one subject whose days are shown side by side.
    private struct Line {
        let rule: String
        let subject: String
        let entries: [MonthBook.Entry]
        let isContracts: Bool
    }

    func write(on page: inout MarkupWriter) {
        page.section("calendar", Bilingual("Days", "逐日结果"), onNewPage: false) { page in
            for month in months {
                page.heading(Bilingual(month, ""))
                write(book.days.filter { Self.label($0.date) == month }, on: &page)
            }
            page.element("p", ["class": "note legendtext"]) { page in
                for (style, label) in Self.legend {
                    page.element("span", ["class": "swatch \(style)"], text: " ")
                    page.label(label)
                    page.text("  ")
                }
                page.label(
                    Bilingual(
                        "Cells of contracts: how many fail of how many obliged.",
                        "合约行：未达标数/考核数。"))
            }
        }
    }

    private static let legend: [(String, Bilingual)] = [
        ("hpass", Bilingual("pass", "达标")), ("hpart", Bilingual("some contracts fail", "部分合约未达标")),
        ("hfail", Bilingual("fail", "未达标")), ("hvoid", Bilingual("no obligation", "无义务")),
        ("hmiss", Bilingual("? no record", "缺失")),
    ]

    private static func label(_ day: TradingDay) -> String { String(day.description.prefix(7)) }

    private var months: [String] {
        var months: [String] = []
        for day in book.days where months.last != Self.label(day.date) {
            months.append(Self.label(day.date))
        }
        return months
    }

    /// Underlyings and participants a row each; contracts joined to a row an underlying.
    private func lines(_ days: [MonthBook.Day]) -> [Line] {
        book.rules.flatMap { rule in
            let contracts = rule.contracts
            guard contracts.isEmpty else {
                var names: [String] = []
                for entry in contracts {
                    let name = entry.figure.underlying ?? ""
                    if !names.contains(name) { names.append(name) }
                }
                return names.map { name in
                    Line(
                        rule: rule.id, subject: name,
                        entries: contracts.filter { ($0.figure.underlying ?? "") == name },
                        isContracts: true)
                }
            }
            return rule.others.filter { $0.figure.basis == .days }.map {
                Line(
                    rule: rule.id, subject: $0.figure.underlying ?? "", entries: [$0],
                    isContracts: false)
            }
        }
    }

    private func write(_ days: [MonthBook.Day], on page: inout MarkupWriter) {
        page.element("table", ["class": "calendar"]) { page in
            page.element("thead") { page in
                page.element("tr") { page in
                    page.element("th") { $0.label(Bilingual("Rule", "规则")) }
                    page.element("th") { $0.label(Bilingual("Subject", "对象")) }
                    for day in days {
                        page.element("th", ["class": "d"]) { page in
                            let text = String(day.date.description.suffix(2))
                            guard let target = day.record?.page else { return page.text(text) }
                            page.element("a", ["href": target], text: text)
                        }
                    }
                }
            }
            page.element("tbody") { page in
                for line in lines(days) {
                    page.element("tr") { page in
                        page.element("td", text: line.rule)
                        page.element(
                            "td", ["class": "c"],
                            text: line.subject
                                + (line.isContracts ? " × \(line.entries.count)" : ""))
                        for day in days { write(line, on: day, &page) }
                    }
                    page.newline()
                }
            }
        }
        page.newline()
    }

    private func write(_ line: Line, on day: MonthBook.Day, _ page: inout MarkupWriter) {
        // A day judged by its parts has a unit for each of them.
        let units = line.entries.flatMap { entry in
            entry.figure.days.filter { $0.date == day.date }
        }
        let failed = units.filter { $0.pass == false }.count
        let obliged = units.filter { $0.pass != nil }.count
        let (style, text): (String, String) =
            if day.record == nil {
                ("hmiss", "?")
            } else if obliged == 0 {
                ("hvoid", FigureText.nothing)
            } else if line.isContracts {
                (
                    failed == 0 ? "hpass" : failed == obliged ? "hfail" : "hpart",
                    "\(failed)/\(obliged)"
                )
            } else {
                (
                    failed == 0 ? "hpass" : "hfail",
                    units.first.map { Self.short($0.value) } ?? FigureText.nothing
                )
            }
        let link = line.entries.first.flatMap { entry in
            line.isContracts
                ? day.record?.page.map { "\($0)#t-\(line.rule)" } : book.link(entry.figure, on: day)
        }
        page.cell("d \(style)", link: link) { page in
            page.text(failed > 0 && !line.isContracts ? "✗ " + text : text)
        }
    }

    /// Percent with one decimal, cut.
    private static func short(_ ratio: ExactRatio) -> String {
        ratio.floor(scale: 1_000).map { DecimalText.text($0, decimals: 1) } ?? FigureText.nothing
    }
}
