import Foundation

/// The rooms and arrows of Package.swift, read from its text: `room("Risk", ["Market", "Wire"])`.
struct Manifest {
    struct Target {
        let kind: String
        let name: String
        let dependencies: [String]
    }

    let targets: [Target]

    /// Products of other packages, by the name the manifest gives them.
    static let packages = [
        "yams": "Yams", "argumentParser": "ArgumentParser", "histogram": "Histogram",
    ]

    init(_ text: String) {
        let start = text.range(of: "targets: [\n")?.upperBound ?? text.startIndex
        let body = text[start...].split(separator: "\n").filter {
            !$0.trimmingPrefix(while: \.isWhitespace).hasPrefix("//")
        }.joined(separator: " ")
        let call = /\b(room|shim|process|tests)\(\s*"(\w+)"\s*(?:,\s*\[([^\]]*)\])?/
        targets = body.matches(of: call).map { match in
            let list = (match.3 ?? "").split(separator: ",").map {
                $0.trimming { $0.isWhitespace || $0 == "\"" }
            }
            return Target(
                kind: String(match.1), name: String(match.2),
                dependencies: list.filter { !$0.isEmpty }.map { Manifest.packages[$0] ?? $0 })
        }
    }

    func targets(of kinds: String...) -> [Target] {
        targets.filter { kinds.contains($0.kind) }
    }
}

extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        var text = self
        while let first = text.first, isTrimmed(first) { text.removeFirst() }
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return String(text)
    }
}
