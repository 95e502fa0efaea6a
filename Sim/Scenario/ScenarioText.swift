import Yams

/// Turns YAML text into nodes, refusing what could exhaust the reader before it is read.
enum ScenarioText {
    static let bytesMax = 64 * 1_024
    static let indentationMax = 64
    static let bracketsMax = 200
    static let dashesMax = 4

    static func node(yaml: String, file: String) throws(ScenarioError) -> Node {
        try screen(yaml, file: file)
        do {
            guard let node = try Parser(yaml: yaml).singleRoot() else {
                throw problem(file, nil, "an empty file", "a scenario")
            }
            return node
        } catch let error as ScenarioError {
            throw error
        } catch let error as YamlError {
            throw problem(file, mark(of: error)?.line, reason(of: error), "well-formed YAML")
        } catch {
            throw problem(file, nil, "\(error)", "well-formed YAML")
        }
    }

    /// Depth and aliases are bounded here, since the YAML library recurses and copies.
    private static func screen(_ yaml: String, file: String) throws(ScenarioError) {
        guard yaml.utf8.count <= bytesMax else {
            throw problem(file, nil, "\(yaml.utf8.count) bytes", "at most \(bytesMax) bytes")
        }
        var brackets = 0
        for (index, raw) in yaml.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = raw.prefix { $0 != "#" }
            let indentation = line.prefix { $0 == " " }.utf8.count
            guard indentation <= indentationMax else {
                throw problem(
                    file, index + 1, "\(indentation) spaces of indentation",
                    "at most \(indentationMax)")
            }
            let compact = line.prefix { " -?:[{".contains($0) }.count { "-?:[{".contains($0) }
            brackets += line.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
            guard compact <= dashesMax, brackets <= bracketsMax else {
                throw problem(
                    file, index + 1, "nested too deeply", "lists and mappings of a scenario")
            }
            guard !line.contains("&"), !line.contains("*") else {
                throw problem(
                    file, index + 1, "an anchor or alias (& or *)", "values written out in place")
            }
        }
    }

    private static func problem(
        _ file: String, _ line: Int?, _ found: String, _ accepted: String
    ) -> ScenarioError {
        ScenarioError(file: file, line: line, keyPath: "", found: found, accepted: accepted)
    }

    private static func mark(of error: YamlError) -> Mark? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            mark
        case .duplicatedKeysInMapping(_, let context): context.mark
        default: nil
        }
    }

    private static func reason(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
            .composer(_, let problem, _, _):
            problem
        case .reader(let problem, _, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "duplicate key " + keys.sorted().joined(separator: ", ")
        default: "unreadable text"
        }
    }
}
