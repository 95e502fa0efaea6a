// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// A contract's need crossed an alert ratio upward.
public struct SlackAlert: WireMessage {
    public static let templateID: UInt16 = 45
    public static let blockLength = 68

    public var envelope: Envelope
    public var contract: ContractIndex
    public var asOf: SessionTime
    public var ratioMillionths: Int64
    public var needMillionths: Int64
    public var slackNanoseconds: Int64

    public init(
        envelope: Envelope = Envelope(), contract: ContractIndex = ContractIndex(UInt32(0)),
        asOf: SessionTime = SessionTime(nanoseconds: 0), ratioMillionths: Int64 = 0,
        needMillionths: Int64 = 0, slackNanoseconds: Int64 = 0
    ) {
        self.envelope = envelope
        self.contract = contract
        self.asOf = asOf
        self.ratioMillionths = ratioMillionths
        self.needMillionths = needMillionths
        self.slackNanoseconds = slackNanoseconds
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 32, as: UInt32.self))
        asOf = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 36, as: Int64.self))
        ratioMillionths = bytes.loadUnaligned(fromByteOffset: 44, as: Int64.self)
        needMillionths = bytes.loadUnaligned(fromByteOffset: 52, as: Int64.self)
        slackNanoseconds = bytes.loadUnaligned(fromByteOffset: 60, as: Int64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: contract.value, toByteOffset: 32, as: UInt32.self)
        bytes.storeBytes(of: asOf.nanoseconds, toByteOffset: 36, as: Int64.self)
        bytes.storeBytes(of: ratioMillionths, toByteOffset: 44, as: Int64.self)
        bytes.storeBytes(of: needMillionths, toByteOffset: 52, as: Int64.self)
        bytes.storeBytes(of: slackNanoseconds, toByteOffset: 60, as: Int64.self)
    }
}
