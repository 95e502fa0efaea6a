import Foundation
import Glibc
public import Settings

/// The folder of one day: one journal folder per process, figures, report, logs.
public struct RunFolder: Sendable, Equatable {
    public let path: String

    public init(path: String) { self.path = path }

    public func journal(_ role: DeskRole) -> String { "\(path)/\(role.rawValue)" }
    public var configuration: String { "\(path)/desk.yaml" }
    public var manifest: String { "\(path)/manifest.json" }
    public var summary: String { "\(path)/summary.json" }
    public var obligations: String { "\(path)/obligations.json" }
    /// The month's sums so far, if the day was given them.
    public var monthSoFar: String { "\(path)/month-so-far.yaml" }
    /// Alerts of surveillance as they came, a line each.
    public var alerts: String { "\(path)/alerts.jsonl" }
    /// The rules of surveillance that the day was given, if it was given any.
    public var surveillanceRules: String { "\(path)/surveillance.yaml" }
    public var head: String { "\(path)/head.json" }
    public var report: String { "\(path)/report.html" }
    public func log(_ role: DeskRole) -> String { "\(path)/logs/\(role.rawValue).log" }
    /// The number of the running risk process: SIGUSR1 to it kills everything.
    public var riskNumber: String { "\(path)/logs/risk.pid" }
    /// A file of this name, whatever it says, kills everything.
    public var killFile: String { "\(path)/KILL" }
    public func processSummary(_ role: DeskRole) -> String {
        "\(path)/\(role.rawValue)/process.json"
    }

    /// Creates a new run folder (0700); an existing one is refused unless it is empty.
    public static func create(_ path: String) throws(SettingsError) -> RunFolder {
        func error(_ problem: String, _ accepted: String) -> SettingsError {
            SettingsError(file: path, line: 0, path: "", problem: problem, accepted: accepted)
        }
        let files = FileManager.default
        var isFolder: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw error("is a file", "a new folder") }
            guard let content = try? files.contentsOfDirectory(atPath: path), content.isEmpty else {
                throw error(
                    "exists and is not empty; a day's record is never overwritten",
                    "a folder that does not exist yet, or an empty one")
            }
        }
        do {
            try files.createDirectory(
                atPath: path + "/logs", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw SettingsError(
                file: path, line: 0, path: "",
                problem: "cannot be created: \(error.localizedDescription)",
                accepted: "a folder in a place that can be written")
        }
        chmod(path, 0o700)
        return RunFolder(path: absolute(path))
    }

    /// An existing run folder.
    public static func open(_ path: String) throws(SettingsError) -> RunFolder {
        let folder = RunFolder(path: absolute(path))
        guard FileManager.default.fileExists(atPath: folder.configuration) else {
            throw SettingsError(
                file: path, line: 0, path: "", problem: "is not a run folder: no desk.yaml in it",
                accepted: "a folder written by `obligato day` or `obligato backtest`")
        }
        return folder
    }

    /// A folder for sockets: `ipc://` paths are at most 107 bytes long, run folders may be deeper.
    static func socketFolder(for run: RunFolder) -> String? {
        let inside = "\(run.path)/s"
        if inside.utf8.count + 16 < 104 {
            mkdir(inside, 0o700)
            return inside
        }
        var template = Array("/tmp/obligato-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { return nil }
        return String(cString: made)
    }

    /// Removes the sockets of a finished day: they belong to processes that are gone.
    static func removeSockets(of endpoints: DeskEndpoints) {
        var folder: String?
        for name in DeskEndpoints.Name.allCases where endpoints[name].hasPrefix("ipc://") {
            let path = String(endpoints[name].dropFirst("ipc://".count))
            unlink(path)
            folder = String(path.dropLast(name.rawValue.count + 1))
        }
        if let folder { rmdir(folder) }
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/")
            ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}

/// The four processes of a desk.
public enum DeskRole: String, CaseIterable, Sendable {
    case exchange, risk, quoter, tracker
}
