/// What the report adds up from the contract rows: orders, sums, causes, the exchange's difference.
struct DayTotals {
    /// Not-met time by one cause over all contracts.
    struct Cause: Equatable {
        let label: Bilingual
        let nanoseconds: Int64
        /// Contracts it touched.
        let contracts: Int
        /// Along `underlyings`.
        let byUnderlying: [Int64]
    }

    /// The exchange's own score against ours.
    struct ExchangeComparison: Equatable {
        var compared = 0
        var notCompared = 0
        var differing = 0
        /// Sum of the absolute differences.
        var nanoseconds: Int64 = 0
    }

    /// All contracts in the order of the board.
    let contracts: [ContractObligation]
    /// Underlying codes: those with verdicts in their order, then those only contracts name.
    let underlyings: [String]
    let time: ClassifiedTime
    let causes: [Cause]
    let exchange: ExchangeComparison

    init(_ report: DayReport) {
        contracts = report.contracts.sorted { $0.contract.precedes($1.contract) }
        underlyings = Self.underlyings(report.underlyings.map(\.underlying), contracts)
        time = contracts.reduce(.zero) { $0 + $1.time }
        causes = Self.causes(contracts, underlyings)
        exchange = Self.comparison(contracts)
    }

    func contracts(of underlying: String) -> [ContractObligation] {
        contracts.filter { $0.contract.underlying == underlying }
    }

    func time(of underlying: String) -> ClassifiedTime {
        contracts(of: underlying).reduce(.zero) { $0 + $1.time }
    }

    /// The obliged contracts with the lowest value first, at most `count` of an underlying.
    func worst(of underlying: String, count: Int) -> [ContractObligation] {
        // `sort` is not promised to be stable: equal values fall back to the order of the board.
        let obliged = contracts(of: underlying).filter(\.value.isDefined).enumerated()
        let ascending = obliged.sorted { a, b in
            if a.element.value.isBelow(b.element.value) { return true }
            if b.element.value.isBelow(a.element.value) { return false }
            return a.offset < b.offset
        }
        return ascending.prefix(count).map(\.element)
    }

    private static func underlyings(
        _ judged: [String], _ contracts: [ContractObligation]
    ) -> [String] {
        var codes: [String] = []
        for code in judged + contracts.map(\.contract.underlying) where !codes.contains(code) {
            codes.append(code)
        }
        return codes
    }

    private static func causes(
        _ contracts: [ContractObligation], _ underlyings: [String]
    ) -> [Cause] {
        var order: [String] = []
        var labels: [String: Bilingual] = [:]
        var times: [String: [Int64]] = [:]
        var touched: [String: Int] = [:]
        for row in contracts {
            guard let place = underlyings.firstIndex(of: row.contract.underlying) else { continue }
            for cause in row.causes + row.unattributed where cause.nanoseconds != 0 {
                if labels[cause.name] == nil {
                    order.append(cause.name)
                    labels[cause.name] = Bilingual(cause.name, cause.chinese)
                }
                var time = times[cause.name] ?? Array(repeating: 0, count: underlyings.count)
                time[place] = saturatingSum(time[place], cause.nanoseconds)
                times[cause.name] = time
                touched[cause.name, default: 0] += 1
            }
        }
        let causes = order.map { name in
            let time = times[name] ?? []
            return Cause(
                label: labels[name] ?? Bilingual(name, ""),
                nanoseconds: time.reduce(0, saturatingSum), contracts: touched[name] ?? 0,
                byUnderlying: time)
        }
        return causes.sorted {
            $0.nanoseconds != $1.nanoseconds
                ? $0.nanoseconds > $1.nanoseconds : $0.label.english < $1.label.english
        }
    }

    private static func comparison(_ contracts: [ContractObligation]) -> ExchangeComparison {
        var comparison = ExchangeComparison()
        for row in contracts {
            guard let difference = row.exchangeDifferenceNanoseconds else {
                comparison.notCompared += 1
                continue
            }
            comparison.compared += 1
            guard difference != 0 else { continue }
            comparison.differing += 1
            comparison.nanoseconds = saturatingSum(
                comparison.nanoseconds, Int64(clamping: difference.magnitude))
        }
        return comparison
    }
}

extension ContractObligation {
    /// Not-met time that no cause explains (or that causes explain twice, negative); empty when it adds up.
    var unattributed: [CauseTime] {
        let explained = causes.reduce(Int128(0)) { $0 + Int128($1.nanoseconds) }
        let rest = Int64(clamping: Int128(time.notMetNanoseconds) - explained)
        guard rest != 0 else { return [] }
        return [CauseTime(name: "unattributed", chinese: "原因不明", nanoseconds: rest)]
    }
}
