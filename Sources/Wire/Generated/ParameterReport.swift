// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Quoter → operator: what counts now, or why a change was refused.
public struct ParameterReport: WireMessage {
    public static let templateID: UInt16 = 82
    public static let blockLength = 217

    public var envelope: Envelope
    public var commandID: UInt64
    /// Accepted: in force; waiting: for its time; refused.
    public var outcome: ControlOutcome
    public var receivedAt: SessionTime
    public var effective: SessionTime
    public var strategy: FixedText32
    /// Empty unless refused.
    public var problem: FixedText64
    /// What would be accepted.
    public var acceptable: FixedText64

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        outcome: ControlOutcome = ControlOutcome(rawValue: 0),
        receivedAt: SessionTime = SessionTime(nanoseconds: 0),
        effective: SessionTime = SessionTime(nanoseconds: 0),
        strategy: FixedText32 = FixedText32(), problem: FixedText64 = FixedText64(),
        acceptable: FixedText64 = FixedText64()
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.outcome = outcome
        self.receivedAt = receivedAt
        self.effective = effective
        self.strategy = strategy
        self.problem = problem
        self.acceptable = acceptable
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        outcome = ControlOutcome(rawValue: bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self))
        receivedAt = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 41, as: Int64.self))
        effective = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 49, as: Int64.self))
        strategy = FixedText32(reading: bytes + 57)
        problem = FixedText64(reading: bytes + 89)
        acceptable = FixedText64(reading: bytes + 153)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: outcome.rawValue, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: receivedAt.nanoseconds, toByteOffset: 41, as: Int64.self)
        bytes.storeBytes(of: effective.nanoseconds, toByteOffset: 49, as: Int64.self)
        strategy.write(to: bytes + 57)
        problem.write(to: bytes + 89)
        acceptable.write(to: bytes + 153)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 64

        public var name: FixedText32
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
