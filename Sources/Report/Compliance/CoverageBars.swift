import Obligations

/// All contracts side by side, each a bar as high as its figure, the bar to reach drawn across.
struct CoverageBars {
    private static let width = 1_180.0
    private static let left = 46.0
    private static let top = 8.0
    private static let bottom = 112.0

    let entries: [DayBook.Entry]

    func write(on page: inout MarkupWriter) {
        guard !entries.isEmpty else { return }
        page.element("div", ["class": "panel"]) { page in
            let title = Bilingual("Figure of every contract", "各合约数值")
            page.picture(title, width: Self.width, height: 134) { draw(on: &$0) }
        }
        page.element("div", ["class": "legend"]) { page in
            page.key(["bpass"], Bilingual("pass", "达标"))
            page.key(["bfail"], Bilingual("fail", "未达标"))
            page.key(["bbest"], Bilingual("gained if unknown were met", "未知按达标计的增量"))
            page.key(["bnone"], Bilingual("not judged by itself", "不单独评定"))
            page.key(["bvoid"], Bilingual("no obligation", "无义务"))
            page.label(Bilingual("dashed: the bar", "虚线：要求"))
        }
    }

    private var step: Double { (Self.width - Self.left) / Double(entries.count) }

    private func y(_ share: Double) -> Double {
        Self.bottom - min(max(share, 0), 1) * (Self.bottom - Self.top)
    }

    private func draw(on chart: inout MarkupWriter) {
        for percent in stride(from: 0, through: 100, by: 20) {
            let y = y(Double(percent) / 100)
            chart.line(
                from: (Self.left, y), to: (Self.width, y), percent == 0 ? "axis" : "gridline")
            chart.write("\(percent) %", at: (Self.left - 5, y + 3.5), "soft end small")
        }
        for (position, entry) in entries.enumerated() { draw(entry, position, on: &chart) }
        drawBars(on: &chart)
        drawGroups(on: &chart)
    }

    private func draw(_ entry: DayBook.Entry, _ position: Int, on chart: inout MarkupWriter) {
        let x = Self.left + Double(position) * step
        let inner = max(0.6, step - min(1, step / 4))
        let row = entry.row
        let value = row.value.reported
        chart.element("a", ["href": entry.link]) { chart in
            guard value.isDefined else {
                return chart.box(
                    x: x, y: Self.top, width: inner, height: Self.bottom - Self.top, "bvoid")
            }
            let top = y(value.drawn)
            let best = y(row.best.reported.drawn)
            if best < top { chart.box(x: x, y: best, width: inner, height: top - best, "bbest") }
            chart.box(
                x: x, y: min(top, Self.bottom - 1), width: inner,
                height: max(1, Self.bottom - top),
                row.pass.map { $0 ? "bpass" : "bfail" } ?? "bnone")
            chart.element(
                "title",
                text: chart.language.say(DayBook.subject(row)) + " " + FigureText.percent(value))
        }
    }

    /// The bar to reach; rows of one rule share it.
    private func drawBars(on chart: inout MarkupWriter) {
        guard let row = entries.first?.row, row.threshold.den > 0 else { return }
        let y = y(row.threshold.reported.drawn)
        chart.line(from: (Self.left, y), to: (Self.width, y), "limit")
    }

    /// Names of the underlyings under their contracts, with a line between.
    private func drawGroups(on chart: inout MarkupWriter) {
        var from = 0
        while from < entries.count {
            let name = entries[from].row.underlying
            var to = from
            while to < entries.count, entries[to].row.underlying == name { to += 1 }
            let x = Self.left + Double(from) * step
            if from > 0 { chart.line(from: (x, Self.top), to: (x, Self.bottom + 14), "axis") }
            chart.write(
                "\(name) · \(to - from)", at: (x + Double(to - from) * step / 2, Self.bottom + 15),
                "soft middle")
            from = to
        }
    }
}
