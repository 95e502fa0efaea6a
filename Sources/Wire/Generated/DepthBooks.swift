// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Levels of whole sides of books, every participant's orders included; absolute state.
public struct DepthBooks: WireMessage {
    public static let templateID: UInt16 = 61
    public static let blockLength = 41

    public var envelope: Envelope
    public var isSnapshot: UInt8
    /// Snapshot only: market data sequence it contains.
    public var asOfSequence: UInt64

    public init(envelope: Envelope = Envelope(), isSnapshot: UInt8 = 0, asOfSequence: UInt64 = 0) {
        self.envelope = envelope
        self.isSnapshot = isSnapshot
        self.asOfSequence = asOfSequence
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        isSnapshot = bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self)
        asOfSequence = bytes.loadUnaligned(fromByteOffset: 33, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: isSnapshot, toByteOffset: 32, as: UInt8.self)
        bytes.storeBytes(of: asOfSequence, toByteOffset: 33, as: UInt64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 25

        public var contract: ContractIndex
        public var sideCode: UInt8
        /// 1 is the best; 0 stands alone for an empty side.
        public var level: UInt16
        /// Levels of this side that are told: the entry with level = levels ends it.
        public var levels: UInt16
        public var price: Price
        /// Contracts at this price.
        public var quantity: Int64

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), sideCode: UInt8 = 0,
            level: UInt16 = 0, levels: UInt16 = 0, price: Price = .zero, quantity: Int64 = 0
        ) {
            self.contract = contract
            self.sideCode = sideCode
            self.level = level
            self.levels = levels
            self.price = price
            self.quantity = quantity
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            sideCode = bytes.loadUnaligned(fromByteOffset: 4, as: UInt8.self)
            level = bytes.loadUnaligned(fromByteOffset: 5, as: UInt16.self)
            levels = bytes.loadUnaligned(fromByteOffset: 7, as: UInt16.self)
            price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 9, as: Int64.self))
            quantity = bytes.loadUnaligned(fromByteOffset: 17, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 4, as: UInt8.self)
            bytes.storeBytes(of: level, toByteOffset: 5, as: UInt16.self)
            bytes.storeBytes(of: levels, toByteOffset: 7, as: UInt16.self)
            bytes.storeBytes(of: price.ticks, toByteOffset: 9, as: Int64.self)
            bytes.storeBytes(of: quantity, toByteOffset: 17, as: Int64.self)
        }
    }
}
