import Foundation

/// A table of published values beside the package; a fresh clone has none.
struct ReferenceTable {
    let rows: [[String]]

    /// Nil, and a printed line, when the file is not there.
    init?(_ name: String) {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = package.appendingPathComponent("../shared/reference/\(name)").standardized
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("skipped: no reference table \(name)")
            return nil
        }
        rows = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

extension [String] {
    func number(_ column: Int) -> Double { Double(self[column]) ?? .nan }
}
