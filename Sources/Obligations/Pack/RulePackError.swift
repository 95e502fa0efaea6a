/// What is wrong with a rule pack: the place, the problem, and what would have been accepted.
public struct RulePackError: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// 1-based; 0 when the file as a whole is meant.
    public let line: Int
    /// `rules[0]/validity/minSize`, empty for the whole file.
    public let path: String
    public let problem: String
    public let accepted: String

    public var description: String {
        let place = path.isEmpty ? "" : " \(path):"
        let advice = accepted.isEmpty ? "" : " (accepted: \(accepted))"
        return "\(file):\(line):\(place) \(problem)\(advice)"
    }
}
