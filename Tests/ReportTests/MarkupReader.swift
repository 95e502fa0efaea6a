import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads a page as XML: whether it is well-formed, and the elements with their attributes and text.
final class MarkupReader: NSObject, XMLParserDelegate {
    struct Element: Equatable {
        let tag: String
        let attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private(set) var failure: String?
    private var open: [Int] = []

    init(_ markup: String) {
        super.init()
        let parser = XMLParser(data: Data(markup.utf8))
        parser.delegate = self
        if !parser.parse() {
            failure = "line \(parser.lineNumber): \(String(describing: parser.parserError))"
        }
    }

    func all(_ tag: String, style: String? = nil) -> [Element] {
        elements.filter { $0.tag == tag && (style == nil || $0.attributes["class"] == style) }
    }

    /// The text of the element with this id, its children included; nil when there is none.
    func text(id: String) -> String? { elements.first { $0.attributes["id"] == id }?.text }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?, attributes attributeDict: [String: String] = [:]
    ) {
        open.append(elements.count)
        elements.append(Element(tag: elementName, attributes: attributeDict))
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?
    ) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        for index in open { elements[index].text += string }
    }
}
