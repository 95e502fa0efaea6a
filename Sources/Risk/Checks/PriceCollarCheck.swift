import Market
import Wire

/// No bid far above and no ask far below what the contract is worth by a reference the quoters have no hand in
/// (H18.3, H27a, F33).
///
/// The references are risk's own yardstick (yesterday's settlement moved by today's underlying) and the contract's last
/// public trade; a price near either passes, so that a changed volatility is not an error for ever. A bid that is too
/// low and an ask that is too high harm nobody but the obligation; the spread limit holds them.
public struct PriceCollarCheck: QuoteCheck {
    public static let about = CheckAbout(
        "price collar", rule: "H18.3", codes: [.priceCollar, .noLimitSet],
        parameters: ["collarBasisPoints, of the reference", "collarTicksMin, ticks"],
        reads: ["the instruction", "risk's yardstick", "the last public trade"])

    /// Hundredths of a percent of the reference; nil refuses.
    public let basisPoints: Int64?
    /// The collar is at least this wide: cheap options move by their own price.
    public let ticksMin: Int64

    /// A hundred times the reference: beyond, there is no collar.
    private static let basisPointsMax: Int64 = 1_000_000

    @inline(__always)
    public init(_ limits: RiskLimits) {
        basisPoints = limits.collarBasisPoints.map { min(max($0, 0), Self.basisPointsMax) }
        ticksMin = min(max(limits.collarTicksMin, 0), ContractTerms.priceTicksMax)
    }

    /// Ticks; a reference of 0 is not known.
    public struct Reading: QuoteReading {
        public let bid: Int64
        public let ask: Int64
        public let yardstick: Int64
        public let lastTrade: Int64

        public init(bid: Int64, ask: Int64, yardstick: Int64, lastTrade: Int64) {
            self.bid = bid
            self.ask = ask
            self.yardstick = yardstick
            self.lastTrade = lastTrade
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            bid = moment.quote.bid.price.ticks
            ask = moment.quote.ask.price.ticks
            yardstick = moment.yard.reference
            lastTrade = moment.lastTrade
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        guard basisPoints != nil else { return .refuse(.noLimitSet, value: reading.bid) }
        guard
            let (bidMax, askMin) = bounds(
                yardstick: reading.yardstick, lastTrade: reading.lastTrade)
        else { return .refuse(.priceCollar, value: reading.bid) }
        if reading.bid > bidMax {
            return .refuse(.priceCollar, value: reading.bid, limit: bidMax, side: .bid)
        }
        return reading.ask >= askMin
            ? .pass : .refuse(.priceCollar, value: reading.ask, limit: askMin, side: .ask)
    }

    /// The highest bid and the lowest ask there may be, ticks; nil without a limit or a reference.
    @inline(__always)
    public func bounds(yardstick: Int64, lastTrade: Int64) -> (bidMax: Int64, askMin: Int64)? {
        let highest = max(yardstick, lastTrade)
        guard let basisPoints, highest > 0 else { return nil }
        let lowest = lastTrade > 0 && yardstick > 0 ? min(yardstick, lastTrade) : highest
        return (
            highest.addingClamped(width(highest, basisPoints)),
            lowest.subtractingClamped(width(lowest, basisPoints))
        )
    }

    private func width(_ reference: Int64, _ basisPoints: Int64) -> Int64 {
        max(ticksMin, reference.multipliedClamped(by: basisPoints) / 10_000)
    }
}
