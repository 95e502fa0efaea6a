import Foundation

/// Published reference values that live beside the package, not in it; a fresh clone has none.
enum SharedReference {
    /// The lines of a reference file, or nil when it is not there.
    static func lines(of name: String) -> [String]? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = package.appendingPathComponent("../shared/reference/" + name).standardizedFileURL
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("skipped: no reference file \(name) beside the package")
            return nil
        }
        return text.split(whereSeparator: \.isNewline).map(String.init)
    }
}
