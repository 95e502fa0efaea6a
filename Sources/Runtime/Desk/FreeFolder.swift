import Foundation
import Settings

/// Names a run folder that does not exist yet.
enum FreeFolder {
    static func next(prefix: String) throws(SettingsError) -> String {
        for number in 1...9_999 {
            let path = "runs/\(prefix)-\(number)"
            if !FileManager.default.fileExists(atPath: path) { return path }
        }
        throw SettingsError(
            file: "runs", line: 0, path: "", problem: "9999 runs named \(prefix)",
            accepted: "--out DIR")
    }
}
