/// Not-met time as one bar an underlying, cut by cause; numbers lead to the table beside it.
struct CauseChart {
    private static let width = 1_180.0
    private static let left = 110.0
    private static let row = 30.0

    /// One bar: an underlying and its time by cause, along the table's order.
    struct Bar {
        let name: String
        let nanoseconds: [Int64]

        var total: Int64 { nanoseconds.reduce(0, saturatingSum) }
    }

    let bars: [Bar]

    /// The style of the cause numbered `index` from 0; causes past the eighth share the last.
    static func style(_ index: Int) -> String { "c\(min(index, 7))" }

    func draw(on page: inout MarkupWriter) {
        let right = Self.width - 110
        let longest = Double(max(1, bars.map(\.total).max() ?? 1))
        let scale = (right - Self.left) / longest
        page.picture(
            Bilingual("Time not met by cause", "未达标时间按原因"), width: Self.width,
            height: 4 + Self.row * Double(bars.count)
        ) { chart in
            for (index, bar) in bars.enumerated() {
                let y = 4 + Self.row * Double(index)
                chart.write(
                    TerminalText.fitted(bar.name, columns: 16), at: (Self.left - 10, y + 15), "end")
                var x = Self.left
                for (cause, nanoseconds) in bar.nanoseconds.enumerated() where nanoseconds > 0 {
                    let step = Double(nanoseconds) * scale
                    chart.box(
                        x: x, y: y, width: step, height: Self.row - 8, "\(Self.style(cause)) gap")
                    if step > 16 {
                        chart.write("\(cause + 1)", at: (x + step / 2, y + 15), "onink")
                    }
                    x += step
                }
                chart.write(FigureText.seconds(bar.total) + " s", at: (x + 8, y + 15), "start")
            }
        }
    }
}
