import Market

/// One figure of a run: a column of every table about backtests, and the value of a chart.
struct BacktestMeasure: Sendable {
    /// Column of the CSV.
    let key: String
    let label: Bilingual
    /// Over a column of the terminal.
    let short: Bilingual
    let decimals: Int
    /// Nil where a run has no such figure.
    let value: @Sendable (BacktestRun) -> Double?

    func text(_ run: BacktestRun) -> String { text(value(run)) }

    func text(_ value: Double?) -> String {
        guard let value, value.isFinite, abs(value) < 1e13 else { return FigureText.nothing }
        return FigureText.fixed(value, decimals: decimals)
    }

    /// Without grouping, empty where there is no figure.
    func plain(_ run: BacktestRun) -> String {
        guard let value = value(run), value.isFinite, abs(value) < 1e13 else { return "" }
        return FigureText.fixed(value, decimals: decimals, isGrouped: false)
    }

    /// Over the runs that have the figure; nil without any.
    func mean(_ runs: [BacktestRun]) -> Double? {
        let values = runs.compactMap(value)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Sample deviation over runs; nil with fewer than two.
    func deviation(_ runs: [BacktestRun]) -> Double? {
        let values = runs.compactMap(value)
        guard values.count > 1, let mean = mean(runs) else { return nil }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }
}

extension BacktestMeasure {
    static let profit = BacktestMeasure(
        key: "pnl_yuan", label: Bilingual("P&L, yuan", "损益（元）"),
        short: Bilingual("P&L", "损益"), decimals: 2
    ) { $0.profit.yuan }
    static let coverage = BacktestMeasure(
        key: "coverage_percent", label: Bilingual("Coverage, %", "合约率"),
        short: Bilingual("cover%", "合约率"), decimals: 2
    ) { $0.coverage.percent }
    static let participation = BacktestMeasure(
        key: "participation_percent", label: Bilingual("Presence, %", "参与率"),
        short: Bilingual("pres%", "参与率"), decimals: 2
    ) { $0.participation.percent }
    static let fills = BacktestMeasure(
        key: "fills", label: Bilingual("Fills", "成交笔数"),
        short: Bilingual("fills", "笔数"), decimals: 0
    ) { Double($0.fills) }
    static let contracts = BacktestMeasure(
        key: "contracts", label: Bilingual("Contracts", "成交张数"),
        short: Bilingual("lots", "张数"), decimals: 0
    ) { Double($0.contractsTraded) }
    static let requests = BacktestMeasure(
        key: "requests_percent", label: Bilingual("Requests, %", "询价回应"),
        short: Bilingual("RFQ%", "询价"), decimals: 2
    ) { $0.requests.percent }
    static let quotes = BacktestMeasure(
        key: "quotes", label: Bilingual("Quotes", "报价笔数"),
        short: Bilingual("quotes", "报价"), decimals: 0
    ) { Double($0.quotes) }
    static let delta = BacktestMeasure(
        key: "delta_shares_max", label: Bilingual("Delta at most, shares", "最大 Delta（份）"),
        short: Bilingual("delta", "Delta"), decimals: 0
    ) { Double($0.deltaSharesMax) }
    static let vega = BacktestMeasure(
        key: "vega_yuan_max", label: Bilingual("Vega at most, yuan", "最大 Vega（元）"),
        short: Bilingual("vega", "Vega"), decimals: 0
    ) { $0.vegaMax.yuan }

    /// The edge at the fill, a contract, against the theoretical value.
    static let edge = BacktestMeasure(
        key: "edge_per_contract", label: Bilingual("Edge at the fill, yuan/contract", "成交时价差（元/张）"),
        short: Bilingual("edge/lot", "价差/张"), decimals: 2
    ) { $0.markout(after: 0, \.toTheoretical, \.contractsToTheoretical) }

