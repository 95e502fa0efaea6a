// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct ControlCommand: WireMessage {
    public static let templateID: UInt16 = 50
    public static let blockLength = 143

    public var envelope: Envelope
    public var commandID: UInt64
    public var verb: ControlVerb
    /// 0 everything, 1 underlying, 2 contract, 3 quoter, 4 account.
    public var scopeCode: UInt8
    public var index: UInt32
    public var person: FixedText32
    public var text: FixedText64
    public var cause: ControlCause

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        verb: ControlVerb = ControlVerb(rawValue: 0), scopeCode: UInt8 = 0, index: UInt32 = 0,
        person: FixedText32 = FixedText32(), text: FixedText64 = FixedText64(),
        cause: ControlCause = ControlCause(rawValue: 0)
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.verb = verb
        self.scopeCode = scopeCode
        self.index = index
        self.person = person
        self.text = text
        self.cause = cause
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        verb = ControlVerb(rawValue: bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self))
        scopeCode = bytes.loadUnaligned(fromByteOffset: 41, as: UInt8.self)
        index = bytes.loadUnaligned(fromByteOffset: 42, as: UInt32.self)
        person = FixedText32(reading: bytes + 46)
        text = FixedText64(reading: bytes + 78)
        cause = ControlCause(rawValue: bytes.loadUnaligned(fromByteOffset: 142, as: UInt8.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: verb.rawValue, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: scopeCode, toByteOffset: 41, as: UInt8.self)
        bytes.storeBytes(of: index, toByteOffset: 42, as: UInt32.self)
        person.write(to: bytes + 46)
        text.write(to: bytes + 78)
        bytes.storeBytes(of: cause.rawValue, toByteOffset: 142, as: UInt8.self)
    }
}
