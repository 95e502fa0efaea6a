public import Market

/// One thing that happened to our own flow, or in the market around it, with its place in the log that tells it.
public struct FlowEvent: Hashable, Sendable, BitwiseCopyable {
    /// What happened.
    public enum Kind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
        /// An order, or one leg of a quote, was accepted.
        case entered = 1
        /// An order or leg was taken off by its owner: cancelled, or replaced by the next quote.
        case cancelled
        /// An order or leg was taken off by the exchange: end of phase, disconnect.
        case removed
        /// The exchange rejected an order, a leg or a cancel.
        case rejected
        /// An own order or leg was executed.
        case traded
        /// A trade of others; tells the market's volume.
        case publicTrade
        /// Best bid + best ask of the others, in half ticks, in `value`.
        case mark
        /// Last price of an underlying; `contract` is the underlying's index.
        case underlyingMark
        /// Risk refused an instruction before it left; `code`, `value` and `limit` are risk's.
        case refused
    }

    /// Which log holds the row.
    public enum Log: UInt8, Sendable, BitwiseCopyable {
        case exchange = 1
        case risk = 2
        /// Reports of the underlyings' shares, another market, at the time at which they were heard.
        case shares = 3
    }

    public var log: Log
    /// Sequence in that log.
    public var sequence: UInt64
    public var time: SessionTime
    public var kind: Kind
    /// Participant number; 0 for events of the market.
    public var account: UInt16
    /// Of the day's directory; an underlying's shares stand behind the contracts.
    public var contract: ContractIndex
    public var side: Side
    public var effect: PositionEffect
    public var orderID: OrderID
    /// Rows of one instruction (both legs of a quote, what it replaced) share this number.
    public var instruction: UInt64
    public var price: Price
    public var quantity: Quantity
    public var executionID: UInt64
    /// Whether a trade took liquidity: the order was executed as it was entered.
    public var isAggressive: Bool
    public var code: UInt8
    public var value: Int64
    public var limit: Int64

    public init(
        _ kind: Kind, log: Log = .exchange, sequence: UInt64, time: SessionTime,
        account: UInt16 = 0, contract: ContractIndex = ContractIndex(UInt32(0)), side: Side = .bid,
        effect: PositionEffect = .open, orderID: OrderID = .none, instruction: UInt64 = 0,
        price: Price = .zero, quantity: Quantity = .zero, executionID: UInt64 = 0,
        isAggressive: Bool = false, code: UInt8 = 0, value: Int64 = 0, limit: Int64 = 0
    ) {
        self.log = log
        self.sequence = sequence
        self.time = time
        self.kind = kind
        self.account = account
        self.contract = contract
        self.side = side
        self.effect = effect
        self.orderID = orderID
        self.instruction = instruction == 0 ? sequence : instruction
        self.price = price
        self.quantity = quantity
        self.executionID = executionID
        self.isAggressive = isAggressive
        self.code = code
        self.value = value
        self.limit = limit
    }

    /// Whether the event is ours, not the market's.
    var isOwn: Bool {
        switch kind {
        case .publicTrade, .mark, .underlyingMark: false
        default: true
        }
    }

    /// Whether every sum over such rows stays far from what an `Int64` holds.
    var isUsable: Bool {
        let ticksMax = InstrumentDirectory.priceMax.ticks
        return (-ticksMax...ticksMax).contains(price.ticks) && quantity >= .zero
            && (kind != .mark || (0...2 * ticksMax).contains(value))
            && (0...604_800_000_000_000).contains(time.nanoseconds)
    }
}
