// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

public struct ControlReply: WireMessage {
    public static let templateID: UInt16 = 51
    public static let blockLength = 129

    public var envelope: Envelope
    public var commandID: UInt64
    public var outcome: ControlOutcome
    public var liveQuotes: UInt32
    public var receivedAt: SessionTime
    public var confirmedAt: SessionTime
    public var text: FixedText64
    /// Contracts of the scope with anything at the exchange or on its way when the command came.
    public var liveBefore: UInt32

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0,
        outcome: ControlOutcome = ControlOutcome(rawValue: 0), liveQuotes: UInt32 = 0,
        receivedAt: SessionTime = SessionTime(nanoseconds: 0),
        confirmedAt: SessionTime = SessionTime(nanoseconds: 0), text: FixedText64 = FixedText64(),
        liveBefore: UInt32 = 0
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.outcome = outcome
        self.liveQuotes = liveQuotes
        self.receivedAt = receivedAt
        self.confirmedAt = confirmedAt
        self.text = text
        self.liveBefore = liveBefore
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        outcome = ControlOutcome(rawValue: bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self))
        liveQuotes = bytes.loadUnaligned(fromByteOffset: 41, as: UInt32.self)
        receivedAt = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 45, as: Int64.self))
        confirmedAt = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 53, as: Int64.self))
        text = FixedText64(reading: bytes + 61)
        liveBefore = bytes.loadUnaligned(fromByteOffset: 125, as: UInt32.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: outcome.rawValue, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: liveQuotes, toByteOffset: 41, as: UInt32.self)
        bytes.storeBytes(of: receivedAt.nanoseconds, toByteOffset: 45, as: Int64.self)
        bytes.storeBytes(of: confirmedAt.nanoseconds, toByteOffset: 53, as: Int64.self)
        text.write(to: bytes + 61)
        bytes.storeBytes(of: liveBefore, toByteOffset: 125, as: UInt32.self)
    }
}
