import Market

/// One expiry's contracts by time: rows in the order of the board, shade = share of time met.
struct HeatMapChart {
    static let rowHeight = 6.0
    static let gridLeft = 118.0
    static let gridWidth = 900.0
    static let barWidth = 100.0
    static let top = 21.0

    let contracts: [ContractObligation]
    let buckets: [SessionSpan]
    let axis: TimeAxis

    /// `contracts` in the order of the board, all of one expiry.
    init(contracts: [ContractObligation], buckets: [SessionSpan], spans: [SessionSpan]) {
        self.contracts = contracts
        self.buckets = buckets
        axis = TimeAxis(
            spans: spans.isEmpty ? buckets : spans, left: Self.gridLeft, width: Self.gridWidth)
    }

    private var width: Double { Self.gridLeft + Self.gridWidth + 22 + Self.barWidth + 12 }

    private var height: Double {
        (tops.last ?? Self.top) + Self.rowHeight + 8
    }

    /// Each row's upper edge, one pixel more at each new strike.
    private var tops: [Double] {
        var y = Self.top
        var tops: [Double] = []
        for (index, row) in contracts.enumerated() {
            if index > 0 {
                y += Self.rowHeight
                if contracts[index - 1].contract.strike != row.contract.strike { y += 1 }
            }
            tops.append(y)
        }
        return tops
    }

    func draw(on page: inout MarkupWriter) {
        let tops = tops
        let bottom = (tops.last ?? Self.top) + Self.rowHeight
        page.picture(
            Bilingual("Coverage by contract and time", "各合约各时段达标情况"), width: width, height: height
        ) { chart in
            drawHeadings(on: &chart, bottom: bottom)
            for (index, row) in contracts.enumerated() {
                drawStrike(of: index, y: tops[index], on: &chart)
                drawLetter(of: index, y: tops[index], on: &chart)
                drawRow(row, y: tops[index], on: &chart)
            }
        }
    }

    private var barLeft: Double { Self.gridLeft + Self.gridWidth + 22 }

    private func drawHeadings(on chart: inout MarkupWriter, bottom: Double) {
        if let first = contracts.first {
            chart.write(first.contract.expiry.description, at: (0, 12), "bold")
        }
        for tick in axis.ticks(count: 10) {
            chart.write(tick.label, at: (tick.x, 12), "soft \(tick.anchor)")
            chart.line(from: (tick.x, 15), to: (tick.x, 19), "axis")
        }
        for (share, label) in [(0.0, "0"), (0.5, "50"), (1.0, "100 %")] {
            let x = barLeft + share * Self.barWidth
            chart.line(from: (x, 17), to: (x, bottom), "gridline")
            chart.write(
                label, at: (share < 1 ? x : x + 10, 12),
                share < 1 ? "soft middle small" : "soft end small")
        }
    }

    /// The strike once beside its call and put.
    private func drawStrike(of index: Int, y: Double, on chart: inout MarkupWriter) {
        let strike = contracts[index].contract.strike
        if index > 0, contracts[index - 1].contract.strike == strike { return }
        chart.write(strike.description, at: (Self.gridLeft - 13, y + 9), "end small")
    }

    /// C or P at a row, where a strike is not simply one call above one put.
    private func drawLetter(of index: Int, y: Double, on chart: inout MarkupWriter) {
        let own = contracts[index].contract
        let rows = contracts.filter { $0.contract.strike == own.strike }
        guard rows.map(\.contract.type) != [.call, .put] else { return }
        chart.write(
            own.type == .call ? "C" : "P", at: (Self.gridLeft - 5, y + 5.6), "end letter soft")
    }

    private func drawRow(_ row: ContractObligation, y: Double, on chart: inout MarkupWriter) {
        chart.element("g") { chart in
            chart.element("title", text: HeatMapChart.describe(row))
            let cells = buckets.indices.map { index in
                HeatCell(index < row.buckets.count ? row.buckets[index] : .zero)
            }
            var index = 0
            while index < cells.count {
                var end = index + 1
                while end < cells.count, cells[end] == cells[index],
                    buckets[end].start == buckets[end - 1].end
                { end += 1 }
                draw(cells[index], from: index, through: end - 1, y: y, on: &chart)
                index = end
            }
            drawBar(row, y: y, on: &chart)
        }
    }

    private func draw(
        _ cell: HeatCell, from first: Int, through last: Int, y: Double,
        on chart: inout MarkupWriter
    ) {
        let x = axis.x(buckets[first].start)
        let end = axis.x(SessionTime(nanoseconds: buckets[last].end.nanoseconds &- 1))
        let height = Self.rowHeight - 0.5
        chart.box(x: x, y: y, width: end - x, height: height, cell.shade)
        if cell.isPartlyExempt { chart.box(x: x, y: y, width: end - x, height: height, "hatch") }
        if cell.isPartlyUnknown { chart.box(x: x, y: y, width: end - x, height: height, "dots") }
    }

    private func drawBar(_ row: ContractObligation, y: Double, on chart: inout MarkupWriter) {
        guard row.value.isDefined else {
            chart.line(from: (barLeft, y + 3), to: (barLeft + Self.barWidth, y + 3), "gridline")
            return
        }
        let share = min(max(row.value.drawn, 0), 1)
        let isFail = row.verdict == .fail
        chart.box(
            x: barLeft, y: y + 0.5, width: share * Self.barWidth, height: Self.rowHeight - 1.5,
            isFail ? "notmet" : "bar")
        if row.threshold.isDefined {
            let x = barLeft + min(max(row.threshold.drawn, 0), 1) * Self.barWidth
            chart.line(from: (x, y - 0.5), to: (x, y + Self.rowHeight), "axis")
        }
    }

    /// What a pointer resting on the row reads.
    private static func describe(_ row: ContractObligation) -> String {
        let verdict = row.verdict.holding(for: row.value)
        return row.contract.tradingCode + " · " + FigureText.percent(row.value) + " "
            + verdict.label.line + " · met " + FigureText.seconds(row.time.metNanoseconds)
            + " s, not met " + FigureText.seconds(row.time.notMetNanoseconds) + " s, exempt "
            + FigureText.seconds(row.time.exemptNanoseconds) + " s, unknown "
            + FigureText.seconds(row.time.unknownNanoseconds) + " s"
    }
}
