// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct Heartbeat: WireMessage {
    public static let templateID: UInt16 = 4
    public static let blockLength = 32

    public var envelope: Envelope

    public init(envelope: Envelope = Envelope()) {
        self.envelope = envelope
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
    }
}
