// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Operator → quoter: other parameters for the running strategy, all of them or none.
public struct ParameterChange: WireMessage {
    public static let templateID: UInt16 = 80
    public static let blockLength = 145

    public var envelope: Envelope
    public var commandID: UInt64
    /// When they begin to count; 0 = at once.
    public var effective: SessionTime
    /// 1: said again to a restarted quoter by its own shell; its time may be past.
    public var isRestored: UInt8
    public var person: FixedText32
    public var reason: FixedText64

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        effective: SessionTime = SessionTime(nanoseconds: 0), isRestored: UInt8 = 0,
        person: FixedText32 = FixedText32(), reason: FixedText64 = FixedText64()
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.effective = effective
        self.isRestored = isRestored
        self.person = person
        self.reason = reason
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        effective = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self))
        isRestored = bytes.loadUnaligned(fromByteOffset: 48, as: UInt8.self)
        person = FixedText32(reading: bytes + 49)
        reason = FixedText64(reading: bytes + 81)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: effective.nanoseconds, toByteOffset: 40, as: Int64.self)
        bytes.storeBytes(of: isRestored, toByteOffset: 48, as: UInt8.self)
        person.write(to: bytes + 49)
        reason.write(to: bytes + 81)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 64

        public var name: FixedText32
        /// As on the command line.
        public var value: FixedText32

        public init(name: FixedText32 = FixedText32(), value: FixedText32 = FixedText32()) {
            self.name = name
            self.value = value
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            name = FixedText32(reading: bytes + 0)
            value = FixedText32(reading: bytes + 32)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            name.write(to: bytes + 0)
            value.write(to: bytes + 32)
        }
    }
}
