/// Every contract's figures in one dense table: what the verdicts above are made of.
struct ContractSection {
    let totals: DayTotals

    func write(on page: inout MarkupWriter) {
        page.section(
            "contracts", Bilingual("All contracts", "全部合约"), onNewPage: !totals.contracts.isEmpty
        ) { page in
            guard !totals.contracts.isEmpty else {
                page.nothing(Bilingual("No contract was judged on this day.", "当日无考核合约。"))
                return
            }
            page.table(
                Self.columns, rows: totals.contracts.map(row), total: total, style: "data dense")
        }
    }

    private static let columns: [TableColumn] = [
        .text("Contract", "合约"), .number("Code", "编码"), .number("Met s", "达标"),
        .number("Not met s", "未达标"), .number("Exempt s", "豁免"), .number("Unknown s", "未知"),
        .text("Time", "时间"), .number("Samples", "抽样"), .number("Participation", "参与率"),
        .number("Needed", "要求"), .number("Exchange ns", "交易所差异"), .text("Verdict", "结论"),
        .text("Causes, s", "原因"),
    ]

    private func row(_ row: ContractObligation) -> [TableCell] {
        timeCells(row.contract.tradingCode, String(row.contract.code), row.time) + [
            .text(row.sampled.isDefined ? FigureText.fraction(row.sampled) : FigureText.nothing),
            .text(FigureText.percent(row.value)), .text(FigureText.percent(row.threshold)),
            .text(row.exchangeDifferenceNanoseconds.map(FigureText.count) ?? FigureText.nothing),
            .verdict(row.verdict.holding(for: row.value)),
            .text(
                (row.causes + row.unattributed).filter { $0.nanoseconds != 0 }
                    .map { $0.name + " " + FigureText.seconds($0.nanoseconds) }
                    .joined(separator: ", ")),
        ]
    }

    private var total: [TableCell] {
        let exchange = totals.exchange
        let difference =
            exchange.compared > 0 ? FigureText.count(exchange.nanoseconds) : FigureText.nothing
        return timeCells("Total 合计", String(totals.contracts.count), totals.time) + [
            .text(""), .text(""), .text(""), .text(difference), .text(""), .text(""),
        ]
    }

    private func timeCells(_ name: String, _ code: String, _ time: ClassifiedTime) -> [TableCell] {
        [
            .text(name), .text(code), .text(FigureText.seconds(time.metNanoseconds)),
            .text(FigureText.seconds(time.notMetNanoseconds)),
            .text(FigureText.seconds(time.exemptNanoseconds)),
            .text(FigureText.seconds(time.unknownNanoseconds)), .time(time),
        ]
    }
}
