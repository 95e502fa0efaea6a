// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct QuoteInstructions: WireMessage {
    public static let templateID: UInt16 = 20
    public static let blockLength = 42

    public var envelope: Envelope
    public var participant: UInt16
    /// Refused as stale when the receiver's session time is later.
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

    /// Both quantities 0 = withdraw, for the reason given.
    public struct Entry: WireBlock {
        public static let blockLength = 64

        public var contract: ContractIndex
        public var bidEffectCode: UInt8
        public var askEffectCode: UInt8
        public var reason: InstructionReason
        public var reserved: UInt8
        public var quoteID: QuoteID
        public var bid: Price
        public var ask: Price
        public var bidQuantity: Quantity
        public var askQuantity: Quantity
        public var requestID: QuoteRequestID
        /// The quoter's theoretical value per share; for the record.
        public var theoreticalMicroYuan: Int64
        /// What the requote is worth to the quoter: short of messages, the best get through; 0 = ordinary.
        public var worth: UInt64

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), bidEffectCode: UInt8 = 0,
            askEffectCode: UInt8 = 0, reason: InstructionReason = InstructionReason(rawValue: 0),
            reserved: UInt8 = 0, quoteID: QuoteID = .none, bid: Price = .zero, ask: Price = .zero,
            bidQuantity: Quantity = .zero, askQuantity: Quantity = .zero,
            requestID: QuoteRequestID = .none, theoreticalMicroYuan: Int64 = 0, worth: UInt64 = 0
        ) {
            self.contract = contract
            self.bidEffectCode = bidEffectCode
            self.askEffectCode = askEffectCode
            self.reason = reason
            self.reserved = reserved
            self.quoteID = quoteID
            self.bid = bid
            self.ask = ask
            self.bidQuantity = bidQuantity
            self.askQuantity = askQuantity
            self.requestID = requestID
            self.theoreticalMicroYuan = theoreticalMicroYuan
            self.worth = worth
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            bidEffectCode = bytes.loadUnaligned(fromByteOffset: 4, as: UInt8.self)
            askEffectCode = bytes.loadUnaligned(fromByteOffset: 5, as: UInt8.self)
            reason = InstructionReason(
                rawValue: bytes.loadUnaligned(fromByteOffset: 6, as: UInt8.self))
            reserved = bytes.loadUnaligned(fromByteOffset: 7, as: UInt8.self)
            quoteID = QuoteID(bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            bid = Price(ticks: bytes.loadUnaligned(fromByteOffset: 16, as: Int64.self))
            ask = Price(ticks: bytes.loadUnaligned(fromByteOffset: 24, as: Int64.self))
            bidQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 32, as: Int32.self))
            askQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 36, as: Int32.self))
            requestID = QuoteRequestID(bytes.loadUnaligned(fromByteOffset: 40, as: UInt64.self))
            theoreticalMicroYuan = bytes.loadUnaligned(fromByteOffset: 48, as: Int64.self)
            worth = bytes.loadUnaligned(fromByteOffset: 56, as: UInt64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: bidEffectCode, toByteOffset: 4, as: UInt8.self)
            bytes.storeBytes(of: askEffectCode, toByteOffset: 5, as: UInt8.self)
            bytes.storeBytes(of: reason.rawValue, toByteOffset: 6, as: UInt8.self)
            bytes.storeBytes(of: reserved, toByteOffset: 7, as: UInt8.self)
            bytes.storeBytes(of: quoteID.value, toByteOffset: 8, as: UInt64.self)
            bytes.storeBytes(of: bid.ticks, toByteOffset: 16, as: Int64.self)
            bytes.storeBytes(of: ask.ticks, toByteOffset: 24, as: Int64.self)
            bytes.storeBytes(of: bidQuantity.contracts, toByteOffset: 32, as: Int32.self)
            bytes.storeBytes(of: askQuantity.contracts, toByteOffset: 36, as: Int32.self)
            bytes.storeBytes(of: requestID.value, toByteOffset: 40, as: UInt64.self)
            bytes.storeBytes(of: theoreticalMicroYuan, toByteOffset: 48, as: Int64.self)
            bytes.storeBytes(of: worth, toByteOffset: 56, as: UInt64.self)
        }
    }
}
