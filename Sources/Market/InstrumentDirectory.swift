/// The day's instruments: what every dense index refers to.
public struct InstrumentDirectory: Sendable, Equatable {
    public let day: TradingDay
    public let underlyings: [Underlying]
    public let contracts: [OptionContract]

    /// What is wrong with a directory.
    public enum Invalid: Error, Equatable, CustomStringConvertible {
        case indexOutOfOrder(tradingCode: String)
        case underlyingOutOfOrder(code: String)
        case badPreviousClose(code: String)
        case unknownUnderlying(tradingCode: String)
        case duplicateCode(UInt32)
        case badField(tradingCode: String, field: String)

        public var description: String {
            switch self {
            case .indexOutOfOrder(let code): "contract \(code): index out of order"
            case .underlyingOutOfOrder(let code): "underlying \(code): index out of order"
            case .badPreviousClose(let code): "underlying \(code): bad previous close"
            case .unknownUnderlying(let code): "contract \(code): unknown underlying"
            case .duplicateCode(let code): "contract code \(code) listed twice"
            case .badField(let code, let field): "contract \(code): bad \(field)"
            }
        }
    }

    /// Larger numbers are refused at the border, so that price × unit × basis points cannot overflow.
    public static let priceMax = Price(ticks: 100_000_000)
    public static let unitMax: Int32 = 100_000

    /// Checks indices, codes and every number later rooms divide by, multiply or index with; two contracts may
    /// share a strike, never a code.
    public init(day: TradingDay, underlyings: [Underlying], contracts: [OptionContract])
        throws(Invalid)
    {
        for (position, underlying) in underlyings.enumerated() {
            guard underlying.index.int == position else {
                throw .underlyingOutOfOrder(code: underlying.code)
            }
            guard underlying.previousClose > .zero, underlying.previousClose <= Self.priceMax else {
                throw .badPreviousClose(code: underlying.code)
            }
        }
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
            if let field = Self.badField(in: contract, on: day) {
                throw .badField(tradingCode: name, field: field)
            }
        }
        self.day = day
        self.underlyings = underlyings
        self.contracts = contracts
    }

    private static func badField(in contract: OptionContract, on day: TradingDay) -> String? {
        guard contract.strike > .zero, contract.strike <= priceMax else { return "strike" }
        guard contract.unit > 0, contract.unit <= unitMax else { return "unit" }
        guard contract.expiry >= day else { return "expiry" }
        guard contract.expiryRank < 4 else { return "expiry rank" }
        let band = contract.band
        guard band.down > .zero, band.down <= band.up, band.up <= priceMax else {
            return "price band"
        }
        guard contract.previousSettlement >= .zero, contract.previousSettlement <= priceMax else {
            return "previous settlement"
        }
        guard contract.orderQuantityMin > .zero,
            contract.orderQuantityMin <= contract.orderQuantityMax
        else { return "order quantity" }
        return nil
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
