/// What is wrong with a recorded chain's file, and where (docs/simulator.md).
public struct ChainFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// Inside the archive; nil when the whole file is meant.
    public let member: String?
    /// From 1; there is no header.
    public let row: Int?
    public let found: String
    public let accepted: String

    init(
        file: String, member: String? = nil, row: Int? = nil, found: String, accepted: String
    ) {
        self.file = file
        self.member = member.map(PrintableText.cut)
        self.row = row
        self.found = PrintableText.cut(found)
        self.accepted = accepted
    }

    public var description: String {
        var place = file
        if let member { place += ":" + member }
        if let row { place += ":\(row)" }
        return "\(place): found \(found); accepted: \(accepted)"
    }
}
