import Foundation
import Glibc

/// The built `obligato` beside the test bundle, run as a user runs it.
struct Obligato {
    struct Result {
        let code: Int32
        let output: String
        let error: String

        /// What was said on standard error, without empty lines.
        var complaints: [Substring] { error.split(separator: "\n") }
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "no obligato binary beside the tests: build the whole package" }
    }

    static let binary: String? = {
        let files = FileManager.default
        let own = (try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for program in [own, CommandLine.arguments.first ?? ""] {
            let folder = URL(fileURLWithPath: program).deletingLastPathComponent()
            let path = folder.appendingPathComponent("obligato").path
            if files.isExecutableFile(atPath: path) { return path }
        }
        return nil
    }()

    /// Runs a command to its end.
    static func run(_ arguments: [String], in folder: String? = nil) throws -> Result {
        try start(arguments, in: folder).finish()
    }

    /// Starts a command; `finish` waits for it.
    static func start(_ arguments: [String], in folder: String? = nil) throws -> Running {
        guard let binary else { throw Missing() }
        return try Running(program: binary, arguments: arguments, folder: folder)
    }

    /// A started command; what it says goes to files, so that it never waits for a reader.
    struct Running {
        private let process: Process
        private let said: URL

        init(program: String, arguments: [String], folder: String?) throws {
            process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
            said = FileManager.default.temporaryDirectory
                .appendingPathComponent("obligato-said-\(UUID().uuidString)")
            for ending in ["out", "err"] {
                try Data().write(to: said.appendingPathExtension(ending))
            }
            process.standardOutput = try FileHandle(
                forWritingTo: said.appendingPathExtension("out"))
            process.standardError = try FileHandle(
                forWritingTo: said.appendingPathExtension("err"))
            process.standardInput = FileHandle.nullDevice
            try process.run()
        }

        var pid: Int32 { process.processIdentifier }
        var isRunning: Bool { process.isRunning }

        /// Standard error until now.
        var complaintsSoFar: String {
            (try? String(contentsOf: said.appendingPathExtension("err"), encoding: .utf8)) ?? ""
        }

        /// Asks it to end and waits.
        func end() -> Result {
            kill(pid, SIGTERM)
            return finish()
        }

        func finish() -> Result {
            process.waitUntilExit()
            return Result(
                code: process.terminationStatus, output: taken("out"), error: taken("err"))
        }

        private func taken(_ ending: String) -> String {
            let file = said.appendingPathExtension(ending)
            defer { try? FileManager.default.removeItem(at: file) }
            return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        }
    }

    /// The id of a running day's child of this role, from the command lines in `/proc`.
    static func child(_ role: String, of parent: Int32) -> Int32? {
        let path = "/proc/\(parent)/task/\(parent)/children"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        for id in text.split(separator: " ").compactMap({ Int32($0) }) {
            guard
                let line = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8),
                line.split(separator: "\0").dropFirst().first.map(String.init) == role
            else { continue }
            return id
        }
        return nil
    }
}
