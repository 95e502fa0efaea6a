// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Contracts that may be lost, and requests that may be missed, by underlying.
public struct UnderlyingSlack: WireMessage {
    public static let templateID: UInt16 = 44
    public static let blockLength = 40

    public var envelope: Envelope
    public var asOf: SessionTime

    public init(envelope: Envelope = Envelope(), asOf: SessionTime = SessionTime(nanoseconds: 0)) {
        self.envelope = envelope
        self.asOf = asOf
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        asOf = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: asOf.nanoseconds, toByteOffset: 32, as: Int64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 18

        public var underlying: UnderlyingIndex
        public var obliged: Int32
        /// Contracts that may still be lost under the coverage rule.
        public var missesLeft: Int32
        public var lost: Int32
        public var requestMissesLeft: Int32

        public init(
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)), obliged: Int32 = 0,
            missesLeft: Int32 = 0, lost: Int32 = 0, requestMissesLeft: Int32 = 0
        ) {
            self.underlying = underlying
            self.obliged = obliged
            self.missesLeft = missesLeft
            self.lost = lost
            self.requestMissesLeft = requestMissesLeft
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
            obliged = bytes.loadUnaligned(fromByteOffset: 2, as: Int32.self)
            missesLeft = bytes.loadUnaligned(fromByteOffset: 6, as: Int32.self)
            lost = bytes.loadUnaligned(fromByteOffset: 10, as: Int32.self)
            requestMissesLeft = bytes.loadUnaligned(fromByteOffset: 14, as: Int32.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: underlying.value, toByteOffset: 0, as: UInt16.self)
            bytes.storeBytes(of: obliged, toByteOffset: 2, as: Int32.self)
            bytes.storeBytes(of: missesLeft, toByteOffset: 6, as: Int32.self)
            bytes.storeBytes(of: lost, toByteOffset: 10, as: Int32.self)
            bytes.storeBytes(of: requestMissesLeft, toByteOffset: 14, as: Int32.self)
        }
    }
}
