// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct Logout: WireMessage {
    public static let templateID: UInt16 = 5
    public static let blockLength = 33

    public var envelope: Envelope
    public var reason: SessionReason

    public init(
        envelope: Envelope = Envelope(), reason: SessionReason = SessionReason(rawValue: 0)
    ) {
        self.envelope = envelope
        self.reason = reason
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        reason = SessionReason(rawValue: bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: reason.rawValue, toByteOffset: 32, as: UInt8.self)
    }
}
