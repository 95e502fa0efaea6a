/// Verdicts by underlying, the worst contracts, and whether the exchange counted the same.
struct ObligationSection {
    private static let worstCount = 5

    let report: DayReport
    let totals: DayTotals

    func write(on page: inout MarkupWriter) {
        page.section("obligations", Bilingual("Obligations", "做市义务"), onNewPage: false) { page in
            if report.underlyings.isEmpty, report.contracts.isEmpty {
                page.nothing(Bilingual("No contract was judged on this day.", "当日无考核合约。"))
                return
            }
            page.element("h3") { $0.label(Bilingual("Continuous quoting", "双边持续报价")) }
            writeContinuous(on: &page)
            page.element("h3") { $0.label(Bilingual("Requests for quote", "双边回应报价")) }
            writeResponses(on: &page)
            page.element("h3") { $0.label(Bilingual("Worst contracts", "参与率最低合约")) }
            writeWorst(on: &page)
            writeExchange(on: &page)
        }
    }

    private func writeContinuous(on page: inout MarkupWriter) {
        page.table(
            [
                .text("Underlying", "标的"), .number("Met / obliged", "达标/应做合约"),
                .number("Contract rate", "持续报价合约率"), .number("Needed", "要求"),
                .number("Mean", "平均参与率"), .number("Worst", "最差参与率"),
                .number("Each contract", "单合约要求"), .number("Met s", "达标"),
                .number("Not met s", "未达标"), .number("Exempt s", "豁免"),
                .number("Unknown s", "未知"), .text("Time", "时间"), .text("Verdict", "结论"),
            ],
            rows: report.underlyings.map(continuousRow),
            total: report.underlyings.count > 1 ? totalRow : nil)
        page.element("div", ["class": "legend"]) { $0.timeLegend() }
    }

    private func continuousRow(_ underlying: UnderlyingObligation) -> [TableCell] {
        let time = totals.time(of: underlying.underlying)
        let name = underlying.name.isEmpty ? "" : " " + underlying.name
        return [
            .text(underlying.underlying + name),
            .text(FigureText.fraction(underlying.contractRate)),
            .text(FigureText.percent(underlying.contractRate)),
            .text(FigureText.percent(underlying.contractRateThreshold)),
            .text(FigureText.percent(underlying.participationMean)),
            .text(FigureText.percent(underlying.participationWorst)),
            .text(FigureText.percent(underlying.participationThreshold)),
        ] + timeCells(time) + [.verdict(underlying.verdict.holding(for: underlying.contractRate))]
    }

    private var totalRow: [TableCell] {
        [.both(Bilingual("All", "合计"))] + Array(repeating: .text(""), count: 6)
            + timeCells(totals.time) + [.text("")]
    }

    private func timeCells(_ time: ClassifiedTime) -> [TableCell] {
        [
            .text(FigureText.seconds(time.metNanoseconds)),
            .text(FigureText.seconds(time.notMetNanoseconds)),
            .text(FigureText.seconds(time.exemptNanoseconds)),
            .text(FigureText.seconds(time.unknownNanoseconds)), .time(time),
        ]
    }

    private func writeResponses(on page: inout MarkupWriter) {
        page.table(
            [
                .text("Underlying", "标的"), .number("Requests", "询价"), .number("Answered", "有效回应"),
                .number("Late", "超时"), .number("Held short", "保留不足"), .number("Missed", "未回应"),
                .number("Rate", "回应参与率"), .number("Needed", "要求"), .text("Verdict", "结论"),
            ],
            rows: report.underlyings.map { underlying in
                let tally = underlying.responses
                let counts = [
                    tally.requests, tally.answered, tally.late, tally.heldShort, tally.missed,
                ]
                return [.text(underlying.underlying)]
                    + counts.map { .text(FigureText.count($0)) } + [
                        .text(FigureText.percent(tally.rate)),
                        .text(FigureText.percent(tally.threshold)),
                        .verdict(tally.verdict.holding(for: tally.rate)),
                    ]
            })
    }

    private func writeWorst(on page: inout MarkupWriter) {
        let worst = totals.underlyings.flatMap { totals.worst(of: $0, count: Self.worstCount) }
        guard !worst.isEmpty else {
            page.nothing(Bilingual("No contract had an obligation.", "无合约负有义务。"))
            return
        }
        page.table(
            [
                .text("Contract", "合约"), .number("Code", "合约编码"), .number("Participation", "参与率"),
                .number("Needed", "要求"), .number("Not met s", "未达标"), .text("Time", "时间"),
                .text("Main cause", "主要原因"), .number("s", "秒"), .text("Verdict", "结论"),
            ],
            rows: worst.map { row in
                [
                    .text(row.contract.tradingCode), .text(String(row.contract.code)),
                    .text(FigureText.percent(row.value)), .text(FigureText.percent(row.threshold)),
                    .text(FigureText.seconds(row.time.notMetNanoseconds)), .time(row.time),
                    row.mainCause.map { .both(Bilingual($0.name, $0.chinese)) }
                        ?? .text(FigureText.nothing),
                    .text(row.mainCause.map { FigureText.seconds($0.nanoseconds) } ?? ""),
                    .verdict(row.verdict.holding(for: row.value)),
                ]
            })
    }

    private func writeExchange(on page: inout MarkupWriter) {
        let statement = ExchangeStatement(totals.exchange)
        page.element("p", ["class": statement.style, "id": "exchange-difference"]) { page in
            page.element("b") {
                $0.label(Bilingual("Exchange's own score against ours", "与交易所记录比对"))
            }
            page.text(": ")
            page.label(statement.text)
        }
    }
}

/// One sentence on whether the exchange counted the same time as we did.
struct ExchangeStatement {
    let text: Bilingual
    let style: String

    init(_ exchange: DayTotals.ExchangeComparison) {
        let rest =
            exchange.notCompared > 0
            ? Bilingual("; \(exchange.notCompared) not compared", "；\(exchange.notCompared) 个未比对")
            : Bilingual(".", "。")
        if exchange.compared == 0 {
            text = Bilingual("not compared: the exchange's score is not known.", "未比对：无交易所记录。")
            style = "unsure"
        } else if exchange.differing == 0 {
            text = Bilingual(
                "zero difference on all \(exchange.compared) contracts compared" + rest.english,
                "\(exchange.compared) 个合约差异为零" + rest.chinese)
            style = exchange.notCompared > 0 ? "unsure" : "good"
        } else {
            text = Bilingual(
                "DIFFERENCE of \(FigureText.count(exchange.nanoseconds)) ns in total on "
                    + "\(exchange.differing) of \(exchange.compared) contracts" + rest.english,
                "存在差异：\(exchange.differing) 个合约" + rest.chinese)
            style = "bad"
        }
    }
}
