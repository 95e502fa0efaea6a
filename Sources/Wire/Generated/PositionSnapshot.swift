// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Risk → quoter after logon: holdings and what is live or in flight.
public struct PositionSnapshot: WireMessage {
    public static let templateID: UInt16 = 33
    public static let blockLength = 44

    public var envelope: Envelope
    /// Highest quote number seen from this participant; new ones must be higher.
    public var lastQuoteID: QuoteID
    public var liveQuotes: UInt32

    public init(
        envelope: Envelope = Envelope(), lastQuoteID: QuoteID = .none, liveQuotes: UInt32 = 0
    ) {
        self.envelope = envelope
        self.lastQuoteID = lastQuoteID
        self.liveQuotes = liveQuotes
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        lastQuoteID = QuoteID(bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
        liveQuotes = bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: lastQuoteID.value, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: liveQuotes, toByteOffset: 40, as: UInt32.self)
    }

    public struct Entry: WireBlock {
        public static let blockLength = 12

        public var contract: ContractIndex
        public var long: Quantity
        public var short: Quantity

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), long: Quantity = .zero,
            short: Quantity = .zero
        ) {
            self.contract = contract
            self.long = long
            self.short = short
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            long = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
            short = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: long.contracts, toByteOffset: 4, as: Int32.self)
            bytes.storeBytes(of: short.contracts, toByteOffset: 8, as: Int32.self)
        }
    }
}
