import Foundation

/// A table of published values beside the package; a fresh clone has none.
struct ReferenceTable {
    let rows: [[String]]

    /// Nil, and a printed line, when the file is not there.
    init?(_ name: String) {
        guard let data = ReferenceTable.data(name) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        rows = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The file's bytes, or nil and a printed line.
    static func data(_ name: String) -> Data? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = package.appendingPathComponent("../shared/reference/\(name)").standardized
        let data = try? Data(contentsOf: file)
        if data == nil { print("skipped: no reference table \(name)") }
        return data
    }
}

extension [String] {
    func number(_ column: Int) -> Double { Double(self[column]) ?? .nan }
}
