import Foundation

/// The built `obligato` beside the test bundle, run as a user runs it.
struct Obligato {
    struct Result {
        let code: Int32
        let output: String
        let error: String
    }

    static let binary: String? = {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let path = folder.appendingPathComponent("obligato").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// Runs a command to its end.
    static func run(_ arguments: [String], in folder: String? = nil) throws -> Result {
        let process = try start(arguments, in: folder)
        return process.finish()
    }

    /// Starts a command; `finish` waits for it.
    static func start(_ arguments: [String], in folder: String? = nil) throws -> Running {
        guard let binary else { throw Missing() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let output = Pipe()
        let error = Pipe()
        process.standardOutput = output
        process.standardError = error
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return Running(process: process, output: output, error: error)
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "no obligato binary beside the tests: build the whole package" }
    }

    struct Running {
        let process: Process
        let output: Pipe
        let error: Pipe

        func finish() -> Result {
            let text = output.fileHandleForReading.readDataToEndOfFile()
            let complaint = error.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return Result(
                code: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
                error: String(decoding: complaint, as: UTF8.self))
        }
    }

    /// A fresh folder for one test; removed by the caller.
    static func scratch() throws -> String {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("obligato-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// The ids of a running day's children by role, from their command lines.
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
