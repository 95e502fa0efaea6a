import Market

/// How much of a presence obligation may still be lost, in exact nanoseconds (obligation-rules §7.4).
///
/// Total and elapsed leave out the time that has been exempt so far; unknown time counts as lost.
public struct PresenceSlack: Hashable, Sendable, BitwiseCopyable {
    /// Obliged time of the whole period, nanoseconds.
    public let total: Int64
    /// The part of it that has passed.
    public let elapsed: Int64
    /// The part of what has passed that counts as fulfilled.
    public let valid: Int64
    /// Least fulfilled time that reaches the bar; what falls between two nanoseconds is rounded up.
    public let required: Int64

    /// - Parameter bar: between 0 and 1.
    /// - Parameter isStrict: exactly the bar does not pass.
    public init(total: Int64, elapsed: Int64, valid: Int64, bar: Ratio, isStrict: Bool = false) {
        self.init(
            total: total, elapsed: elapsed, valid: valid,
            required: PresenceSlack.required(bar, of: total, isStrict: isStrict))
    }

    init(total: Int64, elapsed: Int64, valid: Int64, required: Int64) {
        self.total = total
        self.elapsed = elapsed
        self.valid = valid
        self.required = required
    }

    /// Obliged time still to come if no further exemption begins.
    public var remaining: Int64 { total - elapsed }
    /// What may still be lost from now on; negative once failure is certain.
    public var left: Int64 { valid + remaining - required }
    /// Share of the remaining time that has to be fulfilled; the denominator is zero at the end.
    public var need: Ratio { Ratio(max(0, required - valid), remaining) }
    /// Whether there is an obligation at all: nothing obliged is nothing to lose.
    public var isObliged: Bool { total > 0 }
    /// The bar cannot be reached any more.
    public var isLost: Bool { isObliged && left < 0 }
    /// The bar is reached whatever happens from now on.
    public var isSafe: Bool { isObliged && valid >= required }

    /// Whether the need is above a ratio, exactly; a lost obligation is above every ratio.
    public func needExceeds(_ ratio: Ratio) -> Bool {
        guard isObliged, !isSafe else { return false }
        if isLost { return true }
        let left = Int128(required - valid) * Int128(ratio.den)
        return left > Int128(ratio.num) * Int128(remaining)
    }

    /// The need in millionths, rounded up; at most 2 000 000, which is also what a lost one shows at the end.
    public var needMillionths: Int64 {
        guard isObliged, !isSafe else { return 0 }
        guard remaining > 0 else { return PresenceSlack.needMax }
        let scaled = Int128(required - valid) * 1_000_000 + Int128(remaining) - 1
        return Int64(min(scaled / Int128(remaining), Int128(PresenceSlack.needMax)))
    }

    private static let needMax: Int64 = 2_000_000

    /// The least whole number that reaches bar × amount, or lies above it, without overflow.
    static func required(_ bar: Ratio, of amount: Int64, isStrict: Bool = false) -> Int64 {
        guard bar.den > 0, amount > 0 else { return 0 }
        // A bar in hundredths of a day of nanoseconds: a division of one word, not of two.
        let (short, isWide) = bar.num.multipliedReportingOverflow(by: amount)
        if !isWide, short >= 0, short < .max {
            let quotient = short / bar.den
            return isStrict || quotient * bar.den < short ? quotient + 1 : quotient
        }
        let product = Int128(bar.num) * Int128(amount)
        let rounded =
            isStrict
            ? product / Int128(bar.den) + 1 : (product + Int128(bar.den) - 1) / Int128(bar.den)
        return Int64(clamping: rounded)
    }
}
