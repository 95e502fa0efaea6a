import Obligations

/// A rendered report: the page, and files that belong in a folder beside it.
public struct RenderedReport: Hashable, Sendable {
    public var page: String
    /// Name of the folder beside the page; empty contents mean that it is not needed.
    public var folder: String
    public var files: [File]

    /// One file of the folder.
    public struct File: Hashable, Sendable {
        public var name: String
        public var text: String
    }
}

/// The compliance officer's report: every figure of obligations.json with the evidence it rests on.
public enum ComplianceReport {
    /// Renders a day; the same values give the same text. The text is HTML that also parses as XML.
    ///
    /// `fileName`: under which name the page will be kept, for links back from files of evidence.
    public static func render(
        _ day: ComplianceDay, language: ReportLanguage = .both, fileName: String
    ) -> RenderedReport {
        let book = DayBook(day, fileName: fileName)
        let title = Bilingual("Market-making obligation report", "做市义务履行报告")
        let page = compliancePage(
            "\(language.say(title)) \(day.report.date) \(day.facts.record)", language
        ) { page in
            ComplianceHeader(
                title: title, subject: day.report.date, facts: day.facts, pack: day.pack
            ).write(on: &page)
            ComplianceAlerts(
                facts: day.facts, pack: day.pack, placeholders: day.report.rulePack.placeholders
            ).write(on: &page)
            page.dayAlerts(book)
            VerdictSection(book: book).write(on: &page)
            FigureSection(book: book, ofContracts: false).write(on: &page)
            UnjudgedSection(book: book).write(on: &page)
            SignatureSection().write(on: &page)
            for rule in book.rules where !rule.timed.isEmpty {
                PresenceSection(book: book, rule: rule).write(on: &page)
                WorstTimeline(book: book, rule: rule).write(on: &page)
                GapSection(book: book, rule: rule).write(on: &page)
            }
            FigureSection(book: book, ofContracts: true).write(on: &page)
            for rule in book.rules where !rule.asked.isEmpty {
                RequestSection(book: book, rule: rule).write(on: &page)
            }
            ProvenanceSection(pack: day.pack, values: day.facts.packValues).write(on: &page)
            writeEvidence(book, on: &page)
        }
        return RenderedReport(
            page: page, folder: book.evidence.folder, files: files(book, language))
    }

    /// A file's or folder's name as a relative address.
    public static func address(of name: String) -> String { EvidenceBook.encoded(name) }

    /// The intervals inside the page, or where they are.
    private static func writeEvidence(_ book: DayBook, on page: inout MarkupWriter) {
        guard book.day.evidence != nil else { return }
        let inside = book.evidence.sections.filter { $0.file == nil }
        page.section(
            "evidence", Bilingual("Evidence: intervals by contract", "证据：各合约区间明细"),
            onNewPage: !inside.isEmpty
        ) { page in
            for section in inside { write(section, of: book, back: "", on: &page) }
            guard inside.isEmpty else { return }
            page.note(
                Bilingual(
                    "Kept beside this page, a file for each contract: \(book.evidence.folder)/",
                    "存放于本页同级文件夹，每合约一个文件：\(book.evidence.folder)/"))
        }
    }

    private static func write(
        _ section: EvidenceBook.Section, of book: DayBook, back: String,
        on page: inout MarkupWriter
    ) {
        EvidenceSection(
            section: section, row: book.day.report.rules[section.row],
            pack: book.day.report.rulePack, back: "\(back)#r\(section.row)"
        ).write(on: &page)
    }

    private static func files(_ book: DayBook, _ language: ReportLanguage) -> [RenderedReport.File]
    {
        var names: [String] = []
        for section in book.evidence.sections {
            if let file = section.file, !names.contains(file) { names.append(file) }
        }
        let back = "../" + EvidenceBook.encoded(book.evidence.fileName)
        return names.map { name in
            let own = book.evidence.sections.filter { $0.file == name }
            let contract = own.first?.evidence.contract ?? name
            let text = compliancePage("\(contract) \(book.day.report.date)", language) { page in
                page.element("h1") { page in
                    page.label(Bilingual("Evidence", "证据"))
                    page.text(" · \(book.day.report.date) · \(contract)")
                }
                if !book.day.report.rulePack.placeholders.isEmpty {
                    page.note(PlaceholderBanner.headline, style: "alert")
                }
                for section in own { write(section, of: book, back: back, on: &page) }
            }
            return RenderedReport.File(name: name, text: text)
        }
    }

    /// The frame every page shares.
    static func compliancePage(
        _ title: String, _ language: ReportLanguage, _ body: MarkupWriter.Body
    ) -> String {
        MarkupWriter.document(title, language, styles: [ComplianceStyle.css], body)
    }
}
