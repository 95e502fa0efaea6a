/// Exact decimal text for integers that count a power of ten of something.
///
/// `Double("nan")`, `"inf"` and `"0x1p3"` all parse in Swift; files and command lines go through here instead.
public enum DecimalText {
    /// `text(-500, decimals: 4)` is `-0.0500`.
    public static func text(_ value: Int64, decimals: Int) -> String {
        var digits = String(value.magnitude)
        if decimals > 0 {
            while digits.count <= decimals { digits = "0" + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
        }
        return value < 0 ? "-" + digits : digits
    }

    /// Reads plain decimal text (`-12.50`) as an integer count of 10^-decimals.
    ///
    /// Returns nil for anything else: empty text, exponents, separators, more decimals than `decimals`
    /// (unless they are zeros), or a value outside `Int64`.
    public static func value<Text: StringProtocol>(_ text: Text, decimals: Int) -> Int64? {
        var negative = false
        var digits = 0
        var fraction: Int? = nil
        var value: Int64 = 0
        for (position, character) in text.utf8.enumerated() {
            switch character {
            case UInt8(ascii: "-") where position == 0: negative = true
            case UInt8(ascii: "+") where position == 0: continue
            case UInt8(ascii: ".") where fraction == nil: fraction = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if let seen = fraction {
                    guard seen < decimals else {
                        guard character == UInt8(ascii: "0") else { return nil }
                        continue
                    }
                    fraction = seen + 1
                }
                guard let next = appending(character, to: value) else { return nil }
                value = next
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        for _ in (fraction ?? 0)..<max(decimals, fraction ?? 0) {
            guard let next = appending(UInt8(ascii: "0"), to: value) else { return nil }
            value = next
        }
        if negative { return value }
        return value == .min ? nil : -value
    }

    /// Grows a value downwards: `Int64` reaches one further below zero than above.
    private static func appending(_ digit: UInt8, to value: Int64) -> Int64? {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        let (sum, carry) = product.subtractingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
        return carry ? nil : sum
    }
}
