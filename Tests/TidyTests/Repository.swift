import Foundation

/// The package's own files, found from this one.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Paths of all files people wrote, sorted; builds, run folders and version control left out.
    static let files: [String] = {
        let skipped: Set<String> = [".git", "runs", "__pycache__", "Package.resolved"]
        var found: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let path = root.appendingPathComponent(folder).path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names where !skipped.contains(name) && !name.hasPrefix(".build") {
                let relative = folder.isEmpty ? name : folder + "/" + name
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(
                    atPath: root.appendingPathComponent(relative).path, isDirectory: &isFolder)
                if isFolder.boolValue { folders.append(relative) } else { found.append(relative) }
            }
        }
        return found.sorted()
    }()

    /// Swift written by hand: what the schema generates is not held to a page.
    static let sources: [SourceFile] = files.filter {
        $0.hasSuffix(".swift") && !$0.contains("/Generated/")
    }.compactMap { path in
        (try? text(path)).map { SourceFile(path: path, text: $0) }
    }
}
