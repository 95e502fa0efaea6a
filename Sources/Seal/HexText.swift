/// Bytes as lower-case hexadecimal digits, one way to write each.
enum HexText {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// Nil unless the text is exactly twice `count` lower-case digits.
    static func bytes(_ text: String, count: Int) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count == 2 * count else { return nil }
        var found: [UInt8] = []
        for place in stride(from: 0, to: characters.count, by: 2) {
            guard let high = digits.firstIndex(of: characters[place]),
                let low = digits.firstIndex(of: characters[place + 1])
            else { return nil }
            found.append(UInt8(high << 4 | low))
        }
        return found
    }
}
