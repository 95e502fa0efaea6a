// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct ExchangeEvents: WireMessage {
    public static let templateID: UInt16 = 30
    public static let blockLength = 49

    public var envelope: Envelope
    /// Last log sequence the sender has.
    public var tail: UInt64
    /// No later event will carry a time before this.
    public var watermark: SessionTime
    /// The day has ended and tail is final.
    public var isComplete: UInt8

    public init(
        envelope: Envelope = Envelope(), tail: UInt64 = 0,
        watermark: SessionTime = SessionTime(nanoseconds: 0), isComplete: UInt8 = 0
    ) {
        self.envelope = envelope
        self.tail = tail
        self.watermark = watermark
        self.isComplete = isComplete
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        tail = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        watermark = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self))
        isComplete = bytes.loadUnaligned(fromByteOffset: 48, as: UInt8.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: tail, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: watermark.nanoseconds, toByteOffset: 40, as: Int64.self)
        bytes.storeBytes(of: isComplete, toByteOffset: 48, as: UInt8.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 100

        /// Contiguous from 1 in the exchange's log.
        public var sequence: UInt64
        public var time: SessionTime
        public var kind: ExchangeEventKind
        public var sideCode: UInt8
        public var reasonCode: UInt8
        /// The contract's phase when it happened.
        public var phaseCode: UInt8
        public var contract: ContractIndex
        public var participant: UInt16
        public var effectCode: UInt8
        public var askEffectCode: UInt8
        public var quantity: Quantity
        public var leaves: Quantity
        public var bidQuantity: Quantity
        public var askQuantity: Quantity
        public var quoteID: QuoteID
        public var orderID: OrderID
        public var requestID: QuoteRequestID
        public var price: Price
        public var bid: Price
        public var ask: Price
        public var executionID: UInt64

        public init(
            sequence: UInt64 = 0, time: SessionTime = SessionTime(nanoseconds: 0),
            kind: ExchangeEventKind = ExchangeEventKind(rawValue: 0), sideCode: UInt8 = 0,
            reasonCode: UInt8 = 0, phaseCode: UInt8 = 0,
            contract: ContractIndex = ContractIndex(UInt32(0)), participant: UInt16 = 0,
            effectCode: UInt8 = 0, askEffectCode: UInt8 = 0, quantity: Quantity = .zero,
            leaves: Quantity = .zero, bidQuantity: Quantity = .zero, askQuantity: Quantity = .zero,
            quoteID: QuoteID = .none, orderID: OrderID = .none, requestID: QuoteRequestID = .none,
            price: Price = .zero, bid: Price = .zero, ask: Price = .zero, executionID: UInt64 = 0
        ) {
            self.sequence = sequence
            self.time = time
            self.kind = kind
            self.sideCode = sideCode
            self.reasonCode = reasonCode
            self.phaseCode = phaseCode
            self.contract = contract
            self.participant = participant
            self.effectCode = effectCode
            self.askEffectCode = askEffectCode
            self.quantity = quantity
            self.leaves = leaves
            self.bidQuantity = bidQuantity
            self.askQuantity = askQuantity
            self.quoteID = quoteID
            self.orderID = orderID
            self.requestID = requestID
            self.price = price
            self.bid = bid
            self.ask = ask
            self.executionID = executionID
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            sequence = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            time = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
            kind = ExchangeEventKind(
                rawValue: bytes.loadUnaligned(fromByteOffset: 16, as: UInt8.self))
            sideCode = bytes.loadUnaligned(fromByteOffset: 17, as: UInt8.self)
            reasonCode = bytes.loadUnaligned(fromByteOffset: 18, as: UInt8.self)
            phaseCode = bytes.loadUnaligned(fromByteOffset: 19, as: UInt8.self)
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self))
            participant = bytes.loadUnaligned(fromByteOffset: 24, as: UInt16.self)
            effectCode = bytes.loadUnaligned(fromByteOffset: 26, as: UInt8.self)
            askEffectCode = bytes.loadUnaligned(fromByteOffset: 27, as: UInt8.self)
            quantity = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 28, as: Int32.self))
            leaves = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 32, as: Int32.self))
            bidQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 36, as: Int32.self))
            askQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 40, as: Int32.self))
            quoteID = QuoteID(bytes.loadUnaligned(fromByteOffset: 44, as: UInt64.self))
            orderID = OrderID(bytes.loadUnaligned(fromByteOffset: 52, as: UInt64.self))
            requestID = QuoteRequestID(bytes.loadUnaligned(fromByteOffset: 60, as: UInt64.self))
            price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 68, as: Int64.self))
            bid = Price(ticks: bytes.loadUnaligned(fromByteOffset: 76, as: Int64.self))
            ask = Price(ticks: bytes.loadUnaligned(fromByteOffset: 84, as: Int64.self))
            executionID = bytes.loadUnaligned(fromByteOffset: 92, as: UInt64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: sequence, toByteOffset: 0, as: UInt64.self)
            bytes.storeBytes(of: time.nanoseconds, toByteOffset: 8, as: Int64.self)
            bytes.storeBytes(of: kind.rawValue, toByteOffset: 16, as: UInt8.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 17, as: UInt8.self)
            bytes.storeBytes(of: reasonCode, toByteOffset: 18, as: UInt8.self)
            bytes.storeBytes(of: phaseCode, toByteOffset: 19, as: UInt8.self)
            bytes.storeBytes(of: contract.value, toByteOffset: 20, as: UInt32.self)
            bytes.storeBytes(of: participant, toByteOffset: 24, as: UInt16.self)
            bytes.storeBytes(of: effectCode, toByteOffset: 26, as: UInt8.self)
            bytes.storeBytes(of: askEffectCode, toByteOffset: 27, as: UInt8.self)
            bytes.storeBytes(of: quantity.contracts, toByteOffset: 28, as: Int32.self)
            bytes.storeBytes(of: leaves.contracts, toByteOffset: 32, as: Int32.self)
            bytes.storeBytes(of: bidQuantity.contracts, toByteOffset: 36, as: Int32.self)
            bytes.storeBytes(of: askQuantity.contracts, toByteOffset: 40, as: Int32.self)
            bytes.storeBytes(of: quoteID.value, toByteOffset: 44, as: UInt64.self)
            bytes.storeBytes(of: orderID.value, toByteOffset: 52, as: UInt64.self)
            bytes.storeBytes(of: requestID.value, toByteOffset: 60, as: UInt64.self)
            bytes.storeBytes(of: price.ticks, toByteOffset: 68, as: Int64.self)
            bytes.storeBytes(of: bid.ticks, toByteOffset: 76, as: Int64.self)
            bytes.storeBytes(of: ask.ticks, toByteOffset: 84, as: Int64.self)
            bytes.storeBytes(of: executionID, toByteOffset: 92, as: UInt64.self)
        }
    }
}
