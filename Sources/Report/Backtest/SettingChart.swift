import Glibc

/// One figure over the settings of a sweep: a dot for each run, a line through the means.
struct SettingChart {
    static let width = 570.0
    static let height = 190.0
    private static let left = 70.0
    private static let right = 16.0

    /// A figure with the style its means are drawn in.
    struct Line {
        let measure: BacktestMeasure
        let style: String
        /// Beside its last mean, empty where the chart has one line.
        var name = ""
    }

    let title: Bilingual
    let lines: [Line]
    let settings: [BacktestSheet.Setting]

    func draw(on page: inout MarkupWriter) {
        let values = lines.flatMap { line in
            settings.flatMap { $0.runs.compactMap(line.measure.value) }
        }
        let scale = ValueScale(around: values, top: 8, bottom: Self.height - 24)
        page.picture(title, width: Self.width, height: Self.height) { chart in
            for tick in scale.ticks {
                let y = scale.y(tick)
                chart.line(
                    from: (Self.left, y), to: (Self.width - Self.right, y),
                    abs(tick) < scale.step / 2 ? "zero" : "gridline")
                chart.write(
                    FigureText.axis(tick, step: scale.step), at: (Self.left - 5, y + 3.5),
                    "soft end")
            }
            drawMarks(on: &chart)
            for line in lines { draw(line, scale, on: &chart) }
        }
    }

    private func x(_ index: Int) -> Double {
        let room = Self.width - Self.left - Self.right
        return Self.left + room * (Double(index) + 0.5) / Double(max(1, settings.count))
    }

    private func drawMarks(on chart: inout MarkupWriter) {
        let widest = settings.map(\.mark.count).max() ?? 1
        let most = max(1, Int((Self.width - Self.left) / Double(widest * 7 + 8)))
        let every = (settings.count + most - 1) / most
        for (index, setting) in settings.enumerated() where index % max(1, every) == 0 {
            chart.write(setting.mark, at: (x(index), Self.height - 8), "soft middle")
        }
    }

    private func draw(_ line: Line, _ scale: ValueScale, on chart: inout MarkupWriter) {
        var means: [MarkupWriter.Point] = []
        for (index, setting) in settings.enumerated() {
            for run in setting.runs {
                guard let value = line.measure.value(run) else { continue }
                chart.dot((x(index), scale.y(value)), radius: 2, "dot \(line.style)")
            }
            if let mean = line.measure.mean(setting.runs) {
                means.append((x(index), scale.y(mean)))
            }
        }
        chart.path(LinePath.straight(means), "line \(line.style)")
        for point in means { chart.dot(point, radius: 3.2, "mean \(line.style)") }
        if let last = means.last, !line.name.isEmpty {
            chart.write(line.name, at: (last.x + 8, last.y + 3.5), "start halo")
        }
    }
}
