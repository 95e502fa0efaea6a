// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

/// Risk's process → operator: the machine's monotonic clock, ns.
public struct ControlTimes: WireMessage {
    public static let templateID: UInt16 = 54
    public static let blockLength = 64

    public var envelope: Envelope
    public var commandID: UInt64
    public var received: Int64
    /// Journaled and in force.
    public var blocked: Int64
    /// The mass cancel is in the socket; 0 = none left with the command.
    public var cancelSent: Int64

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0, received: Int64 = 0,
        blocked: Int64 = 0, cancelSent: Int64 = 0
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.received = received
        self.blocked = blocked
        self.cancelSent = cancelSent
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        received = bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self)
        blocked = bytes.loadUnaligned(fromByteOffset: 48, as: Int64.self)
        cancelSent = bytes.loadUnaligned(fromByteOffset: 56, as: Int64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: received, toByteOffset: 40, as: Int64.self)
        bytes.storeBytes(of: blocked, toByteOffset: 48, as: Int64.self)
        bytes.storeBytes(of: cancelSent, toByteOffset: 56, as: Int64.self)
    }
}
