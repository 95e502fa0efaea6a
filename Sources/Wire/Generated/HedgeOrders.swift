// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct HedgeOrders: WireMessage {
    public static let templateID: UInt16 = 75
    public static let blockLength = 42

    public var envelope: Envelope
    public var participant: UInt16
    public var expires: SessionTime

    public init(
        envelope: Envelope = Envelope(), participant: UInt16 = 0,
        expires: SessionTime = SessionTime(nanoseconds: 0)
    ) {
        self.envelope = envelope
        self.participant = participant
        self.expires = expires
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        participant = bytes.loadUnaligned(fromByteOffset: 32, as: UInt16.self)
        expires = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 34, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: participant, toByteOffset: 32, as: UInt16.self)
        bytes.storeBytes(of: expires.nanoseconds, toByteOffset: 34, as: Int64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 28

        public var underlying: UnderlyingIndex
        public var sideCode: UInt8
        /// 1 limit, 2 limit immediate or cancel, 9 cancel of clientID.
        public var kindCode: UInt8
        public var clientID: QuoteID
        public var price: Price
        public var shares: Int64

        public init(
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)), sideCode: UInt8 = 0,
            kindCode: UInt8 = 0, clientID: QuoteID = .none, price: Price = .zero, shares: Int64 = 0
        ) {
            self.underlying = underlying
            self.sideCode = sideCode
            self.kindCode = kindCode
            self.clientID = clientID
            self.price = price
            self.shares = shares
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
            sideCode = bytes.loadUnaligned(fromByteOffset: 2, as: UInt8.self)
            kindCode = bytes.loadUnaligned(fromByteOffset: 3, as: UInt8.self)
            clientID = QuoteID(bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
            price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 12, as: Int64.self))
            shares = bytes.loadUnaligned(fromByteOffset: 20, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: underlying.value, toByteOffset: 0, as: UInt16.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 2, as: UInt8.self)
            bytes.storeBytes(of: kindCode, toByteOffset: 3, as: UInt8.self)
            bytes.storeBytes(of: clientID.value, toByteOffset: 4, as: UInt64.self)
            bytes.storeBytes(of: price.ticks, toByteOffset: 12, as: Int64.self)
            bytes.storeBytes(of: shares, toByteOffset: 20, as: Int64.self)
        }
    }
}