    /// What the fills lost against the theoretical value in the seconds after; negative = informed counterparties.
    static func adverse(after seconds: Int64) -> BacktestMeasure {
        BacktestMeasure(
            key: "adverse_\(seconds)s_per_contract",
            label: Bilingual(
                "Adverse selection \(seconds) s, yuan/contract", "\(seconds) 秒逆向选择（元/张）"),
            short: Bilingual("adv \(seconds)s", "逆选 \(seconds)s"), decimals: 2
        ) { run in
            guard
                let later = run.markout(
                    after: seconds, \.toTheoretical, \.contractsToTheoretical),
                let atFill = run.markout(after: 0, \.toTheoretical, \.contractsToTheoretical)
            else { return nil }
            return later - atFill
        }
    }

    /// The fills against the middle of the market without us, some seconds later.
    static func middle(after seconds: Int64) -> BacktestMeasure {
        BacktestMeasure(
            key: "markout_middle_\(seconds)s_per_contract",
            label: Bilingual("Markout to middle \(seconds) s", "\(seconds) 秒对中价"),
            short: Bilingual("mid \(seconds)s", "中价 \(seconds)s"), decimals: 2
        ) { $0.markout(after: seconds, \.toMiddle, \.contractsToMiddle) }
    }

    /// The profit's parts as the runs have them, by name.
    static func parts(of runs: [BacktestRun]) -> [BacktestMeasure] {
        guard let first = runs.first else { return [] }
        return first.parts.enumerated().map { index, part in
            BacktestMeasure(
                key: part.english.lowercased() + "_yuan",
                label: Bilingual(part.english, part.chinese),
                short: Bilingual(part.english.lowercased(), part.chinese), decimals: 2
            ) { index < $0.parts.count ? $0.parts[index].amount.yuan : nil }
        }
    }

    /// The same without decimals.
    var whole: BacktestMeasure {
        BacktestMeasure(key: key, label: label, short: short, decimals: 0, value: value)
    }

    /// Every figure, in the order of the tables.
    static func all(of runs: [BacktestRun]) -> [BacktestMeasure] {
        let seconds = runs.first?.markouts.map(\.seconds) ?? []
        return [profit] + parts(of: runs)
            + [coverage, participation, requests, quotes, fills, contracts, edge]
            + seconds.filter { $0 > 0 }.map(adverse) + seconds.map(middle) + [delta, vega]
    }

    /// Those of the tables that people read.
    static func shown(of runs: [BacktestRun]) -> [BacktestMeasure] {
        let seconds = runs.first?.markouts.map(\.seconds) ?? []
        return ([profit] + parts(of: runs)).map(\.whole)
            + [coverage, participation, requests, fills, contracts, edge]
            + seconds.filter { $0 > 0 }.map(adverse) + [delta, vega]
    }
}

extension BacktestRun {
    /// Yuan a contract.
    fileprivate func markout(
        after seconds: Int64, _ money: (Markout) -> Money, _ contracts: (Markout) -> Int64
    ) -> Double? {
        guard let found = markouts.first(where: { $0.seconds == seconds }),
            contracts(found) > 0
        else { return nil }
        return money(found).yuan / Double(contracts(found))
    }
}

extension ReportedRatio {
    fileprivate var percent: Double? {
        isDefined ? Double(numerator) / Double(denominator) * 100 : nil
    }
}

extension FigureText {
    /// A value below 1e13 with so many decimals, rounded half away from zero.
    static func fixed(_ value: Double, decimals: Int, isGrouped: Bool = true) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int64((value * scale).rounded())
        let text = DecimalText.text(scaled, decimals: decimals)
        guard isGrouped else { return text }
        let parts = text.split(separator: ".", maxSplits: 1)
        let whole = Int64(parts.first ?? "0") ?? 0
        let sign = scaled < 0 && whole == 0 ? "-" : ""
        return sign + count(whole) + (parts.count > 1 ? "." + parts[1] : "")
    }
}
