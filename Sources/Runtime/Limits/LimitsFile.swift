import Seal
import Settings

/// A file with the `limits:` part of a desk's file and nothing else: what `limits export` writes, and a day begins with.
enum LimitsFile {
    /// Reads it strictly; a limit that is not there is not set, and refuses.
    static func read(_ path: String) throws(SettingsError) -> LimitSettings {
        let root = try SettingsFile.load(yaml: try TextFile.read(path), file: path)
        let fields = try root.fields(required: ["limits"])
        guard let limits = fields["limits"] else { throw root.error("missing key limits") }
        return try DeskConfiguration.readLimits(limits)
    }

    /// Writes it; what is there already is left alone.
    static func write(_ text: String, to path: String) throws(SettingsError) {
        guard !TextFile.exists(path) else {
            throw SettingsError(
                file: path, line: 0, path: "--out", problem: "exists already",
                accepted: "a file that does not exist yet")
        }
        try TextFile.write(text, to: path)
    }
}

extension LimitSettings {
    /// Lines of desk.yaml; a limit that is not set has none.
    var yaml: [String] {
        ["limits:"]
            + Self.keys.compactMap { name, path in
                self[keyPath: path].map { "  \(name): \($0)" }
            }
    }

    /// SHA-256 of the limits as they are written: two days with one hash are held by the same limits.
    var digest: String { "\(SHA256.digest((yaml.joined(separator: "\n") + "\n").utf8))" }
}
