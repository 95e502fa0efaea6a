/// The day's instruments: what every dense index refers to.
public struct InstrumentDirectory: Sendable, Equatable {
    public let day: TradingDay
    public let underlyings: [Underlying]
    public let contracts: [OptionContract]

    /// What is wrong with a directory.
    public enum Invalid: Error, Equatable, CustomStringConvertible {
        case indexOutOfOrder(tradingCode: String)
        case unknownUnderlying(tradingCode: String)
        case duplicateCode(UInt32)
        case badField(tradingCode: String, field: String)

        public var description: String {
            switch self {
            case .indexOutOfOrder(let code): "contract \(code): index out of order"
            case .unknownUnderlying(let code): "contract \(code): unknown underlying"
            case .duplicateCode(let code): "contract code \(code) listed twice"
            case .badField(let code, let field): "contract \(code): bad \(field)"
            }
        }
    }

    /// Checks indices, codes and units; two contracts may share a strike, never a code.
    public init(day: TradingDay, underlyings: [Underlying], contracts: [OptionContract])
        throws(Invalid)
    {
        var codes = Set<UInt32>()
        for (position, contract) in contracts.enumerated() {
            let name = contract.tradingCode
            guard contract.index.int == position else {
                throw .indexOutOfOrder(tradingCode: name)
            }
            guard contract.underlying.int < underlyings.count else {
                throw .unknownUnderlying(tradingCode: name)
            }
            guard codes.insert(contract.code).inserted else { throw .duplicateCode(contract.code) }
            guard contract.strike > .zero else {
                throw .badField(tradingCode: name, field: "strike")
            }
            guard contract.unit > 0 else { throw .badField(tradingCode: name, field: "unit") }
            guard contract.expiry >= day else {
                throw .badField(tradingCode: name, field: "expiry")
            }
            guard contract.band.down > .zero, contract.band.down <= contract.band.up else {
                throw .badField(tradingCode: name, field: "price band")
            }
        }
        self.day = day
        self.underlyings = underlyings
        self.contracts = contracts
    }

    public func contract(tradingCode: String) -> OptionContract? {
        contracts.first { $0.tradingCode == tradingCode }
    }

    /// Finds a contract by 17-character trading code, 8-digit code, or dense index (`#12`).
    public func contract(named text: String) -> OptionContract? {
        if text.hasPrefix("#"), let index = Int(text.dropFirst()) {
            return contracts.indices.contains(index) ? contracts[index] : nil
        }
        if let code = UInt32(text), let found = contracts.first(where: { $0.code == code }) {
            return found
        }
        return contract(tradingCode: text)
    }
}
