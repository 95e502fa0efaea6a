import Market

/// One underlying's contracts by time: rows in the order of the board, shade = share of time met.
struct HeatMapChart {
    static let rowHeight = 6.0
    static let gridLeft = 118.0
    static let gridWidth = 900.0
    static let barWidth = 100.0
    static let top = 24.0
    private static let expiryGap = 16.0

    let contracts: [ContractObligation]
    let buckets: [SessionSpan]
    let axis: TimeAxis

    /// `contracts` in the order of the board, all of one underlying.
    init(contracts: [ContractObligation], buckets: [SessionSpan], spans: [SessionSpan]) {
        self.contracts = contracts
        self.buckets = buckets
        axis = TimeAxis(
            spans: spans.isEmpty ? buckets : spans, left: Self.gridLeft, width: Self.gridWidth)
    }

    private var width: Double { Self.gridLeft + Self.gridWidth + 22 + Self.barWidth + 12 }

    private var height: Double {
        (tops.last ?? Self.top) + Self.rowHeight + 12
    }

    /// Each row's upper edge: a wider step at each new expiry, one pixel more at each new strike.
    private var tops: [Double] {
        var y = Self.top
        var tops: [Double] = []
        for (index, row) in contracts.enumerated() {
            if index > 0 {
                let before = contracts[index - 1].contract
                y += Self.rowHeight
                if before.expiry != row.contract.expiry {
                    y += Self.expiryGap
                } else if before.strike != row.contract.strike {
                    y += 1
                }
            } else {
                y += Self.expiryGap - 4
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
                let before = index > 0 ? contracts[index - 1].contract : nil
                drawLabels(of: row.contract, after: before, y: tops[index], on: &chart)
                drawRow(row, y: tops[index], on: &chart)
            }
        }
    }

    private var barLeft: Double { Self.gridLeft + Self.gridWidth + 22 }

    private func drawHeadings(on chart: inout MarkupWriter, bottom: Double) {
        for tick in axis.ticks(count: 10) {
            chart.write(tick.label, at: (tick.x, 12), "soft middle")
            chart.line(from: (tick.x, 16), to: (tick.x, 20), "axis")
        }
        chart.write("Participation 参与率", at: (barLeft, 12), "soft")
        for (share, label) in [(0.0, "0"), (0.5, "50"), (1.0, "100 %")] {
            let x = barLeft + share * Self.barWidth
            chart.line(from: (x, 27), to: (x, bottom), "gridline")
            chart.write(label, at: (x, 24), "soft middle tiny")
        }
    }

    /// The expiry once above its rows, the strike once beside its call and put, C or P at each row.
    private func drawLabels(
        of contract: ReportedContract, after before: ReportedContract?, y: Double,
        on chart: inout MarkupWriter
    ) {
        let newExpiry = before?.expiry != contract.expiry
        if newExpiry {
            chart.write(contract.expiry.description, at: (0, y - 3.5), "bold")
        }
        if newExpiry || before?.strike != contract.strike {
            chart.write(
                contract.strike.description, at: (Self.gridLeft - 18, y + 9), "end small")
        }
        chart.write(
            contract.type == .call ? "C" : "P", at: (Self.gridLeft - 5, y + 5.9), "end tiny soft")
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
