import Foundation
import Glibc
import Settings

/// Whole small files, read and written with errors a person can act on.
enum TextFile {
    static func read(_ path: String, bytesMax: Int = 1 << 20) throws(SettingsError) -> String {
        func error(_ problem: String, _ accepted: String = "") -> SettingsError {
            SettingsError(file: path, line: 0, path: "", problem: problem, accepted: accepted)
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw error("no such file")
        }
        guard !isFolder.boolValue else { throw error("is a folder", "a file") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw error("cannot be read", "a readable file")
        }
        guard data.count <= bytesMax else { throw error("file larger than \(bytesMax) bytes") }
        guard let text = String(data: data, encoding: .utf8) else {
            throw error("is not UTF-8 text")
        }
        return text
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Writes through a temporary file, so that a reader sees the old text or the new one.
    static func write(_ text: String, to path: String) throws(SettingsError) {
        let temporary = path + ".part"
        let data = Data(text.utf8)
        guard FileManager.default.createFile(atPath: temporary, contents: data),
            rename(temporary, path) == 0
        else {
            throw SettingsError(
                file: path, line: 0, path: "",
                problem: "cannot be written: \(String(cString: strerror(errno)))", accepted: "")
        }
    }
}
