/// Finds functions and initialisers by their braces, and counts their lines.
struct FunctionLengths {
    struct Function {
        let line: Int
        let length: Int
    }

    private let text: [Character]
    private var lineOf: [Int] = []

    init(_ file: SourceFile) {
        text = Array(file.code.joined(separator: "\n"))
        var line = 1
        lineOf.reserveCapacity(text.count)
        for character in text {
            lineOf.append(line)
            if character == "\n" { line += 1 }
        }
    }

    func functions() -> [Function] {
        var found: [Function] = []
        for start in text.indices where isDeclaration(at: start) {
            guard let open = body(after: start), let close = matchingBrace(of: open) else {
                continue
            }
            found.append(
                Function(line: lineOf[start], length: lineOf[close] - lineOf[start] + 1))
        }
        return found
    }

    private func isWordCharacter(_ index: Int) -> Bool {
        text.indices.contains(index)
            && (text[index].isLetter || text[index].isNumber || "_`.@#".contains(text[index]))
    }

    private func word(_ word: String, at start: Int) -> Bool {
        let end = start + word.count
        guard end <= text.count, !isWordCharacter(start - 1), !isWordCharacter(end) else {
            return false
        }
        return String(text[start..<end]) == word
    }

    private func isDeclaration(at start: Int) -> Bool {
        ["func", "init", "deinit", "subscript"].contains { word($0, at: start) }
    }

    /// The brace that opens the body; nil for a requirement of a protocol, or a call.
    private func body(after start: Int) -> Int? {
        var depth = 0
        var index = start
        let ends = ["func", "var", "let", "init", "static", "mutating", "associatedtype", "case"]
        while index < text.count {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return index
            case "}" where depth == 0: return nil
            case "=" where depth == 0 && lineOf[index] > lineOf[start] + 20: return nil
            default: break
            }
            if depth < 0 { return nil }
            if index > start, depth == 0, ends.contains(where: { word($0, at: index) }) {
                return nil
            }
            index += 1
        }
        return nil
    }

    private func matchingBrace(of open: Int) -> Int? {
        var depth = 0
        for index in open..<text.count {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }
}
