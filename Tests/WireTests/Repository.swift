import Foundation

/// Where this package lies on disk, found from this file.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ relative: String) -> String {
        root.appendingPathComponent(relative).standardizedFileURL.path
    }

    /// A reference file beside the package, or nil: a fresh clone has none.
    static func sharedReference(_ name: String) -> Data? {
        let data = FileManager.default.contents(atPath: path("../shared/reference/" + name))
        if data == nil { print("skipped: no reference file \(name) beside the package") }
        return data
    }
}
