// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct OrderInstructions: WireMessage {
    public static let templateID: UInt16 = 21
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
        public static let blockLength = 36

        public var contract: ContractIndex
        public var sideCode: UInt8
        /// 1 open, 2 close, 3 covered open, 4 covered close.
        public var effectCode: UInt8
        /// 1 limit, 2 limit immediate or cancel, 3 market to limit, 4 market immediate or cancel, 5 limit fill or kill, 6 market fill or kill, 7 request for quote, 8 amend of orderID, 9 cancel of orderID.
        public var kindCode: UInt8
        /// 1: held for a person to look at where a soft limit refuses it.
        public var reserved: UInt8
        public var clientID: QuoteID
        public var orderID: OrderID
        public var price: Price
        public var quantity: Quantity

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), sideCode: UInt8 = 0,
            effectCode: UInt8 = 0, kindCode: UInt8 = 0, reserved: UInt8 = 0,
            clientID: QuoteID = .none, orderID: OrderID = .none, price: Price = .zero,
            quantity: Quantity = .zero
        ) {
            self.contract = contract
            self.sideCode = sideCode
            self.effectCode = effectCode
            self.kindCode = kindCode
            self.reserved = reserved
            self.clientID = clientID
            self.orderID = orderID
            self.price = price
            self.quantity = quantity
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            sideCode = bytes.loadUnaligned(fromByteOffset: 4, as: UInt8.self)
            effectCode = bytes.loadUnaligned(fromByteOffset: 5, as: UInt8.self)
            kindCode = bytes.loadUnaligned(fromByteOffset: 6, as: UInt8.self)
            reserved = bytes.loadUnaligned(fromByteOffset: 7, as: UInt8.self)
            clientID = QuoteID(bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            orderID = OrderID(bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 24, as: Int64.self))
            quantity = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 32, as: Int32.self))
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 4, as: UInt8.self)
            bytes.storeBytes(of: effectCode, toByteOffset: 5, as: UInt8.self)
            bytes.storeBytes(of: kindCode, toByteOffset: 6, as: UInt8.self)
            bytes.storeBytes(of: reserved, toByteOffset: 7, as: UInt8.self)
            bytes.storeBytes(of: clientID.value, toByteOffset: 8, as: UInt64.self)
            bytes.storeBytes(of: orderID.value, toByteOffset: 16, as: UInt64.self)
            bytes.storeBytes(of: price.ticks, toByteOffset: 24, as: Int64.self)
            bytes.storeBytes(of: quantity.contracts, toByteOffset: 32, as: Int32.self)
        }
    }
}
