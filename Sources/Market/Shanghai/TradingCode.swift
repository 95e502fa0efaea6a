/// The 17-character trading code 合约交易代码: underlying(6) C/P YYMM flag strike×1000(5) (SSE-TR-01).
public struct ShanghaiTradingCode: Hashable, Sendable {
    public let underlying: String
    public let type: OptionType
    /// Two-digit year and month of expiry.
    public let year: Int
    public let month: Int
    /// `M` unadjusted; `A`, `B`… after each adjustment. An adjusted code keeps its original strike digits.
    public let flag: Character
    /// Strike in thousandths of a yuan.
    public let strikeThousandths: Int

    public init(
        underlying: String, type: OptionType, year: Int, month: Int, flag: Character = "M",
        strike: Price
    ) {
        self.underlying = underlying
        self.type = type
        self.year = year % 100
        self.month = month
        self.flag = flag
        strikeThousandths = Int(strike.ticks / 10)
    }

    /// Nil unless the text is exactly a trading code.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 17 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard number(0..<6) != nil, let year = number(7..<9), let month = number(9..<11),
            (1...12).contains(month), let strike = number(12..<17),
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[11])
        else { return nil }
        switch bytes[6] {
        case UInt8(ascii: "C"): type = .call
        case UInt8(ascii: "P"): type = .put
        default: return nil
        }
        underlying = String(text.prefix(6))
        self.year = year
        self.month = month
        flag = Character(UnicodeScalar(bytes[11]))
        strikeThousandths = strike
    }

    public var text: String {
        let letter = type == .call ? "C" : "P"
        return underlying + letter + Self.padded(year, 2) + Self.padded(month, 2) + String(flag)
            + Self.padded(strikeThousandths, 5)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
