import Foundation
import Testing

/// A run folder, read with nothing but its files and the command line.
struct Run {
    static let roles = ["exchange", "risk", "quoter", "tracker"]

    struct Obligations: Decodable {
        struct Rule: Decodable {
            let kind: String
            let contract: String?
            let session_ns: Int64?
            let met_ns: Int64?
            let not_met_ns: Int64?
            let exempt_ns: Int64?
            let unknown_ns: Int64?
            let causes: [String: Int64]?
        }
        let rules: [Rule]
        let exchange_difference_ns: Int64?

        var presence: [Rule] { rules.filter { $0.kind == "presence" } }

        /// Contract-nanoseconds not met for one cause, over all contracts.
        func notMet(because cause: String) -> Int64 {
            presence.reduce(0) { $0 + ($1.causes?[cause] ?? 0) }
        }
    }

    struct Summary: Decodable {
        struct Process: Decodable {
            let role: String
            let pid: Int32
            let pids: [Int32]
            let restarts: Int
            let endpoints: [String]
            let messagesIn: UInt64
            let messagesOut: UInt64
            let journalRecords: UInt64
            let rssBytes: UInt64
        }
        struct Latency: Decodable {
            let count: Int64
            let p50: Int64
            let p99: Int64
            let max: Int64
        }
        let kind: String
        let seed: UInt64
        let processes: [Process]
        let latencyNanoseconds: [Latency]
    }

    struct Replay: Decodable {
        struct Finding: Decodable {
            let subject: String
            let holds: Bool
            let detail: String
        }
        let holds: Bool
        let findings: [Finding]
    }

    let path: String

    init(path: String) { self.path = path }

    /// A finished backtest that held together.
    static func backtest(
        _ options: [String] = [], in scratch: Scratch, named name: String = "run"
    ) throws -> Run {
        let path = scratch.path(name)
        let result = try Obligato.run(["backtest", "--quiet", "--out", path] + options)
        try #require(result.code == 0, "\(result.output)\(result.error)")
        return Run(path: path)
    }

    func obligations() throws -> Obligations { try decoded("obligations.json") }
    func summary() throws -> Summary { try decoded("summary.json") }

    private func decoded<Value: Decodable>(_ name: String) throws -> Value {
        try JSONDecoder().decode(
            Value.self, from: Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }

    /// Paths of the segments of one role's journal, in order.
    func segments(of role: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + role)
            .filter { $0.hasSuffix(".seg") }.sorted().map { "\(path)/\(role)/\($0)" }
    }

    /// Every byte of every journal, by role and segment.
    func journals() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for role in Self.roles {
            for segment in try segments(of: role) {
                found[String(segment.dropFirst(path.count + 1))] = try Data(
                    contentsOf: URL(fileURLWithPath: segment))
            }
        }
        return found
    }

    /// `replay --verify`: its verdict and what it found.
    func replay() throws -> (code: Int32, found: Replay) {
        let result = try Obligato.run(["replay", path, "--verify", "--json"])
        return (
            result.code, try JSONDecoder().decode(Replay.self, from: Data(result.output.utf8))
        )
    }

    /// One exported stream: the header, then the rows.
    func export(_ stream: String) throws -> (columns: String, rows: [[Substring]]) {
        let file = path + "/\(stream).csv"
        let result = try Obligato.run(["export", path, "--stream", stream, "--out", file])
        try #require(result.code == 0, "\(result.error)")
        var lines = try String(contentsOfFile: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.popLast() == "", "the last line ends")
        let columns = String(lines.removeFirst())
        return (columns, lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) })
    }

    /// What holds for every finished day: the three ways to its figures agree, and so does the exchange.
    func expectHolds(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let figures = try obligations()
        #expect(figures.exchange_difference_ns == 0, sourceLocation: sourceLocation)
        #expect(figures.presence.count == 144, sourceLocation: sourceLocation)
        for rule in figures.presence {
            let name = rule.contract ?? "?"
            #expect(rule.unknown_ns == 0, "\(name)", sourceLocation: sourceLocation)
            #expect(
                rule.causes?.values.reduce(0, +) == rule.not_met_ns, "\(name)",
                sourceLocation: sourceLocation)
        }
        let (code, found) = try replay()
        #expect(code == 0, sourceLocation: sourceLocation)
        #expect(
            found.findings.filter { !$0.holds }.map(\.detail) == [], sourceLocation: sourceLocation)
        try expectRecomputed(sourceLocation: sourceLocation)
    }

    /// The outside program that knows only the exports comes to the same nanoseconds.
    func expectRecomputed(sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard Python.isPresent else { return }
        for stream in ["quotes", "phases", "bbo", "contracts"] { _ = try export(stream) }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("recompute_presence.py").path
        let result = try Obligato.Running(
            program: "/usr/bin/env", arguments: ["python3", "-B", script, path], folder: nil
        ).finish()
        #expect(
            result.output == "equal 144 contracts\n", "\(result.error)",
            sourceLocation: sourceLocation)
        #expect(result.code == 0, sourceLocation: sourceLocation)
    }
}

/// The machine's Python 3, if it has one.
enum Python {
    static let isPresent: Bool = {
        let running = try? Obligato.Running(
            program: "/usr/bin/env", arguments: ["python3", "-c", "pass"], folder: nil)
        let present = running?.finish().code == 0
        if !present { print("skipped: python3 is not installed, presence is not recomputed") }
        return present
    }()
}
