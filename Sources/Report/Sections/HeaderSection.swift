import Market

/// The title, how the day was made, and the figures to read first.
struct HeaderSection {
    let report: DayReport
    let totals: DayTotals

    func write(on page: inout MarkupWriter) {
        let header = report.header
        page.element("header") { page in
            page.element("h1") { page in
                page.text("Market-making day ")
                page.element("span", ["class": "zh", "lang": "zh"], text: "做市日报")
                page.text(" · \(header.tradingDay)")
            }
            page.element("div", ["class": "facts"]) { writeFacts(on: &$0) }
            page.element("div", ["class": "tiles"]) { writeTiles(on: &$0) }
            for note in header.notes {
                page.element("div", ["class": "banner alert", "role": "note"]) { page in
                    page.element("b") { $0.label(Bilingual("Note", "注意")) }
                    page.text(": " + note)
                }
            }
        }
        page.newline()
    }

    private func writeFacts(on page: inout MarkupWriter) {
        let header = report.header
        let pack = header.rulePack
        let kind = pack.isReal ? "" : " (development pack 开发用规则)"
        let facts: [(Bilingual, String)] = [
            (Bilingual("scenario", "场景"), header.scenario),
            (Bilingual("seed", "种子"), String(header.seed)),
            (Bilingual("speed", "倍速"), FigureText.speed(hundredths: header.speedHundredths)),
            (Bilingual("rule pack", "规则包"), "\(pack.id) \(pack.version)\(kind)"),
            (Bilingual("software", "软件"), header.softwareVersion),
            (Bilingual("configuration", "配置"), header.configurationHash),
        ]
        for (label, value) in facts {
            page.element("span") { page in
                page.label(label)
                page.text(" ")
                page.element("b", text: value)
            }
        }
    }

    private func writeTiles(on page: inout MarkupWriter) {
        writeContractRate(on: &page)
        writeResponses(on: &page)
        let time = totals.time
        page.tile(
            Bilingual("Time not met", "未达标时间"), FigureText.seconds(time.notMetNanoseconds) + " s",
            under: "of " + FigureText.seconds(time.totalNanoseconds) + " contract-seconds")
        page.tile(
            Bilingual("Time unknown", "未知时间"),
            (time.unknownNanoseconds > 0 ? "! " : "") + FigureText.seconds(time.unknownNanoseconds)
                + " s",
            under: "never counted as met 不计为达标",
            style: time.unknownNanoseconds > 0 ? "tile fail" : "tile")
        writeExchange(on: &page)
        if let last = report.position.last {
            page.tile(
                Bilingual("Total P&L", "总盈亏"), FigureText.yuan(last.profit.total),
                under: "yuan 元, fees included 含费用")
        } else {
            page.tile(Bilingual("Total P&L", "总盈亏"), FigureText.nothing, under: "no data 无数据")
        }
    }

    private func writeContractRate(on page: inout MarkupWriter) {
        let owed = report.underlyings.filter(\.contractRate.isDefined)
        let passed = owed.count { $0.verdict == .pass }
        let lowest = owed.min { $0.contractRate.isBelow($1.contractRate) }
        writeVerdicts(
            Bilingual("Contract rate", "持续报价合约率"), passed: passed, owed: owed.count,
            lowest: lowest?.contractRate, on: &page)
    }

    private func writeResponses(on page: inout MarkupWriter) {
        let owed = report.underlyings.filter(\.responses.rate.isDefined)
        let passed = owed.count { $0.responses.verdict == .pass }
        let lowest = owed.min { $0.responses.rate.isBelow($1.responses.rate) }
        writeVerdicts(
            Bilingual("RFQ rate", "回应参与率"), passed: passed, owed: owed.count,
            lowest: lowest?.responses.rate, on: &page)
    }

    private func writeVerdicts(
        _ name: Bilingual, passed: Int, owed: Int, lowest: ReportedRatio?,
        on page: inout MarkupWriter
    ) {
        guard owed > 0, let lowest else {
            page.tile(name, "no obligation", under: "无义务")
            return
        }
        let figure = passed == owed ? "✓ \(passed) of \(owed) pass" : "✗ \(passed) of \(owed) pass"
        page.tile(
            name, figure, under: "lowest 最低 " + FigureText.percent(lowest),
            style: passed == owed ? "tile pass" : "tile fail")
    }

    private func writeExchange(on page: inout MarkupWriter) {
        let exchange = totals.exchange
        let name = Bilingual("Exchange's score", "交易所记录")
        if exchange.compared == 0 {
            page.tile(name, FigureText.nothing, under: "not compared 未比对")
        } else if exchange.differing == 0, exchange.notCompared == 0 {
            page.tile(
                name, "0 ns apart", under: "on \(exchange.compared) contracts", style: "tile pass")
        } else if exchange.differing == 0 {
            page.tile(name, "0 ns apart", under: "\(exchange.notCompared) not compared 未比对")
        } else {
            page.tile(
                name, FigureText.latency(exchange.nanoseconds) + " apart",
                under: "on \(exchange.differing) contracts", style: "tile fail")
        }
    }
}

extension MarkupWriter {
    fileprivate mutating func tile(
        _ name: Bilingual, _ figure: String, under: String, style: String = "tile"
    ) {
        element("div", ["class": style]) { page in
            page.element("div", ["class": "name"]) { $0.label(name) }
            page.element("div", ["class": "figure"], text: figure)
            page.element("div", ["class": "under"], text: under)
        }
    }
}
