extension MarkupWriter {
    /// A whole self-contained page: inline styles, no scripts, no links. HTML that also parses as XML.
    static func document(
        _ title: String, _ language: ReportLanguage = .both, styles: [StaticString], _ body: Body
    ) -> String {
        var page = MarkupWriter()
        page.language = language
        page.verbatim("<!DOCTYPE html>\n")
        page.element("html", ["lang": language.code, "xmlns": "http://www.w3.org/1999/xhtml"]) {
            page in
            page.element("head") { page in
                page.empty("meta", ["charset": "utf-8"])
                page.empty(
                    "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                page.element("title", text: title)
                for style in styles { page.element("style") { $0.verbatim(style) } }
            }
            page.newline()
            page.element("body") { page in
                page.patterns()
                body(&page)
            }
        }
        page.newline()
        return page.markup
    }
}
