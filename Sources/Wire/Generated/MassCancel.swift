// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct MassCancel: WireMessage {
    public static let templateID: UInt16 = 22
    public static let blockLength = 40

    public var envelope: Envelope
    public var participant: UInt16
    public var reason: InstructionReason
    /// 0 everything, 1 underlying, 2 contract.
    public var scopeCode: UInt8
    /// Underlying or contract index.
    public var index: UInt32

    public init(
        envelope: Envelope = Envelope(), participant: UInt16 = 0,
        reason: InstructionReason = InstructionReason(rawValue: 0), scopeCode: UInt8 = 0,
        index: UInt32 = 0
    ) {
        self.envelope = envelope
        self.participant = participant
        self.reason = reason
        self.scopeCode = scopeCode
        self.index = index
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        participant = bytes.loadUnaligned(fromByteOffset: 32, as: UInt16.self)
        reason = InstructionReason(
            rawValue: bytes.loadUnaligned(fromByteOffset: 34, as: UInt8.self))
        scopeCode = bytes.loadUnaligned(fromByteOffset: 35, as: UInt8.self)
        index = bytes.loadUnaligned(fromByteOffset: 36, as: UInt32.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: participant, toByteOffset: 32, as: UInt16.self)
        bytes.storeBytes(of: reason.rawValue, toByteOffset: 34, as: UInt8.self)
        bytes.storeBytes(of: scopeCode, toByteOffset: 35, as: UInt8.self)
        bytes.storeBytes(of: index, toByteOffset: 36, as: UInt32.self)
    }
}
