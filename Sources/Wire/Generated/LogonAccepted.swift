// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct LogonAccepted: WireMessage {
    public static let templateID: UInt16 = 2
    public static let blockLength = 48

    public var envelope: Envelope
    public var heartbeatMilliseconds: UInt32
    public var tradingDay: Int32
    /// Last log sequence at the moment of logon.
    public var logTail: UInt64

    public init(
        envelope: Envelope = Envelope(), heartbeatMilliseconds: UInt32 = 0, tradingDay: Int32 = 0,
        logTail: UInt64 = 0
    ) {
        self.envelope = envelope
        self.heartbeatMilliseconds = heartbeatMilliseconds
        self.tradingDay = tradingDay
        self.logTail = logTail
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        heartbeatMilliseconds = bytes.loadUnaligned(fromByteOffset: 32, as: UInt32.self)
        tradingDay = bytes.loadUnaligned(fromByteOffset: 36, as: Int32.self)
        logTail = bytes.loadUnaligned(fromByteOffset: 40, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: heartbeatMilliseconds, toByteOffset: 32, as: UInt32.self)
        bytes.storeBytes(of: tradingDay, toByteOffset: 36, as: Int32.self)
        bytes.storeBytes(of: logTail, toByteOffset: 40, as: UInt64.self)
    }
}
