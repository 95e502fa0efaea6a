// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Risk → operator: contracts of a command's scope that the exchange has cleared.
public struct ControlProgress: WireMessage {
    public static let templateID: UInt16 = 53
    public static let blockLength = 52

    public var envelope: Envelope
    public var commandID: UInt64
    /// Contracts still to be cleared.
    public var left: UInt32
    /// When risk heard it.
    public var at: SessionTime

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0, left: UInt32 = 0,
        at: SessionTime = SessionTime(nanoseconds: 0)
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.left = left
        self.at = at
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        left = bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self)
        at = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 44, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: left, toByteOffset: 40, as: UInt32.self)
        bytes.storeBytes(of: at.nanoseconds, toByteOffset: 44, as: Int64.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 12

        public var contract: ContractIndex
        /// The exchange's time of its last report on the contract; 0 = it never said a word.
        public var time: SessionTime

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)),
            time: SessionTime = SessionTime(nanoseconds: 0)
        ) {
            self.contract = contract
            self.time = time
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            time = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 4, as: Int64.self))
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: time.nanoseconds, toByteOffset: 4, as: Int64.self)
        }
    }
}
