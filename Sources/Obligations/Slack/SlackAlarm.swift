/// Turns a need that rises and falls into alerts: one for each ratio it crosses upward, not one a second.
///
/// A level is armed again when the need has fallen clearly below its ratio.
public struct SlackAlarm: Hashable, Sendable {
    /// Rising, above zero.
    public let ratios: [Ratio]
    /// How far below its ratio a level is armed again, in hundredths of the whole.
    private static let hysteresisHundredths: Int64 = 5
    /// How many of the ratios each contract is above.
    private var levels: [UInt8]

    /// 0.90: nine tenths of all that is left; 1.00: failure is certain.
    public static let ratiosByDefault = [Ratio(90, 100), Ratio(100, 100)]

    public init(contracts: Int, ratios: [Ratio] = ratiosByDefault) {
        self.ratios = Array(ratios.prefix(8))
        levels = Array(repeating: 0, count: contracts)
    }

    /// How many of the ratios a contract is above.
    public func level(of contract: Int) -> Int { Int(levels[contract]) }

    /// Takes a contract's slack; the highest ratio newly crossed upward, if any.
    public mutating func take(_ slack: PresenceSlack, of contract: Int) -> Ratio? {
        var level = Int(levels[contract])
        let before = level
        while level < ratios.count, slack.needExceeds(ratios[level]) { level += 1 }
        if level > before {
            levels[contract] = UInt8(level)
            return ratios[level - 1]
        }
        while level > 0, !slack.needExceeds(SlackAlarm.lowered(ratios[level - 1])) { level -= 1 }
        levels[contract] = UInt8(level)
        return nil
    }

    private static func lowered(_ ratio: Ratio) -> Ratio {
        Ratio(ratio.num * 100 - ratio.den * hysteresisHundredths, ratio.den * 100)
    }
}
