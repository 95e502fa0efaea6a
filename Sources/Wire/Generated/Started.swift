// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

/// First record of each epoch: the core begins or resumes.
public struct Started: WireMessage {
    public static let templateID: UInt16 = 7
    public static let blockLength = 33

    public var envelope: Envelope
    public var isRestart: UInt8

    public init(envelope: Envelope = Envelope(), isRestart: UInt8 = 0) {
        self.envelope = envelope
        self.isRestart = isRestart
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        isRestart = bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: isRestart, toByteOffset: 32, as: UInt8.self)
    }
}
