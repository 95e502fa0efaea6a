// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Non-trade instructions (非交易指令).
public struct AccountInstructions: WireMessage {
    public static let templateID: UInt16 = 23
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

        /// Exercise and its cancel.
        public var contract: ContractIndex
        /// Lock, unlock, disposal transfer.
        public var underlying: UnderlyingIndex
        /// 1 lock, 2 unlock, 3 exercise, 4 cancel of exercise, 5 disposal transfer.
        public var kindCode: UInt8
        public var reserved: UInt8
        /// Contracts; exercise and its cancel.
        public var quantity: Quantity
        /// ETF shares; lock, unlock, disposal transfer.
        public var shares: Int64
        public var clientID: QuoteID

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)),
            underlying: UnderlyingIndex = UnderlyingIndex(UInt16(0)), kindCode: UInt8 = 0,
            reserved: UInt8 = 0, quantity: Quantity = .zero, shares: Int64 = 0,
            clientID: QuoteID = .none
        ) {
            self.contract = contract
            self.underlying = underlying
            self.kindCode = kindCode
            self.reserved = reserved
            self.quantity = quantity
            self.shares = shares
            self.clientID = clientID
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            underlying = UnderlyingIndex(bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
            kindCode = bytes.loadUnaligned(fromByteOffset: 6, as: UInt8.self)
            reserved = bytes.loadUnaligned(fromByteOffset: 7, as: UInt8.self)
            quantity = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
            shares = bytes.loadUnaligned(fromByteOffset: 12, as: Int64.self)
            clientID = QuoteID(bytes.loadUnaligned(fromByteOffset: 20, as: UInt64.self))
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: underlying.value, toByteOffset: 4, as: UInt16.self)
            bytes.storeBytes(of: kindCode, toByteOffset: 6, as: UInt8.self)
            bytes.storeBytes(of: reserved, toByteOffset: 7, as: UInt8.self)
            bytes.storeBytes(of: quantity.contracts, toByteOffset: 8, as: Int32.self)
            bytes.storeBytes(of: shares, toByteOffset: 12, as: Int64.self)
            bytes.storeBytes(of: clientID.value, toByteOffset: 20, as: UInt64.self)
        }
    }
}
