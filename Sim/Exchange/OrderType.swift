public import Market

/// The order types a member may use (SSE-TR-03, B3.3), with their code on the wire.
///
/// Limit immediate-or-cancel is not one of Shanghai's five; members of other venues know it.
package enum OrderType: UInt8, Sendable, CaseIterable {
    case limit = 1
    case immediateOrCancel = 2
    /// 市价剩余转限价: what does not trade at once becomes a limit order.
    case marketToLimit = 3
    /// 市价剩余撤销: what does not trade at once is cancelled.
    case marketImmediateOrCancel = 4
    /// FOK限价: all at once or nothing.
    case fillOrKillLimit = 5
    /// FOK市价.
    case fillOrKillMarket = 6

    /// No price of its own: it trades at whatever the other side asks, inside the day's limits.
    package var isMarket: Bool {
        switch self {
        case .marketToLimit, .marketImmediateOrCancel, .fillOrKillMarket: true
        case .limit, .immediateOrCancel, .fillOrKillLimit: false
        }
    }

    package var isFillOrKill: Bool { self == .fillOrKillLimit || self == .fillOrKillMarket }

    /// Only a plain limit order can wait where nothing matches (`[M]`: market types in continuous trading only).
    package var needsMatching: Bool { self != .limit }
}

/// What an order does to the position (开平仓, 备兑), with its code on the wire.
package enum OrderEffect: UInt8, Sendable, CaseIterable {
    case open = 1
    case close = 2
    /// 备兑开仓: a call sold against locked shares.
    case coveredOpen = 3
    /// 备兑平仓: a covered call bought back.
    case coveredClose = 4

    package var position: PositionEffect {
        self == .open || self == .coveredOpen ? .open : .close
    }

    package var isCovered: Bool { self == .coveredOpen || self == .coveredClose }

    /// Covered exists for calls only, sold to open and bought to close (SSE-TR-11).
    package func isPossible(_ side: Side, _ type: OptionType) -> Bool {
        switch self {
        case .open, .close: true
        case .coveredOpen: type == .call && side == .ask
        case .coveredClose: type == .call && side == .bid
        }
    }
}

/// Which openings a contract does not take (position 3 of TradingPhaseCode, SSE-TR-02).
public struct OpenRestrictions: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let covered = OpenRestrictions(rawValue: 1)
    public static let sell = OpenRestrictions(rawValue: 2)
    public static let buy = OpenRestrictions(rawValue: 4)
    /// Only closing is possible.
    public static let all: OpenRestrictions = [.covered, .sell, .buy]

    func forbids(_ side: Side, _ effect: OrderEffect) -> Bool {
        switch effect {
        case .open: contains(side == .bid ? .buy : .sell)
        case .coveredOpen: contains(.covered)
        case .close, .coveredClose: false
        }
    }
}

/// Smallest and largest size of one order in a contract, for limit and market orders apart (static file, SSE-TR-01).
public struct OrderSizes: Hashable, Sendable, BitwiseCopyable {
    public var limitMin: Quantity
    public var limitMax: Quantity
    public var marketMin: Quantity
    public var marketMax: Quantity

    public init(
        limitMin: Quantity, limitMax: Quantity, marketMin: Quantity = Quantity(contracts: 1),
        marketMax: Quantity = Quantity(contracts: 10)
    ) {
        precondition(
            limitMin > .zero && limitMin <= limitMax && marketMin > .zero
                && marketMin <= marketMax, "sizes from a smallest to a largest")
        self.limitMin = limitMin
        self.limitMax = limitMax
        self.marketMin = marketMin
        self.marketMax = marketMax
    }
}
