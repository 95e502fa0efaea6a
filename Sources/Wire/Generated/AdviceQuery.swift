// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Operator → risk: what its checks would say to this instruction now.
public struct AdviceQuery: WireMessage {
    public static let templateID: UInt16 = 85
    public static let blockLength = 82

    public var envelope: Envelope
    public var commandID: UInt64
    public var contract: ContractIndex
    /// Whose instruction it would be; 0 = the first whose session is open.
    public var quoter: UInt16
    /// 0 a quote; else a single order of this kind.
    public var kindCode: UInt8
    /// Of an order: the leg that counts.
    public var sideCode: UInt8
    public var bidEffectCode: UInt8
    public var askEffectCode: UInt8
    public var bid: Price
    public var ask: Price
    public var bidQuantity: Quantity
    public var askQuantity: Quantity
    public var requestID: QuoteRequestID

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        contract: ContractIndex = ContractIndex(UInt32(0)), quoter: UInt16 = 0,
        kindCode: UInt8 = 0, sideCode: UInt8 = 0, bidEffectCode: UInt8 = 0,
        askEffectCode: UInt8 = 0, bid: Price = .zero, ask: Price = .zero,
        bidQuantity: Quantity = .zero, askQuantity: Quantity = .zero,
        requestID: QuoteRequestID = .none
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.contract = contract
        self.quoter = quoter
        self.kindCode = kindCode
        self.sideCode = sideCode
        self.bidEffectCode = bidEffectCode
        self.askEffectCode = askEffectCode
        self.bid = bid
        self.ask = ask
        self.bidQuantity = bidQuantity
        self.askQuantity = askQuantity
        self.requestID = requestID
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self))
        quoter = bytes.loadUnaligned(fromByteOffset: 44, as: UInt16.self)
        kindCode = bytes.loadUnaligned(fromByteOffset: 46, as: UInt8.self)
        sideCode = bytes.loadUnaligned(fromByteOffset: 47, as: UInt8.self)
        bidEffectCode = bytes.loadUnaligned(fromByteOffset: 48, as: UInt8.self)
        askEffectCode = bytes.loadUnaligned(fromByteOffset: 49, as: UInt8.self)
        bid = Price(ticks: bytes.loadUnaligned(fromByteOffset: 50, as: Int64.self))
        ask = Price(ticks: bytes.loadUnaligned(fromByteOffset: 58, as: Int64.self))
        bidQuantity = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 66, as: Int32.self))
        askQuantity = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 70, as: Int32.self))
        requestID = QuoteRequestID(bytes.loadUnaligned(fromByteOffset: 74, as: UInt64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: contract.value, toByteOffset: 40, as: UInt32.self)
        bytes.storeBytes(of: quoter, toByteOffset: 44, as: UInt16.self)
        bytes.storeBytes(of: kindCode, toByteOffset: 46, as: UInt8.self)
        bytes.storeBytes(of: sideCode, toByteOffset: 47, as: UInt8.self)
        bytes.storeBytes(of: bidEffectCode, toByteOffset: 48, as: UInt8.self)
        bytes.storeBytes(of: askEffectCode, toByteOffset: 49, as: UInt8.self)
        bytes.storeBytes(of: bid.ticks, toByteOffset: 50, as: Int64.self)
        bytes.storeBytes(of: ask.ticks, toByteOffset: 58, as: Int64.self)
        bytes.storeBytes(of: bidQuantity.contracts, toByteOffset: 66, as: Int32.self)
        bytes.storeBytes(of: askQuantity.contracts, toByteOffset: 70, as: Int32.self)
        bytes.storeBytes(of: requestID.value, toByteOffset: 74, as: UInt64.self)
    }
}
