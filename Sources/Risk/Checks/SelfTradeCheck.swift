import Market
import Wire

/// A leg that would meet a quote of our own group, under whichever account (H25.1).
///
/// The exchange replaces our quote in one step, so a new leg never meets the old one of the same account; where it does
/// not (`RiskTerms.replacesInOneStep`), what rests and is in flight counts too.
public struct SelfTradeCheck: QuoteCheck {
    public static let about = CheckAbout(
        "self-trade", rule: "H25.1", codes: [.selfTrade],
        parameters: ["groupParticipants, member numbers", "replacesInOneStep"],
        reads: ["the instruction", "quotes of the account group"])

    @inline(__always)
    public init(_ limits: RiskLimits) {}

    /// Ticks; the group's best are 0 and `max` where it has none.
    public struct Reading: QuoteReading {
        public let bid: Int64
        public let ask: Int64
        public let groupBid: Int64
        public let groupAsk: Int64

        public init(bid: Int64, ask: Int64, groupBid: Int64, groupAsk: Int64) {
            self.bid = bid
            self.ask = ask
            self.groupBid = groupBid
            self.groupAsk = groupAsk
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            bid = moment.quote.bid.price.ticks
            ask = moment.quote.ask.price.ticks
            groupBid = moment.groupBid
            groupAsk = moment.groupAsk
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        if reading.bid >= reading.groupAsk {
            return .refuse(
                .selfTrade, value: reading.bid, limit: reading.groupAsk, side: .bid)
        }
        return reading.ask > reading.groupBid
            ? .pass
            : .refuse(.selfTrade, value: reading.ask, limit: reading.groupBid, side: .ask)
    }
}
