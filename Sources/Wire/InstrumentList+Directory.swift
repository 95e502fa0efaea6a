public import Market

extension InstrumentList {
    /// Reads and checks a whole directory.
    public static func directory(from frame: Frame) throws(DirectoryError) -> InstrumentDirectory {
        let list: InstrumentList
        let underlyings: GroupView<InstrumentList.Underlying>
        let contracts: GroupView<InstrumentList.Contract>
        do {
            list = try frame.root(InstrumentList.self)
            underlyings = try frame.group(InstrumentList.Underlying.self)
            contracts = try frame.group(
                InstrumentList.Contract.self, startingAt: underlyings.endOffset)
        } catch {
            throw .wire(error)
        }
        guard let day = TradingDay(yyyymmdd: list.tradingDay) else {
            throw .badDay(list.tradingDay)
        }
        var allContracts: [OptionContract] = []
        for index in 0..<contracts.count { allContracts.append(try contracts[index].contract()) }
        do {
            return try InstrumentDirectory(
                day: day,
                underlyings: (0..<underlyings.count).map { underlyings[$0].underlying() },
                contracts: allContracts)
        } catch {
            throw .invalid(error)
        }
    }

    /// Encodes a directory as one frame.
    public static func send(
        _ directory: InstrumentDirectory, on channel: Channel, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        outbox.open(
            InstrumentList(tradingDay: directory.day.yyyymmdd),
            of: InstrumentList.Underlying.self, on: channel, to: peer)
        for underlying in directory.underlyings {
            outbox.append(
                InstrumentList.Underlying(
                    index: underlying.index.value, code: FixedText6(underlying.code),
                    previousClose: underlying.previousClose))
        }
        outbox.openGroup(of: InstrumentList.Contract.self)
        for contract in directory.contracts {
            outbox.append(InstrumentList.Contract(contract))
        }
        outbox.close()
    }
}

/// Why an instrument list is not a directory.
public enum DirectoryError: Error, Equatable {
    case wire(WireError)
    case badDay(Int32)
    case badContract(code: UInt32, field: String)
    case invalid(InstrumentDirectory.Invalid)
}

extension InstrumentList.Underlying {
    fileprivate func underlying() -> Market.Underlying {
        Market.Underlying(
            index: UnderlyingIndex(index), code: code.text, previousClose: previousClose)
    }
}

extension InstrumentList.Contract {
    init(_ contract: OptionContract) {
        self.init(
            index: contract.index, code: contract.code,
            tradingCode: FixedText20(contract.tradingCode), underlying: contract.underlying,
            typeCode: contract.type.rawValue, expiryRank: contract.expiryRank,
            strike: contract.strike, unit: contract.unit, expiry: contract.expiry.yyyymmdd,
            daysToExpiry: contract.daysToExpiry,
            previousSettlement: contract.previousSettlement, limitDown: contract.band.down,
            limitUp: contract.band.up, orderQuantityMin: contract.orderQuantityMin,
            orderQuantityMax: contract.orderQuantityMax, isAdjusted: contract.isAdjusted ? 1 : 0)
    }

    fileprivate func contract() throws(DirectoryError) -> OptionContract {
        guard let type = OptionType(rawValue: typeCode) else {
            throw .badContract(code: code, field: "type")
        }
        guard let expiry = TradingDay(yyyymmdd: expiry) else {
            throw .badContract(code: code, field: "expiry")
        }
        return OptionContract(
            index: index, code: code, tradingCode: tradingCode.text, underlying: underlying,
            type: type, strike: strike, unit: unit, expiry: expiry, expiryRank: expiryRank,
            daysToExpiry: daysToExpiry, previousSettlement: previousSettlement,
            band: PriceBand(down: limitDown, up: limitUp), orderQuantityMin: orderQuantityMin,
            orderQuantityMax: orderQuantityMax, isAdjusted: isAdjusted != 0)
    }
}
