// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct PhaseChanges: WireMessage {
    public static let templateID: UInt16 = 13
    public static let blockLength = 33

    public var envelope: Envelope
    public var isSnapshot: UInt8

    public init(envelope: Envelope = Envelope(), isSnapshot: UInt8 = 0) {
        self.envelope = envelope
        self.isSnapshot = isSnapshot
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        isSnapshot = bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: isSnapshot, toByteOffset: 32, as: UInt8.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 5

        public var contract: ContractIndex
        public var phaseCode: UInt8

        public init(contract: ContractIndex = ContractIndex(UInt32(0)), phaseCode: UInt8 = 0) {
            self.contract = contract
            self.phaseCode = phaseCode
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            phaseCode = bytes.loadUnaligned(fromByteOffset: 4, as: UInt8.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: phaseCode, toByteOffset: 4, as: UInt8.self)
        }
    }
}
