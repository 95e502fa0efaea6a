// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct UnderlyingTicks: WireMessage {
    public static let templateID: UInt16 = 11
    public static let blockLength = 32

    public var envelope: Envelope

    public init(envelope: Envelope = Envelope()) {
        self.envelope = envelope
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 50

        public var underlying: UnderlyingIndex
        public var time: SessionTime
        public var last: Price
        public var bid: Price
        public var ask: Price
        public var bidQuantity: Int64
        public var askQuantity: Int64

        public init(
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)),
            time: SessionTime = SessionTime(nanoseconds: 0), last: Price = .zero,
            bid: Price = .zero, ask: Price = .zero, bidQuantity: Int64 = 0, askQuantity: Int64 = 0
        ) {
            self.underlying = underlying
            self.time = time
            self.last = last
            self.bid = bid
            self.ask = ask
            self.bidQuantity = bidQuantity
            self.askQuantity = askQuantity
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
            time = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 2, as: Int64.self))
            last = Price(ticks: bytes.loadUnaligned(fromByteOffset: 10, as: Int64.self))
            bid = Price(ticks: bytes.loadUnaligned(fromByteOffset: 18, as: Int64.self))
            ask = Price(ticks: bytes.loadUnaligned(fromByteOffset: 26, as: Int64.self))
            bidQuantity = bytes.loadUnaligned(fromByteOffset: 34, as: Int64.self)
            askQuantity = bytes.loadUnaligned(fromByteOffset: 42, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: underlying.value, toByteOffset: 0, as: UInt16.self)
            bytes.storeBytes(of: time.nanoseconds, toByteOffset: 2, as: Int64.self)
            bytes.storeBytes(of: last.ticks, toByteOffset: 10, as: Int64.self)
            bytes.storeBytes(of: bid.ticks, toByteOffset: 18, as: Int64.self)
            bytes.storeBytes(of: ask.ticks, toByteOffset: 26, as: Int64.self)
            bytes.storeBytes(of: bidQuantity, toByteOffset: 34, as: Int64.self)
            bytes.storeBytes(of: askQuantity, toByteOffset: 42, as: Int64.self)
        }
    }
}
