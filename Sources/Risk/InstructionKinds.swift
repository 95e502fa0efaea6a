public import Market

/// What a side of a quote does to a position: the four kinds of the account rules (买开 卖开 买平 卖平).
public struct InstructionKinds: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let buyOpen = InstructionKinds(rawValue: 1)
    public static let sellOpen = InstructionKinds(rawValue: 2)
    public static let buyClose = InstructionKinds(rawValue: 4)
    public static let sellClose = InstructionKinds(rawValue: 8)
    public static let opening: InstructionKinds = [.buyOpen, .sellOpen]
    public static let closing: InstructionKinds = [.buyClose, .sellClose]
    public static let all: InstructionKinds = [.buyOpen, .sellOpen, .buyClose, .sellClose]

    /// The two kinds of a two-sided quote.
    @inline(__always)
    public init(bid: PositionEffect, ask: PositionEffect) {
        let buy: InstructionKinds = bid == .open ? .buyOpen : .buyClose
        let sell: InstructionKinds = ask == .open ? .sellOpen : .sellClose
        self = [buy, sell]
    }

    /// The kind of a single order.
    public init(_ side: Side, _ effect: PositionEffect) {
        self =
            side == .bid
            ? (effect == .open ? .buyOpen : .buyClose) : (effect == .open ? .sellOpen : .sellClose)
    }

    /// Levels of an account (A2.18): 1 closes, 2 buys to open as well, 3 sells to open as well; else nothing.
    public static func level(_ level: Int) -> InstructionKinds {
        switch level {
        case 1: .closing
        case 2: [.closing, .buyOpen]
        case 3: .all
        default: []
        }
    }
}
