import Foundation
import TestSupport
import Testing

/// The style guide as far as a program can read it.
@Suite(.rule("D5.2"))
struct `Style` {
    static let linesMax = 400
    static let functionLinesMax = 70

    @Test func `there is something to look at`() {
        #expect(Repository.sources.count > 50)
    }

    @Test func `a file tells one story`() {
        for file in Repository.sources {
            // The text ends with a line break: what follows it is no line.
            let count = file.lines.count - (file.lines.last == "" ? 1 : 0)
            #expect(count <= Self.linesMax, "\(file.path) has \(count) lines")
        }
    }

    @Test func `a function fits on a screen`() {
        for file in Repository.sources {
            for function in FunctionLengths(file).functions() {
                #expect(
                    function.length <= Self.functionLinesMax,
                    "\(file.path):\(function.line) takes \(function.length) lines")
            }
        }
    }

    @Test func `no bag has a name`() {
        let bag = /Utils|Utilities|Helper|Manager|Common/
        let declaration = /\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/
        for file in Repository.sources {
            #expect(!file.name.contains(bag), "\(file.path)")
            for line in file.code {
                for match in line.matches(of: declaration) {
                    #expect(!match.1.contains(bag), "\(file.path): \(match.1)")
                }
            }
        }
    }

    @Test func `nothing is forced`() throws {
        // As text: a regex literal would find itself.
        let rules = [
            #"\btry!"#, #"\bas!"#, ##"[\w)\]}>"`?]!(?![=~])"##,
        ]
        for file in Repository.sources {
            for rule in rules {
                #expect(file.matches(try Regex(rule)) == [])
            }
        }
    }

    @Test func `an unchecked promise has its reason above it`() {
        for file in Repository.sources {
            for (index, line) in file.code.enumerated() where line.contains("@unchecked") {
                let above =
                    index > 0 ? file.lines[index - 1].trimmingPrefix(while: \.isWhitespace) : ""
                #expect(above.hasPrefix("//"), "\(file.path):\(index + 1)")
            }
        }
    }

    @Test(.rule("PEER-09"))
    func `decision rooms have no clock, no chance, no task, no file`() throws {
        let impure = try Regex(
            [
                #"\bDate\("#, #"\bUUID\("#, #"\bprint\("#, #"\bHasher\("#,
                #"nonisolated\(unsafe\)"#,
                #"\b(Continuous|Suspending)Clock\b"#, #"\bSystemRandomNumberGenerator\b"#,
                #"\b(Task|await|actor|Dispatch\w*|hashValue)\b"#,
                #"\b(FileManager|FileHandle|ProcessInfo|getenv|fopen)\b"#,
                #"\b(clock_gettime|gettimeofday)\b"#,
                #"\.(randomElement|shuffled|shuffle)\(\)"#, #"\.random\(in:(?!.*using:)"#,
            ].joined(separator: "|"))
        for file in Repository.sources where Arrows.decisionRooms.contains(file.room) {
            #expect(file.matches(impure) == [])
        }
    }

    @Test func `nothing is left to do, and no check is switched off`() {
        let unfinished = try? Regex("TO" + "DO|FIX" + "ME")
        let unchecked = "-O" + "unchecked"
        for file in Repository.sources {
            for (index, line) in file.lines.enumerated() {
                if let unfinished, line.contains(unfinished) {
                    Issue.record("\(file.path):\(index + 1): \(line)")
                }
            }
        }
        for path in Repository.files {
            guard let text = try? Repository.text(path) else { continue }
            #expect(!text.contains(unchecked) || path.hasSuffix(".md"), "\(path)")
        }
    }

    @Test func `no file names a machine it was written on`() {
        let paths = ["/wo" + "rk/", "/tmp/" + "brief"]
        for path in Repository.files {
            guard let text = try? Repository.text(path) else { continue }
            for foreign in paths where text.contains(foreign) {
                Issue.record("\(path) names \(foreign)")
            }
        }
    }
}
