import Foundation
import Sim

/// Markets that others recorded; they live beside the package, and a fresh clone has none.
enum RecordedMarket {
    /// The fields of each line of a text file, compressed or not; nil, and a printed line, when it is not there.
    static func lines(_ name: String) throws -> [[String]]? {
        guard let file = file(name) else { return nil }
        let bytes = try RecordedBytes.read(file: file, bytesMax: 64 << 20)
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// An archive's members, or nil and a printed line.
    static func archive(_ name: String) throws -> ZipMembers? {
        try file(name).map { try ZipMembers(file: $0) }
    }

    private static func file(_ name: String) -> String? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = package.appendingPathComponent("../shared/data/\(name)").standardized.path
        guard FileManager.default.fileExists(atPath: file) else {
            print("skipped: no recorded market \(name)")
            return nil
        }
        return file
    }
}
