/// Alerts of surveillance in the order in which they came; nothing for a day that was not watched.
struct AlertSection {
    let report: DayReport

    func write(on page: inout MarkupWriter) {
        guard let alerts = report.alerts else { return }
        page.section(
            "alerts", Bilingual("Surveillance of our own flow", "异常交易监测"), onNewPage: false
        ) { page in
            guard !alerts.isEmpty else {
                page.nothing(
                    Bilingual("No alert came while the day ran.", "盘中无报警。"))
                return
            }
            page.table(
                [
                    .text("Time", "时间"), .text("Level", "级别"), .text("Rule", "规则"),
                    .text("Who", "账户"), .text("Seen / bar", "实测／阈值"),
                    .number("Evidence rows", "证据行"), .text("Brought by", "触发行"),
                ],
                rows: alerts.map { alert in
                    [
                        .text("\(alert.time)"),
                        .both(
                            Bilingual(
                                (alert.isNear ? "near, " : "") + alert.level,
                                (alert.isNear ? "接近，" : "") + alert.levelChinese)),
                        .text(alert.rule + (alert.isConfigured ? "* " : " ") + alert.title),
                        .text(alert.subject), .text(alert.measures),
                        .text(String(alert.evidenceRows)), .text(alert.row),
                    ]
                })
            page.paragraph(
                Bilingual(
                    "As each stood when it came; * = a number of the desk's own, which the exchange does not publish.",
                    "以触发时为准；* 为自设阈值，交易所未公布。"))
        }
    }
}
