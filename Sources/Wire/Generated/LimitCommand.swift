// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Operator → risk: limits, changed by two persons or tightened by one.
public struct LimitCommand: WireMessage {
    public static let templateID: UInt16 = 70
    public static let blockLength = 229

    public var envelope: Envelope
    public var commandID: UInt64
    public var verb: LimitVerb
    /// Counted from 1; 0 in apply, tighten, show; in history 0 = all.
    public var requestID: UInt32
    /// 0 = as soon as it is approved.
    public var effective: SessionTime
    /// What it changed comes back then; 0 = it stays.
    public var expires: SessionTime
    /// Preview: records of risk's journal it was made from.
    public var records: UInt64
    public var person: FixedText32
    public var reason: FixedText64
    /// Preview and approve: SHA-256 of the preview's text, hexadecimal.
    public var hash: FixedText64

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        verb: LimitVerb = LimitVerb(rawValue: 0), requestID: UInt32 = 0,
        effective: SessionTime = SessionTime(nanoseconds: 0),
        expires: SessionTime = SessionTime(nanoseconds: 0), records: UInt64 = 0,
        person: FixedText32 = FixedText32(), reason: FixedText64 = FixedText64(),
        hash: FixedText64 = FixedText64()
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.verb = verb
        self.requestID = requestID
        self.effective = effective
        self.expires = expires
        self.records = records
        self.person = person
        self.reason = reason
        self.hash = hash
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        verb = LimitVerb(rawValue: bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self))
        requestID = bytes.loadUnaligned(fromByteOffset: 41, as: UInt32.self)
        effective = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 45, as: Int64.self))
        expires = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 53, as: Int64.self))
        records = bytes.loadUnaligned(fromByteOffset: 61, as: UInt64.self)
        person = FixedText32(reading: bytes + 69)
        reason = FixedText64(reading: bytes + 101)
        hash = FixedText64(reading: bytes + 165)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: verb.rawValue, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: requestID, toByteOffset: 41, as: UInt32.self)
        bytes.storeBytes(of: effective.nanoseconds, toByteOffset: 45, as: Int64.self)
        bytes.storeBytes(of: expires.nanoseconds, toByteOffset: 53, as: Int64.self)
        bytes.storeBytes(of: records, toByteOffset: 61, as: UInt64.self)
        person.write(to: bytes + 69)
        reason.write(to: bytes + 101)
        hash.write(to: bytes + 165)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 10

        /// LimitName.
        public var limitCode: UInt8
        /// 0 removes the limit.
        public var isSet: UInt8
        /// In the limit's own unit.
        public var value: Int64

        public init(limitCode: UInt8 = 0, isSet: UInt8 = 0, value: Int64 = 0) {
            self.limitCode = limitCode
            self.isSet = isSet
            self.value = value
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            limitCode = bytes.loadUnaligned(fromByteOffset: 0, as: UInt8.self)
            isSet = bytes.loadUnaligned(fromByteOffset: 1, as: UInt8.self)
            value = bytes.loadUnaligned(fromByteOffset: 2, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: limitCode, toByteOffset: 0, as: UInt8.self)
            bytes.storeBytes(of: isSet, toByteOffset: 1, as: UInt8.self)
            bytes.storeBytes(of: value, toByteOffset: 2, as: Int64.self)
        }
    }
}
