/// The day as one self-contained HTML file: inline styles and drawings, no scripts, no links.
public enum HTMLReport {
    /// Renders the report; the same values give the same text. The text is HTML that also parses as XML.
    public static func render(_ report: DayReport) -> String {
        let totals = DayTotals(report)
        return MarkupWriter.document(
            "Obligato \(report.header.tradingDay) \(report.header.scenario)",
            styles: [StyleSheet.css]
        ) { page in
            HeaderSection(report: report, totals: totals).write(on: &page)
            PlaceholderBanner(rulePack: report.header.rulePack).write(on: &page)
            ObligationSection(report: report, totals: totals).write(on: &page)
            CoverageSection(report: report, totals: totals).write(on: &page)
            CauseSection(totals: totals).write(on: &page)
            SpreadSection(report: report).write(on: &page)
            ResponseSection(report: report).write(on: &page)
            PositionSection(report: report).write(on: &page)
            AlertSection(report: report).write(on: &page)
            SystemSection(report: report).write(on: &page)
            ContractSection(totals: totals).write(on: &page)
        }
    }
}

extension MarkupWriter {
    /// A heading and what belongs under it; `onNewPage` starts a page in print.
    mutating func section(
        _ id: String, _ title: Bilingual, onNewPage: Bool = true, _ body: Body
    ) {
        element("section", ["id": id, "class": onNewPage ? "page" : "flow"]) { page in
            page.element("h2") { $0.label(title) }
            body(&page)
        }
        newline()
    }

    mutating func paragraph(_ label: Bilingual, style: String = "note") {
        element("p", ["class": style]) { $0.label(label) }
    }

    /// Says that there is nothing to draw, instead of an empty frame.
    mutating func nothing(_ label: Bilingual) {
        element("p", ["class": "empty"]) { $0.label(label) }
    }

    /// The fills every chart may use; each class of time has a texture of its own.
    mutating func patterns() {
        verbatim(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="defs" aria-hidden="true"><defs>\
            <pattern id="exempt" width="5" height="5" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect width="5" height="5" fill="#e9ebee"/>\
            <line x1="0" y1="0" x2="0" y2="5" stroke="#7d8794" stroke-width="1.8"/></pattern>\
            <pattern id="unknown" width="4" height="4" patternUnits="userSpaceOnUse">\
            <rect width="4" height="4" fill="#fff"/><circle cx="2" cy="2" r="1" fill="#1d2530"/></pattern>\
            <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)">\
            <line x1="0" y1="0" x2="0" y2="5" stroke="#1d2530" stroke-opacity=".7" stroke-width="1.5"/>\
            <line x1="1.6" y1="0" x2="1.6" y2="5" stroke="#fff" stroke-opacity=".8" stroke-width="1.4"/>\
            </pattern><pattern id="dots" width="5" height="3" patternUnits="userSpaceOnUse">\
            <circle cx="1.5" cy="1.5" r=".95" fill="#1d2530"/></pattern>\
            <pattern id="wide" width="6" height="6" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect width="6" height="6" fill="#f7dccb"/>\
            <line x1="0" y1="0" x2="0" y2="6" stroke="#b5490b" stroke-width="2.4"/></pattern>\
            </defs></svg>

            """)
    }
}
