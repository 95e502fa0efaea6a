// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

/// From a process's shell to its own core.
public struct SessionEvent: WireMessage {
    public static let templateID: UInt16 = 6
    public static let blockLength = 47

    public var envelope: Envelope
    /// Channel of the session.
    public var channelCode: UInt8
    public var change: SessionChange
    public var reason: SessionReason
    public var peerEpoch: UInt32
    public var resumeAfter: UInt64

    public init(
        envelope: Envelope = Envelope(), channelCode: UInt8 = 0,
        change: SessionChange = SessionChange(rawValue: 0),
        reason: SessionReason = SessionReason(rawValue: 0), peerEpoch: UInt32 = 0,
        resumeAfter: UInt64 = 0
    ) {
        self.envelope = envelope
        self.channelCode = channelCode
        self.change = change
        self.reason = reason
        self.peerEpoch = peerEpoch
        self.resumeAfter = resumeAfter
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        channelCode = bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self)
        change = SessionChange(rawValue: bytes.loadUnaligned(fromByteOffset: 33, as: UInt8.self))
        reason = SessionReason(rawValue: bytes.loadUnaligned(fromByteOffset: 34, as: UInt8.self))
        peerEpoch = bytes.loadUnaligned(fromByteOffset: 35, as: UInt32.self)
        resumeAfter = bytes.loadUnaligned(fromByteOffset: 39, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: channelCode, toByteOffset: 32, as: UInt8.self)
        bytes.storeBytes(of: change.rawValue, toByteOffset: 33, as: UInt8.self)
        bytes.storeBytes(of: reason.rawValue, toByteOffset: 34, as: UInt8.self)
        bytes.storeBytes(of: peerEpoch, toByteOffset: 35, as: UInt32.self)
        bytes.storeBytes(of: resumeAfter, toByteOffset: 39, as: UInt64.self)
    }
}
