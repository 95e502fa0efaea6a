/// Writes HTML and SVG that is also well-formed XML: elements close themselves, text is always escaped.
struct MarkupWriter {
    private(set) var markup = ""
    /// Which of its languages a label is written in.
    var language = ReportLanguage.both

    typealias Attributes = KeyValuePairs<String, String>
    typealias Body = (inout MarkupWriter) -> Void

    mutating func element(_ tag: String, _ attributes: Attributes = [:], _ body: Body) {
        open(tag, attributes)
        markup += ">"
        body(&self)
        markup += "</\(tag)>"
    }

    mutating func element(_ tag: String, _ attributes: Attributes = [:], text: String) {
        element(tag, attributes) { $0.text(text) }
    }

    /// An element without content, `<br/>`.
    mutating func empty(_ tag: String, _ attributes: Attributes = [:]) {
        open(tag, attributes)
        markup += "/>"
    }

    mutating func text(_ text: String) { Self.appendEscaped(text, to: &markup) }

    mutating func newline() { markup += "\n" }

    /// Markup of our own making: the style sheet, the document type.
    mutating func verbatim(_ ours: StaticString) { markup += "\(ours)" }

    /// English, then Chinese marked as such; or the one that was asked for.
    mutating func label(_ label: Bilingual) {
        guard language == .both, !label.chinese.isEmpty, !label.english.isEmpty else {
            text(language.say(label))
            return
        }
        text((label.name.isEmpty ? "" : label.name + " ") + label.english)
        text(" ")
        element("span", ["class": "zh", "lang": "zh"], text: label.chinese)
    }

    private mutating func open(_ tag: String, _ attributes: Attributes) {
        markup += "<\(tag)"
        for (name, value) in attributes {
            markup += " \(name)=\""
            Self.appendEscaped(value, to: &markup)
            markup += "\""
        }
    }

    /// Text with the five markup characters escaped, and whatever could break XML or reorder a line replaced.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        appendEscaped(text, to: &escaped)
        return escaped
    }

    private static func appendEscaped(_ text: String, to markup: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"": markup += "&quot;"
            case "'": markup += "&#39;"
            default:
                markup.unicodeScalars.append(OutsideText.isHarmless(scalar) ? scalar : "\u{FFFD}")
            }
        }
    }
}
