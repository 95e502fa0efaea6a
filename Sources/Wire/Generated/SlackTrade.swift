// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// The quoter's record of slack spent, or of a quote kept on for want of it.
public struct SlackTrade: WireMessage {
    public static let templateID: UInt16 = 42
    public static let blockLength = 62

    public var envelope: Envelope
    public var contract: ContractIndex
    /// SlackSpent, obligationKept or notObliged.
    public var reason: InstructionReason
    /// 0: the tracker has not been heard of; decided as if slack were zero.
    public var isSlackKnown: UInt8
    public var quoteID: QuoteID
    public var slackSeconds: Int64
    /// Estimated cost of quoting: saved when stepping back, paid when kept on.
    public var cost: Money

    public init(
        envelope: Envelope = Envelope(), contract: ContractIndex = ContractIndex(UInt32(0)),
        reason: InstructionReason = InstructionReason(rawValue: 0), isSlackKnown: UInt8 = 0,
        quoteID: QuoteID = .none, slackSeconds: Int64 = 0, cost: Money = .zero
    ) {
        self.envelope = envelope
        self.contract = contract
        self.reason = reason
        self.isSlackKnown = isSlackKnown
        self.quoteID = quoteID
        self.slackSeconds = slackSeconds
        self.cost = cost
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 32, as: UInt32.self))
        reason = InstructionReason(
            rawValue: bytes.loadUnaligned(fromByteOffset: 36, as: UInt8.self))
        isSlackKnown = bytes.loadUnaligned(fromByteOffset: 37, as: UInt8.self)
        quoteID = QuoteID(bytes.loadUnaligned(fromByteOffset: 38, as: UInt64.self))
        slackSeconds = bytes.loadUnaligned(fromByteOffset: 46, as: Int64.self)
        cost = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 54, as: Int64.self))
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: contract.value, toByteOffset: 32, as: UInt32.self)
        bytes.storeBytes(of: reason.rawValue, toByteOffset: 36, as: UInt8.self)
        bytes.storeBytes(of: isSlackKnown, toByteOffset: 37, as: UInt8.self)
        bytes.storeBytes(of: quoteID.value, toByteOffset: 38, as: UInt64.self)
        bytes.storeBytes(of: slackSeconds, toByteOffset: 46, as: Int64.self)
        bytes.storeBytes(of: cost.tenThousandths, toByteOffset: 54, as: Int64.self)
    }
}
