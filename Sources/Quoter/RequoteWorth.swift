import Market

/// What a requote is worth when risk has not messages for all: the room goes to the highest.
///
/// What is wrong outranks what is merely late (`QuotePlan.urgency`); among those, money at stake: how far the standing
/// legs are from the wished ones, times what stands; among equals, the contract with less slack left.
public enum RequoteWorth {
    private static let stakeMax: Int64 = 1 << 40 - 1
    private static let needMax: Int64 = 1 << 16 - 1

    /// - Parameters:
    ///   - stake: 1/10 000 yuan; 0 where nothing stands.
    ///   - slackSeconds: what the obligation may still lose in the contract; nil counts as none.
    public static func value(urgency: Int, stake: Int64, slackSeconds: Int64?) -> UInt64 {
        let need = needMax - min(max(slackSeconds ?? 0, 0), needMax)
        return UInt64(min(max(urgency, 0), 127)) << 56 | UInt64(min(max(stake, 0), stakeMax)) << 16
            | UInt64(need)
    }

    /// What the standing legs would lose, were the wished prices right, 1/10 000 yuan.
    static func stake(_ slot: QuoteSlot, bid: QuoteLeg, ask: QuoteLeg, unit: Int32) -> Int64 {
        func off(_ standing: QuoteLeg, _ wished: QuoteLeg) -> Double {
            Double(abs((standing.price - wished.price).ticks)) * Double(standing.quantity.contracts)
        }
        let stake = (off(slot.bid, bid) + off(slot.ask, ask)) * Double(unit)
        return stake < Double(stakeMax) ? Int64(stake) : stakeMax
    }
}
