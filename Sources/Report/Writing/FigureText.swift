import Market

/// Numbers as the report prints them: grouped by thousands, cut and never rounded up where it matters.
enum FigureText {
    static let nothing = "–"

    /// `-1234567` is `-1,234,567`.
    static func count(_ value: Int64) -> String {
        grouped(String(value.magnitude), negative: value < 0)
    }

    /// Percent with two decimals, cut toward zero: 69.999 % never reads 70.00 %.
    static func percent(_ ratio: ReportedRatio) -> String {
        guard ratio.isDefined else { return nothing }
        let hundredths = Int128(ratio.numerator) * 10_000 / Int128(ratio.denominator)
        return DecimalText.text(Int64(clamping: hundredths), decimals: 2) + " %"
    }

    /// `3/4`.
    static func fraction(_ ratio: ReportedRatio) -> String {
        count(ratio.numerator) + "/" + count(ratio.denominator)
    }

    /// Seconds with one decimal, cut toward zero; anything above zero that would read 0.0 reads `<0.1`.
    static func seconds(_ nanoseconds: Int64) -> String {
        let tenths = nanoseconds / 100_000_000
        if tenths == 0, nanoseconds > 0 { return "<0.1" }
        if tenths == 0, nanoseconds < 0 { return ">-0.1" }
        return decimal(tenths, decimals: 1)
    }

    /// Yuan with two decimals, rounded half away from zero.
    static func yuan(_ money: Money) -> String {
        let amount = Int128(money.tenThousandths)
        let fen = (amount + (amount < 0 ? -50 : 50)) / 100
        return decimal(Int64(clamping: fen), decimals: 2)
    }

    /// A short time in the unit that suits it, one decimal: `12.3 µs`, `4.0 ms`, `1.2 s`.
    static func latency(_ nanoseconds: Int64) -> String {
        switch nanoseconds.magnitude {
        case 0..<1_000: count(nanoseconds) + " ns"
        case 1_000..<1_000_000: decimal(nanoseconds / 100, decimals: 1) + " µs"
        case 1_000_000..<1_000_000_000: decimal(nanoseconds / 100_000, decimals: 1) + " ms"
        default: decimal(nanoseconds / 100_000_000, decimals: 1) + " s"
        }
    }

    /// Mebibytes with one decimal.
    static func mebibytes(_ bytes: Int64) -> String {
        decimal(Int64(clamping: Int128(bytes) * 10 / 1_048_576), decimals: 1) + " MiB"
    }

    /// `60×`, `0.50×`, or "virtual clock" for 0.
    static func speed(hundredths: Int64) -> String {
        guard hundredths != 0 else { return "virtual clock" }
        if hundredths % 100 == 0 { return count(hundredths / 100) + "×" }
        return decimal(hundredths, decimals: 2) + "×"
    }

    /// Hours and minutes, `09:30`.
    static func clock(_ time: SessionTime) -> String { String(time.description.prefix(5)) }

    /// Hours, minutes, seconds, `09:30:00`.
    static func clockSeconds(_ time: SessionTime) -> String { String(time.description.prefix(8)) }

    /// A tick label on an axis whose ticks are `step` apart.
    static func axis(_ value: Double, step: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return nothing }
        var decimals = 0
        var scale = 1.0
        while decimals < 4, abs((step * scale).rounded() - step * scale) > 1e-6 {
            decimals += 1
            scale *= 10
        }
        return decimal(Int64((value * scale).rounded()), decimals: decimals)
    }

    private static func decimal(_ value: Int64, decimals: Int) -> String {
        let text = DecimalText.text(value, decimals: decimals)
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", maxSplits: 1)
        let whole = grouped(String(parts.first ?? "0"), negative: value < 0)
        return parts.count > 1 ? whole + "." + parts[1] : whole
    }

    private static func grouped(_ digits: String, negative: Bool) -> String {
        var text = negative ? "-" : ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}
