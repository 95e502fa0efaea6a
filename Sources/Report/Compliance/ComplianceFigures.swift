import Market
import Obligations

/// Figures as the compliance report prints them: to the digit, with the exact value beside the text.
///
/// Each is a `data` element: its class is the field's name in obligations.json, its value the number there.
extension MarkupWriter {
    /// A table cell, its content linked to what it rests on.
    mutating func cell(_ style: String = "", link: String? = nil, _ body: Body) {
        element("td", style.isEmpty ? [:] : ["class": style]) { page in
            guard let link else { return body(&page) }
            page.element("a", ["href": link], body)
        }
    }

    mutating func cell(text: String, style: String = "", link: String? = nil) {
        cell(style, link: link) { $0.text(text) }
    }

    mutating func cell(_ label: Bilingual, style: String = "") { cell(style) { $0.label(label) } }

    /// Seconds to the nanosecond; the digits below a millisecond are set back.
    mutating func timeCell(_ nanoseconds: Int64, _ field: String, link: String? = nil) {
        cell(nanoseconds == 0 ? "n zero" : "n", link: link) { page in
            page.exact(String(nanoseconds), field) { $0.seconds(nanoseconds) }
        }
    }

    /// A percentage, cut to hundredths; its value is the fraction.
    mutating func ratioCell(
        _ ratio: Ratio, _ field: String, link: String? = nil, style: String = "n"
    ) {
        cell(style, link: link) { $0.ratio(ratio, field) }
    }

    mutating func ratio(_ ratio: Ratio, _ field: String) {
        exact(ratio.description, field) { $0.text(FigureText.percent(ratio.reported)) }
    }

    mutating func countCell(_ count: Int64, _ field: String, link: String? = nil) {
        cell(count == 0 ? "n zero" : "n", link: link) { page in
            page.exact(String(count), field) { $0.text(FigureText.count(count)) }
        }
    }

    mutating func exact(_ value: String, _ field: String, _ body: Body) {
        element("data", ["class": field, "value": value], body)
    }

    mutating func seconds(_ nanoseconds: Int64) {
        let text = FigureText.nanoseconds(nanoseconds)
        self.text(String(text.dropLast(6)))
        element("i", text: String(text.suffix(6)))
    }

    /// A bar with the side that passes, `≥ 70.00 %`; a rule without one is only measured.
    mutating func bar(_ row: ObligationReport.Row) {
        guard row.threshold.den > 0 else { return label(Bilingual("own bars", "自有标准")) }
        text(row.comparator.mark + " ")
        ratio(row.threshold, "threshold")
    }

    /// A verdict with its mark; nil is no obligation.
    mutating func verdictCell(_ pass: Bool?, _ field: String, link: String? = nil) {
        cell("v", link: link) { page in
            page.exact(pass.map(String.init) ?? "null", field) {
                $0.verdict(ObligationVerdict(pass))
            }
        }
    }

    /// A table whose rows are written by the caller; the heading is repeated on every printed page.
    mutating func grid(
        _ columns: [TableColumn], style: String = "", rows: Body, foot: Body? = nil
    ) {
        element("table", ["class": style]) { page in
            page.element("thead") { page in
                page.element("tr") { page in
                    for column in columns {
                        page.element("th", column.isNumber ? ["class": "n"] : [:]) {
                            $0.label(column.label)
                        }
                    }
                }
            }
            page.element("tbody", [:], rows)
            if let foot { page.element("tfoot", [:], foot) }
        }
        newline()
    }

    mutating func heading(_ label: Bilingual) { element("h3") { $0.label(label) } }

    mutating func note(_ label: Bilingual, style: String = "note") {
        element("p", ["class": style]) { $0.label(label) }
        newline()
    }
}

extension FigureText {
    /// Seconds with nine decimals, nothing cut.
    static func nanoseconds(_ nanoseconds: Int64) -> String {
        let text = DecimalText.text(nanoseconds, decimals: 9)
        let whole = text.dropLast(10)
        let sign = whole.hasPrefix("-") ? "-" : ""
        let digits = Int64(whole.drop { $0 == "-" }) ?? 0
        return sign + count(digits) + text.suffix(10)
    }

    /// Time of day to the nanosecond, `09:30:00.000000000`.
    static func clockNanoseconds(_ time: SessionTime) -> String {
        let below = DecimalText.text(max(0, time.nanoseconds) % 1_000_000_000, decimals: 9)
        return clockSeconds(time) + below.dropFirst()
    }

    /// A price of ticks in yuan, four decimals.
    static func price(_ price: Price) -> String { DecimalText.text(price.ticks, decimals: 4) }
}

extension Ratio {
    var reported: ReportedRatio { ReportedRatio(num, den) }
}

extension ObligationVerdict {
    init(_ pass: Bool?) {
        self = pass.map { $0 ? .pass : .fail } ?? .noObligation
    }
}

extension Threshold.Comparator {
    /// As it is printed.
    var mark: String {
        switch self {
        case .atLeast: "≥"
        case .above: ">"
        case .atMost: "≤"
        case .below: "<"
        }
    }

    /// Whether a larger figure is the better one.
    var favoursLarge: Bool { self == .atLeast || self == .above }
}
