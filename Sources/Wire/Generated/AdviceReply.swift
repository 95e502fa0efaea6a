// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Risk → operator: every check that says no, the deciding one first.
public struct AdviceReply: WireMessage {
    public static let templateID: UInt16 = 86
    public static let blockLength = 52

    public var envelope: Envelope
    public var commandID: UInt64
    /// Accepted: it would pass; refused.
    public var outcome: ControlOutcome
    /// 0: the figures are no quote to reckon with, so later checks were not asked.
    public var isComplete: UInt8
    public var quoter: UInt16
    public var askedAt: SessionTime

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        outcome: ControlOutcome = ControlOutcome(rawValue: 0), isComplete: UInt8 = 0,
        quoter: UInt16 = 0, askedAt: SessionTime = SessionTime(nanoseconds: 0)
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.outcome = outcome
        self.isComplete = isComplete
        self.quoter = quoter
        self.askedAt = askedAt
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        outcome = ControlOutcome(rawValue: bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self))
        isComplete = bytes.loadUnaligned(fromByteOffset: 41, as: UInt8.self)
        quoter = bytes.loadUnaligned(fromByteOffset: 42, as: UInt16.self)
        askedAt = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 44, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: outcome.rawValue, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: isComplete, toByteOffset: 41, as: UInt8.self)
        bytes.storeBytes(of: quoter, toByteOffset: 42, as: UInt16.self)
        bytes.storeBytes(of: askedAt.nanoseconds, toByteOffset: 44, as: Int64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 18

        public var refusal: RefusalCode
        /// 0 = both or neither.
        public var sideCode: UInt8
        /// What was seen, as in RiskDecisions.
        public var value: Int64
        public var limit: Int64

        public init(
            refusal: RefusalCode = RefusalCode(rawValue: 0), sideCode: UInt8 = 0, value: Int64 = 0,
            limit: Int64 = 0
        ) {
            self.refusal = refusal
            self.sideCode = sideCode
            self.value = value
            self.limit = limit
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            refusal = RefusalCode(rawValue: bytes.loadUnaligned(fromByteOffset: 0, as: UInt8.self))
            sideCode = bytes.loadUnaligned(fromByteOffset: 1, as: UInt8.self)
            value = bytes.loadUnaligned(fromByteOffset: 2, as: Int64.self)
            limit = bytes.loadUnaligned(fromByteOffset: 10, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: refusal.rawValue, toByteOffset: 0, as: UInt8.self)
            bytes.storeBytes(of: sideCode, toByteOffset: 1, as: UInt8.self)
            bytes.storeBytes(of: value, toByteOffset: 2, as: Int64.self)
            bytes.storeBytes(of: limit, toByteOffset: 10, as: Int64.self)
        }
    }
}
