import Market
import Obligations

/// Requests for quote (询价): the counts by underlying, then every one with its acknowledgement.
struct RequestSection {
    let book: DayBook
    let rule: DayBook.Rule

    func write(on page: inout MarkupWriter) {
        page.section(
            "q-\(rule.id)",
            Bilingual(name: rule.id, rule.name.english, rule.name.chinese)
        ) { page in
            writeTerms(on: &page)
            page.grid(
                Self.columns,
                rows: { page in
                    for entry in rule.asked { write(entry, on: &page) }
                })
            writeRequests(on: &page)
        }
    }

    private func writeTerms(on page: inout MarkupWriter) {
        guard case .rfqResponse(let terms)? = rule.terms?.kind else { return }
        let within = FigureText.latency(terms.respondWithin.nanoseconds)
        let hold = FigureText.latency(terms.hold.nanoseconds)
        page.note(
            Bilingual(
                "Maximum response time \(within), minimum hold time \(hold).",
                "回应报价最长时限 \(within)，保留最短时间 \(hold)。"))
    }

    private static let columns: [TableColumn] = [
        .text("Underlying", "标的"), .number("Requests", "询价"), .number("Answered", "有效回应"),
        .number("Late", "超时"), .number("Held short", "保留不足"), .number("Missed", "未回应"),
        .number("Unknown", "未知"), .number("Not counted", "不计"), .number("Pending", "未决"),
        .number("Figure", "回应参与率"), .number("Counted", "计数"), .number("Best", "最好"),
        .number("Bar", "要求"), .text("Verdict", "结论"), .text("Best case", "最好情形"),
    ]

    private func write(_ entry: DayBook.Entry, on page: inout MarkupWriter) {
        let row = entry.row
        let list = requests.isEmpty ? nil : "#list-\(rule.id)"
        page.element("tr", ["id": entry.anchor]) { page in
            page.cell("", link: list) { $0.label(DayBook.subject(row)) }
            if let counts = row.requests {
                page.countCell(counts.requests, "requests", link: list)
                page.countCell(counts.answered, "answered", link: list)
                page.countCell(counts.late, "late", link: list)
                page.countCell(counts.heldShort, "held_short", link: list)
                page.countCell(counts.missed, "missed", link: list)
                page.countCell(counts.unknown, "unknown", link: list)
                page.countCell(counts.inadmissible, "inadmissible", link: list)
                page.countCell(counts.pending, "pending", link: list)
            }
            page.ratioCell(row.value, "value", link: list)
            page.cell("n", link: list) { $0.text(FigureText.fraction(row.value.reported)) }
            page.ratioCell(row.best, "best", link: list)
            page.cell("n", link: book.provenance(row.rule)) { $0.bar(row) }
            page.verdictCell(row.pass, "pass")
            page.cell("v") { $0.verdict(ObligationVerdict(entry.passBest)) }
        }
        page.newline()
    }

    private var requests: [RequestEvidence] { book.day.requests.filter { $0.rule == rule.id } }

    private func writeRequests(on page: inout MarkupWriter) {
        let requests = requests
        guard !requests.isEmpty else { return }
        page.element("h3", ["id": "list-\(rule.id)"]) {
            $0.label(Bilingual("Every request", "全部询价"))
        }
        page.grid(
            [
                .number("No.", "编号"), .text("Contract", "合约"), .number("Opened", "询价时间"),
                .text("Outcome", "结果"), .number("Response s", "回应用时"), .number("Held s", "保留时间"),
                .text("Released by", "提前释放"), .number("Quote", "报价编号"),
                .number("Acknowledgement", "交易所确认序号"), .text("Reason", "原因"),
            ], style: "dense",
            rows: { page in for request in requests { write(request, on: &page) } })
    }

    private func write(_ request: RequestEvidence, on page: inout MarkupWriter) {
        let isGood = request.outcome == .answered || !request.outcome.isCounted
        page.element("tr", ["class": isGood ? "rfq" : "rfq bad"]) { page in
            page.cell(text: String(request.id), style: "n")
            page.cell(text: request.contract, style: "c")
            page.cell(text: FigureText.clockNanoseconds(request.openedAt), style: "n")
            page.cell(ComplianceWords.outcome(request.outcome))
            if let responded = request.respondedAt {
                page.timeCell((responded - request.openedAt).nanoseconds, "response_ns")
            } else {
                page.cell(text: FigureText.nothing, style: "n")
            }
            page.timeCell(request.held.nanoseconds, "held_ns")
            page.cell(text: request.release.map { ComplianceWords.words($0.rawValue) } ?? "")
            let has = request.acknowledgement != 0
            page.cell(text: has ? String(request.quoteID) : FigureText.nothing, style: "n")
            page.cell(text: has ? String(request.acknowledgement) : FigureText.nothing, style: "n")
            page.cell(text: request.reason.map(ComplianceWords.words) ?? "")
        }
        page.newline()
    }
}
