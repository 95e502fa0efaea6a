/// The language of a report's labels; numbers, codes and names from files are the same in all.
public enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
    case en, zh, both
}

extension ReportLanguage {
    /// What stands in the page's `lang`.
    var code: String { self == .zh ? "zh-CN" : "en" }

    /// The label in this language; where it has no Chinese, the English.
    func say(_ label: Bilingual) -> String {
        switch self {
        case .en: label.english.isEmpty ? label.chinese : label.english
        case .zh: label.chinese.isEmpty ? label.english : label.chinese
        case .both: label.english.isEmpty ? label.chinese : label.line
        }
    }
}
