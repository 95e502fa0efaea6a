// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct InstrumentList: WireMessage {
    public static let templateID: UInt16 = 10
    public static let blockLength = 36

    public var envelope: Envelope
    public var tradingDay: Int32

    public init(envelope: Envelope = Envelope(), tradingDay: Int32 = 0) {
        self.envelope = envelope
        self.tradingDay = tradingDay
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        tradingDay = bytes.loadUnaligned(fromByteOffset: 32, as: Int32.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: tradingDay, toByteOffset: 32, as: Int32.self)
    }

    public struct Underlying: WireBlock {
        public static let blockLength = 16

        public var index: UInt16
        public var code: FixedText6
        public var previousClose: Price

        public init(
            index: UInt16 = 0, code: FixedText6 = FixedText6(), previousClose: Price = .zero
        ) {
            self.index = index
            self.code = code
            self.previousClose = previousClose
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            index = bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self)
            code = FixedText6(reading: bytes + 2)
            previousClose = Price(ticks: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: index, toByteOffset: 0, as: UInt16.self)
            code.write(to: bytes + 2)
            bytes.storeBytes(of: previousClose.ticks, toByteOffset: 8, as: Int64.self)
        }
    }

    public struct Contract: WireBlock {
        public static let blockLength = 85

        public var index: ContractIndex
        public var code: UInt32
        public var tradingCode: FixedText20
        public var underlying: UnderlyingIndex
        public var typeCode: UInt8
        public var expiryRank: UInt8
        public var strike: Price
        public var unit: Int32
        public var expiry: Int32
        public var daysToExpiry: Int32
        public var previousSettlement: Price
        public var limitDown: Price
        public var limitUp: Price
        public var orderQuantityMin: Quantity
        public var orderQuantityMax: Quantity
        public var isAdjusted: UInt8

        public init(
            index: ContractIndex = ContractIndex(UInt32(0)), code: UInt32 = 0,
            tradingCode: FixedText20 = FixedText20(),
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)), typeCode: UInt8 = 0,
            expiryRank: UInt8 = 0, strike: Price = .zero, unit: Int32 = 0, expiry: Int32 = 0,
            daysToExpiry: Int32 = 0, previousSettlement: Price = .zero, limitDown: Price = .zero,
            limitUp: Price = .zero, orderQuantityMin: Quantity = .zero,
            orderQuantityMax: Quantity = .zero, isAdjusted: UInt8 = 0
        ) {
            self.index = index
            self.code = code
            self.tradingCode = tradingCode
            self.underlying = underlying
            self.typeCode = typeCode
            self.expiryRank = expiryRank
            self.strike = strike
            self.unit = unit
            self.expiry = expiry
            self.daysToExpiry = daysToExpiry
            self.previousSettlement = previousSettlement
            self.limitDown = limitDown
            self.limitUp = limitUp
            self.orderQuantityMin = orderQuantityMin
            self.orderQuantityMax = orderQuantityMax
            self.isAdjusted = isAdjusted
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            index = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            code = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            tradingCode = FixedText20(reading: bytes + 8)
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 28, as: UInt16.self))
            typeCode = bytes.loadUnaligned(fromByteOffset: 30, as: UInt8.self)
            expiryRank = bytes.loadUnaligned(fromByteOffset: 31, as: UInt8.self)
            strike = Price(ticks: bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self))
            unit = bytes.loadUnaligned(fromByteOffset: 40, as: Int32.self)
            expiry = bytes.loadUnaligned(fromByteOffset: 44, as: Int32.self)
            daysToExpiry = bytes.loadUnaligned(fromByteOffset: 48, as: Int32.self)
            previousSettlement = Price(
                ticks: bytes.loadUnaligned(fromByteOffset: 52, as: Int64.self))
            limitDown = Price(ticks: bytes.loadUnaligned(fromByteOffset: 60, as: Int64.self))
            limitUp = Price(ticks: bytes.loadUnaligned(fromByteOffset: 68, as: Int64.self))
            orderQuantityMin = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 76, as: Int32.self))
            orderQuantityMax = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 80, as: Int32.self))
            isAdjusted = bytes.loadUnaligned(fromByteOffset: 84, as: UInt8.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: index.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: code, toByteOffset: 4, as: UInt32.self)
            tradingCode.write(to: bytes + 8)
            bytes.storeBytes(of: underlying.value, toByteOffset: 28, as: UInt16.self)
            bytes.storeBytes(of: typeCode, toByteOffset: 30, as: UInt8.self)
            bytes.storeBytes(of: expiryRank, toByteOffset: 31, as: UInt8.self)
            bytes.storeBytes(of: strike.ticks, toByteOffset: 32, as: Int64.self)
            bytes.storeBytes(of: unit, toByteOffset: 40, as: Int32.self)
            bytes.storeBytes(of: expiry, toByteOffset: 44, as: Int32.self)
            bytes.storeBytes(of: daysToExpiry, toByteOffset: 48, as: Int32.self)
            bytes.storeBytes(of: previousSettlement.ticks, toByteOffset: 52, as: Int64.self)
            bytes.storeBytes(of: limitDown.ticks, toByteOffset: 60, as: Int64.self)
            bytes.storeBytes(of: limitUp.ticks, toByteOffset: 68, as: Int64.self)
            bytes.storeBytes(of: orderQuantityMin.contracts, toByteOffset: 76, as: Int32.self)
            bytes.storeBytes(of: orderQuantityMax.contracts, toByteOffset: 80, as: Int32.self)
            bytes.storeBytes(of: isAdjusted, toByteOffset: 84, as: UInt8.self)
        }
    }
}
