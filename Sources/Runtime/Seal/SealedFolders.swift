import Foundation
import Seal
import Settings

/// The sealed run folders beside one: where the day before is looked for.
struct SealedFolders {
    struct Found {
        let path: String
        let head: DayHead
    }

    /// In order of folder name.
    let found: [Found]
    /// Folders whose `head.json` cannot be what was written.
    let damaged: [String]

    /// All sealed folders with the same parent, itself left out.
    init(beside folder: RunFolder) {
        let own = URL(fileURLWithPath: folder.path).standardizedFileURL
        let parent = own.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        var found: [Found] = []
        var damaged: [String] = []
        for name in names.sorted() where name != own.lastPathComponent {
            let other = RunFolder(path: parent.appendingPathComponent(name).path)
            guard FileManager.default.fileExists(atPath: other.head) else { continue }
            if let head = try? Self.head(of: other) {
                found.append(Found(path: other.path, head: head))
            } else {
                damaged.append(other.path)
            }
        }
        self.found = found
        self.damaged = damaged
    }

    /// The head of the latest day before `day`; nil where there is none, or where several say to be it.
    func latest(before day: String) -> (previous: Found?, isAmbiguous: Bool) {
        let earlier = found.filter { $0.head.statement.tradingDay < day }
        guard let last = earlier.map(\.head.statement.tradingDay).max() else { return (nil, false) }
        let candidates = earlier.filter { $0.head.statement.tradingDay == last }
        let isAmbiguous = Set(candidates.map(\.head.statement.digest)).count > 1
        return (isAmbiguous ? nil : candidates.first, isAmbiguous)
    }

    /// Reads a folder's head; one that is not there or damaged is an error that names the file.
    static func head(of folder: RunFolder) throws -> DayHead {
        guard FileManager.default.fileExists(atPath: folder.head) else {
            throw SettingsError(
                file: folder.path, line: 0, path: "", problem: "is not sealed: no head.json in it",
                accepted: "a folder sealed by `obligato day`, `backtest` or `seal`")
        }
        let text = try TextFile.read(folder.head, bytesMax: 16 << 20)
        do {
            return try DayHead.read(json: text)
        } catch let error as SealError {
            throw SettingsError(
                file: folder.head, line: 0, path: "", problem: error.description, accepted: "")
        }
    }
}
