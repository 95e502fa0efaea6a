/// What is wrong with a settings file: the place, the problem, and what would have been accepted.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// 1-based; 0 when the file as a whole is meant.
    public let line: Int
    /// `limits/positionPerContract`, empty for the whole file.
    public let path: String
    public let problem: String
    public let accepted: String

    public init(file: String, line: Int, path: String, problem: String, accepted: String) {
        self.file = file
        self.line = line
        self.path = path
        self.problem = problem
        self.accepted = accepted
    }

    public var description: String {
        let position = line > 0 ? "\(file):\(line):" : "\(file):"
        let place = path.isEmpty ? "" : " \(path):"
        let advice = accepted.isEmpty ? "" : " (accepted: \(accepted))"
        return "\(position)\(place) \(problem)\(advice)"
    }
}
