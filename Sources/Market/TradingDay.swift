/// A calendar date in the proleptic Gregorian calendar, as `yyyymmdd`.
public struct TradingDay: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// `20210104` for 4 January 2021.
    public let yyyymmdd: Int32

    /// Nil unless the date exists.
    public init?(yyyymmdd: Int32) {
        let year = Int(yyyymmdd / 10_000)
        let month = Int(yyyymmdd / 100 % 100)
        let day = Int(yyyymmdd % 100)
        self.init(year: year, month: month, day: day)
    }

    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= TradingDay.days(inMonth: month, of: year)
        else { return nil }
        yyyymmdd = Int32(year * 10_000 + month * 100 + day)
    }

    private init(unchecked yyyymmdd: Int32) { self.yyyymmdd = yyyymmdd }

    public var year: Int { Int(yyyymmdd / 10_000) }
    public var month: Int { Int(yyyymmdd / 100 % 100) }
    public var day: Int { Int(yyyymmdd % 100) }

    public static func < (a: TradingDay, b: TradingDay) -> Bool { a.yyyymmdd < b.yyyymmdd }

    /// Days since 1 March of year 0 (civil-from-days arithmetic, no time zone involved).
    public var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
            + (153 * monthFromMarch + 2) / 5 + day - 1
    }

    /// 1 = Monday … 7 = Sunday. (1 March of year 0 was a Wednesday.)
    public var weekday: Int { (dayNumber + 2) % 7 + 1 }

    /// Calendar days from `other` to this day.
    public func days(since other: TradingDay) -> Int { dayNumber - other.dayNumber }

    /// The next calendar day, trading or not.
    public var following: TradingDay {
        if day < TradingDay.days(inMonth: month, of: year) {
            return TradingDay(unchecked: yyyymmdd + 1)
        }
        if month < 12 { return TradingDay(unchecked: Int32(year * 10_000 + (month + 1) * 100 + 1)) }
        return TradingDay(unchecked: Int32((year + 1) * 10_000 + 101))
    }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension TradingDay: CustomStringConvertible {
    /// `2021-01-04`.
    public var description: String {
        let text = String(yyyymmdd + 100_000_000).dropFirst()
        return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
    }
}
