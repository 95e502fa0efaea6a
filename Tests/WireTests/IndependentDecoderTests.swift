import Foundation
import TestSupport
import Testing

/// Our frames read by a program that shares no code with us: the schema file is the whole contract.
@Suite(.rule("C1.5"), .enabled(if: Python.isPresent, "python3 is not installed"))
struct `Independent decoder` {
    static let schema = Repository.path("Sources/Wire/Schema/obligato.xml")

    @Test func `a standard reader finds every field of every message`() throws {
        let made = MessageCase.all.flatMap { message in
            (UInt64(1)...5).map { message.make($0, Int($0 % 4)) }
        }
        let decoder = Repository.path("Tests/WireTests/decode_sbe.py")
        let result = try Python.run(
            [decoder, Self.schema],
            input: made.map { hex($0.bytes) }.joined(separator: "\n") + "\n")
        try #require(result.exitCode == 0, "\(result.output)")
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == made.count)
        for (line, frame) in zip(lines, made) {
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8))
            #expect(flattened(json) == frame.fields)
        }
    }

    @Test func `the generated Swift is what the schema says`() throws {
        let result = try Python.run([
            Repository.path("Sources/Wire/Schema/generate.py"), "--check",
        ])
        #expect(result.exitCode == 0, "\(result.output)")
    }

    /// `{"Entries": [{"bid": 1}]}` as `Entries.count` and `Entries[0].bid`.
    func flattened(_ json: Any) -> [String: String] {
        var found: [String: String] = [:]
        func walk(_ value: Any, _ path: String) {
            switch value {
            case let object as [String: Any]:
                for (key, member) in object { walk(member, path.isEmpty ? key : path + "." + key) }
            case let list as [Any]:
                found[path + ".count"] = "\(list.count)"
                for (index, member) in list.enumerated() { walk(member, "\(path)[\(index)]") }
            case let number as NSNumber: found[path] = number.stringValue
            default: found[path] = "\(value)"
            }
        }
        walk(json, "")
        return found
    }
}
