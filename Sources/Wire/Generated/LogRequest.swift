// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

/// Pull with credit: send up to credit events from sequence on, now and as they come.
public struct LogRequest: WireMessage {
    public static let templateID: UInt16 = 32
    public static let blockLength = 44

    public var envelope: Envelope
    public var from: UInt64
    public var credit: UInt32

    public init(envelope: Envelope = Envelope(), from: UInt64 = 0, credit: UInt32 = 0) {
        self.envelope = envelope
        self.from = from
        self.credit = credit
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        from = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        credit = bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: from, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: credit, toByteOffset: 40, as: UInt32.self)
    }
}
