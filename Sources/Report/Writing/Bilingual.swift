/// A label in both languages, English first.
struct Bilingual: Hashable {
    /// What stands before it in every language, once: a code, a rule's id.
    let name: String
    let english: String
    let chinese: String

    init(name: String = "", _ english: String, _ chinese: String) {
        self.name = name
        self.english = english
        self.chinese = chinese
    }

    /// Both on one line; only the English when there is no Chinese.
    var line: String { [name, english, chinese].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension ObligationVerdict {
    /// The verdict over `ratio`: whatever was claimed, a zero denominator is no obligation.
    func holding(for ratio: ReportedRatio) -> ObligationVerdict {
        ratio.isDefined ? self : .noObligation
    }

    var label: Bilingual {
        switch self {
        case .pass: Bilingual("pass", "达标")
        case .fail: Bilingual("fail", "未达标")
        case .noObligation: Bilingual("no obligation", "无义务")
        }
    }

    /// A mark that reads without colour.
    var mark: String {
        switch self {
        case .pass: "✓"
        case .fail: "✗"
        case .noObligation: "–"
        }
    }

    var styleClass: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .noObligation: "void"
        }
    }
}

extension ResponseOutcome {
    var label: Bilingual {
        switch self {
        case .answered: Bilingual("answered", "已回应")
        case .late: Bilingual("late", "超时")
        case .heldShort: Bilingual("held short", "保留不足")
        case .missed: Bilingual("missed", "未回应")
        case .notObliged: Bilingual("not obliged", "无义务")
        }
    }
}

extension SpreadRelevance {
    var label: Bilingual {
        switch self {
        case .worst: Bilingual("worst", "最差")
        case .atTheMoney: Bilingual("at the money", "平值")
        case .other: Bilingual("", "")
        }
    }
}
