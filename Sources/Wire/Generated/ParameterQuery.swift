// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct ParameterQuery: WireMessage {
    public static let templateID: UInt16 = 81
    public static let blockLength = 40

    public var envelope: Envelope
    public var commandID: UInt64

    public init(envelope: Envelope = Envelope(), commandID: UInt64 = 0) {
        self.envelope = envelope
        self.commandID = commandID
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
    }
}
