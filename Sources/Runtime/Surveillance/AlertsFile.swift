import Foundation
import Glibc
import Settings

/// `alerts.jsonl` of a run folder: a line is added when an alert comes, and never changed.
///
/// A watch that starts again adds only what is not there yet; half a line of one that died is taken away first.
final class AlertsFile {
    private static let bytesMax = 256 << 20
    private let path: String
    private let descriptor: Int32
    /// Names of the alerts that are there.
    private(set) var names: Set<String> = []

    init(_ path: String) throws {
        self.path = path
        if TextFile.exists(path) {
            let text = try TextFile.read(path, bytesMax: Self.bytesMax)
            let whole = text.lastIndex(of: "\n").map { text[...$0] } ?? ""
            names = Set(Self.lines(of: String(whole)).map(\.name))
            if whole.utf8.count < text.utf8.count { truncate(path, off_t(whole.utf8.count)) }
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit { close(descriptor) }

    func append(_ line: AlertLine) throws {
        var rest = Array((try line.json() + "\n").utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(path) }
            rest = rest.dropFirst(written)
        }
    }

    /// What a text holds in whole lines; a line that is no alert is left out.
    static func lines(of text: String) -> [AlertLine.Line] {
        let decoder = JSONDecoder()
        return text.split(separator: "\n").compactMap {
            try? decoder.decode(AlertLine.Line.self, from: Data($0.utf8))
        }
    }

    private static func failure(_ path: String) -> SettingsError {
        SettingsError(
            file: path, line: 0, path: "",
            problem: "cannot be written: \(String(cString: strerror(errno)))", accepted: "")
    }
}
