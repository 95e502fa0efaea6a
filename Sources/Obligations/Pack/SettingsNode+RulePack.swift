import Market
import Settings

/// Values as a rule pack writes them.
extension SettingsNode {
    func milliseconds(_ range: ClosedRange<Int64>) throws(SettingsError) -> TimeSpan {
        .milliseconds(try integer(range))
    }

    /// Yuan with at most four decimals.
    func price() throws(SettingsError) -> Price {
        let text = try text()
        guard let ticks = DecimalText.value(text, decimals: 4), (0...1_000_000_000).contains(ticks)
        else {
            throw error(
                "\"\(text)\" is not a price", accepted: "yuan from 0 with at most four decimals")
        }
        return Price(ticks: ticks)
    }

    /// `70/100`, from zero to `max`.
    func ratio(max: Int64) throws(SettingsError) -> Ratio {
        let text = try text()
        let accepted = "a fraction such as 70/100, from 0 to \(max)"
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let num = DecimalText.value(parts[0], decimals: 0),
            let den = DecimalText.value(parts[1], decimals: 0)
        else { throw error("\"\(text)\" is not a fraction", accepted: accepted) }
        guard den > 0, den <= 1_000_000, num >= 0, num <= den * max else {
            throw error("\(text) is out of range", accepted: accepted)
        }
        return Ratio(num, den)
    }

    func choice<Value: RawRepresentable & CaseIterable>(_: Value.Type)
        throws(SettingsError) -> Value where Value.RawValue == String
    {
        try oneOf(Value.allCases.map { ($0.rawValue, $0) })
    }

    /// `09:30:00` as session time.
    func timeOfDay() throws(SettingsError) -> SessionTime {
        let text = try text()
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), let second = Int(parts[2]),
            (0...47).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { throw error("\"\(text)\" is not a time", accepted: "a time such as 09:30:00") }
        return SessionTime(hour: hour, minute: minute, second: second)
    }

    /// `2015-02-09`.
    func day() throws(SettingsError) -> TradingDay {
        let text = try text()
        let digits = text.filter { $0 != "-" }
        guard text.utf8.count == 10, digits.utf8.count == 8, let value = Int32(digits),
            let day = TradingDay(yyyymmdd: value), day.description == text
        else { throw error("\"\(text)\" is not a date", accepted: "a date such as 2015-02-09") }
        return day
    }
}
