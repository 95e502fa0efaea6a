public import Market
public import StrategyKit

/// Keep or replace: the fewest messages that keep a quote right.
public struct RequoteRule: Sendable {
    /// What to do about a live quote, most urgent last.
    public enum Revision: Int, Hashable, Sendable, BitwiseCopyable {
        case keep = 0
        /// A price is further from the wish than the tolerance.
        case moved = 1
        /// The spread is no longer permitted.
        case spreadExceeded = 2
        /// A side is missing or below the minimum quantity.
        case depleted = 3
        /// The theoretical value has reached one of the prices.
        case crossed = 4
    }

    public let allowance: SpreadAllowance
    public let quantityMin: Quantity
    public let toleranceTicksMin: Int64
    public let tolerancePercent: Int64

    public init(
        allowance: SpreadAllowance, quantityMin: Quantity, toleranceTicksMin: Int64,
        tolerancePercent: Int64
    ) {
        self.allowance = allowance
        self.quantityMin = quantityMin
        self.toleranceTicksMin = max(0, toleranceTicksMin)
        self.tolerancePercent = max(0, min(100, tolerancePercent))
    }

    /// What a live quote needs, given the wish.
    public func revision(
        liveBid: QuoteLeg, liveAsk: QuoteLeg, wishBid: QuoteLeg, wishAsk: QuoteLeg,
        theoreticalTicks: Double, isFar: Bool
    ) -> Revision {
        if liveBid.quantity < quantityMin || liveAsk.quantity < quantityMin { return .depleted }
        let isSame = liveBid.price == wishBid.price && liveAsk.price == wishAsk.price
        if isSame { return .keep }
        // Only where a replacement moves away: a wish may itself stand at the value near a price limit.
        if Double(liveBid.price.ticks) >= theoreticalTicks, wishBid.price < liveBid.price {
            return .crossed
        }
        if Double(liveAsk.price.ticks) <= theoreticalTicks, wishAsk.price > liveAsk.price {
            return .crossed
        }
        let spread = (liveAsk.price - liveBid.price).ticks
        if spread > allowance.spreadTicksMax(bid: liveBid.price, isFar: isFar) {
            return .spreadExceeded
        }
        let wished = (wishAsk.price - wishBid.price).ticks
        let tolerance = max(toleranceTicksMin, wished * tolerancePercent / 100)
        let moved = max(
            abs((liveBid.price - wishBid.price).ticks), abs((liveAsk.price - wishAsk.price).ticks))
        return moved > tolerance ? .moved : .keep
    }
}
