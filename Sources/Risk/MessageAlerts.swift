import Wire

/// Marks of the message budget that were reached, each told once a day (Z30.3, P33).
struct MessageAlerts: Sendable {
    /// What a mark is of.
    enum Span: UInt8, Sendable { case second = 1, day }

    struct Mark: Sendable, BitwiseCopyable {
        let span: Span
        let messages: Int64
        var isReached = false
    }

    private(set) var marks: [Mark]

    /// Four fifths of what is allowed, and the marks of high-frequency identification.
    init(_ allowance: MessageAllowance, _ terms: RiskTerms) {
        marks = [
            Mark(span: .second, messages: terms.identificationPerSecond),
            Mark(span: .day, messages: terms.identificationPerDay),
        ]
        if let limit = allowance.perSecond {
            marks.append(Mark(span: .second, messages: Self.early(limit)))
        }
        if let limit = allowance.perDay {
            marks.append(Mark(span: .day, messages: Self.early(limit)))
        }
    }

    /// Takes other limits; a mark that was told already is not told again.
    mutating func renew(_ allowance: MessageAllowance, _ terms: RiskTerms) {
        let told = marks.filter(\.isReached)
        marks = MessageAlerts(allowance, terms).marks
        for place in marks.indices {
            marks[place].isReached = told.contains {
                $0.span == marks[place].span && $0.messages == marks[place].messages
            }
        }
    }

    private static func early(_ limit: Int64) -> Int64 {
        max(1, limit / 5 * 4 + limit % 5 * 4 / 5)
    }

    /// The next mark that has been reached and was not told.
    mutating func next(peak: Int64, today: Int64) -> (mark: Mark, value: Int64)? {
        for place in marks.indices where !marks[place].isReached {
            let value = marks[place].span == .second ? peak : today
            if value >= marks[place].messages {
                marks[place].isReached = true
                return (marks[place], value)
            }
        }
        return nil
    }

    func hash(into hasher: inout StateHasher) {
        for mark in marks { hasher.combine(mark.isReached) }
    }
}
