// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Risk → operator: the last word on a command.
public struct LimitReply: WireMessage {
    public static let templateID: UInt16 = 71
    public static let blockLength = 68

    public var envelope: Envelope
    public var commandID: UInt64
    public var outcome: ControlOutcome
    public var problem: LimitProblem
    /// The limit a problem concerns; 0 = none.
    public var limitCode: UInt8
    public var status: LimitStatus
    public var requestID: UInt32
    /// Of the limits in force: counted up with every change.
    public var version: UInt32
    /// What was asked for, where a problem concerns a limit.
    public var value: Int64
    public var receivedAt: SessionTime

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        outcome: ControlOutcome = ControlOutcome(rawValue: 0),
        problem: LimitProblem = LimitProblem(rawValue: 0), limitCode: UInt8 = 0,
        status: LimitStatus = LimitStatus(rawValue: 0), requestID: UInt32 = 0, version: UInt32 = 0,
        value: Int64 = 0, receivedAt: SessionTime = SessionTime(nanoseconds: 0)
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.outcome = outcome
        self.problem = problem
        self.limitCode = limitCode
        self.status = status
        self.requestID = requestID
        self.version = version
        self.value = value
        self.receivedAt = receivedAt
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        outcome = ControlOutcome(rawValue: bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self))
        problem = LimitProblem(rawValue: bytes.loadUnaligned(fromByteOffset: 41, as: UInt8.self))
        limitCode = bytes.loadUnaligned(fromByteOffset: 42, as: UInt8.self)
        status = LimitStatus(rawValue: bytes.loadUnaligned(fromByteOffset: 43, as: UInt8.self))
        requestID = bytes.loadUnaligned(fromByteOffset: 44, as: UInt32.self)
        version = bytes.loadUnaligned(fromByteOffset: 48, as: UInt32.self)
        value = bytes.loadUnaligned(fromByteOffset: 52, as: Int64.self)
        receivedAt = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 60, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: outcome.rawValue, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: problem.rawValue, toByteOffset: 41, as: UInt8.self)
        bytes.storeBytes(of: limitCode, toByteOffset: 42, as: UInt8.self)
        bytes.storeBytes(of: status.rawValue, toByteOffset: 43, as: UInt8.self)
        bytes.storeBytes(of: requestID, toByteOffset: 44, as: UInt32.self)
        bytes.storeBytes(of: version, toByteOffset: 48, as: UInt32.self)
        bytes.storeBytes(of: value, toByteOffset: 52, as: Int64.self)
        bytes.storeBytes(of: receivedAt.nanoseconds, toByteOffset: 60, as: Int64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 26

        /// LimitName.
        public var limitCode: UInt8
        /// 1 value is set, 2 first is set, 4 used is known.
        public var flags: UInt8
        /// In force.
        public var value: Int64
        /// At the start of the day.
        public var first: Int64
        /// What is held or works, at worst.
        public var used: Int64

        public init(
            limitCode: UInt8 = 0, flags: UInt8 = 0, value: Int64 = 0, first: Int64 = 0,
            used: Int64 = 0
        ) {
            self.limitCode = limitCode
            self.flags = flags
            self.value = value
            self.first = first
            self.used = used
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            limitCode = bytes.loadUnaligned(fromByteOffset: 0, as: UInt8.self)
            flags = bytes.loadUnaligned(fromByteOffset: 1, as: UInt8.self)
            value = bytes.loadUnaligned(fromByteOffset: 2, as: Int64.self)
            first = bytes.loadUnaligned(fromByteOffset: 10, as: Int64.self)
            used = bytes.loadUnaligned(fromByteOffset: 18, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: limitCode, toByteOffset: 0, as: UInt8.self)
            bytes.storeBytes(of: flags, toByteOffset: 1, as: UInt8.self)
            bytes.storeBytes(of: value, toByteOffset: 2, as: Int64.self)
            bytes.storeBytes(of: first, toByteOffset: 10, as: Int64.self)
            bytes.storeBytes(of: used, toByteOffset: 18, as: Int64.self)
        }
    }
}
