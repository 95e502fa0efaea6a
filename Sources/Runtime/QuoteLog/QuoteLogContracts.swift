import Market
import Obligations
import Settings

/// Which contracts a log is about: those of the instruments file, or those the log itself names.
enum QuoteLogContracts {
    /// The columns of `obligato export --stream contracts`; only the first must be there.
    static func listed(in path: String) throws(SettingsError) -> [QuoteLogContract] {
        let file = try CSVFile(
            path, required: [["contract", "trading_code"]],
            optional: [
                "code", "underlying", "type", "strike_ticks", "unit", "expiry", "days_to_expiry",
                "prev_settle_ticks", "limit_down_ticks", "limit_up_ticks",
            ])
        var contracts: [QuoteLogContract] = []
        var names = ContractNames()
        do throws(CSVFile.Fault) {
            while try file.next() {
                let contract = try self.contract(file)
                guard names.index(of: contract.name) == nil else {
                    throw CSVFile.Fault(
                        column: "contract", problem: "\(contract.name) is listed twice",
                        accepted: "each contract once")
                }
                names.add(contract.name)
                contracts.append(contract)
            }
        } catch {
            throw file.error(error)
        }
        return contracts
    }

    private static func contract(_ file: CSVFile) throws(CSVFile.Fault) -> QuoteLogContract {
        func number(_ name: String, max: Int64) throws(CSVFile.Fault) -> Int64? {
            guard let column = file.column(name) else { return nil }
            return try file.number(column, max: max)
        }
        let prices = InstrumentDirectory.priceMax.ticks
        var contract = QuoteLogContract(
            name: file.text(file.column("contract", "trading_code") ?? 0))
        if let column = file.column("underlying") { contract.underlying = file.text(column) }
        if let column = file.column("type") {
            guard ["C", "P"].contains(file.text(column)) else {
                throw CSVFile.Fault(
                    column: "type", problem: "\"\(file.text(column))\" is no type",
                    accepted: "C, P")
            }
            contract.type = file.text(column) == "C" ? .call : .put
        }
        if let days = try number("days_to_expiry", max: 10_000) {
            contract.daysToExpiry = Int32(days)
        }
        if let code = try number("code", max: Int64(UInt32.max)) { contract.code = UInt32(code) }
        if let strike = try number("strike_ticks", max: prices) {
            contract.strike = Price(ticks: strike)
        }
        if let unit = try number("unit", max: Int64(InstrumentDirectory.unitMax)) {
            contract.unit = Int32(unit)
        }
        if let price = try number("prev_settle_ticks", max: prices) {
            contract.previousSettlement = Price(ticks: price)
        }
        _ = try number("expiry", max: 99_991_231)
        let down = try number("limit_down_ticks", max: prices)
        let up = try number("limit_up_ticks", max: prices)
        if let down, let up {
            contract.band = PriceBand(down: Price(ticks: down), up: Price(ticks: up))
        }
        return contract
    }

    /// Every name in the log, numbers in order of number, other names in order of text.
    static func named(in path: String, isLenient: Bool) throws(SettingsError) -> [QuoteLogContract]
    {
        let file = try QuoteLogReader.open(path)
        let column = file.column("contract") ?? 0
        var names = ContractNames()
        if isLenient {
            var isRow: Bool?
            repeat {
                isRow = try? file.next()
                if isRow == true { names.add(file[column]) }
            } while isRow != false
        } else {
            // What is wrong with a row is found when it is read.
            file.forEachField(column) { names.add($0) }
        }
        return names.names.sorted { isBefore($0, $1) }.map { QuoteLogContract(name: $0) }
    }

    private static func isBefore(_ a: String, _ b: String) -> Bool {
        switch (Int64(a), Int64(b)) {
        case (let first?, let second?): first != second ? first < second : a < b
        case (nil, nil): a < b
        case (let first, _): first != nil
        }
    }
}
