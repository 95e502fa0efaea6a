/// Text from outside made fit for one line of a terminal.
enum PrintableText {
    /// At most 60 characters, control characters shown as `?`.
    static func cut(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(61) {
            let isControl = scalar.properties.generalCategory == .control
            result.append(isControl ? "?" : scalar)
        }
        let cut = String(result)
        return cut.count > 60 ? String(cut.prefix(60)) + "…" : cut
    }
}
