import Foundation
import Glibc
import TestSupport
import Testing

extension `Scenarios` {
    /// The example of docs/python.md beside the desk: its own quoter has one underlying, Python the other.
    @Suite(.serialized, .rule("C1.3", "E4.5"), .enabled(if: PythonQuoter.isPossible))
    struct `A quoter in Python` {
        @Test func `it holds its chain's quotes through a day and answers its requests`() throws {
            let scratch = try Scratch()
            let path = scratch.path("run")
            let day = try Obligato.start([
                "day", "--quiet", "--speed", "1500", "--quotes", "510300", "--out", path,
            ])
            let quoter = try PythonQuoter.start(on: path, underlying: "510050")
            let said = quoter.finish()
            let result = day.finish()
            #expect(result.code == 0, "\(result.output)\(result.error)")
            #expect(said.code == 0, "\(said.output)\(said.error)")
            #expect(said.output.contains("quoter: accepted"), "\(said.output)")
            let figures = try Self.figures(of: path)
            #expect(figures.map(\.underlying) == ["510050", "510300"])
            for underlying in figures {
                #expect(underlying.contractsMeetingBar == underlying.contractsObliged)
                #expect(underlying.contractsObliged == 72)
                #expect(underlying.coveragePass == true)
            }
            // At this speed 20 ms of real delay are the whole time for an answer: the desk's own quoter gives up.
            let python = try #require(figures.first)
            #expect(python.requestsCounted > 0)
            #expect(python.requestsAnswered * 10 >= python.requestsCounted * 7)
            let run = Run(path: path)
            #expect(try run.obligations().exchange_difference_ns == 0)
            #expect(try run.replay().code == 0)
        }

        private struct Summary: Decodable {
            struct Figures: Decodable {
                struct Underlying: Decodable {
                    let underlying: String
                    let contractsMeetingBar: Int64
                    let contractsObliged: Int64
                    let coveragePass: Bool?
                    let requestsAnswered: Int64
                    let requestsCounted: Int64
                }
                let underlyings: [Underlying]
            }
            let figures: Figures
        }

        private static func figures(of path: String) throws -> [Summary.Figures.Underlying] {
            let data = try Data(contentsOf: URL(fileURLWithPath: path + "/summary.json"))
            return try JSONDecoder().decode(Summary.self, from: data).figures.underlyings
        }
    }
}

/// The example quoter and what it needs: Python 3 and libzmq.
enum PythonQuoter {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/examples/python").standardizedFileURL.path

    static let isPossible: Bool = {
        guard Python.isPresent else { return false }
        let probe = "import sys; sys.path.insert(0, '\(folder)'); import zeromq; zeromq.Context()"
        let running = try? Obligato.Running(
            program: "/usr/bin/env", arguments: ["python3", "-B", "-c", probe], folder: nil)
        let possible = running?.finish().code == 0
        if !possible {
            print("skipped: Python finds no libzmq, the quoter in Python is not tested")
        }
        return possible
    }()

    /// Starts it when the desk's file is there.
    static func start(on path: String, underlying: String) throws -> Obligato.Running {
        let desk = path + "/desk.yaml"
        for _ in 0..<2_000 where !FileManager.default.fileExists(atPath: desk) { usleep(5_000) }
        return try Obligato.Running(
            program: "/usr/bin/env",
            arguments: [
                "python3", "-B", folder + "/quoter.py", desk, "--underlying", underlying,
            ], folder: nil)
    }
}
