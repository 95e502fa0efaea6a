import Foundation

/// Runs scripts with the machine's Python 3, if it has one.
enum Python {
    struct Result {
        let exitCode: Int32
        let output: String
    }

    static let isPresent: Bool = {
        let present = (try? run(["-c", "pass"]))?.exitCode == 0
        if !present { print("skipped: python3 is not installed") }
        return present
    }()

    /// Standard input is passed as a file: no pipe to fill up.
    static func run(_ arguments: [String], input: String = "") throws -> Result {
        let inputFile = FileManager.default.temporaryDirectory
            .appendingPathComponent("obligato-wire-tests-\(UUID().uuidString)")
        try Data(input.utf8).write(to: inputFile)
        defer { try? FileManager.default.removeItem(at: inputFile) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            exitCode: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }
}
