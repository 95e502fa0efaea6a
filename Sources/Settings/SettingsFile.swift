import Yams

/// Reads YAML strictly: one document, no duplicate keys, no anchors, bounded size and depth.
public enum SettingsFile {
    /// Largest text read; a settings file is a few kilobytes.
    public static let bytesMax = 1 << 20
    static let nestingMax = 32

    public static func load(yaml: String, file: String) throws(SettingsError) -> SettingsNode {
        func whole(_ problem: String, line: Int = 0) -> SettingsError {
            SettingsError(file: file, line: line, path: "", problem: problem, accepted: "")
        }
        guard yaml.utf8.count <= bytesMax else { throw whole("file larger than 1 MiB") }
        guard nesting(of: yaml) <= nestingMax else { throw whole("nested too deeply") }
        do {
            let parser = try Parser(yaml: yaml)
            guard let node = try parser.singleRoot() else { throw whole("file is empty") }
            // Nodes hold their anchors weakly: they are seen, and refused, only while the parser lives.
            defer { withExtendedLifetime(parser) {} }
            let root = SettingsNode(node: node, file: file, path: "")
            try root.refuseAnchors()
            return root
        } catch let error as SettingsError {
            throw error
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            throw SettingsError(
                file: file, line: context.mark.line, path: keys.joined(separator: ", "),
                problem: "duplicate key", accepted: "each key once")
        } catch YamlError.scanner(_, let problem, let mark, _) {
            throw whole(problem, line: mark.line)
        } catch YamlError.parser(_, let problem, let mark, _) {
            throw whole(problem, line: mark.line)
        } catch YamlError.composer(_, let problem, let mark, _) {
            throw whole(problem, line: mark.line)
        } catch {
            throw whole("not readable as YAML")
        }
    }

    /// Deepest nesting of flow brackets and block dashes; the parser recurses on each.
    private static func nesting(of yaml: String) -> Int {
        var depth = 0
        var deepest = 0
        var dashes = 0
        for byte in yaml.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"): dashes += 1
            case UInt8(ascii: " "): continue
            default: dashes = 0
            }
            deepest = max(deepest, depth, dashes)
        }
        return deepest
    }
}
