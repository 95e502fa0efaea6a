import Market

/// The day in a terminal: at most 100 columns, English and Chinese headings, no colour.
public enum TextSummary {
    /// Columns no line goes beyond.
    public static let columns = 100

    private static let worstCount = 3
    private static let alertCount = 5

    /// Renders the summary; ends with a line break.
    public static func render(_ report: DayReport) -> String {
        let totals = DayTotals(report)
        var lines = header(report.header)
        lines += obligations(report)
        lines += responses(report)
        lines += worst(totals)
        lines += time(totals)
        lines += profit(report.position.last)
        lines += alerts(report)
        lines += system(report)
        return lines.map { TerminalText.fitted($0, columns: columns) + "\n" }.joined()
    }

    private static func header(_ header: ReportHeader) -> [String] {
        let pack = header.rulePack
        var lines = [
            "Market-making day 做市日报 \(header.tradingDay)",
            String(repeating: "─", count: columns),
            "scenario \(header.scenario) · seed \(header.seed) · "
                + FigureText.speed(hundredths: header.speedHundredths),
            "rules \(pack.id) \(pack.version) · software \(header.softwareVersion) · "
                + "configuration \(header.configurationHash)",
        ]
        for note in header.notes { lines.append("! " + note) }
        if !pack.placeholders.isEmpty {
            var tags: [String] = []
            for tag in pack.placeholders.map(\.tag) where !tags.contains(tag) { tags.append(tag) }
            let counts = tags.map { tag in "\(pack.placeholders.count { $0.tag == tag }) [\(tag)]" }
            lines.append(
                "! " + PlaceholderBanner.headline.line + ": " + counts.joined(separator: ", ")
                    + "; see report.html")
        } else if !pack.isReal {
            lines.append("! Development rule pack 开发用规则，非交易所规则")
        }
        return lines
    }

    private static func obligations(_ report: DayReport) -> [String] {
        let table = TextTable(
            columns: [
                .text("Underlying", "标的"), .number("Met/obliged", "达标合约"),
                .number("Rate", "合约率"), .number("Needed", "要求"), .number("Mean", "平均参与率"),
                .number("Worst", "最差参与率"), .text("Verdict", "结论"),
            ],
            rows: report.underlyings.map { underlying in
                let verdict = underlying.verdict.holding(for: underlying.contractRate)
                let name = underlying.name.isEmpty ? "" : " " + underlying.name
                return [
                    underlying.underlying + name, FigureText.fraction(underlying.contractRate),
                    FigureText.percent(underlying.contractRate),
                    FigureText.percent(underlying.contractRateThreshold),
                    FigureText.percent(underlying.participationMean),
                    FigureText.percent(underlying.participationWorst), verdict.inWords,
                ]
            })
        return heading("Continuous quoting 双边持续报价") + table.lines(columns: columns)
    }

    private static func responses(_ report: DayReport) -> [String] {
        let table = TextTable(
            columns: [
                .text("Underlying", "标的"), .number("Requests", "询价"), .number("Answered", "有效"),
                .number("Late", "超时"), .number("Short", "保留不足"), .number("Missed", "未回应"),
                .number("Rate", "回应率"), .number("Needed", "要求"), .text("Verdict", "结论"),
            ],
            rows: report.underlyings.map { underlying in
                let tally = underlying.responses
                let counts = [
                    tally.requests, tally.answered, tally.late, tally.heldShort, tally.missed,
                ]
                return [underlying.underlying] + counts.map(FigureText.count) + [
                    FigureText.percent(tally.rate), FigureText.percent(tally.threshold),
                    tally.verdict.holding(for: tally.rate).inWords,
                ]
            })
        return heading("Requests for quote 询价") + table.lines(columns: columns)
    }

    private static func worst(_ totals: DayTotals) -> [String] {
        let worst = totals.underlyings.flatMap { totals.worst(of: $0, count: worstCount) }
        let table = TextTable(
            columns: [
                .text("Contract", "合约"), .number("Rate", "参与率"), .number("Not met s", "未达标秒"),
                .text("Main cause", "主要原因"), .text("Verdict", "结论"),
            ],
            rows: worst.map { row in
                [
                    row.contract.tradingCode, FigureText.percent(row.value),
                    FigureText.seconds(row.time.notMetNanoseconds),
                    row.mainCause.map { Bilingual($0.name, $0.chinese).line } ?? FigureText.nothing,
                    row.verdict.holding(for: row.value).inWords,
                ]
            })
        return heading("Worst contracts 参与率最低合约") + table.lines(columns: columns)
    }

