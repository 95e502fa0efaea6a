import Market
import Obligations

/// How each rule's figure grew over the period, against the bar.
struct CumulativeSection {
    /// Subjects drawn of a rule: the farthest on the failing side.
    private static let linesMax = 3

    let book: MonthBook

    func write(on page: inout MarkupWriter) {
        let rules = book.rules.filter { !subjects($0).isEmpty }
        guard !rules.isEmpty, book.days.count > 1 else { return }
        page.section("cumulative", Bilingual("Figures over the period", "期间累计"), onNewPage: false) {
            page in
            page.element("div", ["class": "panels"]) { page in
                for rule in rules {
                    page.element("figure") { page in
                        page.element("figcaption") { page in
                            page.text("\(rule.period) \(rule.id) ")
                            page.label(rule.name)
                        }
                        CumulativeChart(
                            lines: subjects(rule), days: days(of: rule),
                            bar: rule.judged.first?.figure.threshold?.value.reported
                        ).draw(on: &page)
                    }
                }
            }
            page.note(
                Bilingual(
                    "Line: the figure so far (sums of numerators over sums of denominators, or the mean of the days). Dots: each "
                        + "day; dark dots fail. Dashed: the bar. Dotted columns: days without a record, left out of the line. Of "
                        + "contracts the three lowest.",
                    "线：截至当日累计；点：当日数值，深色为未达标；虚线：要求；点状列：缺失交易日（不计入线）；合约仅示最差三个。"))
        }
    }

    private func days(of rule: MonthBook.Rule) -> [MonthBook.Day] {
        let dates = Set(rule.entries.flatMap { $0.figure.days.map(\.date) })
        return book.days.filter { dates.contains($0.date) }
    }

    private func subjects(_ rule: MonthBook.Rule) -> [MonthBook.Entry] {
        // A coverage of the whole period has no days of its own: its days' figures are drawn.
        let withDays = rule.worstFirst.filter { !$0.figure.days.isEmpty }
        let shown = withDays.isEmpty ? rule.others.filter { !$0.figure.days.isEmpty } : withDays
        return Array(shown.prefix(Self.linesMax))
    }
}

/// One rule's figures so far, a line a subject.
struct CumulativeChart {
    private static let width = 580.0
    private static let height = 170.0
    private static let left = 42.0
    private static let right = 150.0

    let lines: [MonthBook.Entry]
    let days: [MonthBook.Day]
    let bar: ReportedRatio?

    /// A day's figure and the figure so far; nil where there is none.
    private struct Step {
        let day: Double?
        let soFar: Double?
        let fails: Bool
    }

    func draw(on page: inout MarkupWriter) {
        let series = lines.map { steps($0.figure) }
        let values = series.joined().flatMap { [$0.day, $0.soFar] }.compactMap { $0 }
        let all = values + (bar.map { [$0.drawn] } ?? [])
        let most = max(1, all.max() ?? 1)
        let range = most - max(0, min(1, all.min() ?? 0))
        let step = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5].first { $0 * 4 >= range } ?? range
        let low = max(0, ((all.min() ?? 0) / step).rounded(.down) * step)
        let high = low + max(1, ((most - low) / step).rounded(.up)) * step
        page.picture(
            Bilingual("Figures over the period", "期间累计"), width: Self.width, height: Self.height
        ) { chart in
            func y(_ value: Double) -> Double { 142 - (value - low) / (high - low) * 132 }
            drawFrame(low, step, high, y, on: &chart)
            for (position, steps) in series.enumerated() {
                draw(steps, "l\(min(position, 3))", y, on: &chart)
            }
            drawNames(series, y, on: &chart)
        }
    }

    private var column: Double {
        (Self.width - Self.left - Self.right) / Double(max(1, days.count))
    }

    private func x(_ position: Int) -> Double { Self.left + (Double(position) + 0.5) * column }

    private func steps(_ figure: PeriodFigure) -> [Step] {
        let isSum = figure.operation == .ratioOfSums
        var (numerators, denominators) = (0.0, 0.0)
        return days.map { day in
            // A day judged by its parts has a unit for each of them: drawn is their mean.
            let units = figure.days.filter { $0.date == day.date }
            let values = units.compactMap { $0.value.floor(scale: 1_000_000) }.map {
                Double($0) / 1_000_000
            }
            guard !values.isEmpty else { return Step(day: nil, soFar: nil, fails: false) }
            let value = values.reduce(0, +) / Double(values.count)
            if isSum, let ratio = units.first?.value.ratio, units.count == 1 {
                numerators += Double(ratio.num)
                denominators += Double(ratio.den)
            } else {
                numerators += value
                denominators += 1
            }
            return Step(
                day: value, soFar: denominators > 0 ? numerators / denominators : nil,
                fails: units.contains { $0.pass == false })
        }
    }

    private func drawFrame(
        _ low: Double, _ step: Double, _ high: Double, _ y: (Double) -> Double,
        on chart: inout MarkupWriter
    ) {
        let end = Self.width - Self.right
        for (position, day) in days.enumerated() where day.record == nil {
            chart.box(
                x: Self.left + Double(position) * column, y: 10, width: column, height: 132,
                "hmiss")
        }
        for value in stride(from: low, through: high + step / 2, by: step) {
            chart.line(from: (Self.left, y(value)), to: (end, y(value)), "gridline")
            chart.write(
                FigureText.axis(value * 100, step: step * 100) + " %",
                at: (Self.left - 4, y(value) + 3),
                "soft end small")
        }
        if let bar {
            chart.line(from: (Self.left, y(bar.drawn)), to: (end, y(bar.drawn)), "limit")
        }
        let every = max(1, (days.count + 21) / 22)
        for (position, day) in days.enumerated() where position % every == 0 {
            chart.write(
                String(day.date.description.suffix(2)), at: (x(position), 155),
                "soft middle small")
        }
    }

    private func draw(
        _ steps: [Step], _ style: String, _ y: (Double) -> Double, on chart: inout MarkupWriter
    ) {
        let points = steps.enumerated().compactMap { position, step in
            step.soFar.map { (x: x(position), y: y($0)) }
        }
        chart.path(LinePath.straight(points), "line \(style)")
        for (position, step) in steps.enumerated() {
            guard let value = step.day else { continue }
            chart.dot((x(position), y(value)), radius: 2, step.fails ? "dotbad" : "dot")
        }
    }

    private func drawNames(
        _ series: [[Step]], _ y: (Double) -> Double, on chart: inout MarkupWriter
    ) {
        let ends = zip(lines, series).enumerated().compactMap { position, pair in
            pair.1.last { $0.soFar != nil }?.soFar.map { (position, pair.0, y($0)) }
        }.sorted { $0.2 < $1.2 }
        let places = DayLineChart.spread(ends.map(\.2), apart: 12, bottom: 146)
        let right = Self.width - Self.right
        for (end, place) in zip(ends, places) {
            chart.path(
                LinePath.straight([(right, end.2), (right + 6, place), (right + 18, place)]),
                "line l\(min(end.0, 3))")
            chart.write(
                chart.language.say(MonthBook.subject(end.1.figure)), at: (right + 22, place + 3.5),
                "small")
        }
    }
}
