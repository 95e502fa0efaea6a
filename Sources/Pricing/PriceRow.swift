import Market

/// One option to be priced, or whose volatility is asked.
struct PriceRow {
    enum Given {
        case volatility(Double)
        case price(Double)
    }

    enum Style {
        case european
        case american(AmericanMethod)
    }

    let option: BlackScholesMerton
    let isOnForward: Bool
    let given: Given
    let style: Style

    var answer: PriceBatch.Answer {
        switch given {
        case .volatility(let volatility):
            return valued(volatility, asked: nil)
        case .price(let price):
            switch implied(price) {
            case .value(let volatility): return valued(volatility, asked: volatility)
            case .belowIntrinsic: return refused(.belowIntrinsic)
            case .aboveMaximum: return refused(.aboveMaximum)
            case .notFinite: return refused(input(price))
            }
        }
    }

    /// Without a volatility either the input is at fault, or the price, or the rates.
    private func input(_ price: Double) -> PriceBatch.Status {
        guard price.isFinite else { return .notFinite }
        switch result(0.2) {
        case .value, .notFinite: return .notFinite
        case .outOfRange: return .outOfRange
        case .noBoundary: return .noBoundary
        }
    }

    private func refused(_ status: PriceBatch.Status) -> PriceBatch.Answer {
        PriceBatch.Answer(valuation: nil, impliedVolatility: nil, status: status)
    }

    private func valued(_ volatility: Double, asked: Double?) -> PriceBatch.Answer {
        switch result(volatility) {
        case .notFinite: return refused(.notFinite)
        case .outOfRange: return refused(.outOfRange)
        case .noBoundary: return refused(.noBoundary)
        case .value(let found):
            // A worthless option's price does not say its volatility.
            let back = asked ?? implied(found.value).volatility
            return PriceBatch.Answer(
                valuation: isOnForward ? onForward(found) : found, impliedVolatility: back,
                status: .ok)
        }
    }

    private func result(_ volatility: Double) -> ValuationResult {
        switch style {
        case .european: option.valuation(volatility: volatility)
        case .american(let method):
            AmericanOption(option, method: method).valuation(volatility: volatility)
        }
    }

    private func implied(_ price: Double) -> ImpliedVolatilityResult {
        switch style {
        case .european: option.impliedVolatility(price: price)
        case .american(let method):
            AmericanOption(option, method: method).impliedVolatility(price: price)
        }
    }

    /// Spot stood for the forward and the yield for the rate: both move together, the forward stays.
    private func onForward(_ found: SpotValuation) -> SpotValuation {
        var moved = found
        moved.rho += found.dividendRho
        moved.dividendRho = 0
        return moved
    }
}

/// Finds a file's columns and reads its rows.
struct PriceRowReader {
    private let table: PricingTable
    private let type: Int
    private let spot: Int?
    private let forward: Int?
    private let strike: Int
    private let rate: Int?
    private let yield: Int?
    private let years: Int
    private let volatility: Int?
    private let price: Int?
    private let style: Int?

    init(_ table: PricingTable) throws {
        self.table = table
        type = try table.required(["type"])
        strike = try table.required(["strike"])
        years = try table.required(["T_years"])
        spot = table.place(["spot"])
        forward = table.place(["forward"])
        rate = table.place(["rate_r", "rate"])
        yield = table.place(["div_yield_q"])
        volatility = table.place(["vol"])
        price = table.place(["price"])
        style = table.place(["style"])
        if spot == nil, forward == nil {
            throw PricingTable.Mistake(line: 1, column: "spot", "missing, and so is forward")
        }
        if volatility == nil, price == nil {
            throw PricingTable.Mistake(line: 1, column: "vol", "missing, and so is price")
        }
    }

    func row(_ row: PricingTable.Row) throws -> PriceRow {
        let rate = try table.number(row, rate) ?? 0
        let yield = try table.number(row, yield)
        let (asset, isOnForward) = try asset(row)
        if isOnForward, let yield, yield != 0 {
            throw PricingTable.Mistake(
                line: row.line, column: "div_yield_q", "a forward carries no yield")
        }
        let option = BlackScholesMerton(
            type: try type(row), spot: asset, strike: try table.requiredNumber(row, strike),
            rate: rate, dividendYield: isOnForward ? rate : yield ?? 0,
            years: try table.requiredNumber(row, years))
        return PriceRow(
            option: option, isOnForward: isOnForward, given: try given(row),
            style: try style(row))
    }

    private func asset(_ row: PricingTable.Row) throws -> (Double, Bool) {
        let onSpot = try table.number(row, spot)
        let onForward = try table.number(row, forward)
        switch (onSpot, onForward) {
        case (let value?, nil): return (value, false)
        case (nil, let value?): return (value, true)
        case (nil, nil):
            throw PricingTable.Mistake(line: row.line, column: "spot", "empty, and no forward")
        case (.some, .some):
            throw PricingTable.Mistake(
                line: row.line, column: "forward", "spot and forward both given: one of them")
        }
    }

    /// The volatility where there is one; the price otherwise.
    private func given(_ row: PricingTable.Row) throws -> PriceRow.Given {
        let price = try table.number(row, price)
        if let volatility = try table.number(row, volatility) { return .volatility(volatility) }
        guard let price else {
            throw PricingTable.Mistake(line: row.line, column: "vol", "empty, and no price")
        }
        return .price(price)
    }

    private func type(_ row: PricingTable.Row) throws -> OptionType {
        let text = table.text(row, type)
        guard let found = PricingWords.type(text) else {
            throw PricingTable.Mistake(
                line: row.line, column: "type", "'\(text)' is neither call nor put")
        }
        return found
    }

    private func style(_ row: PricingTable.Row) throws -> PriceRow.Style {
        let text = table.text(row, style).lowercased()
        if text.isEmpty || text == "european" || text == "e" { return .european }
        if text == "a" { return .american(.exact) }
        if let method = AmericanMethod(rawValue: text) { return .american(method) }
        let known = ["european"] + AmericanMethod.allCases.map(\.rawValue)
        throw PricingTable.Mistake(
            line: row.line, column: "style", "'\(text)' is none of \(known.joined(separator: ", "))"
        )
    }
}

/// The words for call and put that files use.
enum PricingWords {
    static func type(_ text: String) -> OptionType? {
        switch text.lowercased() {
        case "call", "c", "认购", "购": .call
        case "put", "p", "认沽", "沽": .put
        default: nil
        }
    }
}