    private static func time(_ totals: DayTotals) -> [String] {
        let time = totals.time
        var lines = heading("Contract-seconds 合约·秒")
        lines += TextTable(
            columns: [
                .number("Met", "达标"), .number("Not met", "未达标"), .number("Exempt", "豁免"),
                .number("Unknown", "未知"), .number("Total", "合计"),
            ],
            rows: [
                [
                    time.metNanoseconds, time.notMetNanoseconds, time.exemptNanoseconds,
                    time.unknownNanoseconds, time.totalNanoseconds,
                ].map(FigureText.seconds)
            ]
        ).lines(columns: columns)
        let statement = ExchangeStatement(totals.exchange)
        return lines + ["Exchange's score: " + statement.text.english]
    }

    /// What was reached before what was near; nothing for a day that was not watched.
    private static func alerts(_ report: DayReport) -> [String] {
        guard let alerts = report.alerts else { return [] }
        let reached = alerts.filter { !$0.isNear }
        let shown = (reached + alerts.filter(\.isNear)).prefix(alertCount)
        var lines = heading("Surveillance of our own flow 异常交易监测")
        lines.append(
            alerts.isEmpty
                ? "no alert 无报警"
                : "\(reached.count) alerts, \(alerts.count - reached.count) near 接近; `obligato surveil RUN`"
        )
        for alert in shown {
            lines.append(
                "\(alert.time) " + (alert.isNear ? "near " : "") + alert.level + " "
                    + alert.levelChinese + " " + alert.rule + (alert.isConfigured ? "* " : " ")
                    + alert.title + " " + alert.subject)
        }
        return lines
    }

    private static func profit(_ last: PositionPoint?) -> [String] {
        guard let last else { return heading("P&L 盈亏") + ["no data 无数据"] }
        let profit = last.profit
        var lines = heading("P&L at the last mark, yuan 盈亏（按末次盯市，元）")
        lines += TextTable(
            columns: [
                .number("Total", "合计"), .number("Edge", "价差收益"), .number("Holding", "持仓损益"),
                .number("Fees", "费用"), .number("Net delta", "份"), .number("Vega", "元/点"),
            ],
            rows: [
                [profit.total, profit.edge, profit.holding, profit.fees].map(FigureText.yuan) + [
                    FigureText.count(last.netDeltaShares), FigureText.yuan(last.vega),
                ]
            ]
        ).lines(columns: columns)
        if profit.unexplained != .zero {
            lines.append("! \(FigureText.yuan(profit.unexplained)) yuan unexplained 未能解释")
        }
        return lines
    }

    private static func system(_ report: DayReport) -> [String] {
        let processes = TextTable(
            columns: [
                .text("Process", "进程"), .number("In", "接收"), .number("Out", "发送"),
                .number("Restarts", "重启"), .number("Memory", "内存"),
            ],
            rows: report.processes.map { process in
                [
                    process.name, FigureText.count(process.messagesIn),
                    FigureText.count(process.messagesOut), String(process.restarts),
                    FigureText.mebibytes(process.residentBytes),
                ]
            })
        let latencies = TextTable(
            columns: [.text("Latency", "延迟"), .number("Count", "次数")]
                + ["p50", "p90", "p99", "p99.9", "max"].map { .number($0, "") },
            rows: report.latencies.map { line in
                [Bilingual(line.name, line.chinese).line, FigureText.count(line.count)]
                    + line.percentiles.map {
                        line.count > 0 ? FigureText.latency($0.nanoseconds) : FigureText.nothing
                    }
            })
        return heading("Messages 消息") + processes.lines(columns: columns)
            + heading("Latency 延迟") + latencies.lines(columns: columns)
    }

    private static func heading(_ text: String) -> [String] { ["", text] }
}

extension ObligationVerdict {
    /// `✓ pass 达标`.
    fileprivate var inWords: String { mark + " " + label.line }
}
