// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// A stream of its own beside the exchange's log; all of it again after a logon.
public struct HedgeReports: WireMessage {
    public static let templateID: UInt16 = 76
    public static let blockLength = 34

    public var envelope: Envelope
    public var participant: UInt16

    public init(envelope: Envelope = Envelope(), participant: UInt16 = 0) {
        self.envelope = envelope
        self.participant = participant
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        participant = bytes.loadUnaligned(fromByteOffset: 32, as: UInt16.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: participant, toByteOffset: 32, as: UInt16.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 54

        /// Contiguous from 1 for each member.
        public var sequence: UInt64
        public var time: SessionTime
        public var underlying: UnderlyingIndex
        /// 1 accepted, 2 rejected, 3 filled, 4 cancelled, 5 cancel rejected.
        public var kindCode: UInt8
        public var sideCode: UInt8
        /// RejectReason or CancelReason, by kind.
        public var reasonCode: UInt8
        public var reserved: UInt8
        public var clientID: QuoteID
        public var price: Price
        public var shares: Int64
        public var leaves: Int64

        public init(
            sequence: UInt64 = 0, time: SessionTime = SessionTime(nanoseconds: 0),
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)), kindCode: UInt8 = 0,
            sideCode: UInt8 = 0, reasonCode: UInt8 = 0, reserved: UInt8 = 0,
            clientID: QuoteID = .none, price: Price = .zero, shares: Int64 = 0, leaves: Int64 = 0
        ) {
            self.sequence = sequence
            self.time = time
            self.underlying = underlying
            self.kindCode = kindCode
            self.sideCode = sideCode
            self.reasonCode = reasonCode
            self.reserved = reserved
            self.clientID = clientID
            self.price = price
            self.shares = shares
            self.leaves = leaves
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            sequence = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            time = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 16, as: UInt16.self))
            kindCode = bytes.loadUnaligned(fromByteOffset: 18, as: UInt8.self)
            sideCode = bytes.loadUnaligned(fromByteOffset: 19, as: UInt8.self)
            reasonCode = bytes.loadUnaligned(fromByteOffset: 20, as: UInt8.self)
            reserved = bytes.loadUnaligned(fromByteOffset: 21, as: UInt8.self)
            clientID = QuoteID(bytes.loadUnaligned(fromByteOffset: 22, as: UInt64.self))
            price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 30, as: Int64.self))
            shares = bytes.loadUnaligned(fromByteOffset: 38, as: Int64.self)
            leaves = bytes.loadUnaligned(fromByteOffset: 46, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: sequence, toByteOffset: 0, as: UInt64.self)
            bytes.storeBytes(of: time.nanoseconds, toByteOffset: 8, as: Int64.self)
            bytes.storeBytes(of: underlying.value, toByteOffset: 16, as: UInt16.self)
            bytes.storeBytes(of: kindCode, toByteOffset: 18, as: UInt8.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 19, as: UInt8.self)
            bytes.storeBytes(of: reasonCode, toByteOffset: 20, as: UInt8.self)
            bytes.storeBytes(of: reserved, toByteOffset: 21, as: UInt8.self)
            bytes.storeBytes(of: clientID.value, toByteOffset: 22, as: UInt64.self)
            bytes.storeBytes(of: price.ticks, toByteOffset: 30, as: Int64.self)
            bytes.storeBytes(of: shares, toByteOffset: 38, as: Int64.self)
            bytes.storeBytes(of: leaves, toByteOffset: 46, as: Int64.self)
        }
    }
}
