/// One Swift file as written, and the same with comments and text literals blanked out.
struct SourceFile {
    let path: String
    /// Lines as written.
    let lines: [String]
    /// The same lines with only code left; line and column numbers agree where text is ASCII.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var blanker = CodeBlanker(text)
        code = blanker.blanked().split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    /// File name without folders and `.swift`.
    var name: String {
        String(path.split(separator: "/").last ?? "").replacing(".swift", with: "")
    }

    /// `Sources/Risk/x.swift` → `Risk`, `Strategies/x.swift` → `Strategies`.
    var room: String {
        let parts = path.split(separator: "/").map(String.init)
        return parts.first == "Sources" && parts.count > 1 ? parts[1] : parts[0]
    }

    /// `path:line` of every line of code in which the pattern is found.
    func matches(_ pattern: some RegexComponent) -> [String] {
        code.enumerated().filter { $0.element.contains(pattern) }.map { index, _ in
            "\(path):\(index + 1): " + lines[index].trimmingPrefix(while: \.isWhitespace)
        }
    }
}
