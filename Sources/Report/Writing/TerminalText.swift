/// Text in terminal columns: Chinese characters take two.
enum TerminalText {
    /// Columns the text takes.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// The text, cut with an ellipsis when it takes more than `columns`.
    static func fitted(_ text: String, columns: Int) -> String {
        let line = OutsideText.oneLine(text)
        guard width(line) > columns else { return line }
        var kept = ""
        var taken = 0
        for character in line {
            let step = width(of: character)
            if taken + step > columns - 1 { break }
            kept.append(character)
            taken += step
        }
        return columns > 0 ? kept + "…" : ""
    }

    /// Exactly `columns` wide: cut or filled with spaces, on the left for numbers.
    static func padded(_ text: String, columns: Int, toRight: Bool = false) -> String {
        let line = fitted(text, columns: columns)
        let space = String(repeating: " ", count: max(0, columns - width(line)))
        return toRight ? space + line : line + space
    }

    /// A character is as wide as its widest scalar; combining marks add nothing.
    private static func width(of character: Character) -> Int {
        var widest = 0
        for scalar in character.unicodeScalars { widest = max(widest, width(of: scalar)) }
        return widest
    }

    /// East Asian wide and fullwidth ranges are 2; marks that join the character before them are 0.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x0300...0x036F, 0x200B...0x200D, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
