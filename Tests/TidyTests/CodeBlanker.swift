/// Replaces comments and text literals by spaces, so that rules look at code only.
///
/// Knows line and nested block comments, plain, raw and multi-line literals, and interpolations inside them
/// (blanked with the literal they stand in).
struct CodeBlanker {
    private let input: [Character]
    private var position = 0
    private var output: [Character] = []

    init(_ text: String) { input = Array(text) }

    mutating func blanked() -> String {
        output.reserveCapacity(input.count)
        while position < input.count {
            if looking(at: "//") {
                blank { $0.looking(at: "\n") }
            } else if looking(at: "/*") {
                blankBlockComment()
            } else if input[position] == "`" {
                skip(1)
                blank { $0.looking(at: "`") || $0.looking(at: "\n") }
                if position < input.count { copy() }
            } else if let hashes = literalStart() {
                blankLiteral(hashes: hashes)
                // One mark is left, so that `"a"!` is still seen as an unwrapped value.
                output[output.count - 1] = "\""
            } else {
                copy()
            }
        }
        return String(output)
    }

    private func looking(at text: String) -> Bool {
        var index = position
        for character in text {
            guard index < input.count, input[index] == character else { return false }
            index += 1
        }
        return true
    }

    private mutating func copy() {
        output.append(input[position])
        position += 1
    }

    /// Moves on; line breaks stay, so that line numbers stay.
    private mutating func skip(_ count: Int) {
        for _ in 0..<count where position < input.count {
            output.append(input[position] == "\n" ? "\n" : " ")
            position += 1
        }
    }

    private mutating func blank(until ended: (CodeBlanker) -> Bool) {
        while position < input.count, !ended(self) { skip(1) }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if looking(at: "/*") {
                depth += 1
                skip(2)
            } else if looking(at: "*/") {
                depth -= 1
                skip(2)
            } else {
                skip(1)
            }
        } while depth > 0 && position < input.count
    }

    /// Number of `#` before a quotation mark here, or nil when no literal starts here.
    private func literalStart() -> Int? {
        var index = position
        while index < input.count, input[index] == "#" { index += 1 }
        guard index < input.count, input[index] == "\"" else { return nil }
        return index - position
    }

    private mutating func blankLiteral(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        skip(hashes)
        let quote = looking(at: "\"\"\"") ? "\"\"\"" : "\""
        skip(quote.count)
        while position < input.count, !looking(at: quote + marks) {
            if looking(at: "\\" + marks + "(") {
                skip(2 + hashes)
                blankInterpolation()
            } else if looking(at: "\\" + marks) {
                skip(2 + hashes)
            } else {
                skip(1)
            }
        }
        skip(quote.count + hashes)
    }

    private mutating func blankInterpolation() {
        var depth = 1
        while position < input.count, depth > 0 {
            if let hashes = literalStart() {
                blankLiteral(hashes: hashes)
                continue
            }
            if input[position] == "(" { depth += 1 }
            if input[position] == ")" { depth -= 1 }
            skip(1)
        }
    }
}
