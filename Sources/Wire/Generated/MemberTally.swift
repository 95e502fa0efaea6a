// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Exchange → member, on its order session: what the exchange counts for it, behind all reports up to tail.
public struct MemberTally: WireMessage {
    public static let templateID: UInt16 = 34
    public static let blockLength = 59

    public var envelope: Envelope
    public var participant: UInt16
    /// Last log sequence it contains.
    public var tail: UInt64
    public var at: SessionTime
    /// 0: more frames of the same tally follow.
    public var isLast: UInt8
    /// Instructions of the day it has received, single orders, cancels and hedges among them.
    public var messages: UInt64

    public init(
        envelope: Envelope = Envelope(), participant: UInt16 = 0, tail: UInt64 = 0,
        at: SessionTime = SessionTime(nanoseconds: 0), isLast: UInt8 = 0, messages: UInt64 = 0
    ) {
        self.envelope = envelope
        self.participant = participant
        self.tail = tail
        self.at = at
        self.isLast = isLast
        self.messages = messages
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        participant = bytes.loadUnaligned(fromByteOffset: 32, as: UInt16.self)
        tail = bytes.loadUnaligned(fromByteOffset: 34, as: UInt64.self)
        at = SessionTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 42, as: Int64.self))
        isLast = bytes.loadUnaligned(fromByteOffset: 50, as: UInt8.self)
        messages = bytes.loadUnaligned(fromByteOffset: 51, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: participant, toByteOffset: 32, as: UInt16.self)
        bytes.storeBytes(of: tail, toByteOffset: 34, as: UInt64.self)
        bytes.storeBytes(of: at.nanoseconds, toByteOffset: 42, as: Int64.self)
        bytes.storeBytes(of: isLast, toByteOffset: 50, as: UInt8.self)
        bytes.storeBytes(of: messages, toByteOffset: 51, as: UInt64.self)
    }

    /// Contracts with anything, ascending; all others have nothing.
    public struct Entry: WireBlock {
        public static let blockLength = 44

        public var contract: ContractIndex
        /// What rests of the quote's legs.
        public var bidQuantity: Quantity
        public var askQuantity: Quantity
        /// Bought less sold today.
        public var net: Quantity
        /// What rests of single orders.
        public var orderBidQuantity: Quantity
        public var orderAskQuantity: Quantity
        /// Legs and single orders the member took off today, replaced legs among them.
        public var cancels: UInt32
        /// Their contracts.
        public var cancelledVolume: Int64
        /// Contracts traded today, of legs and single orders.
        public var tradedVolume: Int64

        public init(
            contract: ContractIndex = ContractIndex(UInt32(0)), bidQuantity: Quantity = .zero,
            askQuantity: Quantity = .zero, net: Quantity = .zero,
            orderBidQuantity: Quantity = .zero, orderAskQuantity: Quantity = .zero,
            cancels: UInt32 = 0, cancelledVolume: Int64 = 0, tradedVolume: Int64 = 0
        ) {
            self.contract = contract
            self.bidQuantity = bidQuantity
            self.askQuantity = askQuantity
            self.net = net
            self.orderBidQuantity = orderBidQuantity
            self.orderAskQuantity = orderAskQuantity
            self.cancels = cancels
            self.cancelledVolume = cancelledVolume
            self.tradedVolume = tradedVolume
        }

        @inlinable
        public init(reading bytes: UnsafeRawPointer) {
            contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            bidQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
            askQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
            net = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 12, as: Int32.self))
            orderBidQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 16, as: Int32.self))
            orderAskQuantity = Quantity(
                contracts: bytes.loadUnaligned(fromByteOffset: 20, as: Int32.self))
            cancels = bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self)
            cancelledVolume = bytes.loadUnaligned(fromByteOffset: 28, as: Int64.self)
            tradedVolume = bytes.loadUnaligned(fromByteOffset: 36, as: Int64.self)
        }

        @inlinable
        public func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: contract.value, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: bidQuantity.contracts, toByteOffset: 4, as: Int32.self)
            bytes.storeBytes(of: askQuantity.contracts, toByteOffset: 8, as: Int32.self)
            bytes.storeBytes(of: net.contracts, toByteOffset: 12, as: Int32.self)
            bytes.storeBytes(of: orderBidQuantity.contracts, toByteOffset: 16, as: Int32.self)
            bytes.storeBytes(of: orderAskQuantity.contracts, toByteOffset: 20, as: Int32.self)
            bytes.storeBytes(of: cancels, toByteOffset: 24, as: UInt32.self)
            bytes.storeBytes(of: cancelledVolume, toByteOffset: 28, as: Int64.self)
            bytes.storeBytes(of: tradedVolume, toByteOffset: 36, as: Int64.self)
        }
    }
}
