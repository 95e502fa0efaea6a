import Foundation
import Glibc
import Seal
import Settings

/// The files of a run folder that its seal covers, and their digests.
///
/// Not the page: `obligato report` may write it again. Not logs, locks or sockets: they say nothing of the day.
struct RecordFiles {
    /// Without these a day is not finished.
    private static let required = [
        "desk.yaml", "manifest.json", "obligations.json", "summary.json",
    ]
    /// What only some days have.
    private static let possible = [
        "filing.yaml", "month-so-far.yaml", "surveillance.yaml", "alerts.jsonl",
    ]
    private static let bytesAtOnce = 1 << 20

    let folder: RunFolder

    /// Names of all that is there now, in order.
    func names() -> [String] {
        let files = FileManager.default
        var names = (Self.required + Self.possible).filter {
            files.fileExists(atPath: path(of: $0))
        }
        for role in DeskRole.allCases {
            let content = (try? files.contentsOfDirectory(atPath: folder.journal(role))) ?? []
            names += content.filter {
                $0 != "lock" && !$0.hasSuffix(".tmp") && !$0.hasSuffix(".part")
            }
            .map { "\(role.rawValue)/\($0)" }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Name, length and digest of everything a finished day has.
    func sealed() throws -> [SealedFile] {
        let names = names()
        for name in Self.required where !names.contains(name) {
            throw error(
                "\(name) is missing: the day is not finished", "the folder of a finished day")
        }
        for role in DeskRole.allCases
        where !names.contains(where: { $0.hasPrefix(role.rawValue + "/") && $0.hasSuffix(".seg") })
        {
            throw error("has no journal of the \(role.rawValue)", "the folder of a finished day")
        }
        return try names.map { name in
            guard SealedFile.isName(name) else {
                throw error("\(name) is a strange name for a file of a run", "")
            }
            return try sealed(name)
        }
    }

    /// Reads one file from its first byte to its last; nil if it is not there.
    func found(_ name: String) throws -> SealedFile? {
        FileManager.default.fileExists(atPath: path(of: name)) ? try sealed(name) : nil
    }

    private func sealed(_ name: String) throws -> SealedFile {
        let descriptor = open(path(of: name), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be opened", name) }
        defer { close(descriptor) }
        var hash = SHA256()
        var length: UInt64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.bytesAtOnce, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("cannot be read", name) }
            if count == 0 { break }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            length += UInt64(count)
        }
        return SealedFile(name: name, length: length, digest: hash.finish())
    }

    private func path(of name: String) -> String { folder.path + "/" + name }

    private func failure(_ problem: String, _ name: String) -> SettingsError {
        error("\(name) \(problem): \(String(cString: strerror(errno)))", "")
    }

    private func error(_ problem: String, _ accepted: String) -> SettingsError {
        SettingsError(
            file: folder.path, line: 0, path: "", problem: problem, accepted: accepted)
    }
}
