// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct RiskDecisions: WireMessage {
    public static let templateID: UInt16 = 31
    public static let blockLength = 49

    public var envelope: Envelope
    public var tail: UInt64
    public var watermark: SessionTime
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
        public static let blockLength = 48

        /// Contiguous from 1 in risk's log; 0 in an answer to the quoter.
        public var sequence: UInt64
        public var time: SessionTime
        public var kind: RiskDecisionKind
        /// RefusalCode or InstructionReason, by kind.
        public var code: UInt8
        /// The side a limit concerns; 0 = both or neither.
        public var sideCode: UInt8
        public var reserved: UInt8
        public var contract: ContractIndex
        public var quoteID: QuoteID
        /// What was seen.
        public var value: Int64
        /// What is allowed.
        public var limit: Int64

        public init(
            sequence: UInt64 = 0, time: SessionTime = SessionTime(nanoseconds: 0),
            kind: RiskDecisionKind = RiskDecisionKind(rawValue: 0), code: UInt8 = 0,
            sideCode: UInt8 = 0, reserved: UInt8 = 0,
            contract: ContractIndex = ContractIndex(UInt32(0)), quoteID: QuoteID = .none,
            value: Int64 = 0, limit: Int64 = 0
        ) {
            self.sequence = sequence
            self.time = time
            self.kind = kind
            self.code = code
            self.sideCode = sideCode
            self.reserved = reserved
            self.contract = contract
            self.quoteID = quoteID
            self.value = value
            self.limit = limit
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            sequence = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            time = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
            kind = RiskDecisionKind(
                rawValue: bytes.loadUnaligned(fromByteOffset: 16, as: UInt8.self))
            code = bytes.loadUnaligned(fromByteOffset: 17, as: UInt8.self)
            sideCode = bytes.loadUnaligned(fromByteOffset: 18, as: UInt8.self)
            reserved = bytes.loadUnaligned(fromByteOffset: 19, as: UInt8.self)
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self))
            quoteID = QuoteID(bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            value = bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self)
            limit = bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: sequence, toByteOffset: 0, as: UInt64.self)
            bytes.storeBytes(of: time.nanoseconds, toByteOffset: 8, as: Int64.self)
            bytes.storeBytes(of: kind.rawValue, toByteOffset: 16, as: UInt8.self)
            bytes.storeBytes(of: code, toByteOffset: 17, as: UInt8.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 18, as: UInt8.self)
            bytes.storeBytes(of: reserved, toByteOffset: 19, as: UInt8.self)
            bytes.storeBytes(of: contract.value, toByteOffset: 20, as: UInt32.self)
            bytes.storeBytes(of: quoteID.value, toByteOffset: 24, as: UInt64.self)
            bytes.storeBytes(of: value, toByteOffset: 32, as: Int64.self)
            bytes.storeBytes(of: limit, toByteOffset: 40, as: Int64.self)
        }
    }
}
