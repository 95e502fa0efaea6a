import Market
import Obligations

/// The day of the contracts with the lowest figures: every stretch to scale, in its class.
struct WorstTimeline {
    private static let count = 16
    private static let width = 1_180.0
    private static let left = 150.0
    private static let right = 74.0
    private static let pitch = 17.0
    private static let height = 11.0

    let book: DayBook
    let rule: DayBook.Rule

    func write(on page: inout MarkupWriter) {
        let worst = worst
        guard !worst.isEmpty, !book.day.sessionSpans.isEmpty else { return }
        page.section(
            "timeline-\(rule.id)",
            Bilingual(name: rule.id, "The day of the lowest contracts", "最差合约全日时段"),
            onNewPage: false
        ) { page in
            page.element("div", ["class": "panel"]) { page in
                page.picture(
                    Bilingual("Timeline of the lowest contracts", "最差合约时间线"), width: Self.width,
                    height: 20 + Double(worst.count) * Self.pitch
                ) { draw(worst, on: &$0) }
            }
            page.element("div", ["class": "legend"]) { $0.timeLegend() }
            page.note(
                Bilingual(
                    "To scale; a stretch of not met or unknown too short to be seen is drawn at the least width that shows.",
                    "按比例绘制；过短的未达标或未知区间以最小宽度标出。"))
        }
    }

    /// Lowest figures first, rows with intervals only; ties in the order of the record.
    private var worst: [DayBook.Entry] {
        let rows = rule.timed.filter {
            $0.row.value.den > 0 && !book.evidence.stretches($0.index).isEmpty
        }
        let ordered = rows.sorted { a, b in
            if a.row.value.reported.isBelow(b.row.value.reported) { return true }
            if b.row.value.reported.isBelow(a.row.value.reported) { return false }
            return a.index < b.index
        }
        return Array(ordered.prefix(Self.count))
    }

    private func draw(_ worst: [DayBook.Entry], on chart: inout MarkupWriter) {
        let axis = TimeAxis(
            spans: book.day.sessionSpans, left: Self.left,
            width: Self.width - Self.left - Self.right)
        for (position, entry) in worst.enumerated() {
            let y = 2 + Double(position) * Self.pitch
            chart.element("a", ["href": book.evidence.link(entry.index) ?? entry.link]) { chart in
                chart.write(
                    chart.language.say(DayBook.subject(entry.row)), at: (Self.left - 6, y + 9.5),
                    "end small")
            }
            for state in ObligationClass.allCases {
                chart.path(path(entry, state, y, axis), Self.style(state))
            }
            chart.write(
                FigureText.percent(entry.row.value.reported),
                at: (Self.width - Self.right + 6, y + 9.5), "small")
        }
        let bottom = 2 + Double(worst.count) * Self.pitch
        for tick in axis.ticks(count: 14) {
            chart.line(from: (tick.x, bottom - 3), to: (tick.x, bottom), "axis")
            chart.write(tick.label, at: (tick.x, bottom + 11), "soft \(tick.anchor) small")
        }
    }

    private static func style(_ state: ObligationClass) -> String {
        switch state {
        case .met: "met"
        case .notMet: "notmet"
        case .exempt: "exempt"
        case .unknown: "unknown"
        }
    }

    /// All stretches of one class as one path of boxes.
    private func path(
        _ entry: DayBook.Entry, _ state: ObligationClass, _ y: Double, _ axis: TimeAxis
    ) -> String {
        var text = ""
        var last: (from: Double, to: Double)?
        func flush() {
            guard let box = last else { return }
            let (x, w) = (MarkupWriter.number(box.from), MarkupWriter.number(box.to - box.from))
            text +=
                "M\(x) \(MarkupWriter.number(y))h\(w)v\(MarkupWriter.number(Self.height))h-\(w)z"
        }
        for stretch in book.evidence.stretches(entry.index) where stretch.state == state {
            let from = axis.x(stretch.start)
            // The end of a span lies before lunch, the start of the next one after it.
            var to = axis.x(SessionTime(nanoseconds: stretch.end.nanoseconds - 1))
            if state == .notMet || state == .unknown { to = max(to, from + 0.6) }
            if let box = last, from - box.to < 0.05 {
                last = (box.from, max(box.to, to))
            } else {
                flush()
                last = (from, to)
            }
        }
        flush()
        return text
    }
}
