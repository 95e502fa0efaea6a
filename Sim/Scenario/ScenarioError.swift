/// What is wrong with a scenario file, and where.
public struct ScenarioError: Error, Equatable, CustomStringConvertible {
    public let file: String
    /// From 1; nil when the whole file is meant.
    public let line: Int?
    /// `underlyings[0].path.kind`; empty for the whole file.
    public let keyPath: String
    /// What was found, cut at 60 characters.
    public let found: String
    /// What would have been accepted.
    public let accepted: String

    init(file: String, line: Int?, keyPath: String, found: String, accepted: String) {
        self.file = file
        self.line = line
        self.keyPath = keyPath
        self.found = PrintableText.cut(found)
        self.accepted = accepted
    }

    public var description: String {
        let place = line.map { file + ":" + String($0) } ?? file
        let key = keyPath.isEmpty ? "" : keyPath + ": "
        return "\(place): \(key)\(found); accepted: \(accepted)"
    }
}
