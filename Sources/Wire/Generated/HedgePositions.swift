// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Risk → quoter after logon: shares bought less sold, and what may still be sold today.
public struct HedgePositions: WireMessage {
    public static let templateID: UInt16 = 77
    public static let blockLength = 40

    public var envelope: Envelope
    public var lastClientID: QuoteID

    public init(envelope: Envelope = Envelope(), lastClientID: QuoteID = .none) {
        self.envelope = envelope
        self.lastClientID = lastClientID
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        lastClientID = QuoteID(bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: lastClientID.value, toByteOffset: 32, as: UInt64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 18

        public var underlying: UnderlyingIndex
        public var net: Int64
        public var sellable: Int64

        public init(
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)), net: Int64 = 0,
            sellable: Int64 = 0
        ) {
            self.underlying = underlying
            self.net = net
            self.sellable = sellable
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
            net = bytes.loadUnaligned(fromByteOffset: 2, as: Int64.self)
            sellable = bytes.loadUnaligned(fromByteOffset: 10, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: underlying.value, toByteOffset: 0, as: UInt16.self)
            bytes.storeBytes(of: net, toByteOffset: 2, as: Int64.self)
            bytes.storeBytes(of: sellable, toByteOffset: 10, as: Int64.self)
        }
    }
}
