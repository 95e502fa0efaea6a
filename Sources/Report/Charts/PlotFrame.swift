/// The frame every time chart shares: lunch, grid, tick labels.
struct PlotFrame {
    let time: TimeAxis
    let value: ValueScale
    /// Distance from the plot's bottom to the time labels' baseline; nil leaves them out.
    var timeLabels: Int? = 10
    var small = false

    func draw(on chart: inout MarkupWriter) {
        let right = time.left + time.width
        let size = small ? " small" : ""
        for gap in time.gaps {
            chart.box(
                x: gap.from, y: value.top, width: gap.to - gap.from,
                height: value.bottom - value.top, "lunch")
        }
        for tick in value.ticks {
            let y = value.y(tick)
            chart.line(
                from: (time.left, y), to: (right, y),
                abs(tick) < value.step / 2 ? "zero" : "gridline")
            chart.write(
                FigureText.axis(tick, step: value.step), at: (time.left - 5, y + 3.5),
                "soft end" + size)
        }
        guard let timeLabels else { return }
        for tick in time.ticks(count: timeLabels, apart: small ? 36 : 42) {
            chart.line(from: (tick.x, value.bottom), to: (tick.x, value.bottom + 3), "axis")
            chart.write(tick.label, at: (tick.x, value.bottom + 14), "soft \(tick.anchor)" + size)
        }
    }
}
