// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct Logon: WireMessage {
    public static let templateID: UInt16 = 1
    public static let blockLength = 55

    public var envelope: Envelope
    public var role: ProcessRole
    public var participant: UInt16
    public var heartbeatMilliseconds: UInt32
    /// Last log sequence applied; reports after it are sent again.
    public var resumeAfter: UInt64
    public var buildHash: UInt64

    public init(
        envelope: Envelope = Envelope(), role: ProcessRole = ProcessRole(rawValue: 0),
        participant: UInt16 = 0, heartbeatMilliseconds: UInt32 = 0, resumeAfter: UInt64 = 0,
        buildHash: UInt64 = 0
    ) {
        self.envelope = envelope
        self.role = role
        self.participant = participant
        self.heartbeatMilliseconds = heartbeatMilliseconds
        self.resumeAfter = resumeAfter
        self.buildHash = buildHash
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        role = ProcessRole(rawValue: bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self))
        participant = bytes.loadUnaligned(fromByteOffset: 33, as: UInt16.self)
        heartbeatMilliseconds = bytes.loadUnaligned(fromByteOffset: 35, as: UInt32.self)
        resumeAfter = bytes.loadUnaligned(fromByteOffset: 39, as: UInt64.self)
        buildHash = bytes.loadUnaligned(fromByteOffset: 47, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: role.rawValue, toByteOffset: 32, as: UInt8.self)
        bytes.storeBytes(of: participant, toByteOffset: 33, as: UInt16.self)
        bytes.storeBytes(of: heartbeatMilliseconds, toByteOffset: 35, as: UInt32.self)
        bytes.storeBytes(of: resumeAfter, toByteOffset: 39, as: UInt64.self)
        bytes.storeBytes(of: buildHash, toByteOffset: 47, as: UInt64.self)
    }
}
