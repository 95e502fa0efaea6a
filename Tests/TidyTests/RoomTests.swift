import Foundation
import TestSupport
import Testing

@Suite(.rule("C1.3", "C1.4"))
struct `Rooms` {
    let manifest: Manifest

    init() throws { manifest = Manifest(try Repository.text("Package.swift")) }

    @Test func `the arrows of the manifest are the ones decided`() {
        let targets = manifest.targets(of: "room", "shim", "process")
        #expect(Set(targets.map(\.name)) == Set(Arrows.decided.keys))
        for target in targets {
            #expect(Set(target.dependencies) == Arrows.decided[target.name], "\(target.name)")
        }
    }

    @Test func `no room imports in a circle`() {
        let arrows = Dictionary(
            uniqueKeysWithValues: manifest.targets.map { ($0.name, $0.dependencies) })
        func reaches(_ from: String, _ to: String, _ depth: Int) -> Bool {
            depth > 0
                && (arrows[from] ?? []).contains { $0 == to || reaches($0, to, depth - 1) }
        }
        for room in arrows.keys.sorted() {
            #expect(!reaches(room, room, 12), "\(room) imports itself")
        }
    }

    @Test func `what a room imports is what the manifest allows`() {
        let systems: Set<String> = ["Foundation", "Glibc", "Dispatch", "Synchronization"]
        for target in manifest.targets(of: "room", "process") {
            let allowed = Set(target.dependencies).union(systems)
            let folder = target.name == "benchmarks" ? "Benchmarks" : target.name
            for file in Repository.sources where file.room == folder {
                for line in file.code {
                    guard let match = line.firstMatch(of: /^(?:\w+ )*import (\w+)/) else {
                        continue
                    }
                    #expect(allowed.contains(String(match.1)), "\(file.path) imports \(match.1)")
                }
            }
        }
    }

    @Test func `every room says what comes in, what goes out, what it must never know`() throws {
        for target in manifest.targets(of: "room", "shim", "process") {
            let folder =
                ["Strategies", "Sim"].contains(target.name)
                ? target.name
                : target.name == "benchmarks" ? "Benchmarks" : "Sources/" + target.name
            let page = folder + "/README.md"
            guard Repository.exists(page) else {
                Issue.record("\(page) is missing")
                continue
            }
            let text = try Repository.text(page)
            #expect(text.split(separator: "\n").count >= 4, "\(page) is a stub")
            if target.kind == "room" {
                #expect(
                    text.contains(/never know/.ignoresCase()), "\(page): what must it never know?")
            }
        }
    }

    @Test func `the drawing in the architecture page is the manifest`() throws {
        let page = try Repository.text(Drawing.page)
        let drawn = try #require(Drawing.current(in: page), "marks missing in \(Drawing.page)")
        let block = Drawing.block(of: manifest)
        if ProcessInfo.processInfo.environment["OBLIGATO_REDRAW"] != nil {
            try page.replacingCharacters(in: drawn, with: block).write(
                to: Repository.root.appendingPathComponent(Drawing.page), atomically: true,
                encoding: .utf8)
        } else {
            #expect(page[drawn] == block, "run `make drawing`")
        }
    }

    @Test func `the front page names every room`() throws {
        let page = try Repository.text("README.md")
        for target in manifest.targets(of: "room") {
            #expect(page.contains("`\(target.name)`"), "\(target.name)")
        }
    }

    @Test func `tests carry the rule they show`() {
        for file in Repository.sources where file.path.hasPrefix("Tests/") {
            let text = file.code.joined(separator: "\n")
            guard text.contains("@Test") else { continue }
            #expect(text.contains(".rule("), "\(file.path)")
        }
    }
}
