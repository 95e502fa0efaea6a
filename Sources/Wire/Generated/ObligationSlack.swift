// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// What may still be lost of each contract's presence; absolute state, may drop.
public struct ObligationSlack: WireMessage {
    public static let templateID: UInt16 = 43
    public static let blockLength = 41

    public var envelope: Envelope
    public var asOf: SessionTime
    /// Every obliged contract is in this round of frames.
    public var isFull: UInt8

    public init(
        envelope: Envelope = Envelope(), asOf: SessionTime = SessionTime(nanoseconds: 0),
        isFull: UInt8 = 0
    ) {
        self.envelope = envelope
        self.asOf = asOf
        self.isFull = isFull
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        asOf = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self))
        isFull = bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: asOf.nanoseconds, toByteOffset: 32, as: Int64.self)
        bytes.storeBytes(of: isFull, toByteOffset: 40, as: UInt8.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 29

        public var contract: ContractIndex
        /// Negative: lost.
        public var slackNanoseconds: Int64
        /// With nothing quoted from now on; 0 = safe or lost.
        public var failsAt: SessionTime
        public var needMillionths: Int64
        /// 1: it cannot reach the coverage rule's presence bar any more.
        public var isLost: UInt8

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), slackNanoseconds: Int64 = 0,
            failsAt: SessionTime = SessionTime(nanoseconds: 0), needMillionths: Int64 = 0,
            isLost: UInt8 = 0
        ) {
            self.contract = contract
            self.slackNanoseconds = slackNanoseconds
            self.failsAt = failsAt
            self.needMillionths = needMillionths
            self.isLost = isLost
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            slackNanoseconds = bytes.loadUnaligned(fromByteOffset: 4, as: Int64.self)
            failsAt = SessionTime(
                nanoseconds: bytes.loadUnaligned(fromByteOffset: 12, as: Int64.self))
            needMillionths = bytes.loadUnaligned(fromByteOffset: 20, as: Int64.self)
            isLost = bytes.loadUnaligned(fromByteOffset: 28, as: UInt8.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: slackNanoseconds, toByteOffset: 4, as: Int64.self)
            bytes.storeBytes(of: failsAt.nanoseconds, toByteOffset: 12, as: Int64.self)
            bytes.storeBytes(of: needMillionths, toByteOffset: 20, as: Int64.self)
            bytes.storeBytes(of: isLost, toByteOffset: 28, as: UInt8.self)
        }
    }
}
