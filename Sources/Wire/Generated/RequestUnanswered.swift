// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// The quoter's record of a request it gave up, and why.
public struct RequestUnanswered: WireMessage {
    public static let templateID: UInt16 = 47
    public static let blockLength = 64

    public var envelope: Envelope
    public var requestID: QuoteRequestID
    public var contract: ContractIndex
    /// What kept the quoter from quoting; risk and none: see refusal and reject.
    public var reason: InstructionReason
    /// Risk's last refusal of an answer.
    public var refusal: RefusalCode
    /// The exchange's last rejection of an answer.
    public var reject: RejectReason
    /// Answers sent.
    public var attempts: UInt8
    /// The last answer sent; 0 = none.
    public var quoteID: QuoteID
    public var openedAt: SessionTime

    public init(
        envelope: Envelope = Envelope(), requestID: QuoteRequestID = .none,
        contract: ContractIndex = ContractIndex(UInt32(0)),
        reason: InstructionReason = InstructionReason(rawValue: 0),
        refusal: RefusalCode = RefusalCode(rawValue: 0),
        reject: RejectReason = RejectReason(rawValue: 0), attempts: UInt8 = 0,
        quoteID: QuoteID = .none, openedAt: SessionTime = SessionTime(nanoseconds: 0)
    ) {
        self.envelope = envelope
        self.requestID = requestID
        self.contract = contract
        self.reason = reason
        self.refusal = refusal
        self.reject = reject
        self.attempts = attempts
        self.quoteID = quoteID
        self.openedAt = openedAt
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        requestID = QuoteRequestID(bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
        contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self))
        reason = InstructionReason(
            rawValue: bytes.loadUnaligned(fromByteOffset: 44, as: UInt8.self))
        refusal = RefusalCode(rawValue: bytes.loadUnaligned(fromByteOffset: 45, as: UInt8.self))
        reject = RejectReason(rawValue: bytes.loadUnaligned(fromByteOffset: 46, as: UInt8.self))
        attempts = bytes.loadUnaligned(fromByteOffset: 47, as: UInt8.self)
        quoteID = QuoteID(bytes.loadUnaligned(fromByteOffset: 48, as: UInt64.self))
        openedAt = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 56, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: requestID.value, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: contract.value, toByteOffset: 40, as: UInt32.self)
        bytes.storeBytes(of: reason.rawValue, toByteOffset: 44, as: UInt8.self)
        bytes.storeBytes(of: refusal.rawValue, toByteOffset: 45, as: UInt8.self)
        bytes.storeBytes(of: reject.rawValue, toByteOffset: 46, as: UInt8.self)
        bytes.storeBytes(of: attempts, toByteOffset: 47, as: UInt8.self)
        bytes.storeBytes(of: quoteID.value, toByteOffset: 48, as: UInt64.self)
        bytes.storeBytes(of: openedAt.nanoseconds, toByteOffset: 56, as: Int64.self)
    }
}
