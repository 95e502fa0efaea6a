// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Risk → operator: one request, as it stands.
public struct LimitRecord: WireMessage {
    public static let templateID: UInt16 = 72
    public static let blockLength = 298

    public var envelope: Envelope
    public var commandID: UInt64
    public var requestID: UInt32
    public var status: LimitStatus
    public var isEmergency: UInt8
    /// Of the limits in force when it was made.
    public var version: UInt32
    public var madeAt: SessionTime
    /// 0 = not yet, as in all times here.
    public var decidedAt: SessionTime
    public var effective: SessionTime
    public var expires: SessionTime
    public var inForceAt: SessionTime
    public var endedAt: SessionTime
    public var records: UInt64
    public var maker: FixedText32
    public var checker: FixedText32
    public var reason: FixedText64
    public var hash: FixedText64

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0, requestID: UInt32 = 0,
        status: LimitStatus = LimitStatus(rawValue: 0), isEmergency: UInt8 = 0,
        version: UInt32 = 0, madeAt: SessionTime = SessionTime(nanoseconds: 0),
        decidedAt: SessionTime = SessionTime(nanoseconds: 0),
        effective: SessionTime = SessionTime(nanoseconds: 0),
        expires: SessionTime = SessionTime(nanoseconds: 0),
        inForceAt: SessionTime = SessionTime(nanoseconds: 0),
        endedAt: SessionTime = SessionTime(nanoseconds: 0), records: UInt64 = 0,
        maker: FixedText32 = FixedText32(), checker: FixedText32 = FixedText32(),
        reason: FixedText64 = FixedText64(), hash: FixedText64 = FixedText64()
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.requestID = requestID
        self.status = status
        self.isEmergency = isEmergency
        self.version = version
        self.madeAt = madeAt
        self.decidedAt = decidedAt
        self.effective = effective
        self.expires = expires
        self.inForceAt = inForceAt
        self.endedAt = endedAt
        self.records = records
        self.maker = maker
        self.checker = checker
        self.reason = reason
        self.hash = hash
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        requestID = bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self)
        status = LimitStatus(rawValue: bytes.loadUnaligned(fromByteOffset: 44, as: UInt8.self))
        isEmergency = bytes.loadUnaligned(fromByteOffset: 45, as: UInt8.self)
        version = bytes.loadUnaligned(fromByteOffset: 46, as: UInt32.self)
        madeAt = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 50, as: Int64.self))
        decidedAt = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 58, as: Int64.self))
        effective = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 66, as: Int64.self))
        expires = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 74, as: Int64.self))
        inForceAt = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 82, as: Int64.self))
        endedAt = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 90, as: Int64.self))
        records = bytes.loadUnaligned(fromByteOffset: 98, as: UInt64.self)
        maker = FixedText32(reading: bytes + 106)
        checker = FixedText32(reading: bytes + 138)
        reason = FixedText64(reading: bytes + 170)
        hash = FixedText64(reading: bytes + 234)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: requestID, toByteOffset: 40, as: UInt32.self)
        bytes.storeBytes(of: status.rawValue, toByteOffset: 44, as: UInt8.self)
        bytes.storeBytes(of: isEmergency, toByteOffset: 45, as: UInt8.self)
        bytes.storeBytes(of: version, toByteOffset: 46, as: UInt32.self)
        bytes.storeBytes(of: madeAt.nanoseconds, toByteOffset: 50, as: Int64.self)
        bytes.storeBytes(of: decidedAt.nanoseconds, toByteOffset: 58, as: Int64.self)
        bytes.storeBytes(of: effective.nanoseconds, toByteOffset: 66, as: Int64.self)
        bytes.storeBytes(of: expires.nanoseconds, toByteOffset: 74, as: Int64.self)
        bytes.storeBytes(of: inForceAt.nanoseconds, toByteOffset: 82, as: Int64.self)
        bytes.storeBytes(of: endedAt.nanoseconds, toByteOffset: 90, as: Int64.self)
        bytes.storeBytes(of: records, toByteOffset: 98, as: UInt64.self)
        maker.write(to: bytes + 106)
        checker.write(to: bytes + 138)
        reason.write(to: bytes + 170)
        hash.write(to: bytes + 234)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 18

        /// LimitName.
        public var limitCode: UInt8
        /// 1 old is set, 2 new is set.
        public var flags: UInt8
        public var old: Int64
        public var new: Int64

        public init(limitCode: UInt8 = 0, flags: UInt8 = 0, old: Int64 = 0, new: Int64 = 0) {
            self.limitCode = limitCode
            self.flags = flags
            self.old = old
            self.new = new
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            limitCode = bytes.loadUnaligned(fromByteOffset: 0, as: UInt8.self)
            flags = bytes.loadUnaligned(fromByteOffset: 1, as: UInt8.self)
            old = bytes.loadUnaligned(fromByteOffset: 2, as: Int64.self)
            new = bytes.loadUnaligned(fromByteOffset: 10, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: limitCode, toByteOffset: 0, as: UInt8.self)
            bytes.storeBytes(of: flags, toByteOffset: 1, as: UInt8.self)
            bytes.storeBytes(of: old, toByteOffset: 2, as: Int64.self)
            bytes.storeBytes(of: new, toByteOffset: 10, as: Int64.self)
        }
    }
}
