import Market
import Obligations

/// One contract's intervals under one rule, to the exchange's acknowledgements.
struct EvidenceSection {
    let section: EvidenceBook.Section
    let row: ObligationReport.Row
    let pack: ObligationReport.Pack
    /// Where the figure stands that this explains.
    let back: String

    func write(on page: inout MarkupWriter) {
        page.element("section", ["class": "evidence", "id": "e\(section.row)"]) { page in
            page.element("h3") { page in
                page.element("a", ["href": back], text: section.evidence.contract)
                page.text(" · \(section.evidence.rule) · \(pack.id) \(pack.version) · ")
                page.text(FigureText.percent(row.value.reported) + " ")
                page.verdict(ObligationVerdict(row.pass))
            }
            page.grid(
                Self.columns, style: "dense", rows: { writeRows(on: &$0) },
                foot: { writeSum(on: &$0) })
        }
        page.newline()
    }

    private static let columns: [TableColumn] = [
        .number("From", "起"), .number("To", "止"), .number("Seconds", "秒"), .text("Class", "类别"),
        .text("Cause or exemption", "原因或豁免"), .text("Begun by", "起因"), .text("Quote was", "报价状态"),
        .number("Quote id", "报价编号"), .number("Exchange ack.", "交易所确认序号"),
        .number("Last ack.", "末次确认"), .number("Bid × left", "买价×余量"),
        .number("Ask × left", "卖价×余量"),
    ]

    private func writeRows(on page: inout MarkupWriter) {
        var marked: Set<String> = []
        for stretch in section.evidence.stretches {
            // One row may be the first of its class and of its cause: each name stands on its own anchor.
            let marks = EvidenceBook.marks(of: stretch, row: section.row).filter {
                marked.insert($0).inserted
            }
            page.element("tr", ["class": "s-\(stretch.state)"]) { page in
                page.cell("n") { page in
                    for mark in marks { page.element("a", ["id": mark], text: "") }
                    page.text(FigureText.clockNanoseconds(stretch.start))
                }
                write(stretch, on: &page)
            }
            page.newline()
        }
    }

    private func write(_ stretch: EvidenceStretch, on page: inout MarkupWriter) {
        page.cell(text: FigureText.clockNanoseconds(stretch.end), style: "n")
        page.timeCell(stretch.length, "length_ns")
        page.cell(ComplianceWords.state(stretch.state))
        page.cell { page in
            if let cause = stretch.cause { page.label(ComplianceWords.cause(cause.rawValue)) }
            guard let exemption = stretch.exemption else {
                if stretch.state == .exempt {
                    page.label(Bilingual("outside continuous trading", "非连续竞价"))
                }
                return
            }
            page.text(exemption)
            if let event = stretch.exemptionSequence {
                page.label(Bilingual(" (event \(event))", "（事件 \(event)）"))
            }
        }
        page.cell(ComplianceWords.trigger(stretch.trigger))
        page.cell(ComplianceWords.quote(stretch.verdict))
        page.cell(
            text: stretch.quoteID == 0 ? FigureText.nothing : "\(stretch.quoteID)", style: "n")
        acknowledgement(stretch.acknowledgement, on: &page)
        acknowledgement(stretch.lastAcknowledgement, on: &page)
        side(stretch.quote.bid, stretch.quote.bidRemaining, on: &page)
        side(stretch.quote.ask, stretch.quote.askRemaining, on: &page)
    }

    private func acknowledgement(_ sequence: UInt64, on page: inout MarkupWriter) {
        page.cell(text: sequence == 0 ? FigureText.nothing : "\(sequence)", style: "n")
    }

    private func side(_ price: Price, _ left: Quantity, on page: inout MarkupWriter) {
        page.cell(
            text: left.contracts == 0
                ? FigureText.nothing : "\(FigureText.price(price)) × \(left.contracts)", style: "n")
    }

    /// The sums of the intervals themselves, and whether they are the figure's.
    private func writeSum(on page: inout MarkupWriter) {
        let stretches = section.evidence.stretches
        func sum(_ state: ObligationClass) -> Int64 {
            stretches.filter { $0.state == state }.reduce(0) { saturatingSum($0, $1.length) }
        }
        let sums = ObligationClass.allCases.map { ($0, sum($0)) }
        let whole = sums.reduce(Int64(0)) { saturatingSum($0, $1.1) }
        let isEqual =
            row.times.map {
                [$0.met, $0.notMet, $0.exempt, $0.unknown] == sums.map(\.1) && $0.session == whole
            } ?? false
        page.element("tr") { page in
            page.element("td", ["colspan": "2"]) { page in
                page.label(Bilingual("\(stretches.count) intervals", "\(stretches.count) 个区间"))
            }
            page.timeCell(whole, "sum-session_ns")
            page.element("td", ["colspan": "9"]) { page in
                for (state, sum) in sums {
                    page.label(ComplianceWords.state(state))
                    page.text(" " + FigureText.nanoseconds(sum) + "  ")
                }
                page.label(
                    isEqual
                        ? Bilingual("= the figure's, to the nanosecond", "与数值逐纳秒一致")
                        : Bilingual("NOT EQUAL to the figure", "与数值不符"))
            }
        }
    }
}
