import Obligations

extension ComplianceReport {
    /// Renders a month or quarter; the days' own pages are rendered by themselves.
    public static func render(_ month: ComplianceMonth, language: ReportLanguage = .both) -> String
    {
        let book = MonthBook(month)
        let title = Bilingual("Market-making obligations over the period", "做市义务期间报告")
        var periods: [String] = []
        for rule in book.rules where !periods.contains(rule.period) { periods.append(rule.period) }
        let subject = periods.joined(separator: ", ")
        var placeholders = month.report.rulePack.placeholders
        for name in month.report.days.flatMap(\.placeholders) where !placeholders.contains(name) {
            placeholders.append(name)
        }
        return compliancePage("\(language.say(title)) \(subject)", language) { page in
            ComplianceHeader(title: title, subject: subject, facts: month.facts, pack: month.pack)
                .write(on: &page)
            ComplianceAlerts(facts: month.facts, pack: month.pack, placeholders: placeholders)
                .write(on: &page)
            MonthAlerts(book: book).write(on: &page)
            MonthVerdictSection(book: book).write(on: &page)
            CalendarSection(book: book).write(on: &page)
            SignatureSection().write(on: &page)
            CumulativeSection(book: book).write(on: &page)
            ScoreSection(scores: month.report.scores, rules: book.rules).write(on: &page)
            MonthRecordSection(book: book).write(on: &page)
            for rule in book.rules { MonthFigureSection(book: book, rule: rule).write(on: &page) }
            ProvenanceSection(pack: month.pack, values: month.facts.packValues).write(on: &page)
        }
    }
}
