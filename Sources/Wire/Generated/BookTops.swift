// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Public best bid and ask, every participant's orders included.
public struct BookTops: WireMessage {
    public static let templateID: UInt16 = 12
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
        public static let blockLength = 37

        public var contract: ContractIndex
        public var bidQuantity: Quantity
        public var bid: Price
        public var ask: Price
        public var askQuantity: Quantity
        public var phaseCode: UInt8
        public var last: Price

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), bidQuantity: Quantity = .zero,
            bid: Price = .zero, ask: Price = .zero, askQuantity: Quantity = .zero,
            phaseCode: UInt8 = 0, last: Price = .zero
        ) {
            self.contract = contract
            self.bidQuantity = bidQuantity
            self.bid = bid
            self.ask = ask
            self.askQuantity = askQuantity
            self.phaseCode = phaseCode
            self.last = last
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            bidQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
            bid = Price(ticks: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
            ask = Price(ticks: bytes.loadUnaligned(fromByteOffset: 16, as: Int64.self))
            askQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 24, as: Int32.self))
            phaseCode = bytes.loadUnaligned(fromByteOffset: 28, as: UInt8.self)
            last = Price(ticks: bytes.loadUnaligned(fromByteOffset: 29, as: Int64.self))
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: bidQuantity.contracts, toByteOffset: 4, as: Int32.self)
            bytes.storeBytes(of: bid.ticks, toByteOffset: 8, as: Int64.self)
            bytes.storeBytes(of: ask.ticks, toByteOffset: 16, as: Int64.self)
            bytes.storeBytes(of: askQuantity.contracts, toByteOffset: 24, as: Int32.self)
            bytes.storeBytes(of: phaseCode, toByteOffset: 28, as: UInt8.self)
            bytes.storeBytes(of: last.ticks, toByteOffset: 29, as: Int64.self)
        }
    }
}
