/// The machine: latency, processes, messages.
struct SystemSection {
    let report: DayReport

    func write(on page: inout MarkupWriter) {
        page.section(
            "system", Bilingual("Latency and processes", "延迟与进程"),
            onNewPage: !report.latencies.isEmpty
        ) { page in
            writeLatencies(on: &page)
            writeProcesses(on: &page)
            if let surface = report.surface {
                page.element("h3") { $0.label(Bilingual("Fitted surface", "波动率曲面拟合")) }
                page.element("p", ["class": "note"], text: surface)
            }
        }
    }

    private func writeLatencies(on page: inout MarkupWriter) {
        let measured = report.latencies.filter { $0.count > 0 }
        page.element("h3") { $0.label(Bilingual("Latency", "延迟")) }
        if !measured.isEmpty {
            page.element("div", ["class": "panel"]) { LatencyChart(lines: measured).draw(on: &$0) }
        }
        guard !report.latencies.isEmpty else {
            page.nothing(Bilingual("No latency was measured.", "无延迟测量。"))
            return
        }
        page.table(
            [
                .text("Path", "路径"), .number("Count", "次数"), .number("p50", ""),
                .number("p90", ""), .number("p99", ""), .number("p99.9", ""), .number("max", "最大"),
            ],
            rows: report.latencies.map { line in
                [.both(Bilingual(line.name, line.chinese)), .text(FigureText.count(line.count))]
                    + line.percentiles.map {
                        .text(
                            line.count > 0 ? FigureText.latency($0.nanoseconds) : FigureText.nothing
                        )
                    }
            })
    }

    private func writeProcesses(on page: inout MarkupWriter) {
        page.element("h3") { $0.label(Bilingual("Processes", "进程")) }
        guard !report.processes.isEmpty else {
            page.nothing(Bilingual("No separate processes: one ran everything.", "单进程运行。"))
            return
        }
        page.table(
            [
                .text("Process", "进程"), .number("pid", "进程号"), .number("Restarts", "重启"),
                .number("Messages in", "接收消息"), .number("Messages out", "发送消息"),
                .number("Memory", "内存峰值"), .text("Endpoints", "端点"),
            ],
            rows: report.processes.map { process in
                [
                    .text(process.name), .text(String(process.pid)),
                    .text(String(process.restarts)),
                    .text(FigureText.count(process.messagesIn)),
                    .text(FigureText.count(process.messagesOut)),
                    .text(FigureText.mebibytes(process.residentBytes)),
                    .text(process.endpoints.joined(separator: "  ")),
                ]
            })
    }
}
