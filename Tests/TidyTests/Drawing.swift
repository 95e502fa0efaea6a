import Foundation

/// The drawing of rooms and arrows in docs/architecture.md, made from the manifest.
enum Drawing {
    static let page = "docs/architecture.md"
    static let begin = "<!-- arrows: made from Package.swift by `make drawing` -->"
    static let end = "<!-- end of arrows -->"

    /// The drawing, then the list of arrows it shortens.
    static func block(of manifest: Manifest) -> String {
        let rooms = manifest.targets(of: "room", "shim", "process").filter {
            $0.name != "benchmarks"
        }
        var lines = ["```mermaid", "graph TD"]
        for room in rooms where room.name != "Runtime" && room.name != "obligato" {
            for dependency in direct(room, in: rooms) {
                lines.append("    \(room.name) --> \(dependency)")
            }
        }
        let used = Set(rooms.filter { $0.name != "Runtime" }.flatMap(\.dependencies))
        for room in rooms where !used.contains(room.name) && room.name != "Runtime" {
            if room.name != "obligato" { lines.append("    Runtime --> \(room.name)") }
        }
        lines += ["    obligato --> Runtime", "```", "", "| room | may import |", "| --- | --- |"]
        for room in rooms {
            let list = room.dependencies.isEmpty ? "–" : room.dependencies.joined(separator: ", ")
            lines.append("| \(room.name) | \(list) |")
        }
        return lines.joined(separator: "\n")
    }

    /// Arrows that no longer path already implies; other packages are left to the list.
    private static func direct(
        _ room: Manifest.Target, in rooms: [Manifest.Target]
    ) -> [String] {
        let byName = Dictionary(uniqueKeysWithValues: rooms.map { ($0.name, $0.dependencies) })
        func reaches(_ from: String, _ to: String) -> Bool {
            (byName[from] ?? []).contains { $0 == to || reaches($0, to) }
        }
        let ours = room.dependencies.filter { byName[$0] != nil }
        return ours.filter { candidate in
            !ours.contains { $0 != candidate && reaches($0, candidate) }
        }
    }

    /// What stands between the marks on the page; nil when a mark is missing.
    static func current(in text: String) -> Range<String.Index>? {
        guard let first = text.range(of: begin + "\n"), let last = text.range(of: "\n" + end),
            first.upperBound <= last.lowerBound
        else { return nil }
        return first.upperBound..<last.lowerBound
    }
}
