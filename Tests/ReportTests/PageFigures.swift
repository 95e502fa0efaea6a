import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page as a machine reads it: each row's figures by field, every anchor, every link.
final class PageFigures: NSObject, XMLParserDelegate {
    struct Figure: Equatable {
        let value: String
        var text = ""
    }

    /// By the row's id, then by field; a field may stand in a row once.
    private(set) var rows: [String: [String: Figure]] = [:]
    private(set) var repeated: [String] = []
    private(set) var anchors: Set<String> = []
    private(set) var doubleAnchors: [String] = []
    private(set) var links: [String] = []
    private(set) var failure: String?
    private var row: String?
    private var field: String?

    init(_ markup: String) {
        super.init()
        let parser = XMLParser(data: Data(markup.utf8))
        parser.delegate = self
        if !parser.parse() {
            failure = "line \(parser.lineNumber): \(String(describing: parser.parserError))"
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?, attributes: [String: String] = [:]
    ) {
        if let id = attributes["id"], !anchors.insert(id).inserted { doubleAnchors.append(id) }
        if let link = attributes["href"] { links.append(link) }
        if elementName == "tr" { row = attributes["id"] }
        guard elementName == "data", let row, let name = attributes["class"] else { return }
        if rows[row]?[name] != nil { repeated.append("\(row) \(name)") }
        rows[row, default: [:]][name] = Figure(value: attributes["value"] ?? "")
        field = name
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?
    ) {
        if elementName == "data" { field = nil }
        if elementName == "tr" { row = nil }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard let row, let field else { return }
        rows[row]?[field]?.text += string
    }
}
