/// The language of a report's labels; numbers, codes and names from files are the same in all.
public enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
    case en, zh, both
}

extension ReportLanguage {
    /// What stands in the page's `lang`.
    var code: String { self == .zh ? "zh-CN" : "en" }

    /// The label in this language; where it has no Chinese, the English.
    func say(_ label: Bilingual) -> String {
        if self == .both { return label.line }
        let first = self == .en ? label.english : label.chinese
        let words = first.isEmpty ? (self == .en ? label.chinese : label.english) : first
        return label.name.isEmpty ? words : words.isEmpty ? label.name : label.name + " " + words
    }
}
